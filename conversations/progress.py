"""How far each of our messages has come: forward only, whatever order WhatsApp tells it in."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.dispatch import Signal

from conversations import sending
from conversations.models import DeliveryReport, OutboundMessage
from conversations.models.outbound import Purpose
from conversations.whatsapp.client import Accepted
from conversations.whatsapp.errors import Reaction, reaction_to
from core.services import raise_alert

Status = OutboundMessage.Status
WORDS = {"sent": Status.SENT, "delivered": Status.DELIVERED, "read": Status.READ, "played": Status.READ}
"""WhatsApp's word -> ours."""
ORDER = [Status.QUEUED, Status.HELD, Status.SENDING, Status.FAILED, Status.SENT, Status.DELIVERED, Status.READ]
PARKED_FOR = timedelta(days=7)

message_moved = Signal()
"""A message that carries something (`origin`) changed its status. Arguments: `message`, `at`."""


def move(
    row: OutboundMessage, status: str, at: datetime, *, reason: str = "", code: int | None = None, also: tuple[str, ...] = ()
) -> None:
    """Sets a status, saves it with the fields named in `also`, and tells the owner of what the message carries."""
    row.status, row.error_text, row.error_code = status, reason[:500], code
    row.save(update_fields=["status", "error_text", "error_code", *also])
    if row.origin:
        message_moved.send(OutboundMessage, message=row, at=at)


def give_up(row: OutboundMessage, at: datetime, code: int | None, reason: str) -> None:
    """The message will not be sent; staff can read why, and what was paid for or promised raises an alert."""
    with transaction.atomic():
        move(row, Status.FAILED, at, reason=reason, code=code)
        if row.purpose in {Purpose.SOLUTION, Purpose.PAYMENT, Purpose.SUPPORT}:
            raise_alert(f"outbound.{row.pk}", f"A message to {row.conversation} failed: {reason}")


@transaction.atomic
def accepted(row_id: int, answer: Accepted, at: datetime) -> None:
    """WhatsApp took the message. Its reports may have been faster: then the status is further already and stays."""
    row = OutboundMessage.objects.select_for_update().get(pk=row_id)
    row.wamid, row.sent_at = row.wamid or answer.wamid, row.sent_at or at
    # Queued: the answer came after it was taken for lost, so it need not go out again.
    if row.status in {Status.SENDING, Status.QUEUED}:
        move(row, Status.SENT, at, also=("wamid", "sent_at"))
    else:
        row.save(update_fields=["wamid", "sent_at"])


def apply_reports(at: datetime, limit: int = 500) -> set[int]:
    """Applies waiting delivery reports, oldest first; those of unknown messages stay parked for a week.

    Returns:
        The people whose next message may go out now.
    """
    moved = set()
    for pk in list(DeliveryReport.objects.filter(applied_at=None).order_by("id").values_list("pk", flat=True)[:limit]):
        with transaction.atomic():
            report = DeliveryReport.objects.select_for_update(skip_locked=True).filter(pk=pk, applied_at=None).first()
            row = _message_of(report) if report else None
            if report is None:
                continue
            if row is not None:
                _apply(report, row, at)
                moved.add(row.conversation_id)
            if row is not None or report.received_at < at - PARKED_FOR:
                report.applied_at = at
                report.save(update_fields=["applied_at"])
    return moved


def _message_of(report: DeliveryReport) -> OutboundMessage | None:
    kind, _, pk = report.callback_data.partition(":")
    known = Q(wamid=report.wamid)
    if kind == "outbound" and pk.isdigit():
        known |= Q(pk=int(pk), wamid=None)
    return OutboundMessage.objects.select_for_update(of=("self",)).filter(known).first()


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
    elif report.status in WORDS and ORDER.index(WORDS[report.status]) > ORDER.index(Status(row.status)):
        move(row, WORDS[report.status], at)


def _failed(report: DeliveryReport, row: OutboundMessage, at: datetime) -> None:
    """WhatsApp accepted the message and failed later. One that arrived after all is not taken back."""
    if row.status in {Status.DELIVERED, Status.READ, Status.HELD, Status.FAILED}:
        return
    reason = report.error_text or "WhatsApp gave no reason."
    if reaction_to(report.error_code) is Reaction.WINDOW_CLOSED and row.content["kind"] != "template":
        row.wamid = None  # its next sending will have another id
        row.save(update_fields=["wamid"])
        hold(row, at, reason, report.error_code)
    else:
        give_up(row, at, report.error_code, reason)


def hold(row: OutboundMessage, at: datetime, reason: str, code: int | None = None) -> None:
    """Keeps a message until the person writes; a purpose that must be known at once sends its template first."""
    policy = sending.POLICIES.get(row.purpose)
    with transaction.atomic():
        move(row, Status.HELD, at, reason=reason, code=code)
        if policy:
            sending.invite(row, policy, at)
