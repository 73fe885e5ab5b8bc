"""What must hold after any day of money: our books, the statuses and Paystack's books agree to the kobo."""

from itertools import pairwise

from django.db.models import F

from homework.models import Homework
from payments import services
from payments.books import check, ledger
from payments.covering import standing
from payments.models import Dispute, LedgerAccount, Payment, Refund, Subscription
from payments.tests.books import Books
from payments.tests.desk import Desk


def agrees(desk: Desk) -> None:
    assert check.problems(at=desk.at) == []
    _balances_agree(desk.books)
    _payments_agree(desk.books)
    _refunds_agree(desk.books)
    _disputes_agree(desk.books)
    for payment in Payment.objects.filter(settled_at__isnull=False):
        _status_agrees(payment)
        _place_agrees(payment)
    for student in desk.students:
        begun = Subscription.objects.filter(student=student, starts_at__lt=F("ends_at"))
        periods = list(begun.order_by("starts_at"))
        assert all(one.ends_at <= two.starts_at for one, two in pairwise(periods))
    for homework in Homework.objects.filter(status="queued"):
        assert services.is_paid(homework) or Subscription.objects.filter(student=homework.student).exists()


def _balances_agree(books: Books) -> None:
    naira = ledger.balances()
    assert naira.get(LedgerAccount.CLEARING, 0) == books.holds_kobo()
    assert naira.get(LedgerAccount.OTHER_MODE, 0) == books.holds_kobo(domain="live")
    assert ledger.balances("GHS").get(LedgerAccount.CLEARING, 0) == books.holds_kobo(currency="GHS")
    on_the_way = Refund.objects.exclude(status__in=[*Refund.DEAD, Refund.Status.PROCESSED]).filter(currency="NGN")
    assert -naira.get(LedgerAccount.REFUNDS_DUE, 0) == sum(refund.amount_kobo for refund in on_the_way)


def _payments_agree(books: Books) -> None:
    """All money that came there is booked here, and nothing else."""
    theirs = {row["reference"]: (row["amount"], row["currency"], row["fees"]) for row in books.paid()}
    booked = Payment.objects.filter(settled_at__isnull=False)
    ours = booked.values_list("reference", "paid_amount_kobo", "paid_currency", "fees_kobo")
    assert {reference: facts for reference, *facts in ours} == {name: [*facts] for name, facts in theirs.items()}


def _refunds_agree(books: Books) -> None:
    """Each refund stands alike on both sides; one that failed at once in Paystack's dashboard need not be known here."""
    there = {
        number: (row["amount"], row["status"].replace("-", "_"))
        for number, row in books.refunds.items()
        if not row.get("dispute")
    }
    ours = Refund.objects.exclude(paystack_id=None)
    here = {refund.paystack_id: (refund.amount_kobo, refund.status) for refund in ours}
    assert here == {number: facts for number, facts in there.items() if number in here or facts[1] != "failed"}


def _disputes_agree(books: Books) -> None:
    here = {dispute.paystack_id: (dispute.amount_kobo, dispute.resolution) for dispute in Dispute.objects.all()}
    assert here == {number: (row["refund_amount"], row["resolution"] or "") for number, row in books.disputes.items()}


def _status_agrees(payment: Payment) -> None:
    gone = sum(refund.amount_kobo for refund in payment.refunds.all() if refund.status == Refund.Status.PROCESSED)
    gone += sum(dispute.amount_kobo for dispute in payment.disputes.all() if dispute.is_lost)
    if payment.disputes.filter(resolved_at=None).exists():
        assert payment.status == Payment.Status.DISPUTED
    elif gone == 0:
        assert payment.status == Payment.Status.PAID
    else:
        whole = gone >= (payment.paid_amount_kobo or 0)
        assert payment.status == (Payment.Status.REFUNDED if whole else Payment.Status.PARTLY_REFUNDED)


def _place_agrees(payment: Payment) -> None:
    """Money that bought nothing is all held or all credit, less what went back: refunds take it first. Of money whose homework
    was withdrawn, nothing is left as revenue."""
    homework = payment.homework if payment.purpose == Payment.Purpose.HOMEWORK else None
    if homework and homework.status == Homework.Status.CANCELLED and payment.status in Payment.COUNTS:
        sums = ledger.positions(payment)
        kept_kobo = sum(
            sums.get(account, 0) for account in (LedgerAccount.REVENUE, LedgerAccount.REFUNDS, LedgerAccount.DISPUTES)
        )
        assert kept_kobo >= 0
    elsewhere = (
        payment.refunds.filter(is_external=True).exists() or payment.disputes.filter(resolution__in=Dispute.LOST).exists()
    )
    places, left_kobo = ledger.positions(payment), (payment.paid_amount_kobo or 0) - standing.going_back_kobo(payment)
    if payment.is_held:
        kept = places.get(LedgerAccount.HELD, 0) + places.get(LedgerAccount.STUDENT_CREDIT, 0)
        assert elsewhere or kept == -left_kobo
    if payment.is_credited and not elsewhere:
        assert places.get(LedgerAccount.STUDENT_CREDIT, 0) == -left_kobo
