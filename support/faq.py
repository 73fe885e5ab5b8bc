"""Questions that students ask often: finding them, filling in their answers, and counting what helped."""

import re
import string
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from rapidfuzz.distance import OSA

from core import staff_words
from core.models import AdminSettings
from core.money import naira
from homework.photos import BYTES_LIMIT
from homework.prices import prices
from homework.services.content import TEXT_LIMIT
from payments.models import Plan
from support.models import FaqEntry, FaqSearch, FaqTopic, FaqUse

ANSWER_LIMIT = 600
SHOWN_HITS = 3
SPELLING_LENGTH_MINIMUM = 5
_PRIVATE = re.compile(r"\S+@\S+|(?:https?://|www\.)\S+|\+?\d[\d\s-]{3,}\d")
_NOISE = frozenset(
    re.findall(
        r"\w+",
        "a about abeg am an and any are at be by can dey do does e for from get go have how i if in is it me my na no of on "
        "or please question s that the this to u una want wan was what when where which who why will with wetin you your",
    )
)


class BadAnswer(ValueError):
    """An answer that could not be sent; the message says why, for people."""


def variables() -> dict[str, str]:
    """What `{names}` in answers stand for, at this moment, as staff read them; a student's language replaces the words."""
    settings = AdminSettings.load()
    return {
        "brand": settings.brand,
        "price": price_in_words(),
        "plans": plans_in_words(),
        "answer_hours": str(settings.answer_hours),
        "photos": str(settings.photos_per_homework),
        "photo_mb": str(BYTES_LIMIT // 1024**2),
        "text_most": f"{TEXT_LIMIT:,}",
        "support_hours": staff_words.span(settings.support_opens_at, settings.support_closes_at),
        "support_answer": staff_words.length(settings.support_answer_minutes),
    }


def price_in_words() -> str:
    """What one homework costs: `₦500`, or `from ₦300` where levels differ."""
    known = prices()
    return f"from {naira(known.lowest_kobo)}" if known.differ else naira(known.lowest_kobo)


def plans_in_words() -> str:
    """What can be bought for a whole period: `Monthly: ₦5,000 a month.`"""
    plans = Plan.objects.filter(is_active=True).order_by("position", "name")
    offers = ", or ".join(f"{plan.name}: {naira(plan.price_kobo)} {plan.period}" for plan in plans)
    return f"{offers}." if offers else "There is no plan at the moment."


def checked(answer: str) -> str:
    """Returns an answer with its names filled in, for saving it.

    Raises:
        BadAnswer: for an unknown name, braces that do not hold a name, or more than 600 characters when filled in.
    """
    known = variables()
    try:
        names = {name for _, name, _, _ in string.Formatter().parse(answer) if name is not None}
        unknown = sorted(names - known.keys())
        if unknown:
            raise BadAnswer(f"Unknown: {{{unknown[0]}}}. Known are {', '.join(f'{{{name}}}' for name in known)}.")
        text = answer.format(**known)
    except ValueError as problem:
        if isinstance(problem, BadAnswer):
            raise
        raise BadAnswer("Braces { } are only for names such as {price}.") from problem
    if len(text) > ANSWER_LIMIT:
        raise BadAnswer(f"{len(text)} characters when filled in; at most {ANSWER_LIMIT}.")
    return text


def filled(answer: str, said: Mapping[str, str] | None = None) -> str:
    """Returns a saved answer as it is sent. Never refuses: a new plan may have made it longer since it was checked.

    Args:
        said: what some names are in the language of whoever reads it.
    """
    known = variables() | dict(said or {})
    return re.sub(r"\{(\w+)\}", lambda found: known.get(found[1], found[0]), answer)


def topics() -> list[FaqTopic]:
    """The topics that have something to read, in their order."""
    used = set(FaqEntry.objects.filter(is_published=True).values_list("topic", flat=True).distinct())
    return [topic for topic in FaqTopic if topic in used]


def entries_of(topic: str) -> Sequence[FaqEntry]:
    return list(FaqEntry.objects.filter(topic=topic, is_published=True).order_by("position", "id"))


def find(entry_id: str) -> FaqEntry | None:
    """The published entry of that id, as it stands now."""
    return FaqEntry.objects.filter(pk=entry_id, is_published=True).first() if entry_id.isdecimal() else None


def search(text: str, *, most: int = SHOWN_HITS) -> list[FaqEntry]:
    """The published entries that share most words with `text`; words in the title or question count double."""
    wanted = _words(without_private(text))
    scored = [(_score(entry, wanted), entry) for entry in FaqEntry.objects.filter(is_published=True)]
    best = max((score for score, _ in scored), default=0)
    hits = [pair for pair in scored if pair[0] > 0 and pair[0] * 2 >= best]
    hits.sort(key=lambda pair: (-pair[0], pair[1].position, pair[1].pk))
    return [entry for _, entry in hits[:most]]


@transaction.atomic
def record_use(*, entry: FaqEntry, kind: FaqUse.Kind, at: datetime, version: int | None = None) -> None:
    """Counts a view or a vote for the version that was shown, without a word about who."""
    FaqUse.objects.create(entry=entry, version=version or entry.version, kind=kind, at=at)


@transaction.atomic
def record_search(*, text: str, found: int, at: datetime) -> None:
    """Keeps what was searched for, so that staff see what is missing; numbers, addresses and links are taken out."""
    FaqSearch.objects.create(text=without_private(text)[:120], found=found, at=at)


def without_private(text: str) -> str:
    """A text in one line, its numbers, addresses and links taken out."""
    return _PRIVATE.sub("…", " ".join(text.split()))


def _score(entry: FaqEntry, wanted: set[str]) -> int:
    head, tail = _words(f"{entry.title} {entry.question}"), _words(f"{entry.keywords} {entry.get_topic_display()}")
    return sum(2 if _among(word, head) else 1 for word in wanted if _among(word, head | tail))


def _among(word: str, words: set[str]) -> bool:
    if word in words:
        return True
    long = len(word) >= SPELLING_LENGTH_MINIMUM
    return long and any(OSA.distance(word, other, score_cutoff=1) <= 1 for other in words if len(other) >= len(word) - 1)


def _words(text: str) -> set[str]:
    """The words that say what a text is about, with plural and verb endings taken off."""
    found = re.findall(r"[^\W_]+", text.casefold().replace("'", "").replace("’", ""))
    return {re.sub(r"(?<=\w{3})(?:ing|ed|es|s|e)$", "", word) for word in found if word not in _NOISE}
