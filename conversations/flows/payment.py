"""Paying for a homework or a plan: what to pay, the link, and what the student may do while the money is on its way.

Whether money came in is decided by `payments`; news about it reaches the chat through `conversations.news.money`.
"""

import re

from conversations.engine import registry, understanding
from conversations.engine.answers import Draft
from conversations.engine.moving import leave
from conversations.engine.state import Ask, Choice, Kind, Outcome, State, action, as_if_in, go, missed, silence, stay
from conversations.engine.turn import Turn
from conversations.engine.understanding import Said
from conversations.flows.answers import PaymentAnswers
from conversations.flows.homework.subject import LONG_TEXT
from conversations.flows.support import tickets
from conversations.models import InboundMessage
from conversations.wording import spoken
from core.money import naira
from homework import services as homework_services
from homework.models import Homework
from payments import services
from payments.models import Payment, Plan
from support.models import Topic

PROOF = "proof"
"""What became of a message that was to prove a payment; the answer to it says that proofs aren't needed."""
MOST_NOTES = 10
_DEBIT_ALERT = re.compile(r"\b(?:debit\w*|deduct\w*|alert|acct|amt|txn)\b", re.IGNORECASE)


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
            price = turn.say(
                "pay_choose.plan",
                plan=plan.name,
                price=plan.price,
                period=spoken.period(plan, turn.language),
                most=plan.homework_limit,
            )
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
            turn.work_on(homework)
            return go("hw_submitted")
        services.open_attempt(homework=homework, at=turn.at)
        return go("pay_pending")

    @action(always=True)
    def choose_plan(self, turn: Turn, plan_id: str = "") -> Outcome:
        """The homework that waits goes with the plan, unless a period runs already and its fair use is what stopped it."""
        plan = Plan.objects.filter(pk=plan_id, is_active=True).first() if plan_id.isdecimal() else None
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
        until = turn.moment(bought.last_moment)
        turn.note(turn.say("payment.credit_paid"))
        turn.note(turn.say("payment.plan_active", plan=plan.name, until=until, most=bought.homework_limit))
        if homework is None:
            return go("idle")
        turn.work_on(homework)
        return go("hw_submitted")

    def on_text(self, turn: Turn, text: str) -> Outcome:
        return elsewhere(turn, text)


class Pending(State):
    name = "pay_pending"
    flow = "payment"
    exits = ("idle", "pay_pending", "hw_review", "hw_submitted", "sup_waiting", "sup_live")
    previous = "pay_choose"
    keeps_draft = False

    def is_over(self, turn: Turn) -> bool:
        """The money came, or the homework is withdrawn: nothing is left to pay."""
        return open_payment(turn) is None and waiting_homework(turn) is None

    def ask(self, turn: Turn) -> Ask:
        payment = open_payment(turn)
        if payment is None:
            again = [Choice("try_again")] if waiting_homework(turn) else []
            return Ask(turn.say("pay_pending.none_open"), [*again, Choice("menu", of="anywhere")])
        price, link = naira(payment.amount_kobo), services.pay_url(payment)
        if payment.plan:
            text = turn.say("pay_pending.ask_plan", price=price, plan=payment.plan.name, link=link)
            return Ask(text, [Choice("i_have_paid"), Choice("cancel")])
        offer, choices = plan_offer(turn)
        text = turn.say("pay_pending.ask", price=price, link=link)
        return Ask("\n".join([text, *offer]), [Choice("i_have_paid"), *choices, Choice("cancel")])

    @action("paid", "i paid", "done paying", "i have paid", "i've paid", "i don pay", "don pay", "paid already", always=True)
    def i_have_paid(self, turn: Turn, payment_id: str = "") -> Outcome:
        """Asks Paystack in a job; its answer is the reply (payment confirmed, held or checked)."""
        payment = latest_payment(turn, payment_id)
        if payment is None:
            return go("idle")
        services.request_check(payment=payment, at=turn.at)
        return silence()

    @action("new link", "another link", "link", "send link", always=True)
    def try_again(self, turn: Turn) -> Outcome:
        """A new attempt where the last one failed; else the link there is: it is ours, and leads to a live page."""
        last = latest_payment(turn)
        if turn.conversation.state not in {"pay_choose", self.name}:
            leave(turn)
        if open_payment(turn):
            return go("pay_pending")
        if last and last.plan and last.status == Payment.Status.FAILED:
            return Choose().choose_plan(turn, str(last.plan.pk))
        return Choose().pay_homework(turn) if waiting_homework(turn) else go("idle")

    @action("how do i pay", "how to pay", "how i go pay", "the link is not opening", "link not opening", "link no dey open")
    def how_to_pay(self, turn: Turn) -> Outcome:
        turn.note(self.help(turn))
        return stay()

    @action("later", "pay later", "i will pay later", "not now", "i go pay later", "i dont have money now", "no money now")
    def later(self, turn: Turn) -> Outcome:
        turn.note(turn.say("pay_pending.link_stays"))
        return go("idle")

    @action(always=True, strict=True)
    def send_after_all(self, turn: Turn, homework_id: str = "") -> Outcome:
        """Money came although its payment had been given up, and the student wants the homework sent with it."""
        drafts = Homework.objects.filter(student=turn.student, status=Homework.Status.DRAFT)
        homework = drafts.filter(pk=homework_id).first() if turn.student and homework_id.isdecimal() else None
        if homework is None:
            turn.note(turn.say("pay_pending.no_draft"))
            return stay()
        leave(turn)
        draft = Draft.from_json(turn.conversation.draft)
        if draft and draft.homework_id == homework.pk:
            turn.conversation.draft = None
        turn.work_on(homework)
        return go("hw_submitted") if services.release_if_covered(homework=homework, at=turn.at) else go("hw_review")

    @action("cancel payment")
    def cancel(self, turn: Turn) -> Outcome:
        """No payment now: the homework becomes a draft again, also after a failed attempt. Money that comes is never lost."""
        payment = open_payment(turn)
        homework = payment.homework if payment else waiting_homework(turn)
        if payment:
            services.give_up(payment=payment, at=turn.at)
        if homework is None or homework.status != Homework.Status.AWAITING_PAYMENT:
            turn.note(turn.say("pay_pending.plan_given_up"))
            return go("idle")
        homework_services.reopen_draft(homework=homework)
        turn.work_on(homework)
        turn.note(turn.say("pay_pending.given_up"))
        return go("hw_review")

    def on_text(self, turn: Turn, text: str) -> Outcome:
        if understanding.command(text, Kind.IDLE) == "paid":
            return self.i_have_paid(turn)
        return self.proof(turn) if is_debit_alert(text) else elsewhere(turn, text)

    def on_photo(self, turn: Turn, photo: InboundMessage) -> Outcome:
        return self.proof(turn)

    def on_other(self, turn: Turn, message: InboundMessage) -> Outcome:
        is_document = message.kind == InboundMessage.Kind.DOCUMENT
        return self.proof(turn) if is_document else super().on_other(turn, message)

    def proof(self, turn: Turn) -> Outcome:
        """A receipt or the words of a debit alert prove nothing, but they are a reason to ask Paystack now."""
        if open_payment(turn) is None or turn.message is None:
            return as_if_in("idle")
        turn.message.result = PROOF
        return self.i_have_paid(turn)

    def on_voice(self, turn: Turn, note: InboundMessage) -> Outcome:
        """Nobody listens here, but a person can: the notes go along when the student asks for one."""
        notes = turn.told(PaymentAnswers).notes
        notes.append(note.pk)
        person = Choice("notes_to_support", turn.say("idle.talk_to_us"), argument="-".join(map(str, notes[-MOST_NOTES:])))
        return stay(ask=Ask(turn.say("pay_pending.voice"), [Choice("i_have_paid"), person, Choice("menu", of="anywhere")]))

    @action(always=True)
    def notes_to_support(self, turn: Turn, note_ids: str = "") -> Outcome:
        leave(turn)
        ticket = tickets.opened(turn, topic=Topic.PAYMENT)
        pks = [pk for pk in note_ids.split("-") if pk.isdecimal()]
        for note in turn.conversation.inbound_messages.filter(pk__in=pks, kind=InboundMessage.Kind.VOICE).order_by("pk"):
            tickets.hand_in(turn, ticket, note)
        return go("sup_live") if ticket.first_answer_at else go("sup_waiting")


