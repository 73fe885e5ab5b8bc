"""The choices that a typed message can take: by their label, number or order, or in other words."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from conversations.engine import vocabulary
from conversations.engine.state import Action, Kind
from conversations.engine.understanding import requests
from conversations.engine.understanding.folding import folded, spellings
from conversations.engine.understanding.said import Act, Said, offers
from conversations.engine.understanding.spelling import is_near
from conversations.outbox.contents import BUTTONS_MOST

_THUMBS_UP = re.compile("[\N{THUMBS UP SIGN}\U0001f3fb-\U0001f3ff\ufe0f\\s]+")
"""With any tone of skin."""
_MERE_ANSWERS = spellings(phrase for name in ("yes", "content", "no") for phrase in vocabulary.CHOICES[name].phrases)


def by_label(said: Said) -> Act | None:
    """The choice whose label was typed."""
    label = said.words.cleaned
    return next((offer.act for offer in said.live if label and offer.title.cleaned == label), None)


def by_thumb(said: Said) -> Act | None:
    """What a thumbs-up says yes to."""
    return yes(said.shown) if said.kind is Kind.CHOICE and _THUMBS_UP.fullmatch(said.text) else None


def yes(shown: Sequence[Mapping[str, str]]) -> Act | None:
    """The one choice that says yes to a question, if it is a question of that sort.

    A choice that could mean yes is none where nothing else is asked beside it: [End chat] below what a person wrote.
    """
    if len(shown) > BUTTONS_MOST:
        return None
    offered = offers(shown)
    plain = [offer.act for offer in offered if offer.title.cleaned.split(",")[0] == "yes"]
    agreeing = plain or [offer.act for offer in offered if accepts(offer.act.action, "yes")]
    refusing = plain or [offer.act for offer in offered if accepts(offer.act.action, "no")]
    return agreeing[0] if len(agreeing) == 1 and refusing else None


def more_exact(said: Said, command: str) -> Act | None:
    """The choice on the screen that a command's words mean more exactly: `cancel it` before [Cancel], `start over`."""
    acts = [offer.act for offer in said.live]
    if command in {"menu", "stop", "help"}:
        acts = [act for act in acts if act.name.startswith(f"{command}_")]
    named = (act for act in acts if act.name == command or accepts(act.action, said.text, whole=True))
    return next(named, None) or next((act for act in acts if accepts(act.action, said.text)), None)


def by_number(said: Said) -> Act | None:
    """The choice of that number, or the last row of a list."""
    if said.kind is Kind.FREE_TEXT:
        number = int(said.words.cleaned) if said.alone and re.fullmatch(r"\d{1,2}", said.words.cleaned) else None
    elif len(said.live) > BUTTONS_MOST and said.words.names_the_last:  # a list, which has a last row
        return said.live[-1].act
    else:
        number = said.words.number
    if number is None or not 1 <= number <= len(said.live):
        return None
    act = said.live[number - 1].act
    # What was offered before a typed answer was asked for is no longer counted.
    typed_answer = said.kind in {Kind.SHORT_ANSWER, Kind.FREE_TEXT}
    return None if typed_answer and not said.is_here(act) else act


def by_likeness(said: Said) -> Act | None:
    """The choice whose label stands among words around it, or has one slip in the whole of it."""
    if said.kind is Kind.FREE_TEXT:
        return next((offer.act for offer in said.live if offer.title.plain in said.words.exact), None)
    for form in said.words.forms:
        exact = [offer.act for offer in said.live if form in {offer.title.cleaned, offer.title.plain}]
        if exact:
            return exact[0] if len(exact) == 1 else None
    near = [offer.act for offer in said.live if is_near(said.words.essence, offer.title.cleaned)]
    return near[0] if len(near) == 1 else None


def by_word(said: Said) -> Act | None:
    """A choice on the screen in other words, or an action of the state, where a mere yes or no needs its question."""
    shown, own = [offer.act for offer in said.live], list(_own(said))
    free = said.kind is Kind.FREE_TEXT
    whole = next((act for act in (*shown, *(own if free else [])) if accepts(act.action, said.text, whole=True)), None)
    if whole or free:
        return whole
    named = _asked_for(said, shown) or _asked_for(said, own)
    return named or _first_accepting(said, shown) or _first_accepting(said, own)


def accepts(action: Action, text: str, *, whole: bool = False) -> bool:
    """Whether the message means the action: by one of its words, or by a meaning of its name or of one of them.

    Args:
        whole: nothing may be taken off it, as in free text.
    """
    if whole:
        return not known(action).isdisjoint(folded(text).exact)
    return any(_accepts_form(action, form) for form in folded(text).forms)


@cache
def known(action: Action) -> frozenset[str]:
    """Every phrase that means the action, in all spellings."""
    return spellings((*action.words, *_phrases(action)))


def _phrases(action: Action) -> Iterator[str]:
    for name in (action.name, *action.words):
        if name in vocabulary.CHOICES:
            yield from vocabulary.CHOICES[name].phrases
    if "yes" in action.words and not action.strict:
        yield from vocabulary.CHOICES["content"].phrases


def _accepts_form(action: Action, form: str) -> bool:
    shaped = vocabulary.CHOICES.get(action.name)
    return form in known(action) or (shaped is not None and shaped.has_shape([form]))


def _own(said: Said) -> Iterator[Act]:
    """The state's own actions, except for a mere yes or no."""
    if _MERE_ANSWERS.isdisjoint(said.words.exact):
        yield from (Act(said.state, name, "", said.step) for name in said.state.actions)


def _asked_for(said: Said, acts: Sequence[Act]) -> Act | None:
    """The act that the message asks for in words of its own."""
    meant = requests.choice(said.text, [act.name for act in acts], asked=said.kind is not Kind.IDLE)
    return next((act for act in acts if act.name == meant), None)


def _first_accepting(said: Said, acts: Sequence[Act]) -> Act | None:
    """The act that the fullest form of the message means: `change subject` is no `change`."""
    return next((act for form in said.words.forms for act in acts if _accepts_form(act.action, form)), None)
