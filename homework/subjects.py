"""Finding the subject that a student means."""

import re
from collections.abc import Iterator

from rapidfuzz.distance import OSA

from homework.models import Subject

FIRST_CHOICES = 9
"""A WhatsApp list takes ten rows; the last is for «Other»."""

LONGEST_TYPED = 40
_SHORT_WORDS = {
    "std": "studies", "stds": "studies", "stud": "studies", "study": "studies", "sc": "science", "sci": "science",
    "scs": "science", "lang": "language", "acc": "accounting", "acct": "accounting", "accts": "accounting",
    "accounts": "accounting", "account": "accounting", "fin": "financial", "lit": "literature", "edu": "education",
    "educ": "education", "govt": "government", "gov": "government", "econs": "economics", "econ": "economics",
    "bus": "business", "biz": "business", "comp": "computer", "soc": "social", "rel": "religious", "relig": "religious",
    "chr": "christian", "isl": "islamic", "eng": "english", "tech": "technology",
    "hist": "history", "geog": "geography", "chem": "chemistry", "bio": "biology", "maths": "mathematics",
    "math": "mathematics", "civ": "civic", "fmath": "further mathematics", "f": "further",
    "fur": "further", "furth": "further",
}  # fmt: skip
"""How students shorten the words of a subject's name, whichever subject it is."""
_LEAD = re.compile(
    r"^(?:(?:prin|principles) of|introduction to|intro to|basics of"
    r"|i need help (?:in|with|on)|help me (?:in|with|on)|help (?:in|with|on)|i have (?:a|an)|i have|i get"
    r"|please|pls|abeg|sir|ma|oga|hi|hello|ok|oya|i want to do|i want to send|i want|i wan do|i wan send|i wan"
    r"|i need|i choose"
    r"|my subject is|the subject is|subject is|subject|it is|its|it|is|na|for|my|the|a|an|this is|send|do"
    r"|make we do|let me do) "
)
_LETTERS = re.compile(r"\b\w(?: \w\b)+")
"""Letters one by one: `c r k`, `i.c.t.`"""
_TAIL = re.compile(
    r" (?:please|pls|abeg|sir|ma|o|oo|na|subject|homework|home work|assignment|question|questions|work|class|one|thanks|help)$"
)


def first_choices(level: str) -> list[Subject]:
    """The subjects shown first at a level, filled up with the most common others."""
    rows = list(Subject.objects.filter(is_active=True))
    fitting = [row for row in rows if level in row.levels]
    return (fitting + [row for row in rows if row not in fitting])[:FIRST_CHOICES]


def find(text: str) -> Subject | None:
    """Returns the active subject whose name or alias the whole text is, forgiving one slip in four letters or more."""
    rows = list(Subject.objects.filter(is_active=True))
    for words in _forms(text):
        exact = [row for row in rows if words in _names(row)] or [
            row for row in rows if _written_out(words) in _full_names(row)
        ]
        if exact:
            return exact[0]
    for words in _forms(text):
        near = [row for row in rows if any(_is_near(words, name) for name in _names(row))]
        if near:
            return near[0] if len(near) == 1 else None
    return None


def _forms(text: str) -> Iterator[str]:
    """The text in plain spelling, then with less and less around the subject: `it is maths homework`, `maths`."""
    words = _plain(text)
    while words and len(words) <= LONGEST_TYPED:
        yield words
        cut = _LEAD.sub("", words)
        cut = cut if cut != words else _TAIL.sub("", words)
        words = cut if cut != words else ""


def _plain(text: str) -> str:
    signs = re.sub(r"[^\w\s]", " ", text.casefold().replace("'", "").replace("’", "").replace("&", " and "))
    return _LETTERS.sub(lambda found: found[0].replace(" ", ""), " ".join(signs.split()))


def _written_out(words: str) -> str:
    """The same with every short word in full: `fin acct` is `financial accounting`."""
    return " ".join(_SHORT_WORDS.get(word, word) for word in words.split())


def _full_names(subject: Subject) -> list[str]:
    return [_written_out(name) for name in _names(subject)]


def _is_near(words: str, name: str) -> bool:
    return min(len(words), len(name)) >= 4 and OSA.distance(words, name, score_cutoff=1) <= 1


def _names(subject: Subject) -> list[str]:
    return [_plain(name) for name in (subject.name, *subject.aliases)]