STATES = (Choose, Pending)


def elsewhere(turn: Turn, text: str) -> Outcome:
    """What makes sense at the menu is answered there; what makes none anywhere asks about the payment again."""
    reading = understanding.read(Said(text, registry.get("idle"), step=turn.conversation.step))
    nowhere = isinstance(reading, understanding.Free) and len(text) < LONG_TEXT
    return missed() if nowhere else as_if_in("idle")


def is_debit_alert(text: str) -> bool:
    """Whether a text is what a bank writes after a payment, or tells of one."""
    return _DEBIT_ALERT.search(text) is not None


def latest_payment(turn: Turn, payment_id: str = "") -> Payment | None:
    """The student's newest attempt to pay, or the one of that id."""
    mine = Payment.objects.filter(student=turn.student).order_by("-created_at", "-pk")
    if payment_id.isdecimal():
        mine = mine.filter(pk=payment_id)
    return mine.first() if turn.student else None


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
    text = turn.say(
        "pay_pending.or_plan",
        price=plan.price,
        period=spoken.period(plan, turn.language),
        most=plan.homework_limit,
        plan=plan.name,
    )
    return [text], [Choice("choose_plan", plan.name, argument=str(plan.pk), of="pay_choose")]


def standing(turn: Turn) -> list[str]:
    """Lines about the plan that runs and the credit there is."""
    assert turn.student is not None
    lines = []
    period = services.period_of(turn.student, turn.at)
    if period:
        lines.append(turn.say("pay_choose.running", plan=period.plan.name, until=turn.moment(period.last_moment)))
    credit_kobo = services.spendable_credit_of(turn.student)
    if credit_kobo > 0:
        lines.append(turn.say("pay_choose.credit", credit=naira(credit_kobo)))
    return lines


def note_limit(turn: Turn) -> None:
    """Says before a homework is begun that the plan's fair use is over, and what this one would cost."""
    period = services.period_of(turn.student, turn.at) if turn.student else None
    if period and not services.has_room(period):
        turn.note(turn.say("hw_subject.limit_reached", price=spoken.homework_price(turn.student, turn.language)))


def cost_in_words(turn: Turn, cost: services.Cost) -> str:
    """What a homework costs, and who pays it, in a line of the review."""
    price, credit, due = naira(cost.price_kobo), naira(cost.credit_kobo), naira(cost.due_kobo)
    if cost.covered_by:
        return turn.say(f"hw_review.covered_by_{cost.covered_by}", price=price)
    key = "hw_review.cost_less_credit" if cost.credit_kobo else "hw_review.cost"
    text = turn.say(key, price=price, credit=credit, due=due)
    return f"{turn.say('hw_review.limit_reached')} {text}" if cost.limit_reached else text
