"""What other apps send to a person while staff talk with them is shown in the thread, so that nobody asks twice."""

from datetime import datetime
from typing import Any

from core.money import naira
from homework.models import Homework
from payments import events as payment_events
from payments.models import Payment
from students.models import Lead, Student
from support import services
from tutors import events as tutor_events
from tutors.models import TutorSolution


def connect() -> None:
    tutor_events.solution_delivered.connect(on_solution_delivered)
    tutor_events.clarification_asked.connect(on_clarification_asked)
    payment_events.payment_confirmed.connect(on_payment_confirmed)
    payment_events.payment_held.connect(on_payment_held)


def on_solution_delivered(solution: TutorSolution, at: datetime, **_: Any) -> None:
    _note(solution.homework.student, f"The answer to {solution.homework} went to the student.", at)


def on_clarification_asked(homework: Homework, at: datetime, **_: Any) -> None:
    _note(homework.student, f"The tutor of {homework} asked the student: {homework.clarification_question}", at)


def on_payment_confirmed(payment: Payment, at: datetime, **_: Any) -> None:
    _note(payment.student, f"Payment {payment.reference} was confirmed: {naira(payment.amount_kobo)}.", at)


def on_payment_held(payment: Payment, at: datetime, **_: Any) -> None:
    _note(payment.student, f"Payment {payment.reference} came in but is held: {payment.get_outcome_display().lower()}.", at)


def _note(student: Student, text: str, at: datetime) -> None:
    lead = Lead.objects.filter(student=student).first()
    if lead:
        services.add_note(lead=lead, text=text, at=at)
