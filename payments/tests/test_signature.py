import hashlib
import hmac

import pytest

from payments.paystack.signature import is_genuine, sign

BODY, KEY = b'{"event": "charge.success"}', "sk_test_abc"


def test_signature_is_hex_hmac_sha512_of_the_raw_body() -> None:
    assert sign(BODY, KEY) == hmac.new(KEY.encode(), BODY, hashlib.sha512).hexdigest()
    assert is_genuine(BODY, sign(BODY, KEY), KEY)
    assert is_genuine(BODY, f" {sign(BODY, KEY).upper()} ", KEY)


@pytest.mark.parametrize("header", [None, "", "0" * 128, "é" * 128, "sha512=" + sign(BODY, KEY), sign(BODY, "sk_test_other")])
def test_anything_else_is_refused(header: str | None) -> None:
    assert not is_genuine(BODY, header, KEY)


def test_a_changed_body_and_an_empty_key_are_refused() -> None:
    assert not is_genuine(BODY + b" ", sign(BODY, KEY), KEY)
    assert not is_genuine(BODY, sign(BODY, ""), "")
