"""Paying for a homework: the link, and what the student may do while the money is on its way.

Whether money came in is decided by `payments`; news about it reaches the chat through `conversations.notifications`.
"""

from conversations.engine.state import Ask, Choice, Outcome, State, action, as_if_in, go, silence
from conversations.engine.turn import Turn
from conversations.models import InboundMessage
from core.money import naira
from homework import services as homework_services
from payments import services
from payments.models import Payment


class Pending(State):
    name = "pay_pending"
    flow = "payment"
    exits = ("idle", "hw_review")
    keeps_draft = False

    def ask(self, turn: Turn) -> Ask:
        payment = open_payment(turn)
        if payment is None:
            return Ask(turn.say("pay_pending.none_open"), [Choice("menu", of="anywhere")])
        text = turn.say("pay_pending.ask", price=naira(payment.amount_kobo), link=services.pay_url(payment))
        return Ask(text, [Choice("i_have_paid"), Choice("cancel")])

    @action("paid", "i paid", "done paying", "i have paid", "i've paid", "i don pay", "don pay", "paid already", always=True)
    def i_have_paid(self, turn: Turn) -> Outcome:
        """Asks Paystack in a job; its answer is the reply (payment confirmed, held or checked)."""
        payment = latest_payment(turn)
        if payment is None:
            return go("idle")
        services.request_check(payment=payment, at=turn.at)
        return silence()

    @action("cancel payment")
    def cancel(self, turn: Turn) -> Outcome:
        """No payment now: the homework becomes a draft again. Money that still comes is never lost."""
        payment = open_payment(turn)
        if payment is None or payment.homework is None:
            return go("idle")
        services.give_up(payment=payment, at=turn.at)
        homework_services.reopen_draft(homework=payment.homework)
        turn.conversation.answers = {"homework_id": payment.homework.pk}
        turn.note(turn.say("pay_pending.given_up"))
        return go("hw_review")

    def on_text(self, turn: Turn, text: str) -> Outcome:
        return as_if_in("idle")

    def on_photo(self, turn: Turn, photo: InboundMessage) -> Outcome:
        """Most likely a screenshot of a debit alert: no proof, but a reason to ask Paystack now."""
        if open_payment(turn) is None:
            return as_if_in("idle")
        return self.i_have_paid(turn)


def latest_payment(turn: Turn) -> Payment | None:
    student = turn.student
    return Payment.objects.filter(student=student).order_by("-created_at", "-pk").first() if student else None


def open_payment(turn: Turn) -> Payment | None:
    """The attempt that still waits for money, if the newest one does."""
    payment = latest_payment(turn)
    return payment if payment and payment.status in Payment.OPEN else None
