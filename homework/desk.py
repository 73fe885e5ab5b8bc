"""What the desk finds of homework, and when each was sent in and answered."""

from django.db.models import QuerySet

from core.pieces import PIECES, Person, SearchSource, TimelineSource, Viewer, holding
from homework.models import Homework
from homework.search import id_of_homework

see_homework = holding("homework.view_homework")


def by_number(words: str, user: Viewer) -> QuerySet[Homework]:
    return Homework.objects.filter(pk=id_of_homework(words) or 0).select_related("subject", "student")


def of_person(person: Person) -> QuerySet[Homework]:
    return Homework.objects.filter(student__in=person.students).select_related("subject")


PIECES.add(
    SearchSource(
        name="homework.by_number",
        title="Homework",
        order=30,
        allowed=see_homework,
        rows=by_number,
        text=lambda row: f"{row.subject_name}, {row.student}, {row.get_status_display().lower()}",
    ),
    TimelineSource(
        name="homework.sent",
        title="Homework",
        allowed=see_homework,
        rows=of_person,
        at="submitted_at",
        text=lambda row: f"{row.subject_name}, sent in",
    ),
    TimelineSource(
        name="homework.solved",
        title="Solved",
        allowed=see_homework,
        rows=of_person,
        at="solved_at",
        text=lambda row: f"{row.subject_name}, answered",
    ),
)
