"""How a text is folded before anything reads it, and the forms in which a whole message may be a known phrase.

Every form covers the whole message. What is taken off comes from a small closed grammar, so that a sentence which merely
holds a known word never turns into one.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from conversations.engine.vocabulary import small_words

TYPED_LENGTH_CAP = 60
"""Letters of the longest message that may be a listed phrase."""
REQUEST_LENGTH_CAP = 140
"""Letters of the longest message that is judged by its words; a request in words of its own is longer than a phrase."""
_WANT = (
    r"(?:i|we|me)? ?(?:really )?(?:want|need|like|wish|prefer)(?: to| you to)?|i (?:would|did)(?: like| love| prefer)?(?: to)?"
    r"|i (?:will|go|am going to|am trying to|have to|choose|pick|select)"
)
_MAY = (
    r"let (?:me|us)|make (?:i|me|we|you|una)|(?:i need )?(?:someone|somebody|person|a tutor|anybody|anyone) to"
    r"|(?:can|could|may|should|shall|will|would) (?:i|we|you)|you (?:fit|can)|i fit|lets"
)
_HOW = r"(?:how|where) (?:do|can|could|will|would|should) (?:i|we|you)|how (?:to|i go|i fit|you go|we go)"
_SHOW = (
    r"(?:see|open|view|check)|show(?: me)?|give me|(?:take|bring|carry) me(?: back)? to|go(?: back)? to|(?:back|return) to"
    r"|help me(?: to)?|click|tap|press|use|choose|pick|select|i mean|i said"
)
_AGREED = (
    r"(?:yes|yeah|yea|yh|yep|yup|ok|okay|oya|alright|sure|then|so|and|go on|go ahead"
    r"|no problem|no wahala)"
)
_PLAIN = r"the|a|an|my|our|your|some|it is|its|this is|that is|na|by|with|with my|for my|to"
_LEAD = re.compile(rf"^(?:{_WANT}|{_MAY}|{_HOW}|{_SHOW}|{_AGREED}|{_PLAIN}|hi|hello|hey) (?=\S)")
_TAIL = re.compile(
    r" (?:it|am|this|that|them|now|now now|first|instead|here|already|too|again|back|thing|things|something"
    r"|option|button|for me|for us|to you|to una|with you|from you|today|at all|asap|this one|that one)$"
)
_THE_ONE = re.compile(r"^(?:the|that|this) (\w.*) ones?$")
_AS_PICTURE = "\ufe0f"
_SKIN_TONES = "\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff"
_OUTER_SIGNS = re.compile(r"^[^\w]+|[^\w]+$")
_SAID_TWICE = re.compile(r"^(.*\D{3})(?: \1)+$")
_DECLINED = re.compile(r"^(?:(?:no+|wait|hold on)\s*,|not yet,?)\s*(?=\w)")


def fold(text: str) -> str:
    """The one way in which a text is folded before it is read. What is stored stays as it was sent."""
    return unicodedata.normalize("NFKC", text).casefold().replace("’", "'")


@dataclass(frozen=True)
class Folded:
    """A folded text and its forms; each is made once, when it is first asked for."""

    text: str

    @cached_property
    def cleaned(self) -> str:
        """As a command could be written: single spaces, no outer punctuation or emoji. Empty for a text that is too long."""
        return _cleaned(self.text) if len(self.text) <= TYPED_LENGTH_CAP else ""

    @cached_property
    def essence(self) -> str:
        """The same without the polite words around it: `abeg menu`, `cancel please`. Polite words alone stay."""
        return _essence(self.cleaned)

    @cached_property
    def plain(self) -> str:
        """One spelling for the many of a phrase: no inner signs or drawn-out letters, short forms written out, no fillers."""
        return _plain(self.essence)

    @cached_property
    def request(self) -> str:
        """The plain spelling of a longer text as well, which may be a request in words of its own."""
        if len(self.text) <= TYPED_LENGTH_CAP:
            return self.plain
        return _plain(_essence(_cleaned(self.text))) if len(self.text) <= REQUEST_LENGTH_CAP else ""

    @cached_property
    def exact(self) -> tuple[str, ...]:
        """The forms that count in free text: nothing is taken off but signs and politeness."""
        return _distinct([self.cleaned, self.essence, self.plain])

    @cached_property
    def forms(self) -> tuple[str, ...]:
        """All forms, the fullest first: `abeg make I see the menu`, `see the menu`, `the menu`, `menu`."""
        declined = _DECLINED.sub("", self.cleaned)
        starts = [self.plain, *([plain(declined)] if declined != self.cleaned else [])]
        return _distinct([*self.exact, *(form for start in starts for form in _shortened(start))])

    @cached_property
    def number(self) -> int | None:
        """The number that the message consists of: `2`, `option 2`, `2nd`, `number two`, `the second one`."""
        return next((number for form in self.forms if (number := _number(form)) is not None), None)

    @cached_property
    def names_the_last(self) -> bool:
        """Whether the whole message is `the last one` or the like."""
        return any(re.fullmatch(r"last(?: (?:one|option|row|number))?", form) for form in self.forms)


@lru_cache(maxsize=512)  # all titles on a screen and what was said lately; no endless memory of what people write
def folded(text: str) -> Folded:
    return Folded(fold(text))


def plain(text: str) -> str:
    """The plain spelling of a text, whatever its length."""
    return _plain(_essence(_cleaned(fold(text))))


def spellings(phrases: Iterable[str]) -> frozenset[str]:
    """These phrases as they are written, and in their plain spelling."""
    return frozenset(spelling for phrase in phrases for spelling in (phrase, plain(phrase)))


def of_signs(text: str) -> str:
    """The word that a message of one sign means, however often it is repeated: a camera is `photo`; else the message."""
    signs = {sign for sign in text if not (sign.isspace() or sign == _AS_PICTURE or sign in _SKIN_TONES)}
    return small_words.SIGNS.get(signs.pop(), text) if len(signs) == 1 else text


def _cleaned(text: str) -> str:
    return re.sub(r"\s+", " ", _OUTER_SIGNS.sub("", text))


def _essence(text: str) -> str:
    words = text.replace(",", " ").split()
    while len(words) > 1 and words[-1] in small_words.POLITE_AFTER:
        words = words[:-1]
    while len(words) > 1 and words[0] in small_words.POLITE_BEFORE:
        words = words[1:]
    return " ".join(words)


def _plain(text: str) -> str:
    words = re.sub(r"([^\W\d_])\1{2,}", r"\1", text).replace("'", "").replace("e-mail", "email")
    written = [small_words.SHORT_FORMS.get(word, word) for word in re.sub(r"[^\w\s]|_", " ", words).split()]
    kept = [word for word in written if word not in small_words.FILLERS] or written
    return _SAID_TWICE.sub(r"\1", re.sub(r"\bto to\b", "to", " ".join(kept)))


def _shortened(form: str) -> Iterator[str]:
    """A phrase with less and less of its lead-in, and of each of these with less and less of its tail."""
    the_one = _THE_ONE.match(form)  # the last word alone may be a number: `jss one`
    if the_one:
        yield the_one[1]
    while form:
        shorter = form
        while shorter:
            yield shorter
            cut = _TAIL.sub("", shorter)
            shorter = cut if cut != shorter else ""
        cut = _LEAD.sub("", form, count=1)
        form = cut if cut != form else ""


def _number(form: str) -> int | None:
    found = small_words.NUMBER.match(form)
    if found:
        return int(found[1])
    word = re.sub(r"^(?:number|num|no|option|opt) | (?:one|option)$", "", form) or form
    return small_words.NUMBER_WORDS.get(word)


def _distinct(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(form for form in dict.fromkeys(found) if form)
