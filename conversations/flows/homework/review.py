"""The last look before a homework is sent: what is in it, by when it is answered, what it costs."""

from conversations.engine.state import Ask, Choice, Outcome, action, go, missed, stay
from conversations.engine.turn import Turn
from conversations.flows import payment
from conversations.flows.answers import HomeworkAnswers
from conversations.flows.homework import content
from conversations.flows.homework.subject import LONG_TEXT, HomeworkState
from core.money import naira
from homework import services
from payments import services as payments


class Review(HomeworkState):
    name = "hw_review"
    previous = "hw_type"
    exits = ("hw_text", "hw_photos", "hw_subject", "hw_submitted", "pay_pending", "idle")

    def ask(self, turn: Turn) -> Ask:
        content.tell_problems(turn)
        homework = turn.homework
        loading = content.loading(turn, homework)
        if loading:
            turn.told(HomeworkAnswers).waiting_for_photos = True
            return Ask(turn.say("hw_review.loading", what=loading), [Choice("cancel")])
        turn.told(HomeworkAnswers).waiting_for_photos = False
        if not self.has_content(turn):
            return Ask(turn.say("hw_review.nothing"), [Choice("add_more"), Choice("cancel")])
        cost = payments.cost_of(homework=homework, at=turn.at)
        text = turn.say(
            "hw_review.ask",
            subject=homework.subject_name,
            content=content.in_words(turn, homework),
            time=turn.moment(services.promise(homework=homework, at=turn.at)),
            cost=payment.cost_in_words(turn, cost),
        )
        pay = Choice("send") if cost.covered_by else Choice("send", turn.say("hw_review.pay", price=naira(cost.due_kobo)))
        return Ask(text, [pay, Choice("edit"), Choice("cancel")])

    @action("yes", "send", "submit", "pay", strict=True)
    def send(self, turn: Turn) -> Outcome:
        homework = turn.homework
        if not self.has_content(turn) or content.loading(turn, homework):
            return stay()
        same = None if turn.told(HomeworkAnswers).same_is_meant else services.sent_before(homework=homework, at=turn.at)
        if same and same.submitted_at:
            question = turn.say("hw_review.same", day=turn.moment(same.submitted_at))
            return stay(ask=Ask(question, [Choice("send_again"), Choice("cancel")]))
        if payments.release_if_covered(homework=homework, at=turn.at):
            return go("hw_submitted")
        services.submit_for_payment(homework=homework, at=turn.at)
        homework.refresh_from_db()
        payments.open_attempt(homework=homework, at=turn.at)
        return go("pay_pending")

    @action(strict=True)
    def send_again(self, turn: Turn) -> Outcome:
        turn.told(HomeworkAnswers).same_is_meant = True
        return self.send(turn)

    @action()
    def edit(self, turn: Turn) -> Outcome:
        choices = [Choice("add_more"), Choice("replace"), Choice("change_subject")]
        return stay(ask=Ask(turn.say("hw_review.edit_question"), choices))

    @action("add")
    def add_more(self, turn: Turn) -> Outcome:
        return go("hw_photos") if services.pages(turn.homework) else go("hw_text")

    @action(strict=True)
    def replace(self, turn: Turn) -> Outcome:
        photos = bool(services.pages(turn.homework))
        services.clear_content(homework=turn.homework, at=turn.at)
        return go("hw_photos") if photos else go("hw_text")

    @action()
    def change_subject(self, turn: Turn) -> Outcome:
        turn.told(HomeworkAnswers).changing_subject = True
        return go("hw_subject")

    @action("no")
    def cancel(self, turn: Turn) -> Outcome:
        if self.has_content(turn):
            choices = [Choice("discard", of="anywhere"), Choice("keep_going", of="anywhere")]
            return stay(ask=Ask(turn.say("anywhere.discard_question"), choices))
        self.throw_away(turn)
        return go("idle")

    def on_text(self, turn: Turn, text: str) -> Outcome:
        """A line that is clearly more of the question is added; anything shorter was meant for the buttons."""
        return stay() if len(text) >= LONG_TEXT and content.add_text(turn, text) else missed()

    def on_news(self, turn: Turn) -> Ask | None:
        ready = turn.told(HomeworkAnswers).waiting_for_photos and not content.loading(turn, turn.homework)
        return self.ask(turn) if content.has_news(turn) or ready else None
