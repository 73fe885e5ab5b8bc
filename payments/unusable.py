"""Paystack cannot be used: one alert, whoever notices, until a checkout works again."""

from core.services import raise_alert, resolve_alert
from payments.paystack.errors import PaystackProblem, PaystackRefused

KEY = "payments.paystack_unusable"


def tell_bad_key() -> None:
    raise_alert(KEY, "Paystack refuses our secret key.", urgent=True)


def tell_no_page(problem: PaystackProblem) -> None:
    """No checkout page could be made; urgent where our key is the reason, for then nobody can pay."""
    if isinstance(problem, PaystackRefused) and problem.is_bad_key:
        tell_bad_key()
    else:
        raise_alert(KEY, f"No checkout page could be made: {problem}")


def usable_again() -> None:
    resolve_alert(KEY)
