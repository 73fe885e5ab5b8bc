"""Each address of the desk refuses everybody whose work it is not."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from core.clock import now
from core.models import AuditEntry
from homework.models import Homework
from tests.builders import PDF, make_homework, make_user, signed_in, uploaded
from tutors import services
from tutors.desk.urls import desk_urls
from tutors.models import SolutionFile, SolutionPart, Tutor, TutorAssignment, TutorSolution
from tutors.services import solutions
from tutors.services.uploads import judge
from tutors.tests.conftest import make_queued

READ_WORK = ["tutors_work", "tutors_preview", "tutors_delivery"]
READ_FILES = ["tutors_photo", "tutors_file", "tutors_part_file"]
WRITE_WORK = ["tutors_work", "tutors_send", "tutors_new_version", "tutors_give_back", "tutors_ask_student"]
WRITE_PHOTOS = ["tutors_turn_photo", "tutors_move_photo"]
OVERSEE = ["tutors_take_back", "tutors_reassign"]
OPEN_TO_TUTORS = ["tutors_queue", "tutors_mine", "tutors_claim"]
NO_ARGUMENT = {"tutors_queue", "tutors_mine"}
GETS = [*READ_WORK, *READ_FILES]
POSTS = [*WRITE_WORK, *WRITE_PHOTOS, *OVERSEE]


@pytest.fixture
def ids(homework: Homework, tutor: Tutor) -> dict[str, int]:
    """Tunde's homework with a sent solution and a draft of a second one; gives the argument of each address."""
    services.claim(homework_id=homework.pk, tutor=tutor, at=now())
    draft = TutorSolution.objects.get()
    solutions.add_file(solution=draft, actor=tutor.user, upload=judge(uploaded("a.pdf", PDF)))
    services.send(solution=draft, actor=tutor.user, at=now())
    second = services.start_draft(homework=homework, tutor=tutor, at=now())
    file = solutions.add_file(solution=second, actor=tutor.user, upload=judge(uploaded("b.pdf", PDF)))
    photo = homework.attachments.first()
    assert photo is not None
    files = {"tutors_file": file.pk, "tutors_part_file": SolutionPart.objects.exclude(file="").get().pk}
    photos = dict.fromkeys(["tutors_photo", *WRITE_PHOTOS], photo.pk)
    return dict.fromkeys([*READ_WORK, *WRITE_WORK, *OVERSEE, "tutors_claim"], homework.pk) | photos | files


def address(name: str, ids: dict[str, int]) -> str:
    return reverse(f"admin:{name}", args=[] if name in NO_ARGUMENT else [ids[name]])


def snapshot() -> list[Any]:
    """Everything a POST could have changed."""
    tables = (Homework, TutorAssignment, TutorSolution, SolutionFile, SolutionPart)
    return [list(table.objects.order_by("pk").values()) for table in tables]


def body(ids: dict[str, int]) -> dict[str, Any]:
    draft = TutorSolution.objects.get(status="draft")
    other = Tutor.objects.order_by("-pk").first()
    words = {"text": "changed", "action": "send", "turn": "left", "move": "up", "question": "Which page?"}
    return words | {"solution": draft.pk, "tutor": other.pk if other else 0}


def test_every_address_of_the_desk_is_in_these_tests() -> None:
    from django.contrib import admin

    assert {url.name for url in desk_urls(admin.site)} == {*OPEN_TO_TUTORS, *GETS, *POSTS}


@pytest.mark.parametrize("name", [*GETS, "tutors_queue", "tutors_mine"])
def test_reading_needs_a_sign_in_as_staff(name: str, ids: dict[str, int]) -> None:
    for client in (Client(), signed_in(make_user("student", is_staff=False))):
        response = client.get(address(name, ids))
        assert response.status_code == 302
        assert response["Location"].startswith(reverse("admin:login"))


@pytest.mark.parametrize("name", [*POSTS, "tutors_claim"])
def test_writing_needs_a_sign_in_as_staff(name: str, ids: dict[str, int]) -> None:
    before = snapshot()
    for client in (Client(), signed_in(make_user("student", is_staff=False))):
        assert client.post(address(name, ids), body(ids)).status_code == 302
    assert snapshot() == before


@pytest.mark.parametrize("name", GETS)
def test_another_tutor_reads_nothing(name: str, ids: dict[str, int], other_tutor: Tutor) -> None:
    assert signed_in(other_tutor.user).get(address(name, ids)).status_code == 404


@pytest.mark.parametrize("name", POSTS)
def test_another_tutor_changes_nothing(name: str, ids: dict[str, int], other_tutor: Tutor) -> None:
    before = snapshot()
    assert signed_in(other_tutor.user).post(address(name, ids), body(ids)).status_code == 404
    assert snapshot() == before


@pytest.mark.parametrize("name", [*GETS, "tutors_queue", "tutors_mine"])
def test_staff_who_are_no_tutors_read_nothing(name: str, ids: dict[str, int], finance: User) -> None:
    assert signed_in(finance).get(address(name, ids)).status_code in {403, 404}


