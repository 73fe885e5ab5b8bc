"""What happens to money again and again in tests, told in a line each."""

from datetime import datetime

from django.contrib.auth.models import User

from homework import services as homework_services
from homework.models import Homework
from payments import services
from payments.books import check, ledger
from payments.going_back.disputes import sync_dispute
from payments.models import LedgerAccount, Payment
from payments.paystack.refunds import dispute_facts
from payments.tests.books import Books, Row
from tests.builders import make_homework, make_payment, make_user


def agree(books: Books, at: datetime) -> None:
    assert ledger.balances().get(LedgerAccount.CLEARING, 0) == books.holds_kobo()
    assert check.problems(at=at) == []


def sent_back_elsewhere(books: Books, payment: Payment, at: datetime, amount_kobo: int | None = None) -> Row:
    """A refund made in Paystack's dashboard, of all that is left unless told otherwise, and told of."""
    row = books.makes_refund(payment.reference, amount_kobo or books.left_kobo(payment.reference))
    services.sync_refunds(payment=payment, at=at)
    return row


def fails(books: Books, row: Row, payment: Payment, at: datetime) -> None:
    row["status"] = "failed"
    services.sync_refunds(payment=payment, at=at)


def paid_anew(books: Books, homework: Homework, at: datetime) -> Payment:
    payment = services.open_attempt(homework=homework, at=at)
    books.receives(payment, at)
    return services.settle(reference=payment.reference, at=at)


def disputed(books: Books, payment: Payment, at: datetime) -> Row:
    row = books.opens_dispute(payment.reference)
    sync_dispute(told=dispute_facts(row), at=at)
    return row


def decided(books: Books, row: Row, resolution: str, at: datetime) -> None:
    books.resolves_dispute(row, resolution, at)
    sync_dispute(told=dispute_facts(row), at=at)


def credited(books: Books, homework: Homework, at: datetime, credit_kobo: int) -> Payment:
    """Money of another homework of the student's that became credit: too little for it, or withdrawn again."""
    other = make_payment(homework_waiting_too(homework))
    books.receives(other, at, amount=credit_kobo)
    payment = services.settle(reference=other.reference, at=at)
    if payment.is_held:
        giver = User.objects.filter(username="giver").first() or make_user("giver")
        services.credit_held_money(payment=payment, actor=giver, at=at)
    else:
        homework_services.cancel(homework_id=payment.homework_id or 0, at=at)
    return payment


def with_credit(books: Books, homework: Homework, at: datetime, credit_kobo: int = 20_000) -> Payment:
    """The homework is paid, a part of it with credit."""
    credited(books, homework, at, credit_kobo)
    payment = paid_anew(books, homework, at)
    assert (payment.amount_kobo, payment.credit_kobo, payment.outcome) == (50_000 - credit_kobo, credit_kobo, "settled")
    return payment


def homework_waiting_too(homework: Homework) -> Homework:
    return make_homework(homework.student, text="", status="awaiting_payment", at=homework.created_at)
