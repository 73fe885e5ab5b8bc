"""My plan: what a student has now, worked out from dates, counts and payments at the moment of asking."""

from conversations.engine.state import Ask, Choice, Outcome, State, as_if_in
from conversations.engine.turn import Turn
from core.clock import in_words
from core.models import AdminSettings
from core.money import naira
from payments import services
from payments.services import PlanStatus
from support.faq import plans_in_words

MENU = Choice("menu", of="anywhere")


class Status(State):
    name = "sub_status"
    flow = "plan"
    exits = ("idle",)
    keeps_draft = False

    def ask(self, turn: Turn) -> Ask:
        price = naira(AdminSettings.load().homework_price_kobo)
        if turn.student is None:
            text = turn.say("sub_status.prices", price=price, plans=plans_in_words())
            return Ask(text, [Choice("register", of="idle"), MENU])
        status = services.plan_status(student=turn.student, at=turn.at)
        if status.period:
            lines = self.active(turn, status)
        elif status.ended:
            lines = [turn.say("sub_status.ended", plan=status.ended.plan.name, since=in_words(status.ended.last_moment))]
        else:
            lines = [turn.say("sub_status.none")]
        if not status.period:
            lines.append(turn.say("sub_status.prices", price=price, plans=plans_in_words()))
        return Ask("\n".join([*lines, *self.open_matters(turn, status)]), self.choices(turn, status))

    def active(self, turn: Turn, status: PlanStatus) -> list[str]:
        assert status.period is not None and status.paid_until is not None
        lines = [
            turn.say("sub_status.active", plan=status.period.plan.name, until=in_words(status.paid_until)),
            turn.say("sub_status.used", sent=status.sent, most=status.period.homework_limit, solved=status.solved),
        ]
        last = status.last_payment
        if last and last.paid_amount_kobo and last.paid_at:
            lines.append(turn.say("sub_status.paid", price=naira(last.paid_amount_kobo), date=in_words(last.paid_at)))
        return lines

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
        return [*buys, Choice("my_homework" if status.period else "send_homework", of="idle"), MENU]

    def on_text(self, turn: Turn, text: str) -> Outcome:
        return as_if_in("idle")
