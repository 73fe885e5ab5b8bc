"""The money report in a real browser, at a desk and on a phone."""

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from core.clock import now
from payments.models import Payment
from payments.tests.money_rows import paid, refunded
from tests.builders import PASSWORD, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DESKTOP: Any = {"width": 1280, "height": 900}
PHONE: Any = {"width": 390, "height": 844}


@pytest.fixture
def report(page: Page, live_server: LiveServer, transactional_db: None) -> Page:
    user = make_user("femi")
    user.user_permissions.set(Permission.objects.filter(content_type__app_label="payments"))
    for number in range(20):
        channel = ("card", "bank_transfer", "ussd")[number % 3]
        payment = paid(now() - timedelta(hours=9 * number), 50_000 + 12_345 * number, name=f"Student {number}", channel=channel)
    refunded(payment, now() - timedelta(days=2), 20_000)
    page.set_viewport_size(DESKTOP)
    page.goto(f"{live_server.url}/admin/")
    page.fill("#id_username", "femi")
    page.fill("#id_password", PASSWORD)
    page.click("[type=submit]")
    page.click("text=Money report")
    return page


def look(page: Page, name: str) -> None:
    """Keeps pictures for people to look at, where SCREENSHOTS names a folder."""
    folder = os.environ.get("SCREENSHOTS")
    for size, label in ((DESKTOP, "desktop"), (PHONE, "phone")) if folder else ():
        page.set_viewport_size(size)
        page.screenshot(path=Path(folder or "") / f"{name}-{label}.png", full_page=True)
    page.set_viewport_size(DESKTOP)


def test_finance_reads_a_period_and_takes_its_rows(report: Page, assert_accessible: Callable[[Page], None]) -> None:
    first = (now() - timedelta(days=14)).date()
    report.fill("[name=from]", str(first))
    report.click("text=Show")
    expect(report.locator(".figure").first).to_contain_text("20 payments")
    assert report.locator("svg.days rect.in").count() >= 7
    assert_accessible(report)
    look(report, "report")
    with report.expect_download() as download:
        report.click("button:has-text('Export')")
    assert Path(download.value.path()).read_bytes().startswith(b"kind,day,reference")
    report.click(".panel[aria-labelledby=by-channel] tr:has-text('USSD') a >> nth=0")
    expect(report.locator("#result_list tbody tr")).to_have_count(Payment.objects.filter(channel="ussd").count())
    look(report, "list")


def test_a_phone_need_not_scroll_sideways(report: Page, assert_fits: Callable[[Page], None]) -> None:
    report.set_viewport_size(PHONE)
    assert_fits(report)
