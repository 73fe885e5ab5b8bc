"""How long a person waits: from the moment a webhook is due until the reply reaches WhatsApp's (stand-in) API."""

import asyncio
import itertools
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from bench import load, product, webhooks
from bench.database import Server
from bench.graph import Graph
from bench.intake import row

KNOWN_PEOPLE = 400
WARM_UP_PER_SECOND = 20
LAST_REPLY_WITHIN_SECONDS = 60


@dataclass
class Waits:
    """Who wrote when, and how long each waited for the reply."""

    written: dict[str, float] = field(default_factory=dict)
    milliseconds: list[float] = field(default_factory=list)
    replies: int = 0

    def on_message(self, receiver: str, moment: float) -> None:
        self.replies += 1
        if receiver in self.written:
            self.milliseconds.append((moment - self.written.pop(receiver)) * 1000)


@dataclass(frozen=True)
class Sample:
    """One run at a steady rate; waits in milliseconds."""

    per_second: float
    messages: int
    webhook_p95: float
    p50: float
    p95: float
    worst: float


def measure(server: Server, *, rates: list[float], seconds: float, workers: int) -> list[Sample]:
    """Measures every rate with real web and worker processes.

    Raises:
        SystemExit: if a message got no reply, or more than one.
    """
    url = product.prepare(server)
    return asyncio.run(_measure(url, rates, seconds, workers))


async def _measure(url: str, rates: list[float], seconds: float, workers: int) -> list[Sample]:
    waits = Waits()
    async with Graph(waits.on_message) as graph:
        with product.web(url) as (port, _pid), product.workers(url, graph_port=graph.port, count=workers):
            people = itertools.count()
            known = [next(people) for _ in range(KNOWN_PEOPLE)]
            await _run(port, waits, iter([(person, "hi") for person in known]), WARM_UP_PER_SECOND, KNOWN_PEOPLE)
            samples = []
            for rate in rates:
                writers = _writers(itertools.cycle(known), people)
                sample = await _run(port, waits, writers, rate, max(int(rate * seconds), 20))
                print(f"  {rate:g} a second: p50 {sample.p50:.0f} ms, p95 {sample.p95:.0f} ms", flush=True)
                samples.append(sample)
    return samples


def _writers(known: Iterator[int], new: Iterator[int]) -> Iterator[tuple[int, str]]:
    """Yields who writes what: somebody new says hi, somebody known asks for the menu, and so on."""
    while True:
        yield next(new), "hi"
        yield next(known), "menu"


async def _run(port: int, waits: Waits, writers: Iterator[tuple[int, str]], rate: float, messages: int) -> Sample:
    waits.milliseconds, waits.replies = [], 0
    chosen = list(itertools.islice(writers, messages))
    requests = (webhooks.request(product.WEBHOOK, webhooks.body(person, text)) for person, text in chosen)

    def on_due(number: int, due: float) -> None:
        waits.written[webhooks.phone_number(chosen[number][0])] = due

    outcome = await load.open_loop(port, requests, per_second=rate, seconds=messages / rate, on_due=on_due)
    deadline = time.perf_counter() + LAST_REPLY_WITHIN_SECONDS
    while waits.written and time.perf_counter() < deadline:
        await asyncio.sleep(0.1)
    if outcome.refused or waits.written or waits.replies != messages:
        raise SystemExit(f"{messages} messages, answers {dict(outcome.statuses)}, {waits.replies} replies.")
    return Sample(
        rate,
        messages,
        load.percentile(outcome.milliseconds, 0.95),
        load.percentile(waits.milliseconds, 0.5),
        load.percentile(waits.milliseconds, 0.95),
        max(waits.milliseconds),
    )


def table(samples: list[Sample]) -> list[str]:
    """Returns a Markdown table."""
    lines = [row(["messages/s", "messages", "webhook answered p95 ms", "reply p50 ms", "p95 ms", "worst ms"]), row(["---"] * 6)]
    for sample in samples:
        figures = (sample.webhook_p95, sample.p50, sample.p95, sample.worst)
        lines.append(row([f"{sample.per_second:g}", str(sample.messages), *(f"{figure:.0f}" for figure in figures)]))
    return lines
