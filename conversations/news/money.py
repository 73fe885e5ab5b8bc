"""What happened to a student's money, told in plain words: outbox rows, nothing else."""

from datetime import datetime
from typing import Any

from conversations.flows.payment import PROOF
from conversations.models.outbound import Purpose
from conversations.news import telling
from conversations.news.telling import Listener
from conversations.outbox.contents import Buttons, Option
from conversations.wording import spoken
from core.money import naira
from homework import services as homework_services
from homework.models import Homework
from payments import events
from payments import services as payments
from payments.models import Dispute, Payment, Refund, SavedCard, Subscription
from students.models import Student


def connect() -> None:
    events.payment_confirmed.connect(on_payment_confirmed)
    events.payment_held.connect(on_payment_held)
    events.checkout_back.connect(on_checkout_back)
    events.payment_checked.connect(on_payment_checked)
    events.student_credited.connect(on_student_credited)
    events.credit_returned.connect(on_credit_returned)
    events.credit_covered.connect(on_credit_covered)
    events.transfer_rejected.connect(on_transfer_rejected)
    events.refund_moved.connect(on_refund_moved)
    events.dispute_opened.connect(on_dispute_opened)
    events.dispute_closed.connect(on_dispute_closed)
    events.period_moved.connect(on_period_moved)
    events.plan_reminder.connect(on_plan_reminder)
    events.card_dropped.connect(on_card_dropped)
    events.renewal_failed.connect(on_renewal_failed)


def on_payment_confirmed(payment: Payment, at: datetime, **_: Any) -> None:
    to = telling.listener(payment.student)
    lines = [to.say("payment.paid", price=naira(payment.paid_amount_kobo or 0), receipt=payment.reference)]
    if payment.purpose == Payment.Purpose.PLAN:
        lines.append(plan_active(to, payment.subscription))
    if payment.homework and payment.homework.released_at:
        lines.append(with_tutors(to, payment.homework, at))
    if payment.outcome == Payment.Outcome.OVER:
        over_kobo = (payment.paid_amount_kobo or 0) - payment.amount_kobo
        lines.append(to.say("payment.over", over=naira(over_kobo)))
    offer = payments.cards.card_payment(payment.student, at) if payment.purpose == Payment.Purpose.PLAN else None
    choices = (to.button("renew_by_card", "sub_status", argument=str(offer.pk)),) if offer else ()
    _tell(to, "\n".join(lines), at, f"payment-confirmed:{payment.pk}", choices or after_sending(to, payment.homework))


def on_payment_held(payment: Payment, at: datetime, **_: Any) -> None:
    """Held money: a person writes. Money that became credit: why, and that it is spent first."""
    to = telling.listener(payment.student)
    in_naira = payment.paid_currency == payment.currency and payment.outcome != Payment.Outcome.WRONG_MODE
    came = naira(payment.paid_amount_kobo or 0) if in_naira else to.say("payment.some_money")
    key = f"payment-held:{payment.pk}"
    draft = payment.homework if payment.outcome == Payment.Outcome.TOO_LATE else None
    if draft and draft.status == Homework.Status.DRAFT and homework_services.has_content(draft):
        text = to.say("payment.draft_waits", price=came, code=draft.code)
        send = to.button("send_after_all", "pay_pending", argument=str(draft.pk))
        to.tell([Buttons(text, (send, to.menu()))], Purpose.PAYMENT, at, key)
        return
    text = to.say(f"payment.{payment.outcome}", price=came, due=naira(payment.amount_kobo), code=_code(payment))
    if payment.is_credited:
        text = f"{text} {to.say('payment.kept_as_credit')}"
    _tell(to, text, at, key)


def on_checkout_back(payment: Payment, at: datetime, **_: Any) -> None:
    """Worth a message only while the student may still sit there waiting: it keeps no longer than a notice."""
    to = telling.listener(payment.student)
    text = to.say("payment.back", link=payments.pay_url(payment))
    paid = to.button("i_have_paid", "pay_pending", argument=str(payment.pk))
    to.tell([Buttons(text, (paid, to.menu()))], Purpose.NOTICE, at, "")


