"""What may follow what in the life of a message to a person: one table, for the outbox and for whatever a message carries.

The outbox knows where a message stands; a tutor's part and a message of support repeat it for the pages that staff read.
Reports come in any order and some states pass unseen, so a state may also follow one that lies further back.
"""

WAITING, QUEUED, SENDING, HELD = "waiting", "queued", "sending", "held"
SENT, DELIVERED, READ, FAILED, EXPIRED = "sent", "delivered", "read", "failed", "expired"

MAY_FOLLOW: dict[str, frozenset[str]] = {
    # As its owner sees it, queued and sending are one: it waits. It waits again when it is sent once more.
    WAITING: frozenset({HELD, SENT, FAILED}),
    HELD: frozenset({WAITING, QUEUED, SENDING, SENT}),  # also after it was sent: the window may turn out to have been closed
    FAILED: frozenset({WAITING, QUEUED, SENDING, HELD, SENT}),
    EXPIRED: frozenset({WAITING, QUEUED, HELD}),
    # A message that seemed lost, or no longer needed, may turn up after all.
    SENT: frozenset({WAITING, QUEUED, SENDING, HELD, FAILED, EXPIRED}),
    DELIVERED: frozenset({WAITING, QUEUED, SENDING, HELD, FAILED, EXPIRED, SENT}),
    READ: frozenset({WAITING, QUEUED, SENDING, HELD, FAILED, EXPIRED, SENT, DELIVERED}),
}


def before(state: str) -> frozenset[str]:
    """The states that this one may follow; none for a word that is not a state."""
    return MAY_FOLLOW.get(state, frozenset())


def may_follow(state: str, present: str) -> bool:
    """Whether a message that is in `present` may come into `state`."""
    return present in before(state)
