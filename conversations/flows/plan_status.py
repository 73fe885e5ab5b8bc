"""My plan: what a student has now, worked out from dates, counts and payments at the moment of asking."""

from conversations.engine.moving import leave
from conversations.engine.state import Ask, Choice, Outcome, State, action, as_if_in, go, stay
from conversations.engine.turn import Turn
from conversations.wording import spoken
from core.money import naira
from payments import services
from payments.models import Payment
from payments.services import PlanStatus

MENU = Choice("menu", of="anywhere")


def offered(turn: Turn, payment_id: str) -> Payment | None:
    """The payment whose card the student may let us charge again, if it is still the one of that id."""
    paid = services.cards.card_payment(turn.student, turn.at) if turn.student else None
    return paid if paid and str(paid.pk) == payment_id else None


class Status(State):
    name = "sub_status"
    flow = "plan"
    exits = ("idle", "sub_status")
    keeps_draft = False

    def ask(self, turn: Turn) -> Ask:
        price = spoken.homework_price(turn.student, turn.language)
        if turn.student is None:
            text = turn.say("sub_status.prices", price=price, plans=spoken.offers(turn.language))
            return Ask(text, [Choice("register", of="idle"), MENU])
        status = services.plan_status(student=turn.student, at=turn.at)
        if status.period:
            lines = self.active(turn, status)
        elif status.ended:
            lines = [turn.say("sub_status.ended", plan=status.ended.plan.name, since=turn.moment(status.ended.last_moment))]
        else:
            lines = [turn.say("sub_status.none")]
        if not status.period:
            lines.append(turn.say("sub_status.prices", price=price, plans=spoken.offers(turn.language)))
        lines += [*self.by_card(turn), *self.open_matters(turn, status)]
        return Ask("\n".join(lines), self.choices(turn, status))

    def active(self, turn: Turn, status: PlanStatus) -> list[str]:
        assert status.period is not None
        assert status.paid_until is not None
        lines = [
            turn.say("sub_status.active", plan=status.period.plan.name, until=turn.moment(status.paid_until)),
            turn.say("sub_status.used", sent=status.sent, most=status.period.homework_limit, solved=status.solved),
        ]
        last = status.last_payment
        if last and last.paid_amount_kobo and last.paid_at:
            lines.append(turn.say("sub_status.paid", price=naira(last.paid_amount_kobo), date=turn.moment(last.paid_at)))
        return lines

    def by_card(self, turn: Turn) -> list[str]:
        """Whether a card pays the next period."""
        card = services.cards.card_of(turn.student) if turn.student else None
        if card is None:
            return []
        name = spoken.card(card, turn.language) if card.name else turn.say("sub_status.your_card")
        return [turn.say("sub_status.by_card", card=name, price=naira(card.price_kobo))]

    def open_matters(self, turn: Turn, status: PlanStatus) -> list[str]:
        """What else the student should know of their money, a line each."""
        lines = []
        if status.pending_payment:
            lines.append(turn.say("sub_status.pending", price=naira(status.pending_payment.amount_kobo)))
        if status.credit_kobo > 0:
            lines.append(turn.say("sub_status.credit", credit=naira(status.credit_kobo)))
        if status.has_dispute:
            lines.append(turn.say("sub_status.dispute"))
        if status.has_refund:
            lines.append(turn.say("sub_status.refund"))
        return lines

    def choices(self, turn: Turn, status: PlanStatus) -> list[Choice]:
        if status.pending_payment:
            check, asked = turn.say("sub_status.check_now"), str(status.pending_payment.pk)
            return [Choice("i_have_paid", check, argument=asked, of="pay_pending"), MENU]
        get = Choice("plans_and_pay", turn.say("sub_status.renew" if status.period else "sub_status.get_plan"), of="idle")
        buys = [get] if services.plans_on_offer() else []
        rest = [Choice("my_homework" if status.period else "send_homework", of="idle"), MENU]
        return [*buys, *self.card_choices(turn), *rest]

    def card_choices(self, turn: Turn) -> list[Choice]:
        assert turn.student is not None
        if services.cards.card_of(turn.student):
            return [Choice("stop_card")]
        paid = services.cards.card_payment(turn.student, turn.at)
        return [Choice("renew_by_card", argument=str(paid.pk))] if paid else []

    @action(always=True)
    def renew_by_card(self, turn: Turn, payment_id: str = "") -> Outcome:
        """Asks for the consent in so many words: how much, when, and how to stop it."""
        paid = offered(turn, payment_id)
        if turn.conversation.state not in {"idle", "sub_status"}:
            leave(turn)
        if paid is None or paid.plan is None:
            return go("sub_status")
        text = turn.say("sub_status.card_question", plan=paid.plan.name, price=paid.plan.price)
        return go("sub_status", ask=Ask(text, [Choice("card_yes", argument=payment_id), MENU]))

    @action("yes", strict=True)
    def card_yes(self, turn: Turn, payment_id: str = "") -> Outcome:
        paid = offered(turn, payment_id)
        if paid is None or turn.student is None:
            return go("sub_status")
        services.cards.agree(student=turn.student, payment=paid, message_id=turn.message_id, at=turn.at)
        return go("idle", ask=Ask(turn.say("sub_status.card_agreed"), [MENU]))

    @action(always=True)
    def stop_card(self, turn: Turn) -> Outcome:
        stopped = turn.student is not None and services.cards.switch_off(student=turn.student, at=turn.at)
        turn.note(turn.say("sub_status.card_stopped" if stopped else "sub_status.no_card"))
        return stay()

    def on_text(self, turn: Turn, text: str) -> Outcome:
        return as_if_in("idle")


STATES = (Status,)
