"""How many webhooks a second are stored: the product, and peers if given, in interleaved rounds."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median

from bench import load, peers, processes, product, webhooks
from bench.database import Server, count, run

PEOPLE = 1000
WARM_UP_SECONDS = 1.5
OURS = "tutorline"


@dataclass(frozen=True)
class Candidate:
    """One server to measure: how to start it, how to empty its tables, and where its messages end up."""

    name: str
    path: str
    start: Callable[[], AbstractContextManager[tuple[int, int]]]
    empty: Callable[[], None]
    analyze: Callable[[], None]
    """Has PostgreSQL look at the sizes of its tables, as it does by itself once a minute."""
    stored: Callable[[], int]


@dataclass(frozen=True)
class Sample:
    """One run: requests a second, milliseconds, and processor milliseconds per request."""

    name: str
    connections: int
    per_second: float
    p50: float
    p99: float
    web_processor: float
    database_processor: float


def measure(server: Server, folder: Path | None, *, connections: list[int], seconds: float, rounds: int) -> list[Sample]:
    """Measures every candidate at every number of connections, in turns.

    Raises:
        SystemExit: if an answer was not 2xx, or if a message that was answered is not stored.
    """
    candidates = list(_candidates(server, folder))
    samples = []
    for number in range(rounds):
        for candidate in candidates:
            with candidate.start() as (port, pid):
                for width in connections:
                    sample = _run(candidate, server, port, pid, connections=width, seconds=seconds)
                    print(f"  round {number + 1}: {candidate.name} at {width}: {sample.per_second:.0f} a second", flush=True)
                    samples.append(sample)
    return samples


def _candidates(server: Server, folder: Path | None) -> Iterator[Candidate]:
    url = product.prepare(server)
    messages = partial(count, url, "conversations_inboundmessage")
    analyze = partial(run, url, "ANALYZE")
    yield Candidate(OURS, product.WEBHOOK, partial(product.web, url), partial(product.empty, url), analyze, messages)
    if folder:
        peers_url = peers.prepare(server, folder)
        for peer in peers.PEERS:
            start, empty = partial(peers.web, peer, server, folder), partial(run, peers_url, peers.EMPTY)
            analyze = partial(run, peers_url, "ANALYZE")
            yield Candidate(peer.name, peer.path, start, empty, analyze, partial(count, peers_url, "message"))


def _run(candidate: Candidate, server: Server, port: int, pid: int, *, connections: int, seconds: float) -> Sample:
    candidate.empty()
    requests = webhooks.long_texts(candidate.path, people=PEOPLE)
    warm_up = asyncio.run(load.closed_loop(port, requests, connections=connections, seconds=WARM_UP_SECONDS))
    candidate.analyze()
    web, database = processes.processor_seconds(pid), processes.processor_seconds(server.pid)
    outcome = asyncio.run(load.closed_loop(port, requests, connections=connections, seconds=seconds))
    answered = len(outcome.milliseconds)
    web, database = processes.processor_seconds(pid) - web, processes.processor_seconds(server.pid) - database
    if outcome.refused or warm_up.refused or candidate.stored() != answered + len(warm_up.milliseconds):
        raise SystemExit(f"{candidate.name}: answers {dict(outcome.statuses)}, {candidate.stored()} messages stored.")
    return Sample(
        candidate.name,
        connections,
        outcome.per_second,
        load.percentile(outcome.milliseconds, 0.5),
        load.percentile(outcome.milliseconds, 0.99),
        web * 1000 / answered,
        database * 1000 / answered,
    )


def table(samples: list[Sample]) -> list[str]:
    """Returns a Markdown table of medians, with the ratios to each peer."""
    names = list(dict.fromkeys(sample.name for sample in samples))
    others = [name for name in names if name != OURS]
    head = ["connections", "server", "webhooks/s (min-max)", "p50 ms", "p99 ms", "processor ms web / database"]
    lines = [row(head + [f"/ {name}" for name in others]), row(["---"] * (len(head) + len(others)))]
    for width in dict.fromkeys(sample.connections for sample in samples):
        lines += [row([str(width), name, *_figures(samples, width, name, others)]) for name in names]
    return lines


def _figures(samples: list[Sample], width: int, name: str, others: list[str]) -> Iterator[str]:
    def of(which: str) -> list[Sample]:
        return [sample for sample in samples if (sample.name, sample.connections) == (which, width)]

    rates = [sample.per_second for sample in of(name)]
    yield f"{median(rates):.0f} ({min(rates):.0f}-{max(rates):.0f})"
    yield f"{median(sample.p50 for sample in of(name)):.1f}"
    yield f"{median(sample.p99 for sample in of(name)):.1f}"
    web = median(sample.web_processor for sample in of(name))
    yield f"{web:.2f} / {median(sample.database_processor for sample in of(name)):.2f}"
    for other in others:
        # Round by round, so that a machine that is slow for a while slows both sides of a ratio.
        yield f"{median(ours / theirs.per_second for ours, theirs in zip(rates, of(other), strict=True)):.2f}"


def row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"
