"""What every test of the house may use: a folder for media files, Chromium, and a check for accessible pages."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from typing import Any

import hypothesis
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Error, Page, expect

from config.chromium import find_chromium
from tests.waiting import STANDSTILL_SECONDS, until

pytest_plugins = ["tests.cast"]

CHROMIUM_ARGUMENTS = [
    "--no-sandbox",  # Chromium refuses to run as root with its own sandbox
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PAGE_LOOKS = 2_000
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
# Playwright keeps an event loop in the test's thread, which Django would take for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"


def pytest_configure(config: pytest.Config) -> None:
    from django.conf import settings

    folder = tempfile.mkdtemp(prefix="tutorline-media-")
    config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))
    # In the environment too, for the real processes that some tests start.
    os.environ["MEDIA_ROOT"] = settings.MEDIA_ROOT = folder
    expect.set_options(timeout=STANDSTILL_SECONDS * 1000)
    hypothesis.settings.register_profile("patient", deadline=None)
    hypothesis.settings.load_profile("patient")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        _keep_migrated_rows(item)
    if find_chromium() is None:
        skip = pytest.mark.skip(reason="browser test: no Chromium found")
        for item in items:
            if item.get_closest_marker("browser"):
                item.add_marker(skip)


def _keep_migrated_rows(item: pytest.Item) -> None:
    """A test with real transactions ends by emptying every table: the rows of migrations (subjects, …) must come back."""
    if _has_real_transactions(item):
        item.add_marker(pytest.mark.django_db(transaction=True, serialized_rollback=True), append=False)


def _has_real_transactions(item: pytest.Item) -> bool:
    marker = item.get_closest_marker("django_db")
    fixtures = set(getattr(item, "fixturenames", ()))
    return bool((marker and marker.kwargs.get("transaction")) or {"transactional_db", "live_server"} & fixtures)


_migrated_rows: list[str] = []


@pytest.fixture(autouse=True)
def _clean_start(request: pytest.FixtureRequest) -> Iterator[None]:
    """Carries the migrations' rows over to the connection in use, and lets no job of one test reach the next.

    A browser test runs beside an event loop, where Django keeps another connection object, one that knows no rows to restore.
    """
    from django.db import connection

    known = getattr(connection, "_test_serialized_contents", "")
    if known and not _migrated_rows:
        _migrated_rows.append(known)
    if not _has_real_transactions(request.node):
        yield
        return
    if _migrated_rows and not known:
        connection._test_serialized_contents = _migrated_rows[0]  # type: ignore[attr-defined]
    request.getfixturevalue("transactional_db")
    _restore_migrated_rows()
    yield
    _forget_jobs()


def _forget_jobs() -> None:
    """The emptying after a test passes over procrastinate's own tables."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs, procrastinate_workers, procrastinate_periodic_defers CASCADE")


def _restore_migrated_rows() -> None:
    """Where the database was set up for this test before the rows were known to the connection, they are still missing."""
    from django.contrib.auth.models import Permission
    from django.db import connection

    if _migrated_rows and not Permission.objects.exists():
        connection.creation.deserialize_db_from_string(_migrated_rows[0])


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    return browser_type_launch_args | {"executable_path": find_chromium(), "args": CHROMIUM_ARGUMENTS}


@pytest.fixture
def page(page: Page) -> Iterator[Page]:
    """A page that fails its test when a script breaks or the content security policy stops something."""
    problems: list[str] = []

    def on_error(error: Error) -> None:
        problems.append(str(error))

    def on_console(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            problems.append(message.text)

    page.on("pageerror", on_error)
    page.on("console", on_console)
    page.set_default_timeout(STANDSTILL_SECONDS * 1000)
    yield page
    assert not problems, "\n".join(problems)


def settle(page: Page) -> None:
    """Waits until the page is loaded and nothing slides or fades any more: a page in motion is wider and paler than it is."""
    page.wait_for_load_state()
    becomes_true(
        page,
        "document.getAnimations().every((each) => each.playState !== 'running'"
        " || each.effect.getComputedTiming().iterations === Infinity)",
    )


def becomes_true(page: Page, expression: str) -> None:
    """Asks the page again and again. Playwright's own wait evaluates in the page, where the content policy forbids it."""
    until(lambda: page.evaluate(expression), expression, looks=PAGE_LOOKS)


@pytest.fixture
def assert_accessible() -> Callable[[Page], None]:
    """Gives a function that runs axe on the page as it stands and fails with axe's own words."""

    def check(page: Page) -> None:
        settle(page)
        found = Axe().run(page, options={"resultTypes": ["violations"], "runOnly": RULES})
        assert found.violations_count == 0, found.generate_report()

    return check


@pytest.fixture
def assert_fits() -> Callable[[Page], None]:
    """Gives a function that fails if the page is wider than its screen, so that a phone would have to scroll sideways."""

    def check(page: Page) -> None:
        settle(page)
        becomes_true(page, "document.documentElement.scrollWidth <= window.innerWidth")

    return check
