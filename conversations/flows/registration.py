"""Registration: name, e-mail, class, confirmation. What is answered lives in the turn's answers until Save.

A registered student comes here from My details to change one thing, which is saved at once.
"""

from django.conf import settings

from conversations.engine import understanding
from conversations.engine.state import Ask, Choice, Kind, Outcome, State, action, go, missed, stay
from conversations.engine.turn import Turn
from conversations.flows import details
from conversations.models import Conversation, InboundMessage
from students import classes, services
from students.models import AgeBand, Level
from students.validation import clean_email, clean_name, email_suggestion, name_in


class RegistrationState(State):
    """What the four states share: photos are kept for the first homework, and a change leads back to the confirmation."""

    flow = "registration"
    kind = Kind.SHORT_ANSWER

    def worth_keeping(self, conversation: Conversation) -> bool:
        return conversation.student is None and super().worth_keeping(conversation)

    def on_command(self, turn: Turn, command: str) -> Outcome | None:
        if turn.student and command in {"back", "cancel"}:
            return go("idle", ask=details.shown(turn))
        return None

    def changed(self, turn: Turn) -> Outcome:
        """A registered student has answered: saved, and shown again."""
        details.save(turn)
        return go("idle", ask=details.shown(turn))

    def throw_away(self, turn: Turn) -> None:
        turn.note(turn.say("reg_confirm.dropped"))
        super().throw_away(turn)

    def on_photo(self, turn: Turn, photo: InboundMessage) -> Outcome:
        if turn.student:
            return turn.ask_about_photo(photo)
        turn.keep(photo)
        turn.note(turn.say("anywhere.photo_kept"))
        return stay()

    def on_voice(self, turn: Turn, note: InboundMessage) -> Outcome:
        return super().on_voice(turn, note) if turn.student else self.on_photo(turn, note)


class Name(RegistrationState):
    name = "reg_name"
    spelling = False  # Manu is a name
    exits = ("reg_email", "reg_confirm")

    def ask(self, turn: Turn) -> Ask:
        if turn.student:
            return Ask(turn.say("reg_name.ask_again", name=turn.student.full_name))
        if turn.answers.get("name"):
            return Ask(turn.say("reg_name.keep_question", name=turn.answers["name"]), [Choice("keep")])
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
        turn.answers["name"] = name
        if " " not in name:
            return stay(ask=Ask(turn.say("reg_name.single", name=name), [Choice("single_is_right")]))
        return self.next(turn)

    @action("yes")
    def keep(self, turn: Turn) -> Outcome:
        """Back here, or correcting: what was answered may stay."""
        return self.next(turn) if turn.answers.get("name") else missed()

    @action("yes")
    def single_is_right(self, turn: Turn) -> Outcome:
        return self.next(turn) if turn.answers.get("name") else missed()

    @action()
    def use_profile_name(self, turn: Turn) -> Outcome:
        turn.answers["name"] = clean_name(turn.conversation.profile_name)
        return self.next(turn) if turn.answers["name"] else missed()

    def next(self, turn: Turn) -> Outcome:
        if turn.student:
            return self.changed(turn)
        return go("reg_confirm") if turn.answers.get("changing") else go("reg_email")


class Email(RegistrationState):
    name = "reg_email"
    previous = "reg_name"
    exits = ("reg_class", "reg_confirm")

    def ask(self, turn: Turn) -> Ask:
        if turn.student:
            label = turn.say("reg_email.remove") if turn.student.email else ""
            return Ask(turn.say("reg_email.ask_again"), [Choice("skip", label)])
        if turn.answers.get("email"):
            question = turn.say("reg_email.keep_question", email=turn.answers["email"])
            return Ask(question, [Choice("keep"), Choice("skip")])
        return Ask(turn.say("reg_email.ask"), [Choice("skip")])

    @action("yes")
    def keep(self, turn: Turn) -> Outcome:
        return self.next(turn) if turn.answers.get("email") else missed()

    @action("skip", "no", "none", "i no get", "no email", "nil", "don't have", "i don't have")
    def skip(self, turn: Turn) -> Outcome:
        turn.answers["email"] = ""
        return self.next(turn)

    def misunderstood(self, turn: Turn) -> str:
        return turn.say("reg_email.refused")

    def on_text(self, turn: Turn, text: str) -> Outcome:
        address = clean_email(text)
        if address is None:
            return missed()
        turn.answers["email"] = address
        suggestion = email_suggestion(address)
        if suggestion:
            question = turn.say("reg_email.typo", suggestion=suggestion)
            return stay(ask=Ask(question, [Choice("fix"), Choice("it_is_right")]))
        return self.next(turn)

    @action("yes")
    def fix(self, turn: Turn) -> Outcome:
        address = turn.answers.get("email", "")
        turn.answers["email"] = email_suggestion(address) or address
        return self.next(turn)

    @action("no")
    def it_is_right(self, turn: Turn) -> Outcome:
        return self.next(turn)

    def next(self, turn: Turn) -> Outcome:
        if turn.student:
            return self.changed(turn)
        return go("reg_confirm") if turn.answers.get("changing") else go("reg_class")


