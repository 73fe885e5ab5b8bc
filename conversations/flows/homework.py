"""Sending homework: subject, text or photos, review, sent. The draft is a Homework row from the first answer on."""

from conversations.engine.state import Ask, Choice, Kind, Outcome, State, action, as_if_in, go, missed, stay
from conversations.engine.turn import Turn
from conversations.flows import content, payment
from conversations.models import InboundMessage
from core.clock import in_words
from core.models import AdminSettings
from core.money import naira
from homework import services
from homework import subjects as subject_list
from homework.models import Subject as SubjectRow
from payments import services as payments

LONG_TEXT = 25
SHORTEST_TEXT = 10


class HomeworkState(State):
    """What the states of a draft share: photos and texts are always content, and a cancel asks first."""

    flow = "homework"

    def has_content(self, turn: Turn) -> bool:
        homework = turn.conversation.homework
        return bool(homework and (homework.text_parts or services.pages(homework)))

    def throw_away(self, turn: Turn) -> None:
        homework = turn.conversation.homework
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
        if (homework.subject or homework.other_subject) and not turn.answers.get("changing_subject"):
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
        turn.answers["changing_subject"] = True
        return stay()

    @action()
    def pick(self, turn: Turn, chosen: str = "") -> Outcome:
        subject = SubjectRow.objects.filter(pk=chosen, is_active=True).first() if chosen.isdigit() else None
        return self.take(turn, subject, "") if subject else missed()

    @action()
    def other(self, turn: Turn) -> Outcome:
        turn.answers["other"] = True
        return stay(ask=Ask(turn.say("hw_subject.other_question")))

    def on_text(self, turn: Turn, text: str) -> Outcome:
        subject = subject_list.find(text)
        if subject:
            return self.take(turn, subject, "")
        if len(text) >= LONG_TEXT and content.add_text(turn, text):
            turn.note(turn.say("hw_subject.text_kept"))
            return stay()
        if turn.answers.get("other") and any(character.isalpha() for character in text):
            return self.take(turn, None, text)
        return missed()

    def on_photo(self, turn: Turn, photo: InboundMessage) -> Outcome:
        content.draft(turn)
        turn.note(turn.say("hw_subject.photos_kept"))
        return super().on_photo(turn, photo)

    def take(self, turn: Turn, subject: SubjectRow | None, other_subject: str) -> Outcome:
        turn.answers.pop("other", None)
        services.set_subject(homework=content.draft(turn), subject=subject, other_subject=other_subject)
        return self.go_on(turn)

    def go_on(self, turn: Turn) -> Outcome:
        turn.answers.pop("changing_subject", None)
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
        """Whoever just sends the question need not choose first."""
        return as_if_in("hw_text") if len(text) >= LONG_TEXT else missed()

    def on_photo(self, turn: Turn, photo: InboundMessage) -> Outcome:
        return as_if_in("hw_photos")


class Text(HomeworkState):
    name = "hw_text"
    kind = Kind.FREE_TEXT
    previous = "hw_type"
    exits = ("hw_review",)
    quiet_seconds = 3

    def ask(self, turn: Turn) -> Ask:
        if not self.has_content(turn):
            return Ask(turn.say("hw_text.ask_empty"))
        text = turn.say("hw_text.ask", content=content.in_words(turn, turn.homework))
        return Ask(text, [Choice("done"), Choice("start_over")])

    def on_text(self, turn: Turn, text: str) -> Outcome:
        if not content.add_text(turn, text):
            turn.note(turn.say("hw_text.too_long"))
        return stay()

    @action("done", "finish", "finished", "that's all", "thats all", "e don do")
    def done(self, turn: Turn) -> Outcome:
        homework = turn.homework
        if not self.has_content(turn):
            turn.note(turn.say("hw_text.nothing_yet"))
            return stay()
        if not services.pages(homework) and not content.has_words(homework.text):
            turn.note(turn.say("hw_text.no_words"))
            return stay()
        if len(homework.text) < SHORTEST_TEXT and not homework.attachments.filter(removed_at=None).exists():
            turn.note(turn.say("hw_text.far_too_short"))
            return stay()
        if not services.pages(homework) and len(homework.text) < LONG_TEXT and not turn.answers.get("short_is_all"):
            turn.answers["short_is_all"] = True
            return stay(ask=Ask(turn.say("hw_text.too_short"), [Choice("that_is_all"), Choice("start_over")]))
        return go("hw_review")

    @action("yes")
    def that_is_all(self, turn: Turn) -> Outcome:
        return go("hw_review") if self.has_content(turn) else missed()

    @action()
    def start_over(self, turn: Turn) -> Outcome:
        choices = [Choice("start_over_yes"), Choice("done")]
        return stay(ask=Ask(turn.say("hw_text.start_over_question"), choices))

    @action()
    def start_over_yes(self, turn: Turn) -> Outcome:
        services.clear_content(homework=turn.homework, at=turn.at)
        return stay()


