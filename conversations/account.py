"""News about our WhatsApp account, number and templates: kept as rows of the inbox, acted on here, one function a field.

Shapes: Meta's webhook reference, fields account_alerts to user_preferences. A field without a function is only kept.
"""

import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from conversations.models import Conversation, InboundMessage, MessageTemplate
from conversations.models.inbound import TRIES
from conversations.outbox import channel, templates
from core.services import raise_alert

log = logging.getLogger(__name__)

Json = dict[str, Any]
Status = MessageTemplate.Status
HANDLED, KEPT = "handled", "stored"
RESTRICTED_FOR = timedelta(hours=24)
"""How long a restriction is believed that names no end."""
HALT = timedelta(seconds=60)
RECONNECTED = "ACCOUNT_RECONNECTED"
GONE = {"ACCOUNT_DELETED", "ACCOUNT_OFFBOARDED"}
NO_ALARM = {
    RECONNECTED,
    "VERIFIED_ACCOUNT",
    "PARTNER_ADDED",
    "PARTNER_REMOVED",
    "PARTNER_APP_INSTALLED",
    "PARTNER_APP_UNINSTALLED",
    "PARTNER_CLIENT_CERTIFICATION_STATUS_UPDATE",
    "AD_ACCOUNT_LINKED",
    "AUTH_INTL_PRICE_ELIGIBILITY_UPDATE",
    "BUSINESS_PRIMARY_LOCATION_COUNTRY_UPDATE",
    "MM_LITE_TERMS_SIGNED",
    "VOLUME_BASED_PRICING_TIER_UPDATE",
}
"""What happens to an account without anything being wrong: written to the log only."""
TEMPLATE_EVENTS = {
    "APPROVED": Status.APPROVED,
    "REINSTATED": Status.APPROVED,
    "UNPAUSED": Status.APPROVED,
    "FLAGGED": Status.APPROVED,
    "PENDING": Status.PENDING,
    "IN_APPEAL": Status.REJECTED,
    "REJECTED": Status.REJECTED,
    "PAUSED": Status.PAUSED,
    "DISABLED": Status.DISABLED,
    "PENDING_DELETION": Status.DISABLED,
    "DELETED": Status.DISABLED,
}
"""Meta's word -> ours. A flagged template may still be sent; it will be switched off if people go on complaining."""


def handle_news(at: datetime, limit: int = 500) -> int:
    """Acts on the notices that wait, oldest first, each in a transaction of its own; returns how many there were."""
    return len([handle(message_id, at) for message_id in waiting(limit)])


def waiting(limit: int) -> list[int]:
    """Notices that nobody has acted on, oldest first."""
    rows = InboundMessage.objects.filter(conversation=None, processed_at=None).order_by("sent_at", "id")
    return list(rows.values_list("pk", flat=True)[:limit])


def handle(message_id: int, at: datetime) -> bool:
    """Acts on one notice. Returns False if that failed: it is written on the row, and tried again a few times."""
    try:
        _handle_one(message_id, at)
    except Exception as problem:
        log.exception("A notice of WhatsApp's could not be handled.")
        _note_failure(message_id, problem, at)
        return False
    return True


@transaction.atomic
def _handle_one(pk: int, at: datetime) -> None:
    row = InboundMessage.objects.select_for_update(skip_locked=True).filter(pk=pk, processed_at=None).first()
    if row is None:
        return
    act, value = ACTS.get(row.text), row.payload.get("value")
    if act and isinstance(value, dict):
        act(value, at)
    row.processed_at, row.result = at, HANDLED if act else KEPT
    row.save(update_fields=["processed_at", "result"])


@transaction.atomic
def _note_failure(pk: int, problem: Exception, at: datetime) -> None:
    row = InboundMessage.objects.select_for_update().get(pk=pk)
    row.tries, row.error = row.tries + 1, f"{type(problem).__name__}: {problem}"[:2000]
    if row.tries >= TRIES:
        row.processed_at, row.result = at, "given_up"
        raise_alert("whatsapp.news", f"A notice of WhatsApp's ({row.text}) could not be handled: see inbound message {row.pk}.")
    row.save(update_fields=["tries", "error", "processed_at", "result"])