def on_payment_checked(payment: Payment, outcome: str, at: datetime, **_: Any) -> None:
    """What a check found that settled nothing, and the next step: another try, another question, or a person."""
    to = telling.listener(payment.student)
    text = to.say(f"payment.{outcome}", link=payments.pay_url(payment), reason=_why(to, payment)).replace("  ", " ")
    last = to.conversation.inbound_messages.order_by("-sent_at", "-pk").first() if to.conversation else None
    if last and last.result == PROOF:
        text = f"{to.say('pay_pending.screenshot')} {text}"
    again = to.button("i_have_paid", "pay_pending", argument=str(payment.pk))
    if outcome == payments.CheckOutcome.FAILED:
        again = to.button("try_again", "pay_pending")
    options: tuple[Option, ...] = (to.menu(),)
    if outcome != payments.CheckOutcome.ALREADY_PAID:
        options = (again, to.button("talk_to_us", "idle"), *options)
    to.tell([Buttons(text, options)], Purpose.REPLY, at, "")


def on_student_credited(student: Student, amount_kobo: int, payment: Payment, at: datetime, **_: Any) -> None:
    """Money that buys nothing any more, or that was too little, is credit now: what is left to pay, if it still waits."""
    to = telling.listener(student)
    text = to.say("payment.credited", price=naira(amount_kobo))
    homework = payment.homework
    if homework and homework.status == Homework.Status.AWAITING_PAYMENT:
        text = f"{text} {to.say('payment.pay_the_rest', code=homework.code, link=payments.pay_url(payment))}"
    _tell(to, text, at, f"credited:{payment.pk}:{amount_kobo}")


def on_credit_returned(student: Student, amount_kobo: int, payment: Payment, at: datetime, **_: Any) -> None:
    to = telling.listener(student)
    text = to.say("payment.credit_returned", price=naira(amount_kobo))
    _tell(to, text, at, f"credit-returned:{payment.pk}")


def on_credit_covered(
    student: Student, homework: Homework | None, subscription: Subscription | None, at: datetime, **_: Any
) -> None:
    to = telling.listener(student)
    lines = [to.say("payment.credit_paid")]
    if subscription:
        lines.append(plan_active(to, subscription))
    if homework and homework.released_at:
        lines.append(with_tutors(to, homework, at))
    key = f"credit-covered:{subscription.pk if subscription else 0}:{homework.pk if homework else 0}"
    _tell(to, "\n".join(lines), at, key, after_sending(to, homework))


def on_transfer_rejected(payment: Payment, amount_kobo: int | None, at: datetime, **_: Any) -> None:
    to = telling.listener(payment.student)
    came = naira(amount_kobo) if amount_kobo else to.say("payment.another_sum")
    due, link = naira(payment.amount_kobo), payments.pay_url(payment)
    text = to.say("payment.transfer_rejected", came=came, due=due, link=link)
    _tell(to, text, at, f"transfer-rejected:{payment.pk}:{amount_kobo}")


def on_refund_moved(refund: Refund, at: datetime, **_: Any) -> None:
    """Told once when it is on its way, and once when it has ended or needs the student."""
    to = telling.listener(refund.payment.student)
    under_way = refund.status in {Refund.Status.PENDING, Refund.Status.PROCESSING}
    word = "under_way" if under_way else refund.status
    text = to.say(f"refund.{word}", amount=refund.amount)
    _tell(to, text, at, f"refund:{refund.pk}:{word}")


def on_dispute_opened(dispute: Dispute, at: datetime, **_: Any) -> None:
    to = telling.listener(dispute.payment.student)
    payment = dispute.payment
    what = (
        to.say("dispute.plan") if payment.purpose == Payment.Purpose.PLAN else to.say("dispute.homework", code=_code(payment))
    )
    text = to.say("dispute.opened", price=naira(payment.amount_kobo), what=what)
    _tell(to, text, at, f"dispute:{dispute.pk}:opened")


def on_dispute_closed(dispute: Dispute, at: datetime, **_: Any) -> None:
    to = telling.listener(dispute.payment.student)
    kept = "declined" if payments.still_buys(dispute.payment) else "declined_as_credit"
    word = "lost" if dispute.is_lost else kept
    text = to.say(f"dispute.{word}", price=naira(dispute.amount_kobo))
    _tell(to, text, at, f"dispute:{dispute.pk}:closed")