@pytest.mark.parametrize("name", [*POSTS, "tutors_claim"])
def test_staff_who_are_no_tutors_change_nothing(name: str, ids: dict[str, int], finance: User) -> None:
    before = snapshot()
    assert signed_in(finance).post(address(name, ids), body(ids)).status_code in {403, 404}
    assert snapshot() == before


@pytest.mark.parametrize("name", [*GETS, *POSTS])
def test_a_tutor_who_was_made_inactive_is_out_at_once(name: str, ids: dict[str, int], tutor: Tutor) -> None:
    Tutor.objects.filter(pk=tutor.pk).update(is_active=False)
    client = signed_in(tutor.user)
    answer = client.get(address(name, ids)) if name in GETS else client.post(address(name, ids), body(ids))
    assert answer.status_code in {403, 404}


@pytest.mark.parametrize("name", [*READ_WORK, "tutors_photo"])
def test_a_tutor_who_gave_it_back_reads_it_no_more(name: str, homework: Homework, tutor: Tutor) -> None:
    services.claim(homework_id=homework.pk, tutor=tutor, at=now())
    services.give_back(homework_id=homework.pk, actor=tutor.user, at=now())
    photo = homework.attachments.first()
    assert photo is not None
    argument = photo.pk if name == "tutors_photo" else homework.pk
    assert signed_in(tutor.user).get(reverse(f"admin:{name}", args=[argument])).status_code == 404


def test_the_next_tutor_sees_what_was_sent_but_not_the_draft_of_the_last(
    ids: dict[str, int], homework: Homework, other_tutor: Tutor, admin: User
) -> None:
    services.reassign(homework_id=homework.pk, to=other_tutor, actor=admin, at=now())
    client = signed_in(other_tutor.user)
    assert client.get(address("tutors_part_file", ids)).status_code == 200
    assert client.get(address("tutors_file", ids)).status_code == 404


@pytest.mark.parametrize("name", OVERSEE)
def test_a_tutor_hands_nothing_around(name: str, ids: dict[str, int], tutor: Tutor) -> None:
    before = snapshot()
    assert signed_in(tutor.user).post(address(name, ids), body(ids)).status_code == 403
    assert snapshot() == before


@pytest.mark.parametrize("name", GETS)
def test_an_overseer_reads_everything_and_leaves_a_trace(name: str, ids: dict[str, int], admin: User) -> None:
    assert signed_in(admin).get(address(name, ids)).status_code == 200
    assert AuditEntry.objects.filter(name="homework.viewed", actor=admin).count() == 1


@pytest.mark.parametrize("name", [*WRITE_WORK, *WRITE_PHOTOS])
def test_an_overseer_writes_no_solution_for_a_tutor(name: str, ids: dict[str, int], admin: User) -> None:
    before = snapshot()
    assert signed_in(admin).post(address(name, ids), body(ids)).status_code == 403
    assert snapshot() == before


def test_the_tutor_reading_own_work_leaves_no_trace(ids: dict[str, int], tutor: Tutor) -> None:
    signed_in(tutor.user).get(address("tutors_work", ids))
    assert not AuditEntry.objects.filter(name="homework.viewed").exists()


def test_an_overseer_hands_over_and_takes_back(ids: dict[str, int], other_tutor: Tutor, tutor: Tutor, admin: User) -> None:
    client = signed_in(admin)
    client.post(address("tutors_reassign", ids), {"tutor": other_tutor.pk})
    assert TutorAssignment.objects.get(released_at=None).tutor == other_tutor
    homework = make_queued()
    services.claim(homework_id=homework.pk, tutor=tutor, at=now())
    client.post(reverse("admin:tutors_take_back", args=[homework.pk]))
    homework.refresh_from_db()
    assert homework.status == "queued"


@pytest.mark.parametrize("tutor_id", ["", "abc", "999999", "-1"])
def test_handing_over_to_nobody_is_not_found(tutor_id: str, ids: dict[str, int], admin: User) -> None:
    assert signed_in(admin).post(address("tutors_reassign", ids), {"tutor": tutor_id}).status_code == 404


def test_a_tutor_does_not_read_a_draft_homework_nobody_paid(ids: dict[str, int], tutor: Tutor, admin: User) -> None:
    unpaid = make_homework(Homework.objects.get().student)
    for user in (tutor.user, admin):
        assert signed_in(user).get(reverse("admin:tutors_work", args=[unpaid.pk])).status_code == 404


@pytest.mark.parametrize("name", [*POSTS, "tutors_claim"])
def test_posts_need_the_token_of_the_form(name: str, ids: dict[str, int], tutor: Tutor) -> None:
    client = signed_in(tutor.user, enforce_csrf_checks=True)
    assert client.post(address(name, ids), body(ids)).status_code == 403


@pytest.mark.parametrize(
    "name", [*WRITE_PHOTOS, *OVERSEE, "tutors_claim", "tutors_send", "tutors_new_version", "tutors_give_back"]
)
def test_acts_are_never_done_by_a_link(name: str, ids: dict[str, int], tutor: Tutor) -> None:
    assert signed_in(tutor.user).get(address(name, ids)).status_code == 405
