"""What the questions of registration share. Their order stands in one line of `conversations.flows.registration`.

From that order come what follows and where `back` leads, the summary before Save, and what can be changed, then and later.
"""

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from conversations.engine import registry
from conversations.engine.state import Action, Ask, Choice, Kind, Outcome, State, action, go, missed, stay
from conversations.engine.turn import Turn
from conversations.flows.answers import RegistrationAnswers
from conversations.models import InboundMessage
from students import services
from students.models import Student

LONGEST_DETAIL = 60


class RegistrationState(State):
    """What questions and confirmation share: photos and voice notes of somebody new are kept for their first homework."""

    flow = "registration"
    kind = Kind.SHORT_ANSWER

    def told(self, turn: Turn) -> RegistrationAnswers:
        return turn.told(RegistrationAnswers)

    def worth_keeping(self, turn: Turn) -> bool:
        return turn.student is None and super().worth_keeping(turn)

    def throw_away(self, turn: Turn) -> None:
        turn.note(turn.say("reg_confirm.dropped"))
        super().throw_away(turn)

    def on_command(self, turn: Turn, command: str) -> Outcome | None:
        return go("idle", ask=shown_details(turn)) if turn.student and command in {"back", "cancel"} else None

    def on_photo(self, turn: Turn, photo: InboundMessage) -> Outcome:
        if turn.student:
            return turn.ask_about_photo(photo)
        turn.keep(photo)
        turn.note(turn.say("anywhere.photo_kept"))
        return stay()

    def on_voice(self, turn: Turn, note: InboundMessage) -> Outcome:
        return super().on_voice(turn, note) if turn.student else self.on_photo(turn, note)


class Question(RegistrationState):
    """One question. A registered student comes here to change that one thing, which is saved at once."""

    topic: ClassVar[str]
    """What it is about, in a word: `change_<topic>` leads to it, and under that word its answer is kept."""
    words: ClassVar[tuple[str, ...]] = ()
    """What a student may say, at the question what to change, besides the title."""
    following: ClassVar[str] = ""
    """The state after it; set by `in_order`."""

    def summary(self, turn: Turn) -> str:
        """Its answer as the confirmation repeats it; empty if there is nothing to repeat."""
        return ""

    def saved(self, student: Student) -> str:
        """What is kept of it for a registered student, in words; empty if nothing is."""
        raise NotImplementedError

    def changes(self, told: RegistrationAnswers, student: Student) -> dict[str, Any]:
        """The student's fields that a new answer changes, with their new values."""
        raise NotImplementedError

    def title(self, turn: Turn) -> str:
        return turn.say(f"{self.name}.title")

    def answered(self, turn: Turn) -> Outcome:
        """On to the next question; after a correction back to where it was asked for."""
        if turn.student:
            services.change_details(student=turn.student, **self.changes(self.told(turn), turn.student))
            turn.forget_answers()
            turn.note(turn.say("details.saved"))
            return go("idle", ask=shown_details(turn))
        return go("reg_confirm" if self.told(turn).changing else self.following)


class TextQuestion(Question):
    """A question that a line of text answers, or nothing at all; kept among the student's further details."""

    def answer(self, turn: Turn) -> str | None:
        """What was answered; empty where it was skipped, None while it was not asked."""
        return self.told(turn).details.get(self.topic)

    def clean(self, text: str) -> str | None:
        """The answer to keep; None if it cannot be one."""
        line = " ".join(text.split())
        return line if line and len(line) <= LONGEST_DETAIL else None

    def ask(self, turn: Turn) -> Ask:
        if not self.answer(turn):
            return Ask(turn.say(f"{self.name}.ask"), [Choice("skip")])
        question = turn.say("reg_more.keep_question", title=self.title(turn), answer=self.answer(turn))
        return Ask(question, [Choice("keep"), Choice("skip")])

    def on_text(self, turn: Turn, text: str) -> Outcome:
        answer = self.clean(text)
        return missed() if answer is None else self.take(turn, answer)

    @action("yes", line="reg_more.keep")
    def keep(self, turn: Turn) -> Outcome:
        return self.answered(turn) if self.answer(turn) else missed()

    @action("skip", "no", "none", line="reg_more.skip")
    def skip(self, turn: Turn) -> Outcome:
        return self.take(turn, "")

    def take(self, turn: Turn, answer: str) -> Outcome:
        self.told(turn).details[self.topic] = answer
        return self.answered(turn)

    def summary(self, turn: Turn) -> str:
        return self.answer(turn) or ""

    def saved(self, student: Student) -> str:
        return str(student.details.get(self.topic, ""))

    def changes(self, told: RegistrationAnswers, student: Student) -> dict[str, Any]:
        return {"details": student.details | told.details}


def in_order(asked: Sequence[type[Question]], then: type[State]) -> tuple[type[State], ...]:
    """Chains the questions, and lets the confirmation lead back to each. Returns all states in their order."""
    states = (*asked, then)
    names = [state.name for state in states]
    for question, before, after in zip(asked, ["", *names], names[1:], strict=False):
        question.previous, question.following, question.ordered = before, after, (after, then.name)
    then.previous = asked[-1].name
    offer_changes(then, asked)
    return states


def offer_changes(place: type[State], asked: Sequence[type[Question]], *, always: bool = False) -> None:
    """Gives a state the action `change_<topic>` for each question; `always`: it works at any time."""
    for question in asked:
        words = () if always else (question.topic, *question.words)
        made = Action(
            f"change_{question.topic}", _to_change(question, asked[0]), words, always=always, line=f"{question.name}.title"
        )
        place.actions[made.name] = made
    place.ordered = (*place.ordered, *(question.name for question in asked))


def _to_change(question: type[Question], first: type[Question]) -> Callable[[State, Turn], Outcome]:
    """The reaction that leads to a question; somebody of whom nothing is known yet is led to the first one."""

    def change(state: State, turn: Turn) -> Outcome:
        told = turn.told(RegistrationAnswers)
        told.changing = turn.student is None and bool(told.name)
        return go(question.name if turn.student or told.changing else first.name)

    return change


def questions() -> list[Question]:
    """All questions in their order."""
    return [state for state in registry.all_states() if isinstance(state, Question)]


def change_choices(turn: Turn, *, of: str = "") -> list[Choice]:
    return [Choice(f"change_{question.topic}", of=of) for question in questions()]


def shown_details(turn: Turn) -> Ask:
    """What we know of a registered student."""
    student, none = turn.student, turn.say("details.none")
    assert student is not None
    lines = [
        turn.say("details.line", title=question.title(turn), answer=question.saved(student) or none) for question in questions()
    ]
    return Ask("\n".join(lines), [Choice("change_details", of="idle"), Choice("menu", of="anywhere")])
