"""The guards of every webhook, tried on a small vendor of its own."""

import hashlib
import hmac
from typing import Any

import pytest
from django.db import OperationalError
from django.http import HttpRequest
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from core.webhooks.guards import SignedWebhook, Unreadable, is_signed, read_json
from core.webhooks.storable import DEEPEST, clean, storable

KEY = "a-secret"


class ShopWebhook(SignedWebhook):
    vendor = "Shop"
    kept: list[Any] = []

    def is_genuine(self, body: bytes, request: HttpRequest) -> bool:
        return is_signed(body, request.headers.get("X-Shop", ""), KEY, "sha256")

    def store(self, body: bytes) -> str:
        payload = read_json(body)
        if payload == "down":
            raise OperationalError("the secret name of a table")
        self.kept.append(payload)
        return "stored"


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    rows: list[Any] = []
    monkeypatch.setattr(ShopWebhook, "kept", rows)
    return rows


def signature(body: bytes, key: str = KEY) -> str:
    return hmac.new(key.encode(), body, hashlib.sha256).hexdigest()


def post(body: bytes, given: str | None = None, *, content_type: str = "application/json") -> Any:
    headers = {"X-Shop": signature(body) if given is None else given}
    request = RequestFactory().generic("POST", "/shop", body, content_type, headers=headers)
    return ShopWebhook.as_view()(request)


def test_a_genuine_delivery_is_stored(kept: list[Any]) -> None:
    answer = post(b'{"a": 1}')
    assert (answer.status_code, answer.data, kept) == (200, {"status": "stored"}, [{"a": 1}])


@pytest.mark.parametrize("forged", ["", "0" * 64, "ünsinn", signature(b"{}"), signature(b'{"a": 1}', "another")])
def test_a_forged_one_is_not_even_read(kept: list[Any], forged: str) -> None:
    answer = post(b'{"a": 1}', forged)
    assert (answer.status_code, kept) == (401, [])
    assert KEY not in str(answer.data)


def test_where_no_key_is_set_nothing_is_genuine() -> None:
    assert not is_signed(b"{}", signature(b"{}", ""), "", "sha256")


def test_a_body_over_the_limit_is_refused_before_it_is_read(kept: list[Any], settings: Any) -> None:
    settings.WEBHOOK_MAX_BYTES = 10
    assert (post(b'"123456789"').status_code, kept) == (413, [])
    assert (post(b'"12345678"').status_code, kept) == (200, ["12345678"])


@pytest.mark.parametrize("content_type", ["", "text/plain", "multipart/form-data; boundary=x"])
def test_another_content_type_is_refused(kept: list[Any], content_type: str) -> None:
    assert (post(b"{}", content_type=content_type).status_code, kept) == (415, [])


@pytest.mark.parametrize("body", [b" ", b"{", b"\xff\xfe", b"[" * 100_000])
def test_what_is_no_json_is_refused(kept: list[Any], body: bytes) -> None:
    assert (post(body).status_code, kept) == (400, [])
    with pytest.raises(Unreadable):
        read_json(body)


def test_what_could_not_be_stored_is_asked_for_again() -> None:
    answer = post(b'"down"')
    assert answer.status_code == 503
    assert "table" not in str(answer.data)


@pytest.mark.parametrize("method", ["get", "put", "delete"])
def test_only_posts_are_taken(method: str) -> None:
    assert ShopWebhook.as_view()(RequestFactory().generic(method.upper(), "/shop")).status_code == 405


def test_a_number_of_thousands_of_digits_stays_text() -> None:
    assert read_json(b'{"n": ' + b"9" * 5000 + b"}") == {"n": "9" * 5000}


def test_what_postgresql_cannot_hold_is_left_out() -> None:
    told = read_json(b'{"a\\u0000": "b\\u0000\\ud800c", "n": [NaN, -Infinity, 1e999, 1.5, null, true]}')
    assert storable(told) == {"a": "b?c", "n": ["nan", "-inf", "inf", 1.5, None, True]}


def test_what_is_nested_too_deep_is_cut_off() -> None:
    told: Any = "deep"
    for _ in range(200):
        told = [told]
    kept = storable(told)
    for _ in range(DEEPEST):
        (kept,) = kept
    assert kept == "…"


@given(st.text(st.sampled_from("ab\x00\ud800\udfffé😀")))
def test_a_clean_text_can_be_written_and_is_cleaned_once(text: str) -> None:
    found = clean(text)
    assert "\x00" not in found
    assert found.encode().decode() == found == clean(found)
