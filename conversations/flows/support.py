"""Talking to a person: describe the matter, then everything goes to the ticket until the chat is ended."""

from conversations.engine.state import Ask, Choice, Kind, Outcome, State, action, go, silence, stay
from conversations.engine.turn import Turn
from conversations.models import InboundMessage
from core.models import AdminSettings
from support import services


class SupportState(State):
    flow = "support"
    kind = Kind.FREE_TEXT
    keeps_draft = False
    quiet_seconds = 3

    def on_photo(self, turn: Turn, photo: InboundMessage) -> Outcome:
        return self.take(turn, photo.text or "(photo)")

    def on_voice(self, turn: Turn, note: InboundMessage) -> Outcome:
        return self.take(turn, "(voice note)")

    def on_other(self, turn: Turn, message: InboundMessage) -> Outcome:
        return self.take(turn, f"({message.get_kind_display().lower()}) {message.text}".strip())

    def take(self, turn: Turn, text: str) -> Outcome:
        """Adds what the person sent to their ticket, opening one if needed."""
        assert turn.conversation.lead is not None
        ticket = services.open_ticket(lead=turn.conversation.lead, reason="asked", at=turn.at)
        services.add_message(ticket=ticket, text=text, source_message_id=turn.message_id, at=turn.sent_at)
        return self.taken(turn)

    def taken(self, turn: Turn) -> Outcome:
        return silence()


class Describe(SupportState):
    name = "sup_describe"
    exits = ("sup_waiting",)

    def ask(self, turn: Turn) -> Ask:
        return Ask(turn.say("sup_describe.ask"), [Choice("menu", of="anywhere")])

    def on_text(self, turn: Turn, text: str) -> Outcome:
        if len(text.strip()) < 3:
            turn.note(turn.say("sup_describe.too_short"))
            return stay()
        return self.take(turn, text)

    def taken(self, turn: Turn) -> Outcome:
        return go("sup_waiting")


class Waiting(SupportState):
    """The ticket lives on its own clock, so this state does not time out after half an hour."""

    name = "sup_waiting"
    exits = ("idle",)
    times_out = False

    def ask(self, turn: Turn) -> Ask:
        assert turn.conversation.lead is not None
        settings = AdminSettings.load()
        ticket = services.open_ticket_of(turn.conversation.lead)
        if ticket is None:
            return Ask(turn.say("sup_waiting.ended"), [Choice("menu", of="anywhere")])
        text = turn.say(
            "sup_waiting.ask",
            code=ticket.code,
            promise=settings.support_answer_text,
            hours=settings.support_hours_text,
        )
        return Ask(text, [Choice("end_chat"), Choice("menu", of="anywhere")])

    def on_text(self, turn: Turn, text: str) -> Outcome:
        return self.take(turn, text)

    @action("end chat", "end", "exit", "close chat", always=True)
    def end_chat(self, turn: Turn) -> Outcome:
        assert turn.conversation.lead is not None
        ticket = services.open_ticket_of(turn.conversation.lead)
        if ticket:
            services.close(ticket=ticket, at=turn.at)
        return go("idle", ask=Ask(turn.say("sup_waiting.ended"), [Choice("menu", of="anywhere")]))