class Photos(HomeworkState):
    name = "hw_photos"
    previous = "hw_type"
    exits = ("hw_review",)
    quiet_seconds = 3

    def ask(self, turn: Turn) -> Ask:
        content.tell_problems(turn)
        if not self.has_content(turn):
            return Ask(turn.say("hw_photos.ask_empty", most=AdminSettings.load().photos_per_homework))
        text = turn.say("hw_photos.ask", content=content.in_words(turn, turn.homework))
        return Ask(text, [Choice("done"), Choice("remove_last"), Choice("start_over")])

    def on_text(self, turn: Turn, text: str) -> Outcome:
        """Loose texts become notes to the photos, in order."""
        if not content.add_text(turn, text):
            turn.note(turn.say("hw_text.too_long"))
        return stay()

    @action("finish", "finished", "that's all", "thats all", "e don do")
    def done(self, turn: Turn) -> Outcome:
        if not self.has_content(turn):
            turn.note(turn.say("hw_photos.nothing_yet"))
            return stay()
        return go("hw_review")

    @action()
    def remove_last(self, turn: Turn) -> Outcome:
        if services.remove_last_photo(homework=turn.homework, at=turn.at):
            turn.note(turn.say("hw_photos.removed"))
        return stay()

    @action()
    def start_over(self, turn: Turn) -> Outcome:
        services.clear_content(homework=turn.homework, at=turn.at)
        return stay()

    def on_news(self, turn: Turn) -> Ask | None:
        return self.ask(turn) if content.tell_problems(turn) else None


class Review(HomeworkState):
    name = "hw_review"
    previous = "hw_type"
    exits = ("hw_text", "hw_photos", "hw_subject", "hw_submitted", "pay_pending", "idle")

    def ask(self, turn: Turn) -> Ask:
        content.tell_problems(turn)
        homework = turn.homework
        loading = content.loading(turn, homework)
        if loading:
            turn.answers["waiting"] = True
            return Ask(turn.say("hw_review.loading", what=loading), [Choice("cancel")])
        turn.answers.pop("waiting", None)
        if not self.has_content(turn):
            return Ask(turn.say("hw_review.nothing"), [Choice("add_more"), Choice("cancel")])
        cost = payments.cost_of(homework=homework, at=turn.at)
        text = turn.say(
            "hw_review.ask",
            subject=homework.subject_name,
            content=content.in_words(turn, homework),
            time=in_words(services.promise(at=turn.at)),
            cost=payment.cost_in_words(turn, cost),
        )
        pay = Choice("send") if cost.covered_by else Choice("send", turn.say("hw_review.pay", price=naira(cost.due_kobo)))
        return Ask(text, [pay, Choice("edit"), Choice("cancel")])

    @action("yes", "send", "submit", "pay", "ok", "okay", "oya")
    def send(self, turn: Turn) -> Outcome:
        homework = turn.homework
        if not self.has_content(turn) or content.loading(turn, homework):
            return stay()
        same = None if turn.answers.get("same_is_meant") else services.sent_before(homework=homework, at=turn.at)
        if same and same.submitted_at:
            question = turn.say("hw_review.same", day=in_words(same.submitted_at))
            return stay(ask=Ask(question, [Choice("send_again"), Choice("cancel")]))
        if payments.release_if_covered(homework=homework, at=turn.at):
            return go("hw_submitted")
        services.submit_for_payment(homework=homework, at=turn.at)
        homework.refresh_from_db()
        payments.open_attempt(homework=homework, at=turn.at)
        return go("pay_pending")

    @action()
    def send_again(self, turn: Turn) -> Outcome:
        turn.answers["same_is_meant"] = True
        return self.send(turn)

    @action()
    def edit(self, turn: Turn) -> Outcome:
        choices = [Choice("add_more"), Choice("replace"), Choice("change_subject")]
        return stay(ask=Ask(turn.say("hw_review.edit_question"), choices))

    @action("add")
    def add_more(self, turn: Turn) -> Outcome:
        return go("hw_photos") if services.pages(turn.homework) else go("hw_text")

    @action()
    def replace(self, turn: Turn) -> Outcome:
        photos = bool(services.pages(turn.homework))
        services.clear_content(homework=turn.homework, at=turn.at)
        return go("hw_photos") if photos else go("hw_text")

    @action()
    def change_subject(self, turn: Turn) -> Outcome:
        turn.answers["changing_subject"] = True
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
        ready = turn.answers.get("waiting") and not content.loading(turn, turn.homework)
        return self.ask(turn) if ready or content.tell_problems(turn) else None
