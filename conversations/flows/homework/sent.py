"""After Send: the homework may be withdrawn or get another photo until a tutor claims it, and a tutor may ask back."""

from datetime import timedelta

from conversations.engine.moving import leave
from conversations.engine.state import Ask, Choice, Kind, Outcome, State, action, as_if_in, go, stay
from conversations.engine.turn import Turn
from conversations.flows.answers import HomeworkAnswers
from conversations.flows.homework import content
from conversations.models import InboundMessage
from core.money import naira
from homework import services
from homework.models import Homework
from payments import services as payments

ADDING_LASTS = timedelta(minutes=30)
NOT_PAID = (Homework.Status.DRAFT, Homework.Status.AWAITING_PAYMENT)
WITH_TUTORS = (Homework.Status.QUEUED, Homework.Status.ASSIGNED, Homework.Status.NEEDS_CLARIFICATION)
"""While a tutor works on it, or another will: an answer to the tutor's question still helps."""


class Submitted(State):
    """Sent: nothing is asked any more, so whatever comes is handled as in idle; photos too, unless they were announced."""

    name = "hw_submitted"
    flow = "homework"
    kind = Kind.IDLE
    exits = ("idle",)
    keeps_draft = False
    quiet_seconds = 3

    def ask(self, turn: Turn) -> Ask:
        content.tell_problems(turn)
        homework = turn.homework
        homework.refresh_from_db()
        if turn.told(HomeworkAnswers).adding:
            text = turn.say("hw_submitted.photos_added", code=homework.code, content=content.in_words(turn, homework))
            return Ask(text, [Choice("menu", of="anywhere")])
        assert homework.answer_due_at is not None
        text = turn.say(
            "hw_submitted.ask",
            code=homework.code,
            subject=homework.subject_name,
            time=turn.moment(homework.answer_due_at),
        )
        pk = str(homework.pk)
        return Ask(
            text, [Choice("add_photo", argument=pk), Choice("cancel_request", argument=pk), Choice("menu", of="anywhere")]
        )

    @action(always=True)
    def add_photo(self, turn: Turn, homework_id: str = "") -> Outcome:
        return self.begin_adding(turn, homework_id)

    @action(always=True)
    def add_photos(self, turn: Turn, homework_id: str = "") -> Outcome:
        """The photos that were just sent, and kept, belong to the waiting homework."""
        return self.begin_adding(turn, homework_id)

    def begin_adding(self, turn: Turn, homework_id: str) -> Outcome:
        """Photos may join a sent homework as long as no tutor has claimed it; more may follow without being asked about."""
        homework = own_homework(turn, homework_id)
        if homework is None or not self.is_waiting(turn, services.locked(homework.pk)):
            return go("idle")
        kept = turn.kept_messages()
        turn.forget_kept()
        leave(turn)
        turn.work_on(homework)
        turn.told(HomeworkAnswers).adding = True
        for photo in kept:
            content.attach(turn, homework, photo, among=kept)
        question = Ask(turn.say("hw_submitted.send_photos", code=homework.code), [Choice("menu", of="anywhere")])
        return Outcome(to=self.name, ask=None if kept else question)

    @action(always=True)
    def cancel_request(self, turn: Turn, homework_id: str = "") -> Outcome:
        homework = own_homework(turn, homework_id)
        if homework is None or not self.is_waiting(turn, homework):
            return go("idle")
        key = "cancel_question" if payments.is_paid(homework) else "cancel_question_of_plan"
        question = turn.say(f"hw_submitted.{key}", code=homework.code)
        choices = [Choice("cancel_yes", argument=homework_id, of=self.name), Choice("menu", of="anywhere")]
        return stay(ask=Ask(question, choices))

    @action(always=True, strict=True)
    def cancel_yes(self, turn: Turn, homework_id: str = "") -> Outcome:
        homework = own_homework(turn, homework_id)
        if homework is None or not self.is_waiting(turn, services.locked(homework.pk)):
            return go("idle")
        services.cancel(homework_id=homework.pk, at=turn.at)
        turn.note(turn.say("hw_submitted.cancelled", code=homework.code))
        credit_kobo = payments.credit_given_back(homework)
        if credit_kobo:
            turn.note(turn.say("hw_submitted.credited", price=naira(credit_kobo)))
        return go("idle")

    def is_waiting(self, turn: Turn, homework: Homework) -> bool:
        """Whether it still waits for a tutor; if not, the student is told what became of it."""
        if homework.status == Homework.Status.QUEUED:
            return True
        if homework.status == Homework.Status.CANCELLED:
            turn.note(turn.say("hw_submitted.cancelled", code=homework.code))
        elif homework.status in NOT_PAID:
            turn.note(turn.say("hw_submitted.not_paid", code=homework.code))
        elif homework.status in WITH_TUTORS:
            turn.note(turn.say("hw_submitted.too_late"))
        else:
            turn.note(turn.say("hw_submitted.answered", code=homework.code))
        return False

    def on_text(self, turn: Turn, text: str) -> Outcome:
        return as_if_in("idle")

    def on_photo(self, turn: Turn, photo: InboundMessage) -> Outcome:
        announced = turn.told(HomeworkAnswers).adding and turn.at - turn.conversation.entered_at < ADDING_LASTS
        homework = services.locked(turn.homework.pk) if announced else None
        if homework is None or homework.status != Homework.Status.QUEUED:
            return as_if_in("idle")
        content.attach(turn, homework, photo)
        return stay()

    def on_news(self, turn: Turn) -> Ask | None:
        return self.ask(turn) if turn.told(HomeworkAnswers).adding and content.has_news(turn) else None


