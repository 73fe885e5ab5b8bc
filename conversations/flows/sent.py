"""After Send: the homework is with the tutors, and may be withdrawn until one claims it."""

from conversations.engine.state import Ask, Choice, Kind, Outcome, State, action, as_if_in, go, stay
from conversations.engine.turn import Turn
from conversations.models import InboundMessage
from core.clock import in_words
from homework import services
from homework.models import Homework


class Submitted(State):
    """Sent: nothing is asked any more, so whatever comes is handled as in idle."""

    name = "hw_submitted"
    flow = "homework"
    kind = Kind.IDLE
    exits = ("idle",)
    keeps_draft = False

    def ask(self, turn: Turn) -> Ask:
        homework = turn.homework
        homework.refresh_from_db()
        assert homework.answer_due_at is not None
        text = turn.say(
            "hw_submitted.ask",
            code=homework.code,
            subject=homework.subject_name,
            time=in_words(homework.answer_due_at),
        )
        withdraw = Choice("cancel_request", argument=str(homework.pk))
        return Ask(text, [withdraw, Choice("menu", of="anywhere")])

    @action(always=True)
    def cancel_request(self, turn: Turn, homework_id: str = "") -> Outcome:
        homework = own_homework(turn, homework_id)
        if homework is None:
            return go("idle")
        question = turn.say("hw_submitted.cancel_question", code=homework.code)
        choices = [Choice("cancel_yes", argument=homework_id, of=self.name), Choice("menu", of="anywhere")]
        return stay(ask=Ask(question, choices))

    @action(always=True)
    def cancel_yes(self, turn: Turn, homework_id: str = "") -> Outcome:
        homework = own_homework(turn, homework_id)
        if homework is None:
            return go("idle")
        try:
            services.cancel(homework_id=homework.pk, at=turn.at)
        except services.NotAllowed:
            turn.note(turn.say("hw_submitted.too_late"))
        else:
            turn.note(turn.say("hw_submitted.cancelled", code=homework.code))
        return go("idle")

    def on_text(self, turn: Turn, text: str) -> Outcome:
        return as_if_in("idle")

    def on_photo(self, turn: Turn, photo: InboundMessage) -> Outcome:
        return as_if_in("idle")


def own_homework(turn: Turn, homework_id: str) -> Homework | None:
    """The student's own homework of that id; an id of somebody else's finds nothing."""
    if turn.student is None or not homework_id.isdigit():
        return None
    return Homework.objects.select_related("subject").filter(pk=homework_id, student=turn.student).first()
