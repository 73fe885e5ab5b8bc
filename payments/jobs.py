"""Wake-up calls for the worker; what they do stands in the services."""

from procrastinate.contrib.django import app

from core.clock import now
from payments import inbox, job_names
from payments.going_back import refund_events, refunds
from payments.models import Payment
from payments.paying import checkout, checks
from payments.renewing import cards


@app.task(name=job_names.PROCESS_EVENT)
def process_event(event_id: int) -> None:
    inbox.process_event(event_id=event_id, at=now())


@app.task(name=job_names.CHECK_PAYMENT)
def check_payment(payment_id: int, waits: int = 0) -> None:
    checks.answer_check(payment_id=payment_id, waits=waits, at=now())


@app.task(name=job_names.RECHECK)
def recheck(payment_id: int, tries: int) -> None:
    checks.recheck(payment_id=payment_id, tries=tries, at=now())


@app.task(name=job_names.CHECKOUT_AGAIN)
def try_checkout_again(payment_id: int, tries: int) -> None:
    checkout.checkout_again(payment_id=payment_id, tries=tries, at=now())


@app.task(name=job_names.READ_CARD)
def read_card(card_id: int) -> None:
    cards.read_soon(card_id=card_id, at=now())


@app.task(name=job_names.SEND_REFUND)
def send_refund(refund_id: int) -> None:
    refunds.send_refund(refund_id=refund_id, at=now())


@app.task(name=job_names.LEARN_REFUNDS)
def learn_refunds(payment_id: int) -> None:
    """What is lost here is found again by the nightly comparison."""
    refund_events.sync_refunds(payment=Payment.objects.get(pk=payment_id), at=now())