def on_period_moved(subscription: Subscription, at: datetime, **_: Any) -> None:
    to = telling.listener(subscription.student)
    since, until = to.moment(subscription.starts_at), to.moment(subscription.last_moment)
    text = to.say("plan.moved", plan=subscription.plan.name, since=since, until=until)
    _tell(to, text, at, f"plan-moved:{subscription.pk}:{subscription.starts_at:%Y-%m-%d}")


def on_plan_reminder(subscription: Subscription, is_over: bool, at: datetime, **_: Any) -> None:
    """Reminders are what an opt-out stops. Their words stay true however late they are read."""
    to = telling.listener(subscription.student)
    card = None if is_over else payments.cards.card_of(subscription.student)
    if card and card.name and card.is_within_terms:
        tell_charge(subscription, card, at)
        return
    if to.conversation is None or to.conversation.opted_out_at:
        return
    word = "over" if is_over else "ends"
    text = to.say(f"plan.{word}", plan=subscription.plan.name, until=to.moment(subscription.last_moment))
    choices = (to.button("plans_and_pay", "idle"), to.menu())
    key = f"plan-reminder:{subscription.pk}:{word}"
    to.tell([Buttons(text, choices)], Purpose.NOTICE, at, key)


def tell_charge(subscription: Subscription, card: SavedCard, at: datetime) -> None:
    """A charge is announced also to those who want no reminders: it is their money."""
    to = telling.listener(subscription.student)
    until, price = to.moment(subscription.last_moment), naira(card.plan.price_kobo)
    text = to.say("plan.ends_by_card", plan=card.plan.name, until=until, card=spoken.card(card, to.language), price=price)
    choices = (to.button("stop_card", "sub_status"), to.menu())
    to.tell([Buttons(text, choices)], Purpose.PAYMENT, at, f"plan-reminder:{subscription.pk}:card")


def on_card_dropped(card: SavedCard, at: datetime, **_: Any) -> None:
    to = telling.listener(card.student)
    choices = (to.button("plans_and_pay", "idle"), to.menu())
    text = to.say(f"plan.card_{card.revoked_reason}")
    to.tell([Buttons(text, choices)], Purpose.PAYMENT, at, f"card-dropped:{card.pk}")


def _why(to: Listener, payment: Payment) -> str:
    return to.say(f"payment.because_{payment.failure_reason}") if payment.failure_reason else ""


def on_renewal_failed(payment: Payment, at: datetime, **_: Any) -> None:
    to = telling.listener(payment.student)
    assert payment.plan is not None, "held by a constraint"
    price, link = naira(payment.amount_kobo), payments.pay_url(payment)
    text = to.say("plan.not_charged", price=price, plan=payment.plan.name, reason=_why(to, payment), link=link)
    _tell(to, text, at, f"renewal-failed:{payment.pk}")


def plan_active(to: Listener, subscription: Subscription) -> str:
    until = to.moment(subscription.last_moment)
    return to.say("payment.plan_active", plan=subscription.plan.name, until=until, most=subscription.homework_limit)


def with_tutors(to: Listener, homework: Homework, at: datetime) -> str:
    time = to.moment(homework.answer_due_at or at)
    return to.say("payment.with_tutors", subject=homework.subject_name, code=homework.code, time=time)


def after_sending(to: Listener, homework: Homework | None) -> tuple[Option, ...]:
    """What may still be done with a homework until a tutor claims it, as right after it was sent."""
    if homework is None or homework.status != Homework.Status.QUEUED:
        return ()
    return tuple(to.button(act, "hw_submitted", argument=str(homework.pk)) for act in ("add_photo", "cancel_request"))


def _code(payment: Payment) -> str:
    return payment.homework.code if payment.homework else ""


def _tell(to: Listener, text: str, at: datetime, key: str, choices: tuple[Option, ...] = ()) -> None:
    to.tell([Buttons(text, (*choices, to.menu()))], Purpose.PAYMENT, at, key)
