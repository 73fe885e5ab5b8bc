"""Finding the subject that a student means."""

from rapidfuzz.distance import OSA

from homework.models import Subject

FIRST_CHOICES = 9
"""A WhatsApp list takes ten rows; the last is for «Other»."""


def first_choices(level: str) -> list[Subject]:
    """The subjects shown first at a level, filled up with the most common others."""
    rows = list(Subject.objects.filter(is_active=True))
    fitting = [row for row in rows if level in row.levels]
    return (fitting + [row for row in rows if row not in fitting])[:FIRST_CHOICES]


def find(text: str) -> Subject | None:
    """Returns the active subject whose name or alias the whole text is, forgiving one slip in four letters or more."""
    words = " ".join(text.casefold().replace(".", " ").split())
    rows = list(Subject.objects.filter(is_active=True))
    exact = [row for row in rows if words in _names(row)]
    if exact or len(words) < 4 or len(words) > 40:
        return exact[0] if exact else None
    near = [
        row for row in rows if any(len(name) >= 4 and OSA.distance(words, name, score_cutoff=1) <= 1 for name in _names(row))
    ]
    return near[0] if len(near) == 1 else None


def _names(subject: Subject) -> list[str]:
    return [subject.name.casefold(), *subject.aliases]
