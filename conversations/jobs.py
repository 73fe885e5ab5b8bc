"""The worker's tasks: wake-up calls, each a thin call of a service. Their arguments are ids, never content."""

from datetime import timedelta

from procrastinate.contrib.django import app

from conversations import account, job_names, media, turns
from conversations.news import tickets
from conversations.outbox import delivery, queue, reports, templates
from core.clock import now
from core.jobs import revive_abandoned

SWEPT = 500


@app.task(name=job_names.TURN)
def turn(conversation_id: int) -> None:
    turns.take_turn(conversation_id)


@app.task(name=job_names.DELIVER)
def deliver(conversation_id: int) -> None:
    delivery.deliver(conversation_id)


@app.task(name=job_names.FOLLOW_TICKET)
def follow_ticket(conversation_id: int) -> None:
    tickets.follow(conversation_id)
    delivery.deliver(conversation_id)


@app.task(name=job_names.LOAD_MEDIA)
def load_media(message_id: int) -> None:
    media.load(message_id)


@app.task(name=job_names.APPLY_REPORTS)
def apply_reports() -> None:
    for conversation_id in reports.apply_reports(now()):
        delivery.deliver(conversation_id)


@app.task(name=job_names.ACCOUNT_NEWS)
def account_news() -> None:
    account.handle_news(now())


@app.periodic(cron="* * * * *")
@app.task(name=job_names.SWEEP_EACH_MINUTE, queueing_lock="sweep-each-minute", pass_context=False)
def sweep_each_minute(timestamp: int) -> None:
    sweep()


@app.task(name=job_names.SWEEP)
def sweep(at_start: bool = False) -> None:
    """Picks up whatever a dead worker left behind. Cron's `process_inbox` and `send_outbox` do the same.

    Args:
        at_start: a worker has just started, most likely in the place of a dead one, whose jobs are not waited for.
    """
    at = now()
    revive_abandoned()
    reports.apply_reports(at)
    account.handle_news(at)
    templates.look_again(at)
    queue.expire_held(at)
    for message_id in media.pending(at, SWEPT, grace=timedelta() if at_start else media.GRACE):
        media.wake(message_id)
    for conversation_id in turns.waiting_conversations(at, SWEPT, grace=timedelta() if at_start else turns.GRACE):
        turns.wake_turn(conversation_id)
    for conversation_id in {*delivery.requeue_lost(at), *delivery.due_conversations(at, SWEPT)}:
        queue.wake_delivery(conversation_id)
    delivery.look_again_for_lost(at)
