"""The one place that turns what happened below into WhatsApp messages: it inserts outbox rows, nothing else."""

from datetime import datetime
from typing import Any

from conversations import sending, ticket_news
from conversations.engine import engine, registry
from conversations.messages import Buttons, Content, Document, Image, Option, Text, question, units
from conversations.models import Conversation, OutboundMessage
from conversations.models.outbound import Purpose
from conversations.progress import message_moved
from conversations.wording import line
from core.clock import in_words
from core.money import naira
from homework.models import Homework
from payments import events as payment_events
from payments import services as payment_services
from payments.models import Payment
from students.models import Lead, Student
from support import events as support_events
from support import services as support_services
from support.models import SupportMessage, SupportTicket
from tutors import events as tutor_events
from tutors.models import SolutionPart, TutorSolution
from tutors.services import part_progress

CLEAR_FITS = 900


def connect() -> None:
    payment_events.payment_confirmed.connect(on_payment_confirmed)
    payment_events.payment_held.connect(on_payment_held)
    payment_events.payment_checked.connect(on_payment_checked)
    tutor_events.solution_delivered.connect(on_solution_delivered)
    tutor_events.clarification_asked.connect(on_clarification_asked)
    support_events.agent_replied.connect(on_agent_replied)
    support_events.ticket_ended.connect(on_ticket_ended)
    message_moved.connect(on_message_moved)


def on_payment_confirmed(payment: Payment, at: datetime, **_: Any) -> None:
    homework = payment.homework
    if homework is None:
        return
    text = line(
        "payment.confirmed",
        price=naira(payment.amount_kobo),
        receipt=payment.reference,
        subject=homework.subject_name,
        code=homework.code,
        time=in_words(homework.answer_due_at or at),
    )
    _tell(payment.student, [Buttons(text, (_menu(),))], Purpose.PAYMENT, at, f"payment-confirmed:{payment.pk}")


def on_payment_held(payment: Payment, at: datetime, **_: Any) -> None:
    text = line("payment.held", price=naira(payment.paid_amount_kobo or payment.amount_kobo))
    _tell(payment.student, [Text(text)], Purpose.PAYMENT, at, f"payment-held:{payment.pk}")


def on_payment_checked(payment: Payment, outcome: str, at: datetime, **_: Any) -> None:
    text = line(f"payment.{outcome}", link=payment_services.pay_url(payment), reason=payment.failure_reason).replace("  ", " ")
    again = _button("i_have_paid", "pay_pending")
    _tell(payment.student, [Buttons(text, (again, _menu()))], Purpose.REPLY, at, "")


def on_solution_delivered(solution: TutorSolution, at: datetime, **_: Any) -> None:
    """The parts in their order, then the question whether it is clear; one short text carries the question itself."""
    homework = solution.homework
    conversation = _conversation(homework.student)
    if conversation is None:
        return
    parts = list(solution.parts.all())
    key = f"solution:{solution.pk}"
    buttons = tuple(
        _button(name, "anywhere", argument=str(homework.pk))
        for name in ("solution_clear", "solution_explain", "solution_problem")
    )
    for number, part in enumerate(parts):
        content = _part(part)
        if len(parts) == 1 and isinstance(content, Text) and units(content.body) <= CLEAR_FITS:
            content = Buttons(f"{content.body}\n\n{line('solution.clear')}", buttons)
        origin = f"solution_part:{part.pk}"
        sending.queue(conversation, [content], purpose=Purpose.SOLUTION, at=at, dedupe_key=f"{key}:{number}", origin=origin)
        if isinstance(content, Buttons):
            break
    else:
        ask = Buttons(line("solution.clear_for", code=homework.code), buttons)
        sending.queue(conversation, [ask], purpose=Purpose.SOLUTION, at=at, dedupe_key=f"{key}:clear")
    sending.wake_delivery(conversation.pk)


def on_clarification_asked(homework: Homework, at: datetime, **_: Any) -> None:
    text = line("hw_clarify.asked", code=homework.code, question=homework.clarification_question)
    answer = _button("answer_now", "hw_clarify", argument=str(homework.pk))
    key = f"clarification:{homework.pk}:{at.isoformat()}"
    _tell(homework.student, [Buttons(text, (answer,))], Purpose.SOLUTION, at, key)


def on_agent_replied(message: SupportMessage, at: datetime, **_: Any) -> None:
    """The answer, with the name of whoever is new in the chat; in the middle of a flow also the way to reply."""
    conversation = Conversation.objects.filter(lead=message.ticket.lead).first()
    if conversation is None or message.author is None:
        return
    earlier = message.ticket.messages.filter(author=message.author, pk__lt=message.pk)
    is_new = not earlier.filter(written_at__gte=message.ticket.opened_at).exists()
    text = f"{message.author.first_name or line('sup_live.staff')}: {message.text}" if is_new else message.text
    options = [] if ticket_news.joins(conversation) else [_button("reply", "sup_live")]
    if is_new and not options:
        options = [_button("end_chat", "sup_live")]
    key, origin = f"support:{message.pk}", f"support_message:{message.pk}"
    contents = question(text, options, line("anywhere.choose"))
    sending.queue(conversation, contents, purpose=Purpose.SUPPORT, at=at, dedupe_key=key, origin=origin)
    ticket_news.wake(conversation.pk)


def on_ticket_ended(ticket: SupportTicket, at: datetime, **_: Any) -> None:
    conversation = Conversation.objects.filter(lead=ticket.lead).first()
    if conversation:
        ticket_news.wake(conversation.pk)


def on_message_moved(message: OutboundMessage, at: datetime, **_: Any) -> None:
    kind, _sep, pk = message.origin.partition(":")
    if kind == "solution_part" and message.status in SolutionPart.State.values:
        part_progress(part_id=int(pk), state=SolutionPart.State(message.status), reason=message.error_text, at=at)
    elif kind == "support_message":
        support_services.message_progress(message_id=int(pk), state=message.status, reason=message.error_text, at=at)


def _part(part: SolutionPart) -> Content:
    match part.kind:
        case SolutionPart.Kind.IMAGE:
            return Image(str(part.file.name), part.text)
        case SolutionPart.Kind.DOCUMENT:
            return Document(str(part.file.name), part.file_name, part.text)
        case _:
            return Text(part.text)


def _tell(student: Student, contents: list[Content], purpose: Purpose, at: datetime, key: str) -> None:
    conversation = _conversation(student)
    if conversation:
        sending.queue(conversation, contents, purpose=purpose, at=at, dedupe_key=key)
        sending.wake_delivery(conversation.pk)


def _conversation(student: Student) -> Conversation | None:
    lead = Lead.objects.filter(student=student).first()
    return Conversation.objects.filter(lead=lead).first() if lead else None


def _menu() -> Option:
    return _button("menu", "anywhere")


def _button(action: str, state: str, *, argument: str = "") -> Option:
    """A button for a message that no state asked: only for actions that are harmless at any time."""
    return Option(engine.button_id(action, registry.get(state), argument=argument), line(f"{state}.{action}"))
