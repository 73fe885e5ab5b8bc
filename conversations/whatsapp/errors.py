"""What each of WhatsApp's errors asks of us: one table, decided by code, never by wording or HTTP status.

Source: Meta's error code reference for the Cloud API; the reactions are our own.
"""

from enum import Enum, auto


class Reaction(Enum):
    RETRY = auto()
    """Meta's trouble: this message again later, with growing waits."""
    SLOW_PERSON = auto()
    """Too much to one person: their messages wait, everybody else's go on."""
    PAUSE = auto()
    """Too much altogether: the whole number pauses for a while."""
    HALT = auto()
    """Token, permission or number: nothing can be sent until staff act; no attempt is used up."""
    WINDOW_CLOSED = auto()
    """Free-form outside the 24 hours: a template, or hold it until the person writes."""
    AWAIT_REPORT = auto()
    """Nobody knows whether it was sent: wait for its delivery report before trying again."""
    GIVE_UP = auto()
    """Will never work as it is: tell staff why."""


class SendProblem(Exception):
    """A message that was not accepted, or may not have been."""

    def __init__(self, reaction: Reaction, text: str, code: int | None = None) -> None:
        super().__init__(text if code is None else f"{text} ({code})")
        self.reaction, self.text, self.code = reaction, text, code


REACTIONS: dict[int, Reaction] = {
    **dict.fromkeys((1, 2, 131000, 131016, 131057, 133004, 134101, 135000, 131014, 132069), Reaction.RETRY),
    **dict.fromkeys((131056,), Reaction.SLOW_PERSON),
    **dict.fromkeys((4, 613, 80007, 130429, 131048, 131064), Reaction.PAUSE),
    **dict.fromkeys((0, 3, 10, 33, 190, 368, 131005, 131031, 131037, 131042, 131045, 133010), Reaction.HALT),
    **dict.fromkeys(range(200, 300), Reaction.HALT),
    **dict.fromkeys((131047,), Reaction.WINDOW_CLOSED),
    **dict.fromkeys((131053,), Reaction.RETRY),
    **dict.fromkeys(
        (100, 130472, 130497, 131008, 131009, 131021, 131026, 131030, 131049, 131050, 131051, 131052, 131060, 131062, 131063),
        Reaction.GIVE_UP,
    ),
    **dict.fromkeys((132000, 132001, 132005, 132007, 132008, 132012, 132015, 132016, 132018, 132068, 137000), Reaction.GIVE_UP),
}


def reaction_to(code: int | None, *, http_status: int = 200, is_transient: bool = False) -> Reaction:
    """What to do about an error; codes that nobody knows are tried again a few times."""
    if code in REACTIONS:
        return REACTIONS[code]
    if is_transient or http_status >= 500:
        return Reaction.RETRY
    if http_status == 429:
        return Reaction.PAUSE
    if http_status == 401:
        return Reaction.HALT
    return Reaction.RETRY
