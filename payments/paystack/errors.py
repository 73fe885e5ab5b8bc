"""What can go wrong with Paystack, sorted by what is known afterwards."""

UNKNOWN_REFERENCE = "transaction_not_found"
DUPLICATE_REFERENCE = "duplicate_reference"
BAD_KEY = "invalid_key"


class PaystackProblem(Exception):
    """Base of all. `may_have_happened`: Paystack may have done what was asked although no answer says so."""

    may_have_happened = False


class PaystackDown(PaystackProblem):
    """No usable answer: timeout, broken connection, 5xx, or a page of HTML from the wall in front of the API."""

    def __init__(self, text: str, *, may_have_happened: bool = True) -> None:
        super().__init__(text)
        self.may_have_happened = may_have_happened


class PaystackBusy(PaystackProblem):
    """429: too many questions; nothing was done. Ask again after `wait_seconds`."""

    def __init__(self, wait_seconds: int) -> None:
        super().__init__(f"Paystack asks to wait {wait_seconds} seconds.")
        self.wait_seconds = wait_seconds


class PaystackRefused(PaystackProblem):
    """A definite no. `code` is Paystack's own word in small letters, or `http_<status>` where it sent none."""

    def __init__(self, code: str, text: str, status: int) -> None:
        super().__init__(f"Paystack refused ({status} {code}): {text}"[:300])
        self.code, self.status = code, status

    @property
    def is_bad_key(self) -> bool:
        return self.status == 401 or self.code == BAD_KEY
