"""Whether and how fast the number may send: one row in PostgreSQL, which all workers share.

Open, a message costs one statement: it takes the next place in a line of 80 a second, WhatsApp's throughput of a number.
Anything else (paused, halted, slowed down, too long a line) is looked at with the row locked.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction

from conversations.models import SendingChannel
from core.services import raise_alert, resolve_alert

PER_SECOND = 80
GAP, SLOW_GAP = timedelta(seconds=1) / PER_SECOND, timedelta(seconds=1)
LINE = timedelta(seconds=1)
"""How far ahead places are given out; beyond that a message comes back later instead of waiting in its worker."""
AT_ONCE = timedelta(milliseconds=100)
PROBE_FOR = timedelta(seconds=30)
PAUSE_MOST = timedelta(hours=1)
"""A pause that ends later than this was written before the clock went back."""
CLOSED_ALERT, PROACTIVE_ALERT = "whatsapp.sending", "whatsapp.proactive"

TAKE_PLACE = """
UPDATE conversations_sendingchannel SET busy_until = GREATEST(busy_until, %s) + make_interval(secs => %s)
WHERE id = 1 AND paused_until IS NULL AND proactive_paused_until IS NULL AND busy_until <= %s
RETURNING busy_until
"""


@dataclass(frozen=True)
class Place:
    """A message's place in the line: refused for a while, or to be sent in a moment.

    probe: the number was closed, and this message tries whether it is open again.
    """

    refused_for: timedelta = timedelta()
    starts_in: timedelta = timedelta()
    probe: bool = False


def take_place(*, proactive: bool, at: datetime) -> Place:
    """Gives a message its place, in the caller's transaction.

    Args:
        proactive: nobody has asked for it, so it waits while WhatsApp thinks that we bother people.
    """
    with connection.cursor() as cursor:
        cursor.execute(TAKE_PLACE, [at, GAP.total_seconds(), at + LINE])
        row = cursor.fetchone()
    return Place(starts_in=_moment_left(row[0] - GAP, at)) if row else _take_place_carefully(proactive, at)


def close(until: datetime, reason: str) -> None:
    """Nothing is sent until then; the first message after it probes whether WhatsApp takes messages again."""
    SendingChannel.objects.update_or_create(pk=1, defaults={"paused_until": until, "reason": reason[:300]})
    raise_alert(CLOSED_ALERT, f"WhatsApp takes no messages from us, they are kept: {reason}", urgent=True)


def reopen() -> bool:
    """WhatsApp takes messages again; returns whether it was closed."""
    closed = SendingChannel.objects.filter(pk=1, paused_until__isnull=False).update(paused_until=None, reason="")
    if closed:
        resolve_alert(CLOSED_ALERT)
    return bool(closed)


def pause_proactive(until: datetime, reason: str) -> None:
    """What nobody asked for waits until then, and replies go out one a second."""
    SendingChannel.objects.update_or_create(pk=1, defaults={"proactive_paused_until": until})
    raise_alert(PROACTIVE_ALERT, f"WhatsApp limits what we may send by ourselves: {reason}")


def allow_proactive() -> None:
    if SendingChannel.objects.filter(pk=1, proactive_paused_until__isnull=False).update(proactive_paused_until=None):
        resolve_alert(PROACTIVE_ALERT)


def _take_place_carefully(proactive: bool, at: datetime) -> Place:
    SendingChannel.objects.get_or_create(pk=1)
    with transaction.atomic():
        channel = SendingChannel.objects.select_for_update().get(pk=1)
        if channel.paused_until and at < channel.paused_until <= at + PAUSE_MOST:
            return Place(refused_for=channel.paused_until - at)
        if channel.proactive_paused_until and channel.proactive_paused_until <= at:
            allow_proactive()
            channel.proactive_paused_until = None
        if proactive and channel.proactive_paused_until:
            return Place(refused_for=channel.proactive_paused_until - at)
        if at + LINE < channel.busy_until <= at + PROBE_FOR:
            return Place(refused_for=channel.busy_until - at)
        return _place_after_look(channel, at)


def _place_after_look(channel: SendingChannel, at: datetime) -> Place:
    probe = channel.paused_until is not None
    if probe:
        channel.paused_until = at + PROBE_FOR  # the others wait for what comes of it
    begins = max(channel.busy_until, at) if channel.busy_until <= at + PROBE_FOR else at
    channel.busy_until = begins + (SLOW_GAP if channel.proactive_paused_until else GAP)
    channel.save()
    return Place(starts_in=_moment_left(begins, at), probe=probe)


def _moment_left(begins: datetime, at: datetime) -> timedelta:
    return begins - at if begins - at > AT_ONCE else timedelta()
