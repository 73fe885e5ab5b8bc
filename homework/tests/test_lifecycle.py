"""The road of a homework: which act leads from which status to which, what it keeps, and who wins where several act at once."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest
from django.db import connection, transaction

from core.clock import now
from core.models import AdminSettings, AuditEntry
from homework import events, services
from homework.models import Homework
from homework.services import NotAllowed
from tests.builders import make_homework
from tests.races import together

Status = Homework.Status
HOUR = timedelta(hours=1)
Act = Callable[[Homework], object]

ACTS: dict[str, Act] = {
    "submit": lambda homework: services.submit_for_payment(homework=homework, at=now()),
    "reopen": lambda homework: services.reopen_draft(homework=homework),
    "release": lambda homework: services.release(homework_id=homework.pk, at=now()),
    "withhold": lambda homework: services.withhold(homework_id=homework.pk),
    "cancel": lambda homework: services.cancel(homework_id=homework.pk, at=now()),
    "assign": lambda homework: services.assign(homework_id=homework.pk),
    "unassign": lambda homework: services.unassign(homework_id=homework.pk, at=now()),
    "ask": lambda homework: services.ask_clarification(homework_id=homework.pk, question="Which page?", at=now()),
    "answer": lambda homework: services.answer_clarification(homework_id=homework.pk, at=now()),
    "solve": lambda homework: services.mark_solved(homework_id=homework.pk, at=now()),
    "close": lambda homework: services.close(homework_id=homework.pk, at=now()),
    "dispute": lambda homework: services.dispute(homework_id=homework.pk),
}
LEADS: dict[str, dict[str, str]] = {
    "submit": {Status.DRAFT: Status.AWAITING_PAYMENT, Status.AWAITING_PAYMENT: Status.AWAITING_PAYMENT},
    "reopen": {Status.AWAITING_PAYMENT: Status.DRAFT},
    "release": {Status.DRAFT: Status.QUEUED, Status.AWAITING_PAYMENT: Status.QUEUED},
    "withhold": {Status.QUEUED: Status.AWAITING_PAYMENT},
    "cancel": dict.fromkeys([Status.DRAFT, Status.AWAITING_PAYMENT, Status.QUEUED], Status.CANCELLED),
    "assign": {Status.QUEUED: Status.ASSIGNED},
    "unassign": dict.fromkeys([Status.ASSIGNED, Status.NEEDS_CLARIFICATION], Status.QUEUED),
    "ask": {Status.ASSIGNED: Status.NEEDS_CLARIFICATION},
    "answer": {Status.NEEDS_CLARIFICATION: Status.ASSIGNED},
    "solve": dict.fromkeys(
        [Status.ASSIGNED, Status.NEEDS_CLARIFICATION, Status.SOLVED, Status.DISPUTED],
        Status.SOLVED,
    ),
    "close": dict.fromkeys([Status.SOLVED, Status.CLOSED], Status.CLOSED),
    "dispute": dict.fromkeys([Status.SOLVED, Status.CLOSED, Status.DISPUTED], Status.DISPUTED),
}
"""Where each act leads from where. From anywhere else it is refused."""
pytestmark = pytest.mark.django_db


def in_status(status: str) -> Homework:
    homework = make_homework()
    released_at = None if status in {Status.DRAFT, Status.AWAITING_PAYMENT, Status.CANCELLED} else now()
    Homework.objects.filter(pk=homework.pk).update(status=status, released_at=released_at)
    return homework


def row_of(homework: Homework) -> dict[str, Any]:
    return dict(Homework.objects.filter(pk=homework.pk).values().get())


@pytest.mark.parametrize("status", Status.values)
@pytest.mark.parametrize("act", ACTS)
def test_each_act_leads_on_from_where_it_may_and_is_refused_elsewhere(act: str, status: str) -> None:
    homework = in_status(status)
    before = row_of(homework)
    if status in LEADS[act]:
        ACTS[act](homework)
        assert row_of(homework)["status"] == LEADS[act][status]
        return
    with pytest.raises(NotAllowed, match=rf"No\. {homework.code} is "), transaction.atomic():
        ACTS[act](homework)
    assert row_of(homework) == before
    assert not AuditEntry.objects.exists()


@pytest.mark.parametrize("act", ACTS)
def test_no_act_trusts_what_its_caller_held(act: str) -> None:
    """The row is read afresh under its lock: a homework that was cancelled meanwhile is cancelled."""
    homework = in_status(next(iter(LEADS[act])))
    Homework.objects.filter(pk=homework.pk).update(status=Status.CANCELLED)
    with pytest.raises(NotAllowed):
        ACTS[act](homework)


def test_an_act_on_nothing_is_told_as_such() -> None:
    with pytest.raises(Homework.DoesNotExist):
        services.release(homework_id=0, at=now())


def test_the_moment_of_the_first_send_is_kept() -> None:
    homework, at = make_homework(), now()
    services.submit_for_payment(homework=homework, at=at)
    services.reopen_draft(homework=homework)
    services.submit_for_payment(homework=homework, at=at + HOUR)
    services.release(homework_id=homework.pk, at=at + 2 * HOUR)
    homework.refresh_from_db()
    assert (homework.submitted_at, homework.released_at) == (at, at + 2 * HOUR)


def test_what_a_plan_covers_is_sent_and_released_in_one_moment() -> None:
    at = now()
    homework = services.release(homework_id=make_homework().pk, at=at)
    assert (homework.submitted_at, homework.released_at) == (at, at)


@pytest.mark.parametrize(("own", "promised"), [(None, 12), (24, 24)])
def test_the_promise_counts_from_release_by_the_homeworks_own_hours_or_those_of_the_settings(
    own: int | None, promised: int
) -> None:
    homework, at = make_homework(), now()
    Homework.objects.update(answer_hours=own)
    assert services.release(homework_id=homework.pk, at=at).answer_due_at == at + promised * HOUR
    AdminSettings.objects.create(pk=1, answer_hours=6)
    assert Homework.objects.get().answer_due_at == at + promised * HOUR, "what was promised stays"


def test_a_homework_that_is_withheld_and_paid_anew_gets_a_promise_anew() -> None:
    at = now()
    homework = make_homework(status=Status.QUEUED, at=at)
    services.withhold(homework_id=homework.pk)
    homework = services.release(homework_id=homework.pk, at=at + HOUR)
    assert (homework.released_at, homework.answer_due_at) == (at + HOUR, at + 13 * HOUR)


def questioned(at: datetime) -> Homework:
    """A homework that was released twelve hours before its promise and asked about at once."""
    homework = make_homework(status=Status.ASSIGNED, at=at)
    return services.ask_clarification(homework_id=homework.pk, question="Which page?", at=at)


@pytest.mark.parametrize("act", ["answer_clarification", "unassign", "mark_solved"])
def test_the_promise_stands_still_while_an_answer_is_awaited(act: str) -> None:
    at = now()
    homework = questioned(at)
    assert (homework.clarification_question, homework.clarification_asked_at) == ("Which page?", at)
    homework = getattr(services, act)(homework_id=homework.pk, at=at + 5 * HOUR)
    assert (homework.answer_due_at, homework.clarification_asked_at) == (at + 17 * HOUR, None)
    assert homework.clarification_question == "Which page?", "what was asked stays to be read"


def test_a_clock_that_went_back_brings_no_promise_forward() -> None:
    at = now()
    homework = services.answer_clarification(homework_id=questioned(at).pk, at=at - HOUR)
    assert homework.answer_due_at == at + 12 * HOUR


def test_further_versions_leave_the_moment_of_the_first_answer() -> None:
    at = now()
    homework = make_homework(status=Status.SOLVED, at=at)
    assert services.mark_solved(homework_id=homework.pk, at=at + HOUR).solved_at == at


def test_a_later_rating_counts_and_closing_again_keeps_both_moment_and_rating() -> None:
    homework, at = make_homework(status=Status.SOLVED), now()
    services.close(homework_id=homework.pk, at=at)
    services.close(homework_id=homework.pk, at=at + HOUR, rating=4)
    services.close(homework_id=homework.pk, at=at + 2 * HOUR)
    closed = services.close(homework_id=homework.pk, at=at + 3 * HOUR, rating=5)
    assert (closed.closed_at, closed.rating) == (at, 5)


def test_a_cancelled_homework_says_when_and_is_announced_inside_the_transaction() -> None:
    homework, at = make_homework(status=Status.QUEUED), now()
    heard: list[tuple[int, str, datetime, bool]] = []

    def hear(homework: Homework, at: datetime, **_: object) -> None:
        heard.append((homework.pk, homework.status, at, connection.in_atomic_block))

    events.homework_cancelled.connect(hear)
    services.cancel(homework_id=homework.pk, at=at)
    events.homework_cancelled.disconnect(hear)
    assert heard == [(homework.pk, Status.CANCELLED, at, True)]
    assert Homework.objects.get().closed_at == at


@pytest.mark.parametrize(
    ("act", "name"), [("release", "homework.released"), ("withhold", "homework.withheld"), ("cancel", "homework.cancelled")]
)
def test_acts_of_nobody_in_person_leave_a_trace(act: str, name: str) -> None:
    homework = in_status(next(iter(LEADS[act])))
    ACTS[act](homework)
    entry = AuditEntry.objects.get()
    assert (entry.name, entry.subject_id, entry.actor) == (name, str(homework.pk), None)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("act", ["release", "assign", "cancel", "withhold", "answer"])
def test_of_several_who_do_the_same_at_once_one_does_it(act: str) -> None:
    homework = in_status(next(iter(LEADS[act])))
    problems = together(*[partial(ACTS[act], homework)] * 5)
    assert [type(problem) for problem in problems] == [NotAllowed] * 4


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("act", ["cancel", "withhold"])
def test_a_homework_is_claimed_or_taken_out_of_the_queue_but_never_both(act: str) -> None:
    homework = in_status(Status.QUEUED)
    problems = together(partial(ACTS[act], homework), partial(ACTS["assign"], homework))
    assert [type(problem) for problem in problems] == [NotAllowed]
    assert row_of(homework)["status"] in {LEADS[act][Status.QUEUED], Status.ASSIGNED}
