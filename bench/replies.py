"""How long a person waits: from the moment a webhook is due until the reply reaches WhatsApp's (stand-in) API."""

import asyncio
import itertools
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from bench import load, processes, product, webhooks
from bench.database import Server
from bench.graph import Graph
from bench.intake import row

KNOWN_PEOPLE = 400
WARM_UP_PER_SECOND = 20
LAST_REPLY_WITHIN_SECONDS = 300


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
class Meter:
    """Reads the processor time of groups of processes."""

    groups: list[list[int | None]]

    def read(self) -> list[float]:
        return [sum(processes.processor_seconds(pid) for pid in group) for group in self.groups]


@dataclass(frozen=True)
class Sample:
    """One run at a steady rate; waits in milliseconds."""

    per_second: float
    messages: int
    webhook_p95: float
    p50: float
    p95: float
    worst: float
    processor: list[float]
    """Processor milliseconds per message: web, workers, database."""


def measure(server: Server, *, rates: list[float], seconds: float, workers: int) -> list[Sample]:
    """Measures every rate with real web and worker processes.

    Raises:
        SystemExit: if a message got no reply, or more than one.
    """
    url = product.prepare(server)
    return asyncio.run(_measure(server, url, rates, seconds, workers))


async def _measure(server: Server, url: str, rates: list[float], seconds: float, workers: int) -> list[Sample]:
    waits = Waits()
    async with Graph(waits.on_message) as graph:
        with product.web(url) as (port, web), product.workers(url, graph_port=graph.port, count=workers) as worker_pids:
            meter = Meter([[web], worker_pids, [server.pid]])
            people = itertools.count()
            known = [next(people) for _ in range(KNOWN_PEOPLE)]
            await _run(
                port, waits, meter, iter([(person, "hi") for person in known]), rate=WARM_UP_PER_SECOND, messages=KNOWN_PEOPLE
            )
            samples = []
            for rate in rates:
                writers = _writers(itertools.cycle(known), people)
                sample = await _run(port, waits, meter, writers, rate=rate, messages=max(int(rate * seconds), 20))
                print(f"  {rate:g} a second: p50 {sample.p50:.0f} ms, p95 {sample.p95:.0f} ms", flush=True)
                samples.append(sample)
    return samples


def _writers(known: Iterator[int], new: Iterator[int]) -> Iterator[tuple[int, str]]:
    """Yields who writes what: somebody new says hi, somebody known asks for the menu, and so on."""
    while True:
        yield next(new), "hi"
        yield next(known), "menu"


async def _run(
    port: int, waits: Waits, meter: Meter, writers: Iterator[tuple[int, str]], *, rate: float, messages: int
) -> Sample:
    waits.milliseconds, waits.replies = [], 0
    chosen = list(itertools.islice(writers, messages))
    requests = (webhooks.request(product.WEBHOOK, webhooks.body(person, text)) for person, text in chosen)

    def on_due(number: int, due: float) -> None:
        waits.written[webhooks.phone_number(chosen[number][0])] = due

    before = meter.read()
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
        [(then - now) * 1000 / messages for now, then in zip(before, meter.read(), strict=True)],
    )


def table(samples: list[Sample]) -> list[str]:
    """Returns a Markdown table."""
    head = ["messages/s", "messages", "webhook answered p95 ms", "reply p50 ms", "p95 ms", "worst ms"]
    head.append("processor ms web / worker / database")
    lines = [row(head), row(["---"] * len(head))]
    for sample in samples:
        figures = (sample.webhook_p95, sample.p50, sample.p95, sample.worst)
        processor = " / ".join(f"{figure:.1f}" for figure in sample.processor)
        lines.append(row([f"{sample.per_second:g}", str(sample.messages), *(f"{figure:.0f}" for figure in figures), processor]))
    return lines
