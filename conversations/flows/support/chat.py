"""The chat with a person: waiting for one, talking, and what remains to be asked when it has ended."""

from datetime import datetime

from conversations.engine.moving import leave
from conversations.engine.state import Ask, Choice, Outcome, State, action, as_if_in, go, silence, stay
from conversations.engine.turn import Turn
from conversations.flows.answers import SupportAnswers
from conversations.flows.faq import TOPICS_OF
from conversations.flows.support import tickets
from conversations.flows.support.topic import SupportState
from conversations.models import Conversation, InboundMessage
from conversations.wording import spoken
from core.models import AdminSettings
from support import faq, hours, services
from support.models import SupportTicket, Topic

SUGGESTED = 2


class ChatState(SupportState):
    """A ticket is open: numbers and words are for the person at the other end, unless the last thing asked was ours."""

    takes_late = True

    @action("end chat", "end", "exit", "close chat", "yes", always=True)
    def end_chat(self, turn: Turn) -> Outcome:
        ticket = tickets.active(turn)
        if ticket is None:
            return go("idle", ask=Ask(turn.say("sup_waiting.ended"), [Choice("menu", of="anywhere")]))
        services.end(ticket=ticket, at=turn.at, ended_by=SupportTicket.EndedBy.STUDENT)
        leave(turn)
        if ticket.first_answer_at is None:
            return go("idle", ask=Ask(turn.say("sup_waiting.ended"), [Choice("menu", of="anywhere")]))
        turn.told(SupportAnswers).ticket_id = ticket.pk
        return go("sup_closed")

    def reads_choices(self, turn: Turn) -> bool:
        """Only right after a question of ours: once the person at the other end has written, «yes» is for them."""
        told = turn.told(SupportAnswers)
        asked_at, told.asked_at = told.asked_at, None
        ticket = tickets.active(turn) if asked_at else None
        return bool(ticket and asked_at and (ticket.last_staff_at is None or ticket.last_staff_at <= asked_at))

    def on_text(self, turn: Turn, text: str) -> Outcome:
        return self.take(turn, turn.message) if turn.message else silence()

    def on_sticker(self, turn: Turn, sticker: InboundMessage) -> Outcome:
        """Staff see it named; as everywhere, it gets no answer."""
        tickets.hand_in(turn, tickets.opened(turn), sticker)
        return silence()

    def on_news(self, turn: Turn) -> Ask | None:
        problems = tickets.untold_problems(turn)
        return Ask("\n".join(problems)) if problems else None


class Waiting(ChatState):
    """The ticket lives on its own clock, so this state does not time out after half an hour."""

    name = "sup_waiting"
    exits = ("sup_closed", "idle")
    times_out = False

    def ask(self, turn: Turn) -> Ask:
        ticket = tickets.active(turn)
        if ticket is None:
            return Ask(turn.say("sup_waiting.ended"), [Choice("menu", of="anywhere")])
        turn.told(SupportAnswers).told_at = turn.at
        choices = [Choice("end_chat"), Choice("menu", of="anywhere")]
        if not hours.is_open(AdminSettings.load(), turn.at):
            choices += self.suggestions(ticket)
        return Ask(self.promise(turn, ticket), choices)

    def promise(self, turn: Turn, ticket: SupportTicket) -> str:
        settings = AdminSettings.load()
        if ticket.answer_due_at <= turn.at:
            return turn.say("sup_waiting.late", code=ticket.code)
        if hours.is_open(settings, turn.at) and ticket.opened_at == turn.at:
            promise = turn.say("sup_waiting.within", time=spoken.wait(settings.support_answer_minutes, turn.language))
        else:
            promise = spoken.due(ticket.answer_due_at, turn.at, turn.language)
        return turn.say("sup_waiting.ask", code=ticket.code, promise=promise, hours=spoken.opening(settings, turn.language))

    def suggestions(self, ticket: SupportTicket) -> list[Choice]:
        """Nobody is there until tomorrow: perhaps the FAQ knows."""
        topic = TOPICS_OF.get(Topic(ticket.topic))
        entries = faq.entries_of(topic)[:SUGGESTED] if topic else []
        return [
            Choice("read", entry.title, argument=str(entry.pk), description=entry.question, of="faq_answer")
            for entry in entries
        ]

    def on_command(self, turn: Turn, command: str) -> Outcome | None:
        if command == "stop":
            turn.told(SupportAnswers).asked_at = turn.at
        return self.end_chat(turn) if command == "cancel" else None

    def taken(self, turn: Turn, problem: str) -> Outcome:
        """Acknowledged at most once in ten minutes."""
        told_at = turn.told(SupportAnswers).told_at
        if not problem and told_at and turn.at - told_at < tickets.ACKNOWLEDGED_EVERY:
            return silence()
        ticket = tickets.active(turn)
        assert ticket is not None, "taking a message opens a ticket"
        turn.told(SupportAnswers).told_at = turn.at
        text = problem or turn.say("sup_waiting.added", code=ticket.code)
        return stay(ask=Ask(text, [Choice("end_chat"), Choice("menu", of="anywhere")]))


