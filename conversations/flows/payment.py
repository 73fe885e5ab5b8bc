"""Paying for a homework or a plan: what to pay, the link, and what the student may do while the money is on its way.

Whether money came in is decided by `payments`; news about it reaches the chat through `conversations.money_news`.
"""

from conversations.engine.engine import leave
from conversations.engine.state import Ask, Choice, Outcome, State, action, as_if_in, go, silence, stay
from conversations.engine.turn import Turn
from conversations.models import InboundMessage
from core.clock import in_words
from core.money import naira
from homework import services as homework_services
from homework.models import Homework
from payments import services
from payments.models import Payment, Plan


class Choose(State):
    """What to pay for: the homework that waits, or a period of a plan; credit is spent first."""

    name = "pay_choose"
    flow = "payment"
    exits = ("idle", "pay_pending", "hw_submitted")
    keeps_draft = False

    def ask(self, turn: Turn) -> Ask:
        homework, plans = waiting_homework(turn), services.plans_on_offer()
        lines, choices = [], []
        if homework:
            due = naira(services.cost_of(homework=homework, at=turn.at).due_kobo)
            lines.append(turn.say("pay_choose.homework", price=due, code=homework.code))
            choices.append(Choice("pay_homework", turn.say("pay_choose.pay_homework", price=due)))
        for plan in plans:
            price = turn.say("pay_choose.plan", plan=plan.name, price=plan.price, period=plan.period, most=plan.homework_limit)
            lines.append(price)
            choices.append(Choice("choose_plan", plan.name, argument=str(plan.pk)))
        lines += standing(turn) if lines else [turn.say("pay_choose.no_plan")]
        return Ask("\n".join(lines), [*choices, Choice("menu", of="anywhere")])

    @action("pay", "homework")
    def pay_homework(self, turn: Turn) -> Outcome:
        homework = waiting_homework(turn)
        if homework is None:
            return stay()
        if services.release_if_covered(homework=homework, at=turn.at):
            turn.conversation.answers = {"homework_id": homework.pk}
            return go("hw_submitted")
        services.open_attempt(homework=homework, at=turn.at)
        return go("pay_pending")

    @action(always=True)
    def choose_plan(self, turn: Turn, plan_id: str = "") -> Outcome:
        """The homework that waits goes with the plan, unless a period runs already and its fair use is what stopped it."""
        plan = Plan.objects.filter(pk=plan_id, is_active=True).first() if plan_id.isdigit() else None
        if turn.student is None or plan is None:
            turn.note(turn.say("pay_choose.not_sold"))
            return go("idle")
        if turn.conversation.state not in {"pay_choose", "pay_pending"}:
            leave(turn)
        running = services.period_of(turn.student, turn.at)
        homework = None if running else waiting_homework(turn)
        bought = services.buy_plan_with_credit(student=turn.student, plan=plan, homework=homework, at=turn.at)
        if bought is None:
            services.open_plan_attempt(student=turn.student, plan=plan, homework=homework, at=turn.at)
            return go("pay_pending")
        until = in_words(bought.last_moment)
        turn.note(turn.say("payment.credit_paid"))
        turn.note(turn.say("payment.plan_active", plan=plan.name, until=until, most=bought.homework_limit))
        if homework is None:
            return go("idle")
        turn.conversation.answers = {"homework_id": homework.pk}
        return go("hw_submitted")

    def on_text(self, turn: Turn, text: str) -> Outcome:
        return as_if_in("idle")


class Pending(State):
    name = "pay_pending"
    flow = "payment"
    exits = ("idle", "hw_review")
    keeps_draft = False

    def ask(self, turn: Turn) -> Ask:
        payment = open_payment(turn)
        if payment is None:
            return Ask(turn.say("pay_pending.none_open"), [Choice("menu", of="anywhere")])
        price, link = naira(payment.amount_kobo), services.pay_url(payment)
        if payment.plan:
            text = turn.say("pay_pending.ask_plan", price=price, plan=payment.plan.name, link=link)
            return Ask(text, [Choice("i_have_paid"), Choice("cancel")])
        offer, choices = plan_offer(turn)
        text = turn.say("pay_pending.ask", price=price, link=link)
        return Ask("\n".join([text, *offer]), [Choice("i_have_paid"), *choices, Choice("cancel")])

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
        if payment is None:
            return go("idle")
        services.give_up(payment=payment, at=turn.at)
        if payment.homework is None or payment.homework.status != Homework.Status.AWAITING_PAYMENT:
            turn.note(turn.say("pay_pending.plan_given_up"))
            return go("idle")
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


def waiting_homework(turn: Turn) -> Homework | None:
    """The newest homework of the student that was sent and waits for money."""
    waiting = Homework.objects.filter(student=turn.student, status=Homework.Status.AWAITING_PAYMENT)
    return waiting.select_related("subject").order_by("-created_at").first() if turn.student else None


def plan_offer(turn: Turn) -> tuple[list[str], list[Choice]]:
    """Beside the link for one homework: the first plan on offer, in one more tap; nothing for those who have a plan."""
    plans = services.plans_on_offer()
    if not plans or turn.student is None or services.period_of(turn.student, turn.at):
        return [], []
    plan = plans[0]
    text = turn.say("pay_pending.or_plan", price=plan.price, period=plan.period, most=plan.homework_limit, plan=plan.name)
    return [text], [Choice("choose_plan", plan.name, argument=str(plan.pk), of="pay_choose")]


def standing(turn: Turn) -> list[str]:
    """Lines about the plan that runs and the credit there is."""
    assert turn.student is not None
    lines = []
    period = services.period_of(turn.student, turn.at)
    if period:
        lines.append(turn.say("pay_choose.running", plan=period.plan.name, until=in_words(period.last_moment)))
    credit_kobo = services.credit_of(turn.student)
    if credit_kobo > 0:
        lines.append(turn.say("pay_choose.credit", credit=naira(credit_kobo)))
    return lines


def cost_in_words(turn: Turn, cost: services.Cost) -> str:
    """What a homework costs, and who pays it, in a line of the review."""
    price, credit, due = naira(cost.price_kobo), naira(cost.credit_kobo), naira(cost.due_kobo)
    if cost.covered_by:
        return turn.say(f"hw_review.covered_by_{cost.covered_by}", price=price)
    key = "hw_review.cost_less_credit" if cost.credit_kobo else "hw_review.cost"
    text = turn.say(key, price=price, credit=credit, due=due)
    return f"{turn.say('hw_review.limit_reached')} {text}" if cost.limit_reached else text
