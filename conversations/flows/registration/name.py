"""The first question of registration: the full name."""

from typing import Any

from conversations.engine import understanding
from conversations.engine.state import Ask, Choice, Kind, Outcome, action, missed, stay
from conversations.engine.turn import Turn
from conversations.flows.answers import RegistrationAnswers
from conversations.flows.registration.question import Question
from students.models import Student
from students.validation import clean_name, name_in


class Name(Question):
    name = "reg_name"
    topic = "name"
    spelling = False  # Manu is a name

    def ask(self, turn: Turn) -> Ask:
        told = self.told(turn)
        if turn.student:
            return Ask(turn.say("reg_name.ask_again", name=turn.student.full_name))
        if told.name:
            return Ask(turn.say("reg_name.keep_question", name=told.name), [Choice("keep")])
        hint = clean_name(turn.conversation.profile_name)
        if hint and " " in hint:
            return Ask(turn.say("reg_name.ask_with_hint", name=hint), [Choice("use_profile_name")])
        return Ask(turn.say("reg_name.ask"))

    def misunderstood(self, turn: Turn) -> str:
        return turn.say("reg_name.refused")

    def on_text(self, turn: Turn, text: str) -> Outcome:
        if understanding.command(text, Kind.IDLE) == "register":
            return stay()
        name = clean_name(name_in(text))
        if name is None:
            return missed()
        self.told(turn).name = name
        if " " not in name:
            return stay(ask=Ask(turn.say("reg_name.single", name=name), [Choice("single_is_right")]))
        return self.answered(turn)

    @action("yes")
    def keep(self, turn: Turn) -> Outcome:
        """Back here, or correcting: what was answered may stay."""
        return self.answered(turn) if self.told(turn).name else missed()

    @action("yes")
    def single_is_right(self, turn: Turn) -> Outcome:
        return self.answered(turn) if self.told(turn).name else missed()

    @action()
    def use_profile_name(self, turn: Turn) -> Outcome:
        self.told(turn).name = clean_name(turn.conversation.profile_name) or ""
        return self.answered(turn) if self.told(turn).name else missed()

    def summary(self, turn: Turn) -> str:
        return self.told(turn).name

    def saved(self, student: Student) -> str:
        return student.full_name

    def changes(self, told: RegistrationAnswers, student: Student) -> dict[str, Any]:
        return {"full_name": told.name}
