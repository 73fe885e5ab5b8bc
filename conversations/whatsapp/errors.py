"""What each of WhatsApp's errors asks of us: one table, decided by code, never by title or HTTP status.

Source: Meta's error code reference for the Cloud API; the reactions are our own.
"""

import re
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum, auto


class Reaction(Enum):
    RETRY = auto()
    """Meta's trouble: this message again later, with growing waits."""
    UPLOAD_AGAIN = auto()
    """Meta could not use the file: upload it once more, then tell staff."""
    SLOW_PERSON = auto()
    """Too much to one person: their messages wait, everybody else's go on; no attempt is used up."""
    PAUSE = auto()
    """Too much altogether: the whole number pauses for a while; no attempt is used up."""
    HALT = auto()
    """Token, permission, number or account: nothing can be sent until staff act; no attempt is used up."""
    STOP_PROACTIVE = auto()
    """Meta thinks that we bother people: what nobody asked for waits, replies go on slowly."""
    NEXT_DAY = auto()
    """Meta chose not to deliver it now: once more after a day."""
    TEMPLATE_OFF = auto()
    """The template cannot be used until Meta says otherwise: what needs it waits for that."""
    TEMPLATE_GONE = auto()
    """The template is disabled for good: as before, and this message fails."""
    WINDOW_CLOSED = auto()
    """Free-form outside the 24 hours: a template, or hold it until the person writes."""
    AWAIT_REPORT = auto()
    """Nobody knows whether it was sent: wait for its delivery report before trying again."""
    UNREACHABLE = auto()
    """Nobody can be reached there: fails, and nothing more goes out to them until they write."""
    OPTED_OUT = auto()
    """The person has stopped promotion at WhatsApp: fails, and our own opt-out is set."""
    VERIFY = auto()
    """Somebody else may have the person's phone now: fails, and staff find out who it is before they send it again."""
    GIVE_UP = auto()
    """Will never work as it is: fails with its reason."""


@dataclass(frozen=True)
class Rule:
    """A reaction with its details.

    wait: instead of the reaction's usual one.
    tries: how often the message is sent altogether before it is given up.
    alert: whether staff are told even when nothing paid for or promised is lost, as it is ours to mend.
    urgent: whether they are told at once, wherever they are.
    """

    reaction: Reaction
    wait: timedelta | None = None
    tries: int = 6
    alert: bool = False
    urgent: bool = False


SECONDS, MINUTES = timedelta(seconds=1), timedelta(minutes=1)
UNKNOWN = Rule(Reaction.RETRY, tries=2, alert=True)
TROUBLE = Rule(Reaction.RETRY)
OUR_MISTAKE = Rule(Reaction.GIVE_UP, alert=True)

RULES: dict[int, Rule] = {
    **dict.fromkeys((1, 2, 131000, 131016, 133004), TROUBLE),
    131057: Rule(Reaction.RETRY, wait=5 * MINUTES, alert=True),  # maintenance
    134101: Rule(Reaction.RETRY, wait=10 * MINUTES),  # a new template is not known everywhere yet
    **dict.fromkeys((131014, 135000), UNKNOWN),
    131053: Rule(Reaction.UPLOAD_AGAIN, wait=5 * SECONDS, tries=3),
    131056: Rule(Reaction.SLOW_PERSON),
    130429: Rule(Reaction.PAUSE, wait=10 * SECONDS),
    **dict.fromkeys((4, 613, 80007), Rule(Reaction.PAUSE, wait=2 * MINUTES)),
    **dict.fromkeys((0, 3, 10, 190, 131005), Rule(Reaction.HALT)),  # token and permissions
    **dict.fromkeys(range(200, 300), Rule(Reaction.HALT)),
    **dict.fromkeys((33, 131037, 131045, 133010), Rule(Reaction.HALT)),  # our number
    **dict.fromkeys((368, 131031, 131042), Rule(Reaction.HALT)),  # our account, its bill
    **dict.fromkeys((131048, 131064), Rule(Reaction.STOP_PROACTIVE)),
    131026: Rule(Reaction.UNREACHABLE),
    130497: Rule(Reaction.UNREACHABLE, alert=True, urgent=True),  # we may not write to people of that country
    137000: Rule(Reaction.VERIFY),
    131047: Rule(Reaction.WINDOW_CLOSED),
    **dict.fromkeys((130472, 131049), Rule(Reaction.NEXT_DAY, tries=2)),
    131050: Rule(Reaction.OPTED_OUT),
    **dict.fromkeys((132001, 132015), Rule(Reaction.TEMPLATE_OFF)),
    132016: Rule(Reaction.TEMPLATE_GONE, alert=True),
    132069: Rule(Reaction.RETRY),
    **dict.fromkeys((100, 131008, 131009, 131030, 131051, 131062, 131063), OUR_MISTAKE),
    **dict.fromkeys((132000, 132005, 132007, 132008, 132012, 132018, 132068), OUR_MISTAKE),
    131021: Rule(Reaction.GIVE_UP),
    **dict.fromkeys((131052, 131060), Rule(Reaction.GIVE_UP)),  # about what a person sent us: see the parser
}

_WINDOW_WORDS = re.compile(r"24[\s-]*hours?\b|customer (care|service) window|re-?engagement", re.IGNORECASE)


class SendProblem(Exception):
    """A message that was not accepted, or may not have been."""

    def __init__(self, rule: Rule, text: str, code: int | None = None) -> None:
        super().__init__(text if code is None else f"{text} ({code})")
        self.rule, self.text, self.code = rule, text, code

    @property
    def reaction(self) -> Reaction:
        return self.rule.reaction


def rule_for(code: int | None, text: str = "", *, http_status: int = 200, is_transient: bool = False) -> Rule:
    """What to do about an error.

    A closed window is also told under codes that say something else (100, none at all), so there the words count.
    """
    known = RULES.get(code) if code is not None else None
    if _WINDOW_WORDS.search(text) and (known is None or known in (TROUBLE, UNKNOWN, OUR_MISTAKE)):
        return RULES[131047]
    if known:
        return known
    if is_transient or http_status >= 500:
        return TROUBLE
    if http_status == 429:
        return RULES[4]
    if http_status == 401:
        return RULES[190]
    return UNKNOWN
