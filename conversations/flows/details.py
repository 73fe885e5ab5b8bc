"""What we know of a registered student, and one change at a time through the questions of the registration."""

from conversations.engine.state import Ask, Choice
from conversations.engine.turn import Turn
from students import services


def shown(turn: Turn) -> Ask:
    student = turn.student
    assert student is not None
    text = turn.say(
        "details.shown",
        name=student.full_name,
        email=student.email or turn.say("details.no_email"),
        class_text=student.class_text,
    )
    return Ask(text, [Choice("change_details", of="idle"), Choice("menu", of="anywhere")])


def which(turn: Turn) -> Ask:
    choices = [Choice(name, of="idle") for name in ("change_name", "change_email", "change_class")]
    return Ask(turn.say("details.which"), choices)


def save(turn: Turn) -> None:
    """Saves the one thing that was just answered; the answers then have done their work."""
    student, answers = turn.student, turn.answers
    assert student is not None
    changes = {field: answers[key] for key, field in FIELDS.items() if key in answers}
    services.change_details(student=student, **changes)
    turn.forget_answers()
    turn.note(turn.say("details.saved"))


FIELDS = {"name": "full_name", "email": "email", "class_text": "class_text", "level": "level", "age_band": "age_band"}
"""What the registration's answers are called -> the student's fields."""
