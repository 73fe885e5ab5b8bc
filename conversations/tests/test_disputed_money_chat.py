"""What a student hears and can do while a bank asks for their money back, and afterwards."""

from typing import Any

from core.testing import run_jobs
from homework import services as homework_services
from homework.models import Homework
from payments.going_back.disputes import apply_dispute
from payments.models import Payment
from payments.paystack.refunds import dispute_facts
from tests.phone import Phone
from tests.world import now


def bank_asks(payment: Payment, **facts: Any) -> None:
    told = {"id": 77, "refund_amount": payment.paid_amount_kobo, "transaction": {"reference": payment.reference}}
    apply_dispute(payment=payment, facts=dispute_facts(told | {"status": "awaiting-merchant-feedback"} | facts), at=now())
    run_jobs()


def bank_decides(payment: Payment, resolution: str) -> None:
    bank_asks(payment, status="resolved", resolution=resolution)


def test_a_plan_bought_while_the_first_is_in_dispute_can_be_used_at_once(student: Phone) -> None:
    student.taps("Plans and pay").taps("Monthly").pays()
    first = Payment.objects.get()
    bank_asks(first)
    student.says("my plan").sees("No plan.")
    student.orders().taps("Monthly").pays().sees("Your Monthly plan is active until")
    assert "is with our tutors" in student.last
    assert Homework.objects.get().status == Homework.Status.QUEUED
    student.says("my plan").sees("Homework this period: 1 of 30 sent")
    bank_decides(first, "declined")
    told = student.news[-2:]
    assert "you paid is your credit now. It is spent first next time." in told[0]
    assert "The bank's question about ₦5,000 is settled. The money stays, as your credit." in told[1]


def test_a_homework_discarded_in_dispute_becomes_credit_when_we_win(student: Phone) -> None:
    student.orders().pays()
    payment = Payment.objects.get()
    bank_asks(payment)
    homework_services.cancel(homework_id=Homework.objects.get().pk, at=now())
    bank_decides(payment, "declined")
    assert "The money stays, as your credit." in student.last
    student.says("my plan").sees("Credit: ₦500, spent first.")
