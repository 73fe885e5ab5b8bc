"""Applies WhatsApp's delivery reports to our messages, in whatever order they come."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from conversations.models import DeliveryReport, OutboundMessage
from conversations.outbox import progress, refusals
from conversations.whatsapp.errors import SendProblem, rule_for
from core.message_life import may_follow

Status = OutboundMessage.Status
WORDS = {"sent": Status.SENT, "delivered": Status.DELIVERED, "read": Status.READ, "played": Status.READ}
"""WhatsApp's word -> ours. Others (deleted, and what Meta may invent) are kept and move nothing."""
ARRIVED = {"delivered", "read", "played"}
PARKED_FOR = timedelta(days=7)


def apply_reports(at: datetime, limit: int = 500) -> set[int]:
    """Applies waiting delivery reports, oldest first; those of unknown messages stay parked for a week.

    Returns:
        The people whose next message may go out now.
    """
    moved = {apply_report(report_id, at) for report_id in waiting(limit)}
    return {conversation_id for conversation_id in moved if conversation_id is not None}


def waiting(limit: int) -> list[int]:
    """Reports that have not been applied, oldest first."""
    return list(DeliveryReport.objects.filter(applied_at=None).order_by("id").values_list("pk", flat=True)[:limit])


@transaction.atomic
def apply_report(report_id: int, at: datetime) -> int | None:
    """Applies one report; returns whose message it moved, if it moved one."""
    report = DeliveryReport.objects.select_for_update(skip_locked=True).filter(pk=report_id, applied_at=None).first()
    if report is None:
        return None
    row = _message_of(report)
    outdated = row is not None and _is_outdated(report, row)
    if row is not None and not outdated:
        _apply(report, row, at)
    if row is not None or report.received_at < at - PARKED_FOR:
        report.applied_at = at
        report.save(update_fields=["applied_at"])
    return row.conversation_id if row and not outdated else None


def _message_of(report: DeliveryReport) -> OutboundMessage | None:
    kind, _, pk = report.callback_data.partition(":")
    known = Q(wamid=report.wamid)
    if kind == "outbound" and pk.isdecimal() and len(pk) < 19:
        known |= Q(pk=int(pk), wamid=None)
    return OutboundMessage.objects.select_for_update(of=("self",)).filter(known).first()


def _is_outdated(report: DeliveryReport, row: OutboundMessage) -> bool:
    """Whether WhatsApp has reported the sending that this is about as failed.

    That it arrived after all, on another of the person's devices, still counts as long as it is not sent once more.
    """
    if report.status in ARRIVED and row.status != Status.SENDING:
        return False
    if row.wamid == report.wamid and row.status != Status.FAILED:
        return False
    return DeliveryReport.objects.filter(wamid=report.wamid, status="failed", applied_at__isnull=False).exists()


def _apply(report: DeliveryReport, row: OutboundMessage, at: datetime) -> None:
    row.wamid, row.reported_at = row.wamid or report.wamid, row.reported_at or report.at
    row.category = report.category or row.category
    if report.status == "delivered":
        row.delivered_at = row.delivered_at or report.at
    if report.status in {"read", "played"}:
        row.read_at = row.read_at or report.at
    row.sent_at = row.sent_at or report.at
    row.save(update_fields=["wamid", "reported_at", "category", "delivered_at", "read_at", "sent_at"])
    if report.status == "failed":
        _failed(report, row, at)
    elif report.status in WORDS and may_follow(WORDS[report.status], row.status):
        if row.status == Status.FAILED:
            progress.forget_failure(row)
        progress.move(row, WORDS[report.status], at)


def _failed(report: DeliveryReport, row: OutboundMessage, at: datetime) -> None:
    """WhatsApp accepted the message and failed later. One that arrived after all is not taken back."""
    if not may_follow(Status.FAILED, row.status):
        return
    if report.error_code is None and not report.error_text:
        progress.give_up(row, at, None, "WhatsApp gave no reason.")
        return
    problem = SendProblem(rule_for(report.error_code, report.error_text), report.error_text, report.error_code)
    refusals.react(row, problem, at)