def _on_messages(value: Json, at: datetime) -> None:
    """What came with messages but is none: an error that belongs to no message is about our account."""
    for error in [] if value.get("messages") else _parts(value, "errors"):
        code, title = _word(error, "code"), _word(error, "title") or _word(error, "message")
        _tell(f"reported.{code}", "WhatsApp reports an error:", code, title, _word(_part(error, "error_data"), "details"))


def _on_alert(value: Json, at: datetime) -> None:
    info = value.get("alert_info")
    told = value | info if isinstance(info, dict) else value
    words = [_word(told, key) for key in ("alert_severity", "alert_type", "alert_status", "alert_description")]
    _tell("alert", "WhatsApp account alert", *words)


def _on_review(value: Json, at: datetime) -> None:
    _tell("review", "WhatsApp reviewed our account:", _word(value, "decision"))


def _on_account_update(value: Json, at: datetime) -> None:
    """Violations, restrictions and bans reach staff; the sends that a restriction forbids wait."""
    event = _word(value, "event").upper()
    violation = _word(_part(value, "violation_info"), "violation_type")
    for restriction in _parts(value, "restriction_info"):
        _restrict(restriction, at)
    ban = _part(value, "ban_info").get("waba_ban_state")
    states = ban if isinstance(ban, list) else [ban] if ban else []
    if "DISABLE" in states or event in GONE:
        channel.close(at + HALT, f"the account is {event.lower() or 'disabled'}.")
    if "REINSTATE" in states or event == RECONNECTED:
        channel.reopen()
        channel.allow_proactive()
    kinds = [_word(restriction, "restriction_type") for restriction in _parts(value, "restriction_info")]
    if event in NO_ALARM and not (violation or kinds or states):
        log.info("WhatsApp account: %s.", event)
        return
    _tell(f"account.{event}", "WhatsApp account:", event, violation, *kinds, *map(str, states))


def _restrict(restriction: Json, at: datetime) -> None:
    kind, until = _word(restriction, "restriction_type"), _moment(restriction.get("expiration")) or at + RESTRICTED_FOR
    if until <= at:  # told late: it is over
        return
    if "BIZ_INITIATED" in kind:
        channel.pause_proactive(until, f"the account is restricted until {until:%d %B, %H:%M} UTC.")
    elif "CUSTOMER_INITIATED" in kind:
        channel.close(at + HALT, "the account may not answer people for now.")


def _on_capability(value: Json, at: datetime) -> None:
    limits = [f"{key}: {value[key]}" for key in sorted(value) if key.startswith("max_")]
    log.info("WhatsApp limits of the account: %s.", ", ".join(limits))


def _on_number_quality(value: Json, at: datetime) -> None:
    event, limit = _word(value, "event"), _word(value, "current_limit")
    if event in {"DOWNGRADE", "FLAGGED"}:
        _tell("number.quality", "WhatsApp trusts our number less:", event, limit)


def _on_number_name(value: Json, at: datetime) -> None:
    name, reason = _word(value, "requested_verified_name"), _word(value, "rejection_reason")
    _tell("number.name", "WhatsApp decided on our display name:", name, _word(value, "decision"), reason)


def _on_security(value: Json, at: datetime) -> None:
    who = _word(value, "requester")
    _tell("security", "URGENT, security of our WhatsApp number:", _word(value, "event"), f"by {who}" if who else "")


def _on_template_status(value: Json, at: datetime) -> None:
    event, name, language = _word(value, "event").upper(), *_template(value)
    if not name:
        return
    info = _part(value, "other_info")
    reasons = [_word(value, "reason"), _word(info, "title"), _word(info, "description"), *_rejection(value)]
    reason = " ".join(reason for reason in reasons if reason and reason != "NONE")
    category = _word(value, "message_template_category")
    if category:
        _note_template(name, language, at, category=category[:30].lower())
    status = TEMPLATE_EVENTS.get(event, Status.OTHER)
    if status is Status.OTHER:
        _tell(f"template.{name}", "WhatsApp template", name, "is now", event or "unknown", reason)
        return
    templates.set_status(name=name, language=language, status=status, reason=reason, at=at)
    if event == "FLAGGED":
        ends = _word(_part(value, "disable_info"), "disable_date")
        _tell(
            f"template.flagged.{name}",
            "People complain about WhatsApp template",
            name,
            f"off from {ends}" if ends else "",
            reason,
        )


