"""Places of the report's charts, in whole units of a drawing 1000 wide; the template draws them."""

from dataclasses import dataclass

from payments.reports.sums import Line

WIDTH, ABOVE, BELOW = 1000, 150, 40


@dataclass(frozen=True)
class Bar:
    """One day: what came grows upwards from the base line, what went back downwards."""

    line: Line
    x: int
    width: int
    up: int
    down: int

    @property
    def y(self) -> int:
        return ABOVE - self.up


@dataclass(frozen=True)
class Chart:
    """A row of bars with its base line and the largest amount, in kobo."""

    bars: list[Bar]
    most_kobo: int
    height: int = ABOVE + BELOW
    base: int = ABOVE

    @property
    def first(self) -> Line:
        return self.bars[0].line

    @property
    def last(self) -> Line:
        return self.bars[-1].line


def bars(lines: list[Line]) -> Chart:
    """Places a bar for each line. `lines` is not empty: a period has at least one day."""
    most = max(max(line.sums.gross_kobo, _back(line)) for line in lines)
    room = WIDTH // len(lines)
    width = max(room * 4 // 5, 1)
    placed = [
        Bar(line, number * WIDTH // len(lines) + (room - width) // 2, width, _part(line.sums.gross_kobo, most, ABOVE), down)
        for number, line in enumerate(lines)
        for down in [_part(_back(line), most, BELOW)]
    ]
    return Chart(placed, most)


@dataclass(frozen=True)
class Share:
    """A line and its part of the whole: `width` of 1000, the percents add up to 100."""

    line: Line
    width: int
    percent: int


def shares(lines: list[Line]) -> list[Share]:
    amounts = [line.sums.gross_kobo for line in lines]
    whole = sum(amounts)
    parts = zip(lines, amounts, _percents(amounts, whole), strict=True)
    return [Share(line, _part(amount, whole, WIDTH), percent) for line, amount, percent in parts]


def _percents(amounts: list[int], whole: int) -> list[int]:
    """Whole percents that add up to a hundred: what rounding down leaves goes to the largest remainders."""
    if not whole:
        return [0] * len(amounts)
    percents = [amount * 100 // whole for amount in amounts]
    by_remainder = sorted(range(len(amounts)), key=lambda place: -(amounts[place] * 100 % whole))
    for place in by_remainder[: 100 - sum(percents)]:
        percents[place] += 1
    return percents


def _back(line: Line) -> int:
    return line.sums.refunds_kobo + line.sums.disputes_kobo


def _part(amount_kobo: int, most_kobo: int, room: int) -> int:
    """Returns the length of an amount; a small one stays visible."""
    return max(amount_kobo * room // most_kobo, 2) if amount_kobo > 0 and most_kobo else 0
