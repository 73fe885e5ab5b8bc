"""The admin of homework and subjects."""

from typing import Any

import pytest
from django.contrib.auth.models import User

from homework.models import Homework, Subject
from tests.builders import make_homework, make_member, make_student, signed_in

LIST = "/admin/homework/homework/"
SUBJECTS = "/admin/homework/subject/"


def found(user: User, **query: str) -> list[Homework]:
    return list(signed_in(user).get(LIST, query).context["cl"].result_list)


@pytest.mark.parametrize("written", ["{code}", "#{code}", " {code} ", "chidi"])
def test_homework_is_found_by_its_number_or_its_students_name(written: str, agent: User) -> None:
    wanted, _ = make_homework(make_student("Chidi Eze")), make_homework()
    assert found(agent, q=written.format(code=wanted.code)) == [wanted]


@pytest.mark.parametrize("written", ["999", "1000", "99999999999999999999", "#", "²"])
def test_a_number_of_no_homework_finds_none(written: str, agent: User) -> None:
    make_homework()
    assert found(agent, q=written) == []


def test_homework_is_looked_at_and_never_changed_here(superuser: User) -> None:
    homework, client = make_homework(status="queued", pages=1), signed_in(superuser)
    row = f"{LIST}{homework.pk}/"
    assert client.get(f"{LIST}add/").status_code == 403
    assert client.post(f"{row}change/", {"status": "closed"}).status_code == 403
    assert client.post(f"{row}delete/", {"post": "yes"}).status_code == 403
    client.post(LIST, {"action": "delete_selected", "_selected_action": [homework.pk], "post": "yes"})
    homework.refresh_from_db()
    assert homework.status == Homework.Status.QUEUED


def test_the_page_tells_the_price_and_links_no_photo_past_the_check(agent: User) -> None:
    homework = make_homework(pages=1)
    page = signed_in(agent).get(f"{LIST}{homework.pk}/change/").content.decode()
    assert "not quoted" in page
    assert "page1" not in page
    Homework.objects.update(price_kobo=50_000)
    assert "₦500" in signed_in(agent).get(f"{LIST}{homework.pk}/change/").content.decode()


@pytest.mark.parametrize(
    ("role", "status"), [("Support", 200), ("Finance", 200), ("Admin", 200), ("Tutor", 403), ("Operations", 403)]
)
def test_who_may_look_at_homework(role: str, status: int, db: None) -> None:
    assert signed_in(make_member(role)).get(LIST).status_code == status


def subject_form(**changes: Any) -> dict[str, Any]:
    return {"name": "Greek", "aliases": "ancient greek,gk", "levels": "senior", "position": 5, "is_active": "on"} | changes


def test_subjects_are_made_edited_and_never_deleted(admin: User) -> None:
    client = signed_in(admin)
    assert client.post(f"{SUBJECTS}add/", subject_form(name="Latin")).status_code == 302
    subject = Subject.objects.get(name="Latin")
    assert (subject.aliases, subject.levels) == (["ancient greek", "gk"], ["senior"])
    client.post(f"{SUBJECTS}{subject.pk}/change/", subject_form())
    subject.refresh_from_db()
    assert subject.name == "Greek"
    assert client.post(f"{SUBJECTS}{subject.pk}/delete/", {"post": "yes"}).status_code == 403


@pytest.mark.parametrize("wrong", [{"name": "x" * 25}, {"name": "Physics"}, {"levels": "kindergarten"}, {"position": -1}])
def test_a_subject_that_would_not_fit_is_refused(wrong: dict[str, Any], admin: User) -> None:
    before = Subject.objects.count()
    assert signed_in(admin).post(f"{SUBJECTS}add/", subject_form(**wrong)).status_code == 200
    assert Subject.objects.count() == before


def test_support_sees_subjects_and_changes_none(agent: User) -> None:
    assert signed_in(agent).get(SUBJECTS).status_code == 200
    assert signed_in(agent).post(f"{SUBJECTS}add/", subject_form()).status_code == 403
