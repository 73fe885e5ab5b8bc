"""What counts as a disagreement. Pure rules, in whole kobo."""

from core.money import naira
from payments.models import CURRENCY, Payment, Refund
from payments.paystack.client import Transaction
from payments.paystack.refunds import DisputeFacts, RefundFacts
from payments.reconciliation.differences import Finding, Kind

MONEY_CAME = {"success", "reversed", "reversal-pending"}
WENT_BACK = {"reversed", "reversal-pending"}


def money(amount_kobo: int | None, currency: str = CURRENCY) -> str:
    """Returns an amount as finance reads it; `nothing` where none is known."""
    if amount_kobo is None:
        return "nothing"
    if currency == CURRENCY:
        return naira(amount_kobo)
    whole, hundredths = divmod(amount_kobo, 100)
    return f"{currency or '?'} {whole:,}.{hundredths:02}"


def unknown(answer: Transaction) -> list[Finding]:
    """Judges a transaction whose reference is not ours."""
    if answer.status not in MONEY_CAME:
        return []
    text = f"Paystack holds {money(answer.amount_kobo, answer.currency)} under {answer.reference}, which is not ours."
    return [Finding(Kind.ONLY_THEIRS, answer.reference, text, theirs_kobo=answer.amount_kobo)]


def not_listed(payment: Payment) -> Finding:
    """Says that we booked money which Paystack does not know."""
    ours = money(payment.paid_amount_kobo, payment.paid_currency)
    text = f"We booked {ours} for {payment.reference}; Paystack does not know it."
    return Finding(Kind.ONLY_OURS, payment.reference, text, payment, ours_kobo=payment.paid_amount_kobo)


def compare(payment: Payment, answer: Transaction, *, went_back_here: bool) -> list[Finding]:
    """Judges a payment against what Paystack says about it.

    Args:
        went_back_here: whether a refund or a dispute of this payment is in our books.
    """
    if payment.paid_at is None:
        return _not_booked(payment, answer)
    if answer.status not in MONEY_CAME:
        text = f"We booked {payment.reference} as paid; Paystack calls it {answer.status or 'nothing'}."
        return [Finding(Kind.ONLY_OURS, payment.reference, text, payment, payment.paid_amount_kobo, None)]
    return [*_amount(payment, answer, went_back_here=went_back_here), *_fee(payment, answer)]


def _not_booked(payment: Payment, answer: Transaction) -> list[Finding]:
    if answer.status not in MONEY_CAME:
        return []
    theirs = money(answer.amount_kobo, answer.currency)
    here = payment.get_status_display().lower()
    text = f"Paystack lists {payment.reference} as {answer.status} with {theirs}; here it is {here}."
    return [Finding(Kind.ONLY_THEIRS, payment.reference, text, payment, None, answer.amount_kobo)]


def _amount(payment: Payment, answer: Transaction, *, went_back_here: bool) -> list[Finding]:
    ours, theirs = money(payment.paid_amount_kobo, payment.paid_currency), money(answer.amount_kobo, answer.currency)
    amounts = payment.paid_amount_kobo, answer.amount_kobo
    if ours != theirs:
        text = f"{payment.reference}: we booked {ours}, Paystack says {theirs}."
        return [Finding(Kind.AMOUNT, payment.reference, text, payment, *amounts)]
    if answer.status in WENT_BACK and not went_back_here:
        text = f"{payment.reference}: Paystack calls it {answer.status}; here no refund or dispute of it is known."
        return [Finding(Kind.AMOUNT, payment.reference, text, payment, *amounts)]
    return []


def _fee(payment: Payment, answer: Transaction) -> list[Finding]:
    if payment.fees_kobo == answer.fees_kobo:
        return []
    ours, theirs = money(payment.fees_kobo), money(answer.fees_kobo)
    text = f"{payment.reference}: we booked a fee of {ours}, Paystack says {theirs}."
    return [Finding(Kind.FEE, payment.reference, text, payment, payment.fees_kobo, answer.fees_kobo)]


def compare_refund(refund: Refund | None, listed: RefundFacts, payment: Payment | None) -> list[Finding]:
    """Judges a listed refund. One that is still on its way on either side is not judged: following it up is another job's."""
    name, theirs = f"refund {listed.id}", money(listed.amount_kobo, listed.currency)
    of = payment.reference if payment else listed.reference or "an unknown payment"
    if refund is None:
        if listed.status == "failed":
            return []
        text = f"Paystack's {name} of {of} over {theirs} is not in our books."
        return [Finding(Kind.REFUND, name, text, payment, None, listed.amount_kobo)]
    if refund.amount_kobo != listed.amount_kobo:
        text = f"{name} of {of}: ours is {money(refund.amount_kobo, refund.currency)}, Paystack's {theirs}."
        return [Finding(Kind.REFUND, name, text, payment, refund.amount_kobo, listed.amount_kobo)]
    finished = refund.status == Refund.Status.PROCESSED, listed.status == "processed"
    if finished == (True, False) or (refund.status in Refund.DEAD and listed.status != "failed"):
        text = f"{name} of {of}: here {refund.get_status_display().lower()}, at Paystack {listed.status}."
        return [Finding(Kind.REFUND, name, text, payment, refund.amount_kobo, listed.amount_kobo)]
    return []


def compare_dispute(known_resolution: str | None, listed: DisputeFacts, payment: Payment | None) -> list[Finding]:
    """Judges a listed dispute; `known_resolution` is None where we know nothing of it, empty while it is open here."""
    name, of = f"dispute {listed.id}", payment.reference if payment else listed.reference or "an unknown payment"
    if known_resolution is None:
        text = f"Paystack's {name} about {of} over {money(listed.amount_kobo)} is not in our books."
    elif listed.status == "resolved" and known_resolution != listed.resolution:
        here = known_resolution or "still open"
        text = f"{name} about {of}: here {here}, at Paystack {listed.resolution or 'resolved'}."
    elif listed.status != "resolved" and known_resolution:
        text = f"{name} about {of}: here {known_resolution}, at Paystack {listed.status}."
    else:
        return []
    return [Finding(Kind.DISPUTE, name, text, payment, None, listed.amount_kobo)]
