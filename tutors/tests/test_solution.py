"""Drafting, previewing, sending, and following each message on its way."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.db import connection

from core.clock import now
from core.models import AuditEntry
from homework.models import Homework
from homework.services import NotAllowed
from tests.builders import PDF, make_tutor, picture, uploaded
from tests.races import together
from tutors import events, services
from tutors.models import SolutionPart, Tutor, TutorSolution
from tutors.services import solutions
from tutors.services.parts import plan
from tutors.services.uploads import UploadRefused, judge
from tutors.tests.conftest import make_queued


def claimed(homework: Homework, tutor: Tutor) -> TutorSolution:
    services.claim(homework_id=homework.pk, tutor=tutor, at=now())
    return TutorSolution.objects.get(homework=homework, status="draft")


def written(draft: TutorSolution, text: str = "x = 2", link: str = "") -> TutorSolution:
    return solutions.save_draft(solution=draft, actor=draft.tutor.user, text=text, video_link=link, captions={})


def with_file(draft: TutorSolution, name: str, data: bytes) -> int:
    return solutions.add_file(solution=draft, actor=draft.tutor.user, upload=judge(uploaded(name, data))).pk


def sent(draft: TutorSolution) -> TutorSolution:
    return services.send(solution=draft, actor=draft.tutor.user, at=now())


@pytest.fixture
def draft(homework: Homework, tutor: Tutor) -> TutorSolution:
    return claimed(homework, tutor)


def test_what_was_previewed_is_what_is_sent(draft: TutorSolution) -> None:
    written(draft, "First step.\r\n\r\n" + "Then add. " * 600, "https://example.com/v")
    with_file(draft, "notes.pdf", PDF)
    picture_id = with_file(draft, "graph.png", picture(form="PNG"))
    solutions.save_draft(
        solution=draft,
        actor=draft.tutor.user,
        text=TutorSolution.objects.get().text,
        video_link="https://example.com/v",
        captions={picture_id: " The graph "},
    )
    planned = plan(TutorSolution.objects.get())
    sent(draft)
    parts = list(SolutionPart.objects.all())
    assert [(p.kind, p.text, p.file.name or "", p.file_name) for p in parts] == [
        (p.kind, p.text, p.file, p.file_name) for p in planned
    ]
    assert [p.kind for p in parts] == ["text", "text", "image", "document", "link"]
    assert parts[2].text == "The graph"
    assert parts[4].text == "Video explanation: https://example.com/v"
    assert "\r" not in parts[0].text


def test_sending_solves_announces_and_records(draft: TutorSolution, events_of: Callable[[Any], list[dict[str, Any]]]) -> None:
    heard = events_of(events.solution_delivered)
    sent(written(draft))
    draft.homework.refresh_from_db()
    assert draft.homework.status == "solved"
    assert [arguments["solution"] for arguments in heard] == [draft]
    assert AuditEntry.objects.filter(name="solution.sent", actor=draft.tutor.user).count() == 1


def test_sending_twice_sends_once(draft: TutorSolution, events_of: Callable[[Any], list[dict[str, Any]]]) -> None:
    heard = events_of(events.solution_delivered)
    written(draft)
    sent(draft)
    sent(draft)
    assert len(heard) == 1
    assert SolutionPart.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_sending_from_many_tabs_at_once_sends_once(events_of: Callable[[Any], list[dict[str, Any]]]) -> None:
    heard = events_of(events.solution_delivered)
    draft = written(claimed(make_queued(), make_tutor("tunde")))
    assert together(*[lambda: sent(draft)] * 5) == []
    assert len(heard) == 1
    assert SolutionPart.objects.count() == 1


def test_an_empty_solution_is_not_sent(draft: TutorSolution) -> None:
    with pytest.raises(NotAllowed, match="nothing to send"):
        sent(written(draft, " \n "))
    draft.homework.refresh_from_db()
    assert draft.homework.status == "assigned"


def test_a_further_version_may_follow(draft: TutorSolution) -> None:
    sent(written(draft))
    second = services.start_draft(homework=draft.homework, tutor=draft.tutor, at=now())
    sent(written(second, "In other words: x is 2."))
    assert list(TutorSolution.objects.values_list("version", "status")) == [(1, "sent"), (2, "sent")]
    draft.homework.refresh_from_db()
    assert draft.homework.status == "solved"


def test_a_sent_solution_never_changes(draft: TutorSolution) -> None:
    sent(written(draft))
    with pytest.raises(NotAllowed, match="already sent"):
        written(draft, "something else")
    with pytest.raises(NotAllowed, match="already sent"):
        with_file(draft, "late.pdf", PDF)


def test_after_giving_back_the_draft_is_closed(draft: TutorSolution) -> None:
    services.give_back(homework_id=draft.homework_id, actor=draft.tutor.user, at=now())
    for act in (written, sent):
        with pytest.raises(NotAllowed, match="no longer yours"):
            act(draft)


def test_another_tutor_neither_writes_nor_sends(draft: TutorSolution, other_tutor: Tutor) -> None:
    written(draft)
    with pytest.raises(NotAllowed):
        services.send(solution=draft, actor=other_tutor.user, at=now())
    with pytest.raises(NotAllowed):
        solutions.save_draft(solution=draft, actor=other_tutor.user, text="mine", video_link="", captions={})


def test_the_same_file_is_kept_once_and_a_refused_one_leaves_nothing(draft: TutorSolution) -> None:
    first, again = with_file(draft, "a.pdf", PDF), with_file(draft, "b.pdf", PDF)
    assert first == again
    folder = f"solutions/{draft.homework_id}"
    assert len(default_storage.listdir(folder)[1]) == 1
    for number in range(solutions.FILES_LIMIT - 1):
        with_file(draft, f"{number}.pdf", PDF + b" " * (number + 1))
    with pytest.raises(UploadRefused, match="at most 20"):
        with_file(draft, "one-more.pdf", PDF + b" " * 99)
    assert len(default_storage.listdir(folder)[1]) == solutions.FILES_LIMIT


def test_files_move_among_their_kind_and_go(draft: TutorSolution) -> None:
    one, pdf, two = (
        with_file(draft, "one.jpg", picture(text="1")),
        with_file(draft, "a.pdf", PDF),
        with_file(draft, "two.jpg", picture(text="2")),
    )
    actor = draft.tutor.user
    solutions.move_file(solution=draft, actor=actor, file_id=two, up=True)
    assert [part.solution_file_id for part in plan(draft)[1:]] == [two, one, pdf]
    solutions.move_file(solution=draft, actor=actor, file_id=two, up=True)
    solutions.remove_file(solution=draft, actor=actor, file_id=two)
    assert [part.solution_file_id for part in plan(TutorSolution.objects.get())[1:]] == [one, pdf]


def test_pages_are_turned_and_put_in_order(homework: Homework) -> None:
    first, second = homework.attachments.all()
    solutions.move_photo(homework=homework, photo_id=second.pk, up=True)
    assert list(homework.attachments.all()) == [second, first]
    assert [solutions.turn_photo(photo=first, degrees=90) for _ in range(4)] == [90, 180, 270, 0]


@pytest.mark.parametrize(
    ("reports", "end"),
    [
        (["held", "sent", "delivered", "read"], "read"),
        (["read", "delivered", "sent"], "read"),
        (["delivered", "failed", "held"], "delivered"),
        (["sent", "failed", "sent"], "sent"),  # sent again
        (["failed", "delivered"], "delivered"),
        (["sent", "waiting", "held"], "held"),  # WhatsApp took it back
        (["nonsense"], "waiting"),
    ],
)
def test_a_part_follows_its_message(draft: TutorSolution, reports: list[str], end: str) -> None:
    sent(written(draft))
    part = SolutionPart.objects.get()
    for state in reports:
        services.part_progress(part_id=part.pk, state=state, at=now(), reason="because")
    part.refresh_from_db()
    assert part.state == end


def test_a_part_keeps_the_time_of_each_stage_and_its_reason(draft: TutorSolution) -> None:
    sent(written(draft))
    part, at = SolutionPart.objects.get(), now()
    assert services.part_progress(part_id=part.pk, state="failed", at=at, reason="Number is not on WhatsApp")
    part.refresh_from_db()
    assert (part.failed_at, part.reason) == (at, "Number is not on WhatsApp")
    assert services.part_progress(part_id=part.pk, state="delivered", at=at)
    part.refresh_from_db()
    assert (part.delivered_at, part.reason) == (at, "")


def test_progress_is_one_statement(draft: TutorSolution, django_assert_num_queries: Any) -> None:
    sent(written(draft))
    part = SolutionPart.objects.get()
    with django_assert_num_queries(1, connection=connection):
        services.part_progress(part_id=part.pk, state="sent", at=now())