def _rejection(value: Json) -> list[str]:
    """Why a template was refused and what Meta suggests: words, or an object of them."""
    info = _part(value, "rejection_info")
    return [_word(value, "rejection_info"), _word(info, "reason"), _word(info, "recommendation")]


def _on_template_category(value: Json, at: datetime) -> None:
    name, language = _template(value)
    old, new = _word(value, "previous_category"), _word(value, "new_category") or _word(value, "correct_category")
    _note_template(name, language, at, category=new[:30].lower())
    _tell(f"template.category.{name}", "WhatsApp template", name, "changes its category:", old, "to", new)


def _on_template_quality(value: Json, at: datetime) -> None:
    name, language = _template(value)
    quality = _word(value, "new_quality_score")
    _note_template(name, language, at, quality=quality[:20].lower())
    if quality in {"YELLOW", "RED"}:
        _tell(f"template.quality.{name}", "WhatsApp template", name, "has quality", quality)


def _on_template_text(value: Json, at: datetime) -> None:
    name, language = _template(value)
    _tell(f"template.text.{name}", "The text of WhatsApp template", name, language, "was edited; compare it with what we send.")


def _note_template(name: str, language: str, at: datetime, **facts: str) -> None:
    if name:
        MessageTemplate.objects.update_or_create(name=name, language=language, defaults={**facts, "changed_at": at})


def _on_preferences(value: Json, at: datetime) -> None:
    """«Stop» for promotion sets the same flag as saying STOP to us; it is lifted as it was set."""
    for preference in _parts(value, "user_preferences"):
        people = _people(_named(preference, _parts(value, "contacts")))
        if _word(preference, "value") == "stop":
            people.filter(opted_out_at=None).update(opted_out_at=at)
        elif _word(preference, "value") in {"resume", "signup"}:
            people.exclude(state="opted_out").update(opted_out_at=None)


def _people(names: Json) -> QuerySet[Conversation]:
    """Whoever has this user id, else this number: unless that is known to be somebody else's."""
    user_id, wa_id = _word(names, "user_id"), _word(names, "wa_id")
    known = Conversation.objects.filter(user_id=user_id) if user_id else Conversation.objects.none()
    if known or not wa_id:
        return known
    there = Conversation.objects.filter(wa_id=wa_id)
    return there.filter(user_id=None) if user_id else there


def _named(preference: Json, contacts: list[Json]) -> Json:
    """Where a preference's ids stand: in itself, else in the only contact beside it."""
    if _word(preference, "user_id") or _word(preference, "wa_id") or len(contacts) != 1:
        return preference
    return contacts[0]


def _template(value: Json) -> tuple[str, str]:
    return _word(value, "message_template_name")[:512], _word(value, "message_template_language")[:20]


def _tell(key: str, *words: str) -> None:
    raise_alert(f"whatsapp.{key}"[:120], " ".join(word for word in words if word))


def _word(value: Json, key: str) -> str:
    found = value.get(key)
    return str(found) if isinstance(found, str | int) else ""


def _part(value: Json, key: str) -> Json:
    found = value.get(key)
    return found if isinstance(found, dict) else {}


def _parts(value: Json, key: str) -> list[Json]:
    found = value.get(key)
    found = [found] if isinstance(found, dict) else found
    return [part for part in found if isinstance(part, dict)] if isinstance(found, list) else []


def _moment(seconds: object) -> datetime | None:
    try:
        return datetime.fromtimestamp(float(seconds), UTC) if isinstance(seconds, str | int | float) else None
    except (ValueError, OverflowError, OSError):
        return None


ACTS: dict[str, Callable[[Json, datetime], None]] = {
    "messages": _on_messages,
    "account_alerts": _on_alert,
    "account_review_update": _on_review,
    "account_update": _on_account_update,
    "business_capability_update": _on_capability,
    "phone_number_quality_update": _on_number_quality,
    "phone_number_name_update": _on_number_name,
    "security": _on_security,
    "message_template_status_update": _on_template_status,
    "template_category_update": _on_template_category,
    "message_template_quality_update": _on_template_quality,
    "message_template_components_update": _on_template_text,
    "user_preferences": _on_preferences,
}
