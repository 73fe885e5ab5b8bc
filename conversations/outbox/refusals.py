"""What happens to a message that WhatsApp did not take, at once or later: one reaction for each of its errors."""

import logging
import random
from collections.abc import Callable
from datetime import datetime, timedelta

from conversations import identity
from conversations.job_names import DELIVER
from conversations.models import Conversation, OutboundMessage
from conversations.models.outbound import Purpose
from conversations.outbox import channel, progress, templates
from conversations.outbox.contents import Template, from_json
from conversations.whatsapp.errors import Reaction, SendProblem
from core.jobs import enqueue
from core.services import raise_alert

log = logging.getLogger(__name__)

HALT, PAUSE = timedelta(seconds=60), timedelta(seconds=20)
DAY = timedelta(days=1)
PROACTIVE_PAUSE = timedelta(hours=1)
SLOW_REPLY = timedelta(seconds=30)
PAIR_RATE = 131056


def react(row: OutboundMessage, problem: SendProblem, at: datetime) -> bool:
    """Does what the problem asks for; returns whether the person's next message may follow at once."""
    log.warning("Message %s was not accepted: %s", row.pk, problem)
    if problem.rule.alert:
        _tell_staff(problem)
    reaction = problem.reaction
    worn_out = row.attempts >= problem.rule.tries and row.error_code != PAIR_RATE  # waiting for one's share does not count
    if reaction in GIVES_UP_IN_TIME and worn_out:
        progress.give_up(row, at, problem.code, str(problem))
        return True
    return REACTIONS[reaction](row, problem, at)


def again(conversation_id: int, wait: timedelta) -> None:
    """Has the delivery look at this person again after a while."""
    lock = f"deliver-later:{conversation_id}"
    enqueue(DELIVER, queueing_lock=lock, delay=wait, conversation_id=conversation_id)


def _tell_staff(problem: SendProblem) -> None:
    text = f"WhatsApp refuses messages of ours, see the failed ones: {problem}"
    raise_alert(f"whatsapp.error.{problem.code}", text, urgent=problem.rule.urgent)


def _later(row: OutboundMessage, problem: SendProblem, at: datetime, wait: timedelta, *, free: bool = False) -> bool:
    progress.put_back(row, wait, at, reason=str(problem), code=problem.code, free=free)
    again(row.conversation_id, wait)
    return False


def _retry(row: OutboundMessage, problem: SendProblem, at: datetime) -> bool:
    return _later(row, problem, at, problem.rule.wait or _backoff(row.attempts))


def _slow_person(row: OutboundMessage, problem: SendProblem, at: datetime) -> bool:
    return _later(row, problem, at, timedelta(seconds=4 ** min(row.attempts, 4)))


def _pause(row: OutboundMessage, problem: SendProblem, at: datetime) -> bool:
    wait = problem.rule.wait or PAUSE
    channel.close(at + wait, str(problem))
    return _later(row, problem, at, wait, free=True)


def _halt(row: OutboundMessage, problem: SendProblem, at: datetime) -> bool:
    channel.close(at + HALT, str(problem))
    return _later(row, problem, at, HALT, free=True)


def _stop_proactive(row: OutboundMessage, problem: SendProblem, at: datetime) -> bool:
    channel.pause_proactive(at + PROACTIVE_PAUSE, str(problem))
    return _later(row, problem, at, SLOW_REPLY, free=True)


def _next_day(row: OutboundMessage, problem: SendProblem, at: datetime) -> bool:
    progress.put_aside(row, at, at + DAY, str(problem), problem.code)
    return True


def _template_off(row: OutboundMessage, problem: SendProblem, at: datetime) -> bool:
    content = from_json(row.content)
    if not isinstance(content, Template):
        return _give_up(row, problem, at)
    gone = problem.reaction is Reaction.TEMPLATE_GONE
    templates.switch_off(content, str(problem), at, for_good=gone)
    if gone:
        return _give_up(row, problem, at)
    return _next_day(row, problem, at)


def _window_closed(row: OutboundMessage, problem: SendProblem, at: datetime) -> bool:
    if row.purpose == Purpose.TEMPLATE:
        progress.give_up(row, at, problem.code, str(problem))
    else:
        progress.hold(row, at, str(problem), problem.code)
    return True


def _unreachable(row: OutboundMessage, problem: SendProblem, at: datetime) -> bool:
    Conversation.objects.filter(pk=row.conversation_id).update(unreachable_at=at)
    return _give_up(row, problem, at)


def _opted_out(row: OutboundMessage, problem: SendProblem, at: datetime) -> bool:
    Conversation.objects.filter(pk=row.conversation_id, opted_out_at=None).update(opted_out_at=at)
    return _give_up(row, problem, at)


def _verify(row: OutboundMessage, problem: SendProblem, at: datetime) -> bool:
    identity.ask_who_it_is(row.conversation)
    return _give_up(row, problem, at)


def _give_up(row: OutboundMessage, problem: SendProblem, at: datetime) -> bool:
    progress.give_up(row, at, problem.code, str(problem))
    return True


def _await_report(row: OutboundMessage, problem: SendProblem, at: datetime) -> bool:
    note = f"{problem} Waiting for its report."
    OutboundMessage.objects.filter(pk=row.pk).update(error_code=problem.code, error_text=note[:500])
    return False


def _backoff(attempts: int) -> timedelta:
    """4 s, 16 s, about 1, 4 and 17 minutes, give or take a fifth."""
    return timedelta(seconds=4**attempts * random.uniform(0.8, 1.2))


GIVES_UP_IN_TIME = {Reaction.RETRY, Reaction.UPLOAD_AGAIN, Reaction.NEXT_DAY}
REACTIONS: dict[Reaction, Callable[[OutboundMessage, SendProblem, datetime], bool]] = {
    Reaction.RETRY: _retry,
    Reaction.UPLOAD_AGAIN: _retry,
    Reaction.SLOW_PERSON: _slow_person,
    Reaction.PAUSE: _pause,
    Reaction.HALT: _halt,
    Reaction.STOP_PROACTIVE: _stop_proactive,
    Reaction.NEXT_DAY: _next_day,
    Reaction.TEMPLATE_OFF: _template_off,
    Reaction.TEMPLATE_GONE: _template_off,
    Reaction.WINDOW_CLOSED: _window_closed,
    Reaction.AWAIT_REPORT: _await_report,
    Reaction.UNREACHABLE: _unreachable,
    Reaction.OPTED_OUT: _opted_out,
    Reaction.VERIFY: _verify,
    Reaction.GIVE_UP: _give_up,
}
