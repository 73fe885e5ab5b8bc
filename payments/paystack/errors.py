"""What can go wrong with Paystack, sorted by what is known afterwards."""

import random
from datetime import timedelta

UNKNOWN_REFERENCE = "transaction_not_found"
DUPLICATE_REFERENCE = "duplicate_reference"
BAD_KEY = "invalid_key"
SPREAD_SECONDS = 15


class PaystackProblem(Exception):
    """Base of all. `may_have_happened`: Paystack may have done what was asked although no answer says so."""

    may_have_happened = False


class PaystackDown(PaystackProblem):
    """No usable answer: timeout, broken connection, 5xx, or a page of HTML from the wall in front of the API."""

    def __init__(self, text: str, *, may_have_happened: bool = True) -> None:
        super().__init__(text)
        self.may_have_happened = may_have_happened


class PaystackBusy(PaystackProblem):
    """429: too many questions; nothing was done. `wait_seconds` is what Paystack asks for; `pause` is how long to wait."""

    def __init__(self, wait_seconds: int) -> None:
        super().__init__(f"Paystack asks to wait {wait_seconds} seconds.")
        self.wait_seconds = wait_seconds

    def pause(self, at_least: timedelta = timedelta()) -> timedelta:
        """Returns how long to wait, with a random part: those who were turned away together come back apart."""
        return max(timedelta(seconds=self.wait_seconds), at_least) + timedelta(seconds=random.uniform(0, SPREAD_SECONDS))


class PaystackRefused(PaystackProblem):
    """A definite no. `code` is Paystack's own word in small letters, or `http_<status>` where it sent none."""

    def __init__(self, code: str, text: str, status: int) -> None:
        super().__init__(f"Paystack refused ({status} {code}): {text}"[:300])
        self.code, self.status = code, status

    @property
    def is_bad_key(self) -> bool:
        return self.status == 401 or self.code == BAD_KEY
