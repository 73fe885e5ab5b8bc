"""A tutor's working day in a real browser, with mouse, keyboard and on a phone."""

import os
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from core.clock import now
from core.services import raise_alert
from homework.models import Homework
from tests.builders import PASSWORD, PDF, make_tutor, make_user, picture
from tests.waiting import STANDSTILL_SECONDS
from tutors import services
from tutors.models import SolutionPart, Tutor, TutorSolution
from tutors.tests.conftest import make_queued

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
QUESTION = "Solve for x and show each step:\n2x + 3 = 7\n\nThen sketch y = 2x + 3 and y = 7 on one graph."
ANSWER = "Take 3 from both sides:\n2x = 4\n\nDivide by 2:\nx = 2\n\nCheck: 2 × 2 + 3 = 7. Correct."


@pytest.fixture
def tutor(transactional_db: None) -> Tutor:
    return make_tutor("tunde")


@pytest.fixture
def homework(transactional_db: None) -> Homework:
    return make_queued(pages=3, text=QUESTION)


@pytest.fixture
def desk(page: Page, live_server: LiveServer, tutor: Tutor) -> Page:
    return sign_in(page, live_server, "tunde")


def sign_in(page: Page, live_server: LiveServer, username: str) -> Page:
    page.set_viewport_size(DESKTOP)  # type: ignore[arg-type]
    page.goto(f"{live_server.url}/admin/")
    page.fill("#id_username", username)
    page.fill("#id_password", PASSWORD)
    page.click("[type=submit]")
    return page


def look(page: Page, name: str) -> None:
    """Keeps pictures of a page for people to look at, where SCREENSHOTS names a folder."""
    folder = os.environ.get("SCREENSHOTS")
    if not folder:
        return
    for size, label in ((DESKTOP, "desktop"), (PHONE, "phone")):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        page.wait_for_load_state("networkidle")
        page.screenshot(path=Path(folder) / f"{name}-{label}.png", full_page=True)
    page.set_viewport_size(DESKTOP)  # type: ignore[arg-type]


@pytest.fixture
def assert_fits_phone(assert_fits: Callable[[Page], None]) -> Callable[[Page], None]:
    """Gives a function that looks at the page on a phone for a moment, and fails if it had to be scrolled sideways."""

    def check(page: Page) -> None:
        page.set_viewport_size(PHONE)  # type: ignore[arg-type]
        assert_fits(page)
        page.set_viewport_size(DESKTOP)  # type: ignore[arg-type]

    return check


def claimed(homework: Homework, tutor: Tutor) -> Homework:
    services.claim(homework_id=homework.pk, tutor=tutor, at=now())
    return homework


def test_from_the_queue_to_the_student(
    desk: Page,
    live_server: LiveServer,
    homework: Homework,
    tmp_path: Path,
    assert_accessible: Callable[[Page], None],
    assert_fits_phone: Callable[[Page], None],
) -> None:
    make_queued(subject="Chemistry", ago=timedelta(hours=11), text="Balance: Fe + O2")
    make_queued(subject="Biology", ago=timedelta(hours=13, minutes=20), pages=2)
    desk.goto(f"{live_server.url}/admin/")
    look(desk, "home")
    assert_accessible(desk)
    desk.click("text=waiting in the queue")
    look(desk, "queue")
    assert_accessible(desk)
    assert_fits_phone(desk)
    desk.click(f"[aria-label='Claim No. {homework.code}, Mathematics']")
    expect(desk.locator("h1")).to_have_text(f"No. {homework.code} · Mathematics")
    assert_accessible(desk)
    assert_fits_phone(desk)
    desk.fill("[name=text]", ANSWER)
    desk.fill("[name=video_link]", "https://videos.example.com/two-lines")
    paper, notes = tmp_path / "graph.png", tmp_path / "working.pdf"
    paper.write_bytes(picture(1, (1000, 700), "PNG", text="y = 2x + 3"))
    notes.write_bytes(PDF)
    desk.set_input_files("#id_files", [paper, notes])
    desk.click("text=Save draft")
    desk.fill("[aria-label='Caption of graph.png']", "Both lines meet at x = 2")
    look(desk, "work")
    desk.click("button:has-text('Preview')")
    expect(desk.locator(".bubble")).to_have_count(4)
    look(desk, "preview")
    assert_accessible(desk)
    assert_fits_phone(desk)
    previewed = desk.locator(".bubble").all_inner_texts()
    desk.click("text=Send to student")
    expect(desk.locator(".part-state")).to_have_count(4)
    assert desk.locator(".bubble").all_inner_texts() == previewed
    assert_accessible(desk)
    states = [("read", ""), ("delivered", ""), ("failed", "The file was refused by WhatsApp"), ("held", "24 hours have passed")]
    for part, (state, reason) in zip(SolutionPart.objects.all(), states, strict=True):
        services.part_progress(part_id=part.pk, state=state, at=now(), reason=reason)
    expect(desk.locator(".part-read")).to_be_visible()
    look(desk, "sent")
    assert_fits_phone(desk)


