"""Where receipts go, if the student likes."""

from typing import Any

from conversations.engine.state import Ask, Choice, Outcome, action, missed, stay
from conversations.engine.turn import Turn
from conversations.flows.answers import RegistrationAnswers
from conversations.flows.registration.question import Question
from students.models import Student
from students.validation import clean_email, email_suggestion


class Email(Question):
    name = "reg_email"
    topic = "email"
    words = ("e-mail",)

    def ask(self, turn: Turn) -> Ask:
        told = self.told(turn)
        if turn.student:
            label = turn.say("reg_email.remove") if turn.student.email else ""
            return Ask(turn.say("reg_email.ask_again"), [Choice("skip", label)])
        if told.email:
            return Ask(turn.say("reg_email.keep_question", email=told.email), [Choice("keep"), Choice("skip")])
        return Ask(turn.say("reg_email.ask"), [Choice("skip")])

    @action("yes")
    def keep(self, turn: Turn) -> Outcome:
        return self.answered(turn) if self.told(turn).email else missed()

    @action("skip", "no", "none", "i no get", "no email", "nil", "don't have", "i don't have")
    def skip(self, turn: Turn) -> Outcome:
        self.told(turn).email = ""
        return self.answered(turn)

    def misunderstood(self, turn: Turn) -> str:
        return turn.say("reg_email.refused")

    def on_text(self, turn: Turn, text: str) -> Outcome:
        address = clean_email(text)
        if address is None:
            return missed()
        self.told(turn).email = address
        suggestion = email_suggestion(address)
        if suggestion:
            question = turn.say("reg_email.typo", suggestion=suggestion)
            return stay(ask=Ask(question, [Choice("fix"), Choice("it_is_right")]))
        return self.answered(turn)

    @action("yes")
    def fix(self, turn: Turn) -> Outcome:
        told = self.told(turn)
        told.email = email_suggestion(told.email or "") or told.email or ""
        return self.answered(turn)

    @action("no")
    def it_is_right(self, turn: Turn) -> Outcome:
        return self.answered(turn)

    def saved(self, student: Student) -> str:
        return student.email

    def changes(self, told: RegistrationAnswers, student: Student) -> dict[str, Any]:
        return {} if told.email is None else {"email": told.email}
