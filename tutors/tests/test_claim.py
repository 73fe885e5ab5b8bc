"""Claiming, giving back, handing over: one winner, a cap, a trace of each act."""

from functools import partial

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction

from core.clock import now
from core.models import AdminSettings, AuditEntry
from homework.models import Homework
from homework.services import NotAllowed
from tests.builders import make_tutor
from tests.races import together
from tutors import services
from tutors.models import Tutor, TutorAssignment, TutorSolution
from tutors.tests.conftest import make_queued


def claim(homework: Homework, tutor: Tutor) -> TutorAssignment:
    return services.claim(homework_id=homework.pk, tutor=tutor, at=now())


@pytest.mark.django_db(transaction=True)
def test_of_many_tutors_one_wins() -> None:
    homework = make_queued()
    tutors = [make_tutor(f"tutor{number}") for number in range(6)]
    problems = together(*[partial(claim, homework, tutor) for tutor in tutors])
    assert [type(problem) for problem in problems] == [NotAllowed] * 5
    assert TutorAssignment.objects.count() == 1
    assert TutorSolution.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_cap_holds_when_one_tutor_claims_from_many_phones() -> None:
    AdminSettings.objects.create(pk=1, open_claims_per_tutor=2)
    tutor = make_tutor("tunde")
    homeworks = [make_queued() for _ in range(6)]
    problems = together(*[partial(claim, homework, tutor) for homework in homeworks])
    assert [type(problem) for problem in problems] == [NotAllowed] * 4
    assert Homework.objects.filter(status="queued").count() == 4


def test_claim_says_when_the_cap_is_reached(tutor: Tutor) -> None:
    AdminSettings.objects.create(pk=1, open_claims_per_tutor=1)
    claim(make_queued(), tutor)
    with pytest.raises(NotAllowed, match="already have 1 open"):
        claim(make_queued(), tutor)


def test_solved_work_does_not_count_against_the_cap(tutor: Tutor) -> None:
    AdminSettings.objects.create(pk=1, open_claims_per_tutor=1)
    first = claim(make_queued(), tutor)
    Homework.objects.filter(pk=first.homework_id).update(status="solved")
    claim(make_queued(), tutor)


def test_an_inactive_tutor_claims_nothing(homework: Homework, tutor: Tutor) -> None:
    Tutor.objects.update(is_active=False)
    with pytest.raises(NotAllowed, match="not active"):
        claim(homework, tutor)


def test_the_database_itself_refuses_a_second_active_assignment(homework: Homework, tutor: Tutor, other_tutor: Tutor) -> None:
    claim(homework, tutor)
    with pytest.raises(IntegrityError), transaction.atomic():
        TutorAssignment.objects.create(homework=homework, tutor=other_tutor)


def test_given_back_it_is_in_the_queue_and_the_draft_waits_for_its_tutor(
    homework: Homework, tutor: Tutor, other_tutor: Tutor
) -> None:
    claim(homework, tutor)
    draft = TutorSolution.objects.get()
    services.give_back(homework_id=homework.pk, actor=tutor.user, at=now())
    claim(homework, other_tutor)
    services.give_back(homework_id=homework.pk, actor=other_tutor.user, at=now())
    claim(homework, tutor)
    assert TutorSolution.objects.get(status="draft") == draft
    assert list(TutorAssignment.objects.order_by("id").values_list("ended_reason", flat=True)) == [
        "given_back",
        "given_back",
        "",
    ]


def test_only_its_tutor_gives_back(homework: Homework, tutor: Tutor, other_tutor: Tutor) -> None:
    claim(homework, tutor)
    with pytest.raises(NotAllowed, match="is not yours"):
        services.give_back(homework_id=homework.pk, actor=other_tutor.user, at=now())
    services.give_back(homework_id=homework.pk, actor=tutor.user, at=now())
    with pytest.raises(NotAllowed, match="is no longer yours"):
        services.ask_student(homework_id=homework.pk, actor=tutor.user, question="Which page?", at=now())


def test_an_admin_hands_work_to_another_tutor(homework: Homework, tutor: Tutor, other_tutor: Tutor, admin: User) -> None:
    claim(homework, tutor)
    services.reassign(homework_id=homework.pk, to=other_tutor, actor=admin, at=now())
    assert TutorAssignment.objects.get(released_at=None).tutor == other_tutor
    assert TutorSolution.objects.get(status="draft").tutor == other_tutor
    with pytest.raises(NotAllowed, match="has it already"):
        services.reassign(homework_id=homework.pk, to=other_tutor, actor=admin, at=now())


def test_an_admin_takes_work_back(homework: Homework, tutor: Tutor, admin: User) -> None:
    claim(homework, tutor)
    services.take_back(homework_id=homework.pk, actor=admin, at=now())
    homework.refresh_from_db()
    assert homework.status == "queued"
    assert TutorSolution.objects.get().status == "set_aside"


def test_every_act_leaves_a_trace(homework: Homework, tutor: Tutor, other_tutor: Tutor, admin: User) -> None:
    claim(homework, tutor)
    services.reassign(homework_id=homework.pk, to=other_tutor, actor=admin, at=now())
    services.give_back(homework_id=homework.pk, actor=other_tutor.user, at=now())
    acts = AuditEntry.objects.filter(actor__isnull=False).order_by("id").values_list("name", "actor__username")
    assert list(acts) == [("homework.claimed", "tunde"), ("homework.reassigned", "amina"), ("homework.given_back", "zainab")]
