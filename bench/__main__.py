"""Measures and prints; `python -m bench --help` names the options."""

import argparse
from pathlib import Path

from bench import intake, money, replies
from bench.database import Server

PARTS = ("intake", "replies", "money")


def main() -> None:
    options = _options()
    server = Server()
    try:
        if "intake" in options.parts:
            print("Webhooks stored per second (no worker running):", flush=True)
            samples = intake.measure(
                server, options.peers, connections=options.connections, seconds=options.seconds, rounds=options.rounds
            )
            print("\n".join(["", *intake.table(samples), ""]), flush=True)
        if "replies" in options.parts:
            print("From webhook to reply:", flush=True)
            waits = replies.measure(server, rates=options.rates, seconds=options.reply_seconds, workers=options.workers)
            print("\n".join(["", *replies.table(waits), ""]), flush=True)
        if "money" in options.parts:
            print(f"Finance's pages and exports with {money.PAYMENTS:,} payments:", flush=True)
            print("\n".join(["", *money.table(money.measure(server)), ""]), flush=True)
    finally:
        server.stop()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench", description="Measures the product on this machine.")
    parser.add_argument("parts", nargs="*", choices=PARTS, default=PARTS, help="what to measure (default: everything)")
    parser.add_argument("--peers", type=Path, help="a folder with peers to measure beside the product")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=8, help="length of one run")
    parser.add_argument("--connections", type=int, nargs="+", default=[1, 8, 32])
    parser.add_argument("--rates", type=float, nargs="+", default=[1, 20, 50], help="messages a second")
    parser.add_argument("--reply-seconds", type=float, default=20, help="length of one run at a rate")
    parser.add_argument("--workers", type=int, default=1, help="worker processes")
    return parser.parse_args()


if __name__ == "__main__":
    main()
