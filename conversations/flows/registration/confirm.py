"""The end of registration: what was answered, once more, and Save."""

from django.conf import settings

from conversations.engine.state import Ask, Choice, Kind, Outcome, action, go, stay
from conversations.engine.turn import Turn
from conversations.flows.registration.question import RegistrationState, change_choices, questions
from students import services
from students.models import Level


class Confirm(RegistrationState):
    name = "reg_confirm"
    kind = Kind.CHOICE
    exits = ("idle", "hw_subject")

    def ask(self, turn: Turn) -> Ask:
        self.told(turn).changing = False
        answers = [answer for question in questions() if (answer := question.summary(turn))]
        text = turn.say("reg_confirm.ask", answers=", ".join(answers), link=f"{settings.PUBLIC_URL}/terms")
        return Ask(text, [Choice("save"), Choice("change"), Choice("cancel")])

    @action("yes", "register", "correct", strict=True)
    def save(self, turn: Turn) -> Outcome:
        """The student, their consent and the converted lead, all in this turn's transaction."""
        told, lead = self.told(turn), turn.conversation.lead
        assert lead is not None
        if not (told.name and told.class_text):  # a row of another version, which could not be read
            return go("reg_name")
        student = services.register(
            lead=lead,
            full_name=told.name,
            email=told.email or "",
            class_text=told.class_text,
            level=told.level or Level.OTHER,
            age_band=told.age_band,
            details=told.details,
            phone=turn.conversation.wa_id or "",
            consent_message_id=turn.message_id,
            at=turn.at,
        )
        lead.refresh_from_db()
        turn.note(turn.say("reg_confirm.saved", name=student.full_name.split()[0]))
        turn.forget_answers(but_kept=True)
        return go("hw_subject") if turn.kept_messages() else go("idle")

    @action()
    def change(self, turn: Turn) -> Outcome:
        return stay(ask=Ask(turn.say("reg_confirm.change_question"), change_choices(turn)))

    @action("no")
    def cancel(self, turn: Turn) -> Outcome:
        turn.forget_answers()
        return go("idle", ask=Ask(turn.say("reg_confirm.dropped"), [Choice("register", of="idle")]))