class Live(ChatState):
    """A person answers: the bot says nothing by itself. Silence counts from the person's last answer."""

    name = "sup_live"
    exits = ("sup_topic", "sup_waiting", "sup_live", "sup_closed", "idle")
    answers = False

    def ask(self, turn: Turn) -> Ask:
        ticket = tickets.active(turn)
        if ticket is None:
            return Ask(turn.say("sup_waiting.ended"), [Choice("menu", of="anywhere")])
        return Ask(turn.say("sup_live.ask", code=ticket.code), [Choice("end_chat"), Choice("leave_chat")])

    def silent_since(self, conversation: Conversation) -> datetime | None:
        ticket = services.open_ticket_of(conversation.lead) if conversation.lead else None
        if ticket is None or conversation.last_inbound_at is None:
            return conversation.last_inbound_at
        if ticket.waits_for_staff or ticket.last_staff_at is None:
            return None
        return max(conversation.last_inbound_at, ticket.last_staff_at)

    def on_command(self, turn: Turn, command: str) -> Outcome | None:
        """Each asks first, and may have been meant for the person at the other end. What is typed next may answer."""
        turn.told(SupportAnswers).asked_at = turn.at
        if command != "menu" and turn.message:
            self.take(turn, turn.message)
        if command == "stop":
            return None
        way_out = Choice("end_chat") if command == "cancel" else Choice("leave_chat")
        return stay(ask=Ask(turn.say(f"sup_live.{command}_question"), [way_out, Choice("stay_here")]))

    @action("yes")
    def leave_chat(self, turn: Turn) -> Outcome:
        leave(turn)
        return go("idle")

    @action("no")
    def stay_here(self, turn: Turn) -> Outcome:
        return silence()

    @action(always=True)
    def reply(self, turn: Turn) -> Outcome:
        """From anywhere else into the chat; what was kept meanwhile goes to the ticket."""
        ticket = tickets.active(turn)
        if ticket is None:
            leave(turn)
            turn.note(turn.say("sup_live.ended"))
            return go("sup_topic")
        sent = turn.conversation.state == "idle" and tickets.hand_in_kept(turn, ticket)
        leave(turn)
        if ticket.first_answer_at is None:
            return go("sup_waiting")
        key = "sup_live.passed_on" if sent else "sup_live.write_now"
        return go("sup_live", ask=Ask(turn.say(key, code=ticket.code), [Choice("end_chat", of="sup_live")]))

    def taken(self, turn: Turn, problem: str) -> Outcome:
        return stay(ask=Ask(problem)) if problem else silence()


class Closed(State):
    """The chat has ended: a word about it is welcome, everything else is answered as in idle."""

    name = "sup_closed"
    flow = "support"
    exits = ("idle",)
    keeps_draft = False

    def ask(self, turn: Turn) -> Ask:
        ticket = str(turn.told(SupportAnswers).ticket_id or "")
        choices = [Choice(name, argument=ticket) for name in ("good", "ok", "bad")]
        return Ask(turn.say("sup_closed.ask"), choices)

    @action(always=True)
    def good(self, turn: Turn, ticket: str = "") -> Outcome:
        return self.rate(turn, ticket, SupportTicket.Rating.GOOD)

    @action(always=True)
    def ok(self, turn: Turn, ticket: str = "") -> Outcome:
        return self.rate(turn, ticket, SupportTicket.Rating.OK)

    @action(always=True)
    def bad(self, turn: Turn, ticket: str = "") -> Outcome:
        return self.rate(turn, ticket, SupportTicket.Rating.BAD)

    def rate(self, turn: Turn, ticket_id: str, rating: str) -> Outcome:
        ticket = self.own(turn, ticket_id)
        if ticket and not ticket.is_active:
            services.rate(ticket=ticket, rating=rating)
        if turn.conversation.state != self.name:
            turn.note(turn.say("sup_closed.thanks"))
            return stay()
        turn.told(SupportAnswers).rated = True
        return stay(ask=Ask(turn.say("sup_closed.comment_question"), [Choice("menu", of="anywhere")]))

    def own(self, turn: Turn, ticket_id: str) -> SupportTicket | None:
        """The person's own ticket of that id; an id of somebody else's finds nothing."""
        if not ticket_id.isdecimal():
            return None
        return SupportTicket.objects.filter(pk=ticket_id, lead=turn.conversation.lead).first()

    def on_text(self, turn: Turn, text: str) -> Outcome:
        told = turn.told(SupportAnswers)
        ticket = self.own(turn, str(told.ticket_id or ""))
        if not told.rated or ticket is None:
            return as_if_in("idle")
        services.rate(ticket=ticket, comment=text)
        return go("idle", ask=Ask(turn.say("sup_closed.thanks"), [Choice("menu", of="anywhere")]))

    def on_greeting(self, turn: Turn, text: str) -> Outcome:
        return self.on_text(turn, text)

    def on_photo(self, turn: Turn, photo: InboundMessage) -> Outcome:
        return as_if_in("idle")

    def on_voice(self, turn: Turn, note: InboundMessage) -> Outcome:
        return as_if_in("idle")

    def on_other(self, turn: Turn, message: InboundMessage) -> Outcome:
        return as_if_in("idle")
