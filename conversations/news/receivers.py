"""The one place that turns what happened below into WhatsApp messages: it inserts outbox rows, nothing else."""

from datetime import datetime
from typing import Any

from conversations.events import message_moved
from conversations.models import Conversation, OutboundMessage
from conversations.models.outbound import Purpose
from conversations.news import money, tickets
from conversations.news.telling import Listener, listener
from conversations.outbox import queue
from conversations.outbox.contents import Buttons, Content, Document, Image, Text, question, units
from core.message_life import WAITING
from homework.models import Homework
from support import events as support_events
from support import services as support_services
from support.models import SupportMessage, SupportTicket
from tutors import events as tutor_events
from tutors.models import SolutionPart, TutorSolution
from tutors.services import part_progress, parts

CLEAR_FITS = 900


def connect() -> None:
    money.connect()
    tutor_events.solution_delivered.connect(on_solution_delivered)
    tutor_events.clarification_asked.connect(on_clarification_asked)
    support_events.agent_replied.connect(on_agent_replied)
    support_events.ticket_ended.connect(on_ticket_ended)
    message_moved.connect(on_message_moved)


def answer_words(solution: TutorSolution) -> parts.Words:
    """Students have several homeworks in one chat, so each answer says which it is, in their language."""
    homework = solution.homework
    to = listener(homework.student)
    heading = to.say("solution.heading", subject=homework.subject_name, code=homework.code)
    return parts.Words(heading, to.say("solution.video"))


def on_solution_delivered(solution: TutorSolution, at: datetime, **_: Any) -> None:
    """The parts in their order, then the question whether it is clear; one short text carries the question itself."""
    homework = solution.homework
    to = listener(homework.student)
    conversation = to.conversation
    if conversation is None:
        return
    queue.withdraw(conversation, _question_of(homework), "The answer came first.")
    messages = list(solution.parts.all())
    key = f"solution:{solution.pk}"
    buttons = tuple(
        to.button(name, "anywhere", argument=str(homework.pk))
        for name in ("solution_clear", "solution_explain", "solution_problem")
    )
    for number, part in enumerate(messages):
        content = _part(part)
        if len(messages) == 1 and isinstance(content, Text) and units(content.body) <= CLEAR_FITS:
            content = Buttons(f"{content.body}\n\n{to.say('solution.clear')}", buttons)
        origin = f"solution_part:{part.pk}"
        queue.add(conversation, [content], purpose=Purpose.SOLUTION, at=at, dedupe_key=f"{key}:{number}", origin=origin)
        if isinstance(content, Buttons):
            break
    else:
        ask = Buttons(to.say("solution.clear_for", code=homework.code), buttons)
        queue.add(conversation, [ask], purpose=Purpose.SOLUTION, at=at, dedupe_key=f"{key}:clear")
    queue.wake_delivery(conversation.pk)


def on_clarification_asked(homework: Homework, at: datetime, **_: Any) -> None:
    to = listener(homework.student)
    text = to.say("hw_clarify.asked", code=homework.code, question=homework.clarification_question)
    answer = to.button("answer_now", "hw_clarify", argument=str(homework.pk))
    key = f"clarification:{homework.pk}:{at.isoformat()}"
    if to.conversation:
        contents, origin = [Buttons(text, (answer,))], _question_of(homework)
        queue.add(to.conversation, contents, purpose=Purpose.QUESTION, at=at, dedupe_key=key, origin=origin)
        queue.wake_delivery(to.conversation.pk)


def _question_of(homework: Homework) -> str:
    return f"clarification:{homework.pk}"


def on_agent_replied(message: SupportMessage, at: datetime, **_: Any) -> None:
    """The answer, with the name of whoever is new in the chat; in the middle of a flow also the way to reply."""
    conversation = Conversation.objects.filter(lead=message.ticket.lead).first()
    if conversation is None or message.author is None:
        return
    to = Listener(conversation)
    earlier = message.ticket.messages.filter(author=message.author, pk__lt=message.pk)
    is_new = not earlier.filter(written_at__gte=message.ticket.opened_at).exists()
    text = f"{message.author.first_name or to.say('sup_live.staff')}: {message.text}" if is_new else message.text
    options = [] if tickets.joins(conversation) else [to.button("reply", "sup_live")]
    if is_new and not options:
        options = [to.button("end_chat", "sup_live")]
    key, origin = f"support:{message.pk}", f"support_message:{message.pk}"
    contents = question(text, options, to.say("anywhere.choose"))
    queue.add(conversation, contents, purpose=Purpose.SUPPORT, at=at, dedupe_key=key, origin=origin)
    tickets.wake(conversation.pk)


def on_ticket_ended(ticket: SupportTicket, at: datetime, **_: Any) -> None:
    conversation = Conversation.objects.filter(lead=ticket.lead).first()
    if conversation:
        tickets.wake(conversation.pk)


def on_message_moved(message: OutboundMessage, at: datetime, **_: Any) -> None:
    """What carries a solution's part or an answer of support shows staff the same state in both places."""
    kind, _sep, pk = message.origin.partition(":")
    state = WAITING if message.status in {OutboundMessage.Status.QUEUED, OutboundMessage.Status.SENDING} else message.status
    if kind == "solution_part" and state in SolutionPart.State.values:
        part_progress(part_id=int(pk), state=state, reason=message.error_text, at=at)
    elif kind == "support_message" and state in SupportMessage.State.values:
        support_services.message_progress(message_id=int(pk), state=state, reason=message.error_text, at=at)


def _part(part: SolutionPart) -> Content:
    match part.kind:
        case SolutionPart.Kind.IMAGE:
            return Image(str(part.file.name), part.text)
        case SolutionPart.Kind.DOCUMENT:
            return Document(str(part.file.name), part.file_name, part.text)
        case _:
            return Text(part.text)
