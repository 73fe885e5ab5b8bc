"""Where a conversation begins and rests: the first message, the menu, and the state of those who opted out."""

from django.conf import settings

from conversations.engine import understanding
from conversations.engine.state import Ask, Choice, Kind, Outcome, State, action, as_if_in, go, missed, stay
from conversations.engine.turn import Turn
from conversations.flows import payment, registration
from conversations.flows.drafts import DraftActions, ask_about_draft, continue_choice, left_registration, live_draft
from conversations.flows.homework import content
from conversations.flows.homework.sent import waiting_homework
from conversations.flows.homework.subject import LONG_TEXT
from conversations.flows.registration.question import change_choices, offer_changes, shown_details
from conversations.flows.support import tickets
from conversations.models import InboundMessage
from conversations.wording import spoken
from core.models import AdminSettings
from homework.models import Homework

HOMEWORK_SHOWN = 5


class New(State):
    """The very first message of a person: welcomed, and kept if it already is homework."""

    name = "new"
    flow = "menu"
    kind = Kind.IDLE
    exits = ("idle", "reg_name")

    def ask(self, turn: Turn) -> Ask:
        choices = [Choice(name, of="idle") for name in ("register", "how_it_works", "talk_to_us")]
        return Ask(turn.say("new.ask", brand=AdminSettings.load().brand), choices)

    def on_text(self, turn: Turn, text: str) -> Outcome:
        if len(text) >= LONG_TEXT and turn.message:
            turn.keep(turn.message)
            turn.note(turn.say("new.kept"))
            return go("reg_name")
        return go("idle", ask=self.ask(turn))

    def on_photo(self, turn: Turn, photo: InboundMessage) -> Outcome:
        turn.keep(photo)
        turn.note(turn.say("new.kept"))
        return go("reg_name")


