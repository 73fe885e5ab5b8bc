"""The beginning of a homework: its subject, and whether it comes as text or photos."""

from conversations.engine.state import Ask, Choice, Kind, Outcome, State, action, as_if_in, go, missed, stay
from conversations.engine.turn import Turn
from conversations.flows.answers import HomeworkAnswers
from conversations.flows.homework import content
from conversations.models import InboundMessage
from conversations.wording import spoken
from core.models import AdminSettings
from homework import services
from homework import subjects as subject_list
from homework.models import Subject as SubjectRow
from tutors import services as tutors

LONG_TEXT = 25


class HomeworkState(State):
    """What the states of a draft share: photos and texts are always content, and a cancel asks first."""

    flow = "homework"

    def help(self, turn: Turn) -> str:
        homework = turn.homework_begun
        hours = (homework and homework.answer_hours) or AdminSettings.load().answer_hours
        price = spoken.homework_price(turn.student, turn.language)
        terms = turn.say("hw_content.terms", price=price, hours=hours)
        return f"{super().help(turn)}\n{terms}"

    def has_content(self, turn: Turn) -> bool:
        homework = turn.homework_begun
        return bool(homework and (homework.text_parts or services.pages(homework)))

    def worth_keeping(self, turn: Turn) -> bool:
        homework = turn.homework_begun
        begun = homework and (homework.has_subject or homework.text_parts or homework.attachments.exists())
        return super().worth_keeping(turn) and bool(begun)

    def on_news(self, turn: Turn) -> Ask | None:
        """A photo or voice note that did not arrive is asked for again at once; those of the web page are told."""
        return self.ask(turn) if content.has_news(turn) else None

    def throw_away(self, turn: Turn) -> None:
        homework = turn.homework_begun
        if homework:
            services.cancel(homework_id=homework.pk, at=turn.at)
        turn.forget_answers()

    def on_photo(self, turn: Turn, photo: InboundMessage) -> Outcome:
        content.add_photo(turn, photo)
        return stay()

    def on_voice(self, turn: Turn, note: InboundMessage) -> Outcome:
        content.add_voice(turn, note)
        return stay()


class Subject(HomeworkState):
    name = "hw_subject"
    kind = Kind.SHORT_ANSWER
    exits = ("hw_type", "hw_review")

    def ask(self, turn: Turn) -> Ask:
        homework = content.draft(turn)
        if homework.has_subject and not turn.told(HomeworkAnswers).changing_subject:
            question = turn.say("hw_subject.keep_question", subject=homework.subject_name)
            return Ask(question, [Choice("keep"), Choice("change")])
        rows = subject_list.first_choices(homework.student.level)
        choices = [Choice("pick", row.name, argument=str(row.pk)) for row in rows]
        return Ask(turn.say("hw_subject.ask"), [*choices, Choice("other")])

    @action("yes")
    def keep(self, turn: Turn) -> Outcome:
        return self.go_on(turn)

    @action("no")
    def change(self, turn: Turn) -> Outcome:
        turn.told(HomeworkAnswers).changing_subject = True
        return stay()

    @action()
    def pick(self, turn: Turn, chosen: str = "") -> Outcome:
        subject = SubjectRow.objects.filter(pk=chosen, is_active=True).first() if chosen.isdecimal() else None
        return self.take(turn, subject, "") if subject else missed()

    @action()
    def other(self, turn: Turn) -> Outcome:
        turn.told(HomeworkAnswers).names_other_subject = True
        return stay(ask=Ask(turn.say("hw_subject.other_question")))

    def on_text(self, turn: Turn, text: str) -> Outcome:
        subject = subject_list.find(text)
        if subject:
            return self.take(turn, subject, "")
        if len(text) >= LONG_TEXT and content.add_text(turn, text):
            turn.note(turn.say("hw_subject.text_kept"))
            return stay()
        if turn.told(HomeworkAnswers).names_other_subject and any(character.isalpha() for character in text):
            return self.take(turn, None, text)
        return missed()

    def on_photo(self, turn: Turn, photo: InboundMessage) -> Outcome:
        content.draft(turn)
        turn.note(turn.say("hw_subject.photos_kept"))
        return super().on_photo(turn, photo)

    def take(self, turn: Turn, subject: SubjectRow | None, other_subject: str) -> Outcome:
        turn.told(HomeworkAnswers).names_other_subject = False
        homework, hours = content.draft(turn), None
        if not tutors.is_taught(subject):
            hours = AdminSettings.load().answer_hours_without_tutor
            turn.note(turn.say("hw_subject.no_tutor", subject=subject.name if subject else other_subject, hours=hours))
        services.set_subject(homework=homework, subject=subject, other_subject=other_subject, answer_hours=hours)
        return self.go_on(turn)

    def go_on(self, turn: Turn) -> Outcome:
        turn.told(HomeworkAnswers).changing_subject = False
        return go("hw_review") if self.has_content(turn) else go("hw_type")


class Type(HomeworkState):
    name = "hw_type"
    previous = "hw_subject"
    exits = ("hw_text", "hw_photos", "hw_subject")
    quiet_seconds = 1.5

    def ask(self, turn: Turn) -> Ask:
        text = turn.say("hw_type.ask", subject=turn.homework.subject_name)
        return Ask(text, [Choice("type_it"), Choice("photos"), Choice("back")])

    @action("text", "type it")
    def type_it(self, turn: Turn) -> Outcome:
        return go("hw_text")

    @action("photo", "pictures", "picture", "send photos", "image", "images")
    def photos(self, turn: Turn) -> Outcome:
        return go("hw_photos")

    @action()
    def back(self, turn: Turn) -> Outcome:
        return go("hw_subject")

    def on_text(self, turn: Turn, text: str) -> Outcome:
        """Whoever just sends the question need not choose first; another subject is a change of mind."""
        if len(text) >= LONG_TEXT:
            return as_if_in("hw_text")
        return as_if_in("hw_subject") if subject_list.find(text) else missed()

    def on_photo(self, turn: Turn, photo: InboundMessage) -> Outcome:
        return as_if_in("hw_photos")