class Clarify(State):
    """A tutor's question is being answered; entered from the button of the question, from any state.

    What comes reaches the tutor at once: a student who answers and puts the phone away must not leave the tutor waiting.
    """

    name = "hw_clarify"
    flow = "homework"
    kind = Kind.FREE_TEXT
    exits = ("idle",)
    keeps_draft = False  # the question's button goes on working, and a draft would push out that of another homework
    quiet_seconds = 3

    def ask(self, turn: Turn) -> Ask:
        content.tell_problems(turn)
        if turn.told(HomeworkAnswers).question_answered:
            return Ask(turn.say("hw_clarify.ask_more"), [Choice("done")])
        return Ask(turn.say("hw_clarify.ask", question=turn.homework.clarification_question))

    @action(always=True)
    def answer_now(self, turn: Turn, homework_id: str = "") -> Outcome:
        homework = own_homework(turn, homework_id)
        if homework is None or homework.status not in WITH_TUTORS:
            turn.note(turn.say("hw_clarify.closed"))
            return go("idle")
        leave(turn)
        turn.work_on(homework)
        return Outcome(to=self.name)

    def on_text(self, turn: Turn, text: str) -> Outcome:
        homework = self._waiting(turn)
        if homework is None:
            return as_if_in("idle")
        if content.add_text(turn, text, to=homework):
            self._hand_over(turn, homework)
        else:
            turn.note(turn.say("hw_text.too_long"))
        return stay()

    def on_photo(self, turn: Turn, photo: InboundMessage) -> Outcome:
        homework = self._waiting(turn)
        if homework is None:
            return as_if_in("idle")
        if content.attach(turn, homework, photo):
            self._hand_over(turn, homework)
        return stay()

    def on_voice(self, turn: Turn, note: InboundMessage) -> Outcome:
        homework = self._waiting(turn)
        if homework is None:
            return as_if_in("idle")
        content.add_voice(turn, note, to=homework)
        self._hand_over(turn, homework)
        return stay()

    def on_news(self, turn: Turn) -> Ask | None:
        """A photo that came by the web page is an answer like any other."""
        uploaded = turn.told(HomeworkAnswers).uploaded
        if not content.has_news(turn):
            return None
        homework = self._waiting(turn) if uploaded else None
        if homework:
            self._hand_over(turn, homework)
        return self.ask(turn)

    @action("finish", "finished", "that's all", "thats all")
    def done(self, turn: Turn) -> Outcome:
        if not turn.told(HomeworkAnswers).question_answered:
            turn.note(turn.say("hw_clarify.nothing_yet"))
            return stay()
        turn.forget_answers()
        return go("idle")

    @staticmethod
    def _waiting(turn: Turn) -> Homework | None:
        """The homework, locked, if tutors can still use an answer."""
        homework = services.locked(turn.homework.pk)
        return homework if homework.status in WITH_TUTORS else None

    @staticmethod
    def _hand_over(turn: Turn, homework: Homework) -> None:
        """Lets the tutor go on; said once for a whole burst."""
        if homework.status == Homework.Status.NEEDS_CLARIFICATION:
            homework = services.answer_clarification(homework_id=homework.pk, at=turn.at)
        turn.told(HomeworkAnswers).question_answered = True
        turn.note(turn.say("hw_clarify.sent", time=turn.moment(homework.answer_due_at or turn.at)))


def own_homework(turn: Turn, homework_id: str) -> Homework | None:
    """The student's own homework of that id; an id of somebody else's finds nothing."""
    if turn.student is None or not homework_id.isdecimal():
        return None
    return Homework.objects.select_related("subject").filter(pk=homework_id, student=turn.student).first()


def waiting_homework(turn: Turn) -> Homework | None:
    """The student's newest homework that no tutor has claimed yet."""
    mine = Homework.objects.select_related("subject").filter(student=turn.student, status=Homework.Status.QUEUED)
    return mine.order_by("-released_at").first() if turn.student else None