class SchoolClass(RegistrationState):
    name = "reg_class"
    previous = "reg_email"
    exits = ("reg_confirm",)

    def ask(self, turn: Turn) -> Ask:
        groups = [Choice("group", group.name, argument=str(n)) for n, group in enumerate(classes.GROUPS)]
        choices = [*groups, Choice("group", turn.say("reg_class.other_group"), argument="other")]
        if turn.answers.get("asks_age"):
            return self.ask_age(turn)
        if not turn.student and turn.answers.get("class_text"):
            question = turn.say("reg_class.keep_question", class_text=turn.answers["class_text"])
            return Ask(question, [Choice("keep"), *choices])
        return Ask(turn.say("reg_class.ask"), choices)

    def example(self, turn: Turn) -> str:
        return turn.say("reg_class.age_help") if turn.answers.get("asks_age") else super().example(turn)

    @action("yes")
    def keep(self, turn: Turn) -> Outcome:
        if turn.answers.get("asks_age"):
            return self.of_age(turn)
        return go("reg_confirm") if turn.answers.get("class_text") else missed()

    @action()
    def group(self, turn: Turn, chosen: str = "other") -> Outcome:
        """A kind of school; asks for the year where there are years."""
        turn.answers.pop("asks_age", None)
        if not chosen.isdecimal() or int(chosen) >= len(classes.GROUPS):
            return stay(ask=Ask(turn.say("reg_class.other")))
        group = classes.GROUPS[int(chosen)]
        if not group.years:
            return self.take(turn, classes.SchoolClass(group.name, group.level))
        return stay(ask=self.ask_year(turn, group))

    def ask_year(self, turn: Turn, group: classes.Group) -> Ask:
        years = [f"{group.name} {year}" for year in range(1, group.years + 1)]
        return Ask(turn.say("reg_class.year", group=group.name), [Choice("year", year, argument=year) for year in years])

    @action()
    def year(self, turn: Turn, chosen: str = "") -> Outcome:
        found = classes.parse(chosen)
        return self.take(turn, found) if found else missed()

    def on_text(self, turn: Turn, text: str) -> Outcome:
        found = classes.parse(text) or classes.parse(understanding.folded(text).essence)
        if found:
            return self.take(turn, found)
        years = classes.age_in(text) if turn.answers.get("asks_age") else None
        if years:
            return self.next(turn, classes.age_band_of(years))
        group = classes.group_named(text)
        if group:
            return stay(ask=self.ask_year(turn, group))
        if turn.answers.get("asks_age") or len(text) > 60 or classes.is_too_wide(text):
            return missed()
        if understanding.command(text, Kind.IDLE) or understanding.is_small_talk(text):
            return missed()
        return self.take(turn, classes.as_written(text))

    def take(self, turn: Turn, school_class: classes.SchoolClass) -> Outcome:
        """Keeps the class; asks for the age only where the class does not tell it."""
        turn.answers["class_text"], turn.answers["level"] = school_class.text, school_class.level
        age_band = classes.age_band(school_class)
        if age_band is None:
            turn.answers["asks_age"] = True
            return stay(ask=self.ask_age(turn))
        return self.next(turn, age_band)

    def ask_age(self, turn: Turn) -> Ask:
        return Ask(turn.say("reg_class.age"), [Choice("of_age"), Choice("under_age")])

    @action("yes", "adult", "18", "18+", "above 18", "over 18", "i am an adult")
    def of_age(self, turn: Turn) -> Outcome:
        return self.next(turn, AgeBand.ADULT) if turn.answers.get("asks_age") else missed()

    @action("no", "below 18", "not yet 18", "i am under 18", "teenager")
    def under_age(self, turn: Turn) -> Outcome:
        return self.next(turn, AgeBand.TEENAGER) if turn.answers.get("asks_age") else missed()

    def next(self, turn: Turn, age_band: AgeBand) -> Outcome:
        turn.answers["age_band"] = age_band
        turn.answers.pop("asks_age", None)
        return self.changed(turn) if turn.student else go("reg_confirm")


class Confirm(RegistrationState):
    name = "reg_confirm"
    kind = Kind.CHOICE
    previous = "reg_class"
    exits = ("reg_name", "reg_email", "reg_class", "idle", "hw_subject")

    def ask(self, turn: Turn) -> Ask:
        turn.answers.pop("changing", None)
        text = turn.say(
            "reg_confirm.ask",
            name=turn.answers["name"],
            class_text=turn.answers["class_text"],
            link=f"{settings.PUBLIC_URL}/terms",
        )
        return Ask(text, [Choice("save"), Choice("change"), Choice("cancel")])

    @action("yes", "register", "correct", strict=True)
    def save(self, turn: Turn) -> Outcome:
        """The student, their consent and the converted lead, all in this turn's transaction."""
        answers, lead = turn.answers, turn.conversation.lead
        assert lead is not None
        student = services.register(
            lead=lead,
            full_name=answers["name"],
            email=answers.get("email", ""),
            class_text=answers["class_text"],
            level=Level(answers["level"]),
            age_band=AgeBand(answers["age_band"]) if "age_band" in answers else None,
            phone=turn.conversation.wa_id or "",
            consent_message_id=turn.message_id,
            at=turn.at,
        )
        lead.refresh_from_db()
        turn.note(turn.say("reg_confirm.saved", name=student.full_name.split()[0]))
        kept = answers.get("kept", [])
        turn.forget_answers()
        if kept:
            turn.answers["kept"] = kept
            return go("hw_subject")
        return go("idle")

    @action()
    def change(self, turn: Turn) -> Outcome:
        choices = [Choice("change_name"), Choice("change_email"), Choice("change_class")]
        return stay(ask=Ask(turn.say("reg_confirm.change_question"), choices))

    @action("name")
    def change_name(self, turn: Turn) -> Outcome:
        turn.answers["changing"] = True
        return go("reg_name")

    @action("email", "e-mail")
    def change_email(self, turn: Turn) -> Outcome:
        turn.answers["changing"] = True
        return go("reg_email")

    @action("class")
    def change_class(self, turn: Turn) -> Outcome:
        return go("reg_class")

    @action("no")
    def cancel(self, turn: Turn) -> Outcome:
        turn.forget_answers()
        return go("idle", ask=Ask(turn.say("reg_confirm.dropped"), [Choice("register", of="idle")]))