def test_pages_are_turned_moved_and_enlarged_by_keyboard_and_mouse(
    desk: Page, live_server: LiveServer, homework: Homework, tutor: Tutor
) -> None:
    claimed(homework, tutor)
    desk.goto(f"{live_server.url}/admin/work/{homework.pk}/")
    desk.fill("[name=text]", "typed but not saved")
    first, second, third = homework.attachments.all()
    with desk.expect_response("**/turn/"):
        desk.locator("[aria-label='Turn right']").first.press("Enter")
    with desk.expect_response("**/move/"):
        desk.locator("[aria-label='Move page up']").nth(2).press("Enter")
    expect(desk.locator("[data-photo]").first).to_have_attribute("data-rotation", "90")
    expect(desk.locator("[data-photo] img").nth(1)).to_have_attribute("src", f"/admin/work/photos/{third.pk}/")
    assert desk.input_value("[name=text]") == "typed but not saved"
    desk.locator("[data-zoom]").first.press("Enter")
    image = desk.locator("#viewer-image")
    expect(image).to_be_visible()
    before = image.get_attribute("style")
    for key in ("+", "+", "r"):
        desk.keyboard.press(key)
    expect(image).to_have_attribute("style", re.compile("180deg"))
    assert image.get_attribute("style") != before
    desk.mouse.move(600, 400)
    desk.mouse.wheel(0, -300)
    look_at_viewer(desk)
    desk.keyboard.press("ArrowRight")
    expect(desk.locator("#viewer-title")).to_have_text("Page 2 of 3")
    desk.keyboard.press("Escape")
    expect(desk.locator("#viewer")).not_to_be_visible()
    assert list(homework.attachments.all()) == [first, third, second]
    first.refresh_from_db()
    assert first.rotation == 180


def look_at_viewer(page: Page) -> None:
    if os.environ.get("SCREENSHOTS"):
        page.screenshot(path=Path(os.environ["SCREENSHOTS"]) / "viewer.png")


def test_a_refused_file_is_named_and_the_text_stays(
    desk: Page, live_server: LiveServer, homework: Homework, tutor: Tutor, tmp_path: Path
) -> None:
    claimed(homework, tutor)
    desk.goto(f"{live_server.url}/admin/work/{homework.pk}/")
    bad = tmp_path / "scan.jpg"
    bad.write_bytes(b"not a picture")
    desk.fill("[name=text]", ANSWER)
    desk.set_input_files("#id_files", bad)
    desk.click("text=Send to student")
    expect(desk.locator("#form-problems")).to_be_focused()
    expect(desk.locator("#form-problems")).to_contain_text("scan.jpg: this is neither a picture")
    assert desk.input_value("[name=text]") == ANSWER
    look(desk, "refused")
    assert TutorSolution.objects.get().status == "draft"


def test_a_double_click_on_send_sends_once(desk: Page, live_server: LiveServer, homework: Homework, tutor: Tutor) -> None:
    claimed(homework, tutor)
    desk.goto(f"{live_server.url}/admin/work/{homework.pk}/")
    desk.fill("[name=text]", ANSWER)
    desk.dblclick("text=Send to student")
    expect(desk.locator(".part-state")).to_have_count(1)
    assert SolutionPart.objects.count() == 1


def test_the_desk_works_without_scripts(browser: Any, live_server: LiveServer, homework: Homework, tutor: Tutor) -> None:
    claimed(homework, tutor)
    context = browser.new_context(java_script_enabled=False)
    context.set_default_timeout(STANDSTILL_SECONDS * 1000)
    page = sign_in(context.new_page(), live_server, "tunde")
    page.goto(f"{live_server.url}/admin/work/{homework.pk}/")
    page.locator("[aria-label='Turn left']").first.click()
    page.fill("[name=text]", ANSWER)
    page.click("text=Send to student")
    expect(page.locator(".part-state")).to_have_count(1)
    context.close()
    assert homework.attachments.get(position=1).rotation == 270


def test_an_admin_sees_alerts_and_hands_work_over_in_dark_mode(page: Page, live_server: LiveServer, tutor: Tutor) -> None:
    make_user("boss", is_superuser=True)
    make_tutor("zainab")
    homework = claimed(make_queued(pages=1), tutor)
    raise_alert("token", "WhatsApp refuses our access token: messages wait until it is replaced.")
    page.emulate_media(color_scheme="dark")
    sign_in(page, live_server, "boss")
    look(page, "admin-home-dark")
    page.click("text=claimed and not solved yet")
    look(page, "assignments-dark")
    page.click(f"text=No. {homework.code}")
    look(page, "admin-work-dark")
    page.select_option("#id_tutor", label="Zainab")
    page.click("text=Hand over")
    expect(page.locator(".facts")).to_contain_text("with Zainab")
