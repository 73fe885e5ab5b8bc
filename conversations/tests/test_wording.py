"""Lines of the bot: one set of variables in all languages, and staff who may word them anew without breaking one."""

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from conversations import services, wording
from conversations.engine import wording_rules
from conversations.models import Conversation, Wording
from conversations.wording import english, line, overrides
from core.clock import now
from tests.builders import make_user, signed_in
from tests.phone import Phone

KEYS = sorted(english.LINES)


@pytest.fixture
def editor(db: None) -> Iterator[User]:
    yield make_user("ruth", is_superuser=True)
    overrides.forget()


def row(key: str, language: str = "en") -> Wording:
    services.add_missing_wordings()
    return Wording.objects.get(key=key, language=language)


def change(key: str, text: str, author: User, language: str = "en") -> None:
    services.change_wording(wording=row(key, language), text=text, author=author, at=now())
    overrides.forget()


def test_all_packs_have_the_same_variables_and_no_line_of_their_own() -> None:
    for lines in wording.PACKS.values():
        assert set(lines) <= set(english.LINES)
        variables = wording_rules.variables
        assert [key for key in lines if variables(lines[key]) != variables(english.LINES[key])] == []


@pytest.mark.django_db
@pytest.mark.parametrize("key", KEYS)
def test_the_defaults_keep_the_rules_that_staff_must_keep(key: str) -> None:
    assert wording_rules.problems(key, english.LINES[key], "en") == []


def test_every_variable_has_a_sample() -> None:
    names = {name for text in english.LINES.values() for name in wording_rules.variables(text)}
    assert names - set(wording_rules.SAMPLES) == set()


@pytest.mark.parametrize(
    ("key", "text", "reason"),
    [
        ("new.ask", "Welcome!", "exactly these variables: {brand}. It holds: none."),
        ("new.ask", "Welcome to {brand}, {name}.", "It holds: {brand}, {name}."),
        ("new.ask", "Welcome to {brand", "Check the braces"),
        ("new.ask", "Welcome to {brand} {}", "Check the braces"),
        ("new.ask", "Welcome to {brand.__class__}", "not a plain name"),
        ("new.ask", "Welcome to {brand!r:>4000}", "not a plain name"),
        ("new.ask", "{brand} " + "x" * 1020, "at most 1024"),
        ("hw_review.edit", "Change what you have sent", "at most 20"),
        ("hw_review.edit", "Cancel", "hw_review.cancel already says this"),
        ("hw_review.edit", " menu", "anywhere.menu already says this"),
        ("hw_review.edit", "123", "needs letters"),
        ("hw_review.edit", "Edit\nit", "needs letters, in one line"),
        ("hw_review.pay", "Pay {price} now and be happy", "at most"),
    ],
)
def test_a_wording_that_would_break_something_is_refused(editor: User, key: str, text: str, reason: str) -> None:
    with pytest.raises(ValidationError) as refused:
        change(key, text, editor)
    assert reason in " ".join(refused.value.messages)
    assert row(key).text == ""


def test_students_hear_the_new_words_and_the_default_again(editor: User, phone: Phone) -> None:
    change("new.ask", "Karibu to {brand}!", editor)
    phone.says("hi").sees("Karibu to Tutorline!")
    change("new.ask", "", editor)
    Phone(phone.world).says("hi").sees("Welcome to Tutorline.")
    assert [version.text for version in row("new.ask").versions.all()] == ["", "Karibu to {brand}!"]


def test_reading_a_line_asks_the_database_at_most_once_in_some_seconds(editor: User) -> None:
    overrides.forget()
    with CaptureQueriesContext(connection) as captured:
        for _ in range(50):
            line("new.ask", brand="Tutorline")
    assert len(captured) == 1


def test_a_change_made_by_another_process_is_heard_within_seconds(editor: User, monkeypatch: pytest.MonkeyPatch) -> None:
    assert line("idle.ask") == english.LINES["idle.ask"]
    row("idle.ask")
    Wording.objects.filter(key="idle.ask").update(text="What now?")
    assert line("idle.ask") == english.LINES["idle.ask"]
    monkeypatch.setattr(overrides, "REFRESH_SECONDS", -1)
    assert line("idle.ask") == "What now?"


def test_a_second_language_speaks_its_lines_and_english_where_it_has_none(
    editor: User, student: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(wording.PACKS, "fr", {"idle.ask": "Que puis-je faire pour toi ?"})
    Conversation.objects.update(language="fr")
    student.says("menu").sees("Que puis-je faire pour toi ?")
    student.says("help").sees("Choose from the list")
    change("idle.ask", "Alors ?", editor, language="fr")
    student.says("menu").sees("Alors ?")


def test_staff_find_preview_change_and_reset_a_line_in_the_admin(editor: User) -> None:
    client = signed_in(editor)
    page = client.get("/admin/conversations/wording/", {"q": "what's your full"}).content.decode()
    assert "reg_name.ask" in page
    assert "reg_email.ask" not in page
    address = f"/admin/conversations/wording/{row('reg_name.ask_with_hint').pk}/change/"
    assert "On WhatsApp you are “Ngozi Okafor”." in client.get(address).content.decode()
    versions = {f"versions-{name}": 0 for name in ("TOTAL_FORMS", "INITIAL_FORMS")}
    refused = client.post(address, {"text": "Your name?", **versions})
    assert "exactly these variables" in refused.content.decode()
    client.post(address, {"text": "Your full name? You are {name} here.", **versions})
    overrides.forget()
    assert line("reg_name.ask_with_hint", name="Ada") == "Your full name? You are Ada here."
    client.post(
        "/admin/conversations/wording/",
        {"action": "back_to_default", "_selected_action": [row("reg_name.ask_with_hint").pk]},
    )
    assert row("reg_name.ask_with_hint").text == ""
    assert row("reg_name.ask_with_hint").versions.count() == 2


def test_a_stranger_to_wording_is_refused(stranger: User) -> None:
    assert signed_in(stranger).get("/admin/conversations/wording/").status_code == 403


def test_staff_see_what_was_not_understood_with_counts_per_state(editor: User, student: Phone) -> None:
    student.says("zzzz").taps("Send homework").says("zzzz").says("zzzz")
    client = signed_in(editor)
    page = client.get("/admin/conversations/inboundmessage/").content.decode()
    assert "any state (3)" in page
    assert "hw_subject (2)" in page
    listed = client.get("/admin/conversations/inboundmessage/", {"not_understood": "idle"}).content.decode()
    assert "1 inbound message" in listed