class Idle(DraftActions):
    """The menu. Its actions are harmless at any time, so its buttons never grow old."""

    name = "idle"
    flow = "menu"
    kind = Kind.IDLE
    exits = (
        "reg_name",
        "hw_subject",
        "pay_pending",
        "pay_choose",
        "sub_status",
        "faq_topics",
        "sup_topic",
        "sup_waiting",
        "sup_live",
    )

    def ask(self, turn: Turn) -> Ask:
        if turn.student is None:
            names = ["register", "how_it_works", "prices", "faqs", "talk_to_us", "privacy"]
            text = turn.say("idle.ask_unregistered")
        else:
            names = ["send_homework", "my_homework", "plans_and_pay", "my_plan", "faqs", "talk_to_us", "my_details", "privacy"]
            text = turn.say("idle.ask")
        choices = [Choice(name) for name in names]
        if payment.open_payment(turn):
            choices.insert(0, Choice("payment_waiting"))
        left = continue_choice(turn)
        return Ask(text, [*([left] if left else []), *choices])

    def on_text(self, turn: Turn, text: str) -> Outcome:
        for_ticket = tickets.ask_reply(turn)
        if for_ticket and turn.message:
            if not understanding.is_greeting(text):
                turn.keep(turn.message)
            return stay(ask=for_ticket)
        draft = live_draft(turn)
        small_talk = understanding.is_greeting(text) or understanding.is_small_talk(text)
        if draft and draft.state == "hw_text" and not small_talk and turn.message:
            turn.keep(turn.message)
            return stay(ask=self.ask_add_to_draft(turn))
        if payment.is_debit_alert(text) and payment.open_payment(turn):
            return as_if_in("pay_pending")
        if understanding.is_thanks(text):
            turn.note(turn.say("anywhere.welcome"))
        if small_talk:
            return stay(ask=ask_about_draft(turn) if draft else None)
        if len(text) >= LONG_TEXT and turn.message:
            turn.keep(turn.message)
            return self.ask_about_text(turn)
        return missed()

    def ask_about_text(self, turn: Turn) -> Outcome:
        """A long message in idle is most likely a question: ask before anything else."""
        choices = [Choice(name, of="anywhere") for name in ("photo_is_homework", "photo_for_support", "photo_ignore")]
        return stay(ask=Ask(turn.say("anywhere.photo"), choices))

    def on_photo(self, turn: Turn, photo: InboundMessage) -> Outcome:
        for_ticket = tickets.ask_reply(turn)
        if for_ticket:
            turn.keep(photo)
            return stay(ask=for_ticket)
        draft = live_draft(turn)
        if draft and draft.state.startswith("hw_"):
            turn.keep(photo)
            return stay(ask=self.ask_add_to_draft(turn))
        if turn.student is None:
            turn.keep(photo)
            left = left_registration(turn)
            return stay(ask=left) if left else go("reg_name")
        waiting = waiting_homework(turn)
        if waiting:
            turn.keep(photo)
            return stay(ask=self.ask_add_to_waiting(turn, waiting))
        return turn.ask_about_photo(photo)

    def on_news(self, turn: Turn) -> Ask | None:
        """A photo that joined a sent homework may turn out not to arrive when its student has moved on."""
        return self.ask(turn) if content.tell_problems(turn) else None

    def on_voice(self, turn: Turn, note: InboundMessage) -> Outcome:
        """Only a person listens: a note after their answer is most likely for them."""
        for_ticket = tickets.ask_reply(turn)
        if for_ticket is None:
            return super().on_voice(turn, note)
        turn.keep(note)
        return stay(ask=for_ticket)

    def ask_add_to_waiting(self, turn: Turn, waiting: Homework) -> Ask:
        new = Choice("photo_is_homework", turn.say("hw_submitted.new_homework"), of="anywhere")
        choices = [Choice("add_photos", argument=str(waiting.pk), of="hw_submitted"), new]
        return Ask(turn.say("hw_submitted.add_question", code=waiting.code), choices)

    @action(always=True)
    def register(self, turn: Turn) -> Outcome:
        if turn.student is not None:
            return go("idle", ask=shown_details(turn))
        turn.forget_answers(but_kept=True)
        return go("reg_name")

    @action(always=True)
    def how_it_works(self, turn: Turn) -> Outcome:
        price, hours = spoken.homework_price(turn.student, turn.language), AdminSettings.load().answer_hours
        turn.note(turn.say("idle.how_it_works_text", price=price, hours=hours))
        return stay()

    @action(always=True)
    def prices(self, turn: Turn) -> Outcome:
        price = spoken.homework_price(turn.student, turn.language)
        turn.note(turn.say("idle.prices_text", price=price, plans=spoken.offers(turn.language)))
        return stay()

    @action(always=True)
    def privacy(self, turn: Turn) -> Outcome:
        text = turn.say("idle.privacy_text", link=f"{settings.PUBLIC_URL}/terms")
        return go("idle", ask=Ask(text, [Choice("talk_to_us"), Choice("menu", of="anywhere")]))

    @action(always=True)
    def send_homework(self, turn: Turn) -> Outcome:
        if turn.student is None:
            return go("reg_name")
        if live_draft(turn):
            return go("idle", ask=ask_about_draft(turn))
        payment.note_limit(turn)
        return go("hw_subject")

    @action(always=True)
    def my_homework(self, turn: Turn) -> Outcome:
        """The latest homeworks with where each stands; an unpaid one offers its payment again."""
        if turn.student is None:
            return go("idle")
        rows = Homework.objects.filter(student=turn.student).exclude(status__in=["draft", "cancelled"])
        rows = rows.select_related("subject").order_by("-created_at")[:HOMEWORK_SHOWN]
        lines = [self.homework_line(turn, row) for row in rows]
        text = turn.say("idle.my_homework_list", lines="\n".join(lines)) if lines else turn.say("idle.my_homework_none")
        if rows and rows[0].status == Homework.Status.AWAITING_PAYMENT:
            turn.note(text)
            return go("pay_pending") if payment.open_payment(turn) else go("pay_choose")
        asked = next((row for row in rows if row.status == Homework.Status.NEEDS_CLARIFICATION), None)
        if asked:
            answer = Choice("answer_now", argument=str(asked.pk), of="hw_clarify")
            return go("idle", ask=Ask(text, [answer, Choice("send_homework"), Choice("menu", of="anywhere")]))
        waiting = waiting_homework(turn)
        withdraw = [Choice("cancel_request", argument=str(waiting.pk), of="hw_submitted")] if waiting else []
        return go("idle", ask=Ask(text, [Choice("send_homework"), *withdraw, Choice("menu", of="anywhere")]))

    def homework_line(self, turn: Turn, row: Homework) -> str:
        status = turn.say(f"idle.homework_{row.status}")
        return turn.say("idle.my_homework_line", code=row.code, subject=row.subject_name, status=status)

    @action(always=True)
    def talk_to_us(self, turn: Turn) -> Outcome:
        ticket = tickets.active(turn)
        if ticket is None:
            return go("sup_topic")
        return go("sup_live") if ticket.first_answer_at else go("sup_waiting")

    @action(always=True)
    def faqs(self, turn: Turn) -> Outcome:
        return go("faq_topics")

    @action("pay", "plans and pay", "payment", "payments", always=True)
    def plans_and_pay(self, turn: Turn) -> Outcome:
        return go("pay_choose") if turn.student else self.prices(turn)

    @action(always=True)
    def payment_waiting(self, turn: Turn) -> Outcome:
        return go("pay_pending") if payment.open_payment(turn) else go("idle")

    @action(always=True)
    def my_plan(self, turn: Turn) -> Outcome:
        return go("sub_status")

    @action(always=True)
    def my_details(self, turn: Turn) -> Outcome:
        return go("idle", ask=shown_details(turn)) if turn.student else go("reg_name")

    @action(always=True)
    def change_details(self, turn: Turn) -> Outcome:
        if turn.student is None:
            return go("reg_name")
        return go("idle", ask=Ask(turn.say("details.which"), change_choices(turn, of=self.name)))


offer_changes(Idle, registration.QUESTIONS, always=True)


class OptedOut(State):
    """Gets only what they ask for; the next thing they write is answered as in idle, START lifts the opt-out."""

    name = "opted_out"
    flow = "menu"
    kind = Kind.IDLE
    exits = ("idle",)

    def on_text(self, turn: Turn, text: str) -> Outcome:
        return as_if_in("idle")

    def on_photo(self, turn: Turn, photo: InboundMessage) -> Outcome:
        return as_if_in("idle")


STATES = (New, Idle, OptedOut)
