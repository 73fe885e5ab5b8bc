"""The class, chosen or typed; and the age, only where the class does not tell it."""

from typing import Any

from conversations.engine import understanding
from conversations.engine.state import Ask, Choice, Kind, Outcome, action, missed, stay
from conversations.engine.turn import Turn
from conversations.flows.answers import RegistrationAnswers
from conversations.flows.registration.question import Question
from students import classes
from students.models import AgeBand, Level, Student


class SchoolClass(Question):
    name = "reg_class"
    topic = "class"

    def ask(self, turn: Turn) -> Ask:
        told = self.told(turn)
        groups = [Choice("group", group.name, argument=str(n)) for n, group in enumerate(classes.GROUPS)]
        choices = [*groups, Choice("group", turn.say("reg_class.other_group"), argument="other")]
        if told.asks_age:
            return self.ask_age(turn)
        if not turn.student and told.class_text:
            question = turn.say("reg_class.keep_question", class_text=told.class_text)
            return Ask(question, [Choice("keep"), *choices])
        return Ask(turn.say("reg_class.ask"), choices)

    def example(self, turn: Turn) -> str:
        return turn.say("reg_class.age_help") if self.told(turn).asks_age else super().example(turn)

    @action("yes")
    def keep(self, turn: Turn) -> Outcome:
        if self.told(turn).asks_age:
            return self.of_age(turn)
        return self.answered(turn) if self.told(turn).class_text else missed()

    @action()
    def group(self, turn: Turn, chosen: str = "other") -> Outcome:
        """A kind of school; asks for the year where there are years."""
        self.told(turn).asks_age = False
        if not chosen.isdecimal() or int(chosen) >= len(classes.GROUPS):
            return stay(ask=Ask(turn.say("reg_class.other")))
        group = classes.GROUPS[int(chosen)]
        if not group.years:
            return self.take(turn, classes.SchoolClass(group.name, group.level))
        return stay(ask=self.ask_year(turn, group))

    def ask_year(self, turn: Turn, group: classes.Group) -> Ask:
        years = [f"{group.name} {year}" for year in range(1, group.years + 1)]
        return Ask(turn.say("reg_class.which_year", group=group.name), [Choice("year", year, argument=year) for year in years])

    @action()
    def year(self, turn: Turn, chosen: str = "") -> Outcome:
        found = classes.parse(chosen)
        return self.take(turn, found) if found else missed()

    def on_text(self, turn: Turn, text: str) -> Outcome:
        asks_age = self.told(turn).asks_age
        found = classes.parse(text) or classes.parse(understanding.folded(text).essence)
        if found:
            return self.take(turn, found)
        years = classes.age_in(text) if asks_age else None
        if years:
            return self.of_band(turn, classes.age_band_of(years))
        group = classes.group_named(text)
        if group:
            return stay(ask=self.ask_year(turn, group))
        if asks_age or len(text) > 60 or classes.is_too_wide(text):
            return missed()
        if understanding.command(text, Kind.IDLE) or understanding.is_small_talk(text):
            return missed()
        return self.take(turn, classes.as_written(text))

    def take(self, turn: Turn, school_class: classes.SchoolClass) -> Outcome:
        """Keeps the class; asks for the age only where the class does not tell it."""
        told = self.told(turn)
        told.class_text, told.level = school_class.text, Level(school_class.level)
        age_band = classes.age_band(school_class)
        if age_band is None:
            told.asks_age = True
            return stay(ask=self.ask_age(turn))
        return self.of_band(turn, age_band)

    def ask_age(self, turn: Turn) -> Ask:
        return Ask(turn.say("reg_class.age"), [Choice("of_age"), Choice("under_age")])

    @action("yes", "adult", "18", "18+", "above 18", "over 18", "i am an adult")
    def of_age(self, turn: Turn) -> Outcome:
        return self.of_band(turn, AgeBand.ADULT) if self.told(turn).asks_age else missed()

    @action("no", "below 18", "not yet 18", "i am under 18", "teenager")
    def under_age(self, turn: Turn) -> Outcome:
        return self.of_band(turn, AgeBand.TEENAGER) if self.told(turn).asks_age else missed()

    def of_band(self, turn: Turn, age_band: AgeBand) -> Outcome:
        told = self.told(turn)
        told.age_band, told.asks_age = age_band, False
        return self.answered(turn)

    def summary(self, turn: Turn) -> str:
        return self.told(turn).class_text

    def saved(self, student: Student) -> str:
        return student.class_text

    def changes(self, told: RegistrationAnswers, student: Student) -> dict[str, Any]:
        return {"class_text": told.class_text, "level": told.level, "age_band": told.age_band}
