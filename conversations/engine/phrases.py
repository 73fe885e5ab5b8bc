"""The forms in which a whole typed message may be a known phrase: without politeness, lead-in, object or slip.

Every form covers the whole message. What is taken off comes from a small closed grammar, so that a sentence which merely
holds a known word never turns into one.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

from rapidfuzz.distance import OSA

from conversations.engine import vocabulary

TYPED_LENGTH_CAP = 60
"""Letters of the longest message that may be a listed phrase."""
REQUEST_LENGTH_CAP = 140
"""Letters of the longest message that is judged by its words; a request in words of its own is longer than a phrase."""
SPELLING_LENGTH_MINIMUM = 4
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
_SAID_TWICE = re.compile(r"^(.*\D{3})(?: \1)+$")
_DECLINED = re.compile(r"^(?:(?:no+|wait|hold on)\s*,|not yet,?)\s*(?=\w)")


def cleaned(text: str, longest: int = TYPED_LENGTH_CAP) -> str:
    """A whole message as a command could be written: small letters, single spaces, no outer punctuation or emoji."""
    if len(text) > longest:
        return ""
    folded = unicodedata.normalize("NFKC", text).casefold().replace("’", "'")
    return re.sub(r"\s+", " ", re.sub(r"^[^\w]+|[^\w]+$", "", folded))


def essence(text: str, longest: int = TYPED_LENGTH_CAP) -> str:
    """The same without the polite words around it: `abeg menu`, `cancel please`. Polite words alone stay."""
    words = cleaned(text, longest).replace(",", " ").split()
    while len(words) > 1 and words[-1] in vocabulary.POLITE_AFTER:
        words = words[:-1]
    while len(words) > 1 and words[0] in vocabulary.POLITE_BEFORE:
        words = words[1:]
    return " ".join(words)


@lru_cache(maxsize=8192)  # all of the vocabulary, and no endless memory of what people write
def plain(text: str, longest: int = TYPED_LENGTH_CAP) -> str:
    """One spelling for the many of a phrase: no inner signs or drawn-out letters, short forms written out, no fillers."""
    words = re.sub(r"([^\W\d_])\1{2,}", r"\1", essence(text, longest)).replace("'", "").replace("e-mail", "email")
    written = [vocabulary.SHORT_FORMS.get(word, word) for word in re.sub(r"[^\w\s]|_", " ", words).split()]
    kept = [word for word in written if word not in vocabulary.FILLERS] or written
    return _SAID_TWICE.sub(r"\1", re.sub(r"\bto to\b", "to", " ".join(kept)))


def exact(text: str) -> list[str]:
    """The forms that count in free text: nothing is taken off but signs and politeness."""
    return _distinct([cleaned(text), essence(text), plain(text)])


def forms(text: str) -> list[str]:
    """All forms of a message, the fullest first: `abeg make I see the menu`, `see the menu`, `the menu`, `menu`."""
    declined = _DECLINED.sub("", cleaned(text))
    starts = [plain(text), *([plain(declined)] if declined != cleaned(text) else [])]
    return _distinct([*exact(text), *(form for start in starts for form in _shortened(start))])


def corrected(text: str, known: Iterable[str]) -> str:
    """The message with each slip of the finger put right, where exactly one known word is that near."""
    lexicon = frozenset(word for phrase in known for word in phrase.split()) | vocabulary.RIGHT_WORDS
    return " ".join(_nearest(word, lexicon) for word in plain(text, REQUEST_LENGTH_CAP).split())


def of_signs(text: str) -> str:
    """The word that a message of one sign means, however often it is repeated: a camera is `photo`; else the message."""
    signs = {sign for sign in text if not (sign.isspace() or sign == _AS_PICTURE or sign in _SKIN_TONES)}
    return vocabulary.SIGNS.get(signs.pop(), text) if len(signs) == 1 else text


def is_near(words: str, name: str) -> bool:
    """Whether two words differ by one slip of the finger; short words and digits must be right."""
    same_digits = re.findall(r"\d", words) == re.findall(r"\d", name)
    shortest = min(len(words), len(name))
    return same_digits and shortest >= SPELLING_LENGTH_MINIMUM and OSA.distance(words, name, score_cutoff=1) <= 1


def number(text: str) -> int | None:
    """The number that a message consists of: `2`, `option 2`, `2nd`, `number two`, `the second one`."""
    for form in forms(text):
        found = vocabulary.NUMBER.match(form)
        if found:
            return int(found[1])
        word = re.sub(r"^(?:number|num|no|option|opt) | (?:one|option)$", "", form) or form
        if word in vocabulary.NUMBER_WORDS:
            return int(vocabulary.NUMBER_WORDS[word])
    return None


def names_the_last(text: str) -> bool:
    """Whether the whole message is `the last one` or the like."""
    return any(re.fullmatch(r"last(?: (?:one|option|row|number))?", form) for form in forms(text))


def _nearest(word: str, lexicon: frozenset[str]) -> str:
    right = word in lexicon or word in vocabulary.COMMON or word in vocabulary.NO_SLIPS
    if right or len(word) < SPELLING_LENGTH_MINIMUM:
        return word
    near = [name for name in lexicon if is_near(word, name)]
    if not near and len(word) > SPELLING_LENGTH_MINIMUM:  # `James` is no slip in `names`
        near = [name for name in vocabulary.COMMON if name[0] == word[0] and is_near(word, name)]
    return near[0] if len(near) == 1 else word


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


def _distinct(found: Iterable[str]) -> list[str]:
    return [form for form in dict.fromkeys(found) if form]
