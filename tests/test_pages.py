"""What every page of the house has in common: headers, error pages without internals, a way back."""

from collections.abc import Callable

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from config.urls import urlpatterns as product_urls

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("the secret of the house")


def refused(request: HttpRequest) -> HttpResponse:
    from django.core.exceptions import PermissionDenied

    raise PermissionDenied("only for finance")


def posted(request: HttpRequest) -> HttpResponse:
    return HttpResponse("done")


urlpatterns = [path("broken", broken), path("refused", refused), path("posted", posted), *product_urls]

PAGES = [
    ("/", 200),
    ("/terms", 200),
    ("/health", 200),
    ("/health/ready", 503),
    ("/admin/login/", 200),
    ("/admin/", 302),
    ("/nowhere", 404),
    ("/admin/nowhere/", 302),
    ("/refused", 403),
    ("/broken", 500),
    ("/api/webhook/whatsapp", 403),
]


@pytest.mark.django_db
@override_settings(ROOT_URLCONF="tests.test_pages")
@pytest.mark.parametrize(("address", "status"), PAGES)
def test_every_kind_of_page_carries_the_security_headers(client: Client, address: str, status: int) -> None:
    client.raise_request_exception = False
    answer = client.get(address)
    assert answer.status_code == status
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy


def test_static_files_are_never_taken_for_something_else(client: Client) -> None:
    answer = client.get("/static/base.css")
    assert (answer.status_code, answer.headers["X-Content-Type-Options"]) == (200, "nosniff")
    assert answer.headers["Content-Type"].startswith("text/css")


@pytest.mark.django_db
@override_settings(ROOT_URLCONF="tests.test_pages")
@pytest.mark.parametrize(("address", "status"), [("/nowhere", 404), ("/refused", 403), ("/broken", 500)])
def test_error_pages_are_ours_and_tell_no_internals(client: Client, address: str, status: int) -> None:
    client.raise_request_exception = False
    text = client.get(address).content.decode()
    assert "Back to the start" in text
    assert f'<p class="code">{status}</p>' in text
    assert "secret of the house" not in text
    assert "only for finance" not in text
    assert "Traceback" not in text


@override_settings(ROOT_URLCONF="tests.test_pages")
def test_a_post_without_a_token_is_refused_by_our_own_page() -> None:
    answer = Client(enforce_csrf_checks=True).post("/posted")
    assert answer.status_code == 403
    assert "This form has run out" in answer.content.decode()


@pytest.mark.parametrize("address", ["/", "/terms", "/health", "/health/ready"])
def test_public_pages_only_answer_reading(client: Client, address: str) -> None:
    assert client.post(address).status_code == 405


def test_the_home_page_shows_the_sandbox_only_where_it_is(client: Client) -> None:
    assert 'href="/sandbox/"' in client.get("/").content.decode()
    with override_settings(SANDBOX=False):
        assert "/sandbox/" not in client.get("/").content.decode()


def test_the_terms_are_those_that_students_accept(client: Client) -> None:
    from students.services import TERMS_VERSION

    assert f"Version {TERMS_VERSION}" in client.get("/terms").content.decode()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("address", ["/", "/terms", "/nowhere"])
def test_public_pages_fit_a_phone_and_are_accessible(
    live_server: LiveServer,
    page: Page,
    assert_accessible: Callable[[Page], None],
    assert_fits: Callable[[Page], None],
    address: str,
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{live_server.url}{address}")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert_fits(page)
    assert_accessible(page)
