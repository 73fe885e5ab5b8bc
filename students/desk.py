"""What the desk finds of students and leads, and the first events in a person's life."""

from django.db.models import QuerySet

from core.pieces import PIECES, Person, SearchSource, TimelineSource, Viewer, holding
from students.models import Lead, Student
from students.search import search

see_students, see_leads = holding("students.view_student"), holding("students.view_lead")


def students(words: str, user: Viewer) -> QuerySet[Student]:
    return search(Student.objects.order_by("-registered_at"), words)


def unregistered(words: str, user: Viewer) -> QuerySet[Lead]:
    return Lead.objects.filter(student=None, profile_name__icontains=words).order_by("-first_seen_at")


def leads_of(person: Person) -> QuerySet[Lead]:
    return Lead.objects.filter(pk__in=person.leads)


def students_of(person: Person) -> QuerySet[Student]:
    return Student.objects.filter(pk__in=person.students)


PIECES.add(
    SearchSource(
        name="students.students",
        title="Students",
        order=10,
        allowed=see_students,
        rows=students,
        text=lambda student: f"{student.code}, {student.class_text}",
    ),
    SearchSource(
        name="students.leads",
        title="Leads",
        order=20,
        allowed=see_leads,
        rows=unregistered,
        text=lambda lead: "not registered yet",
    ),
    TimelineSource(
        name="students.first_seen",
        title="First message",
        allowed=see_leads,
        rows=leads_of,
        at="first_seen_at",
        text=lambda lead: "wrote for the first time",
    ),
    TimelineSource(
        name="students.registered",
        title="Registration",
        allowed=see_students,
        rows=students_of,
        at="registered_at",
        text=lambda student: f"registered as {student.code}",
    ),
)
