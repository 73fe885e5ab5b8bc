"""The labelled set: what each line of `data/understanding.csv` means in the state where it is typed.

A state may carry the question it has just asked: `hw_review?discard`. Run with `-s` to see precision and recall of each kind.
"""

import csv
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import asdict
from itertools import groupby
from pathlib import Path

import pytest
from django.db import transaction

from conversations.engine import engine, registry, reply, understanding
from conversations.engine.answers import Carried
from conversations.engine.state import Ask, Choice, Kind, Outcome, State
from conversations.engine.turn import Turn
from conversations.engine.understanding import Said
from conversations.flows.answers import RegistrationAnswers, SupportAnswers
from conversations.models import Conversation, InboundMessage
from core.clock import now
from homework import services as homework
from homework.models import Homework, Subject
from payments import services as payments
from support.models import SupportMessage
from tests.builders import make_conversation, make_lead, make_student, make_ticket

FILE = Path(__file__).parent / "data" / "understanding.csv"
LEAST_RIGHT = 0.99
"""Lines that are misread stay in the file: they say what to teach next. Homework taken for a command is never allowed."""
SUM = "Solve for x and show every step: 2x + 3 = 7"
Line = tuple[str, str, str]

QUESTIONS: dict[str, Callable[[State, Turn], Ask]] = {
    "discard": lambda state, turn: asked(engine.cancel(turn, state)),
    "edit": lambda state, turn: asked(state.actions["edit"].react(state, turn)),
    "keep": lambda state, turn: Ask("Keep it?", [Choice("keep"), Choice("change")]),
    "change": lambda state, turn: asked(state.actions["change"].react(state, turn)),
    "other": lambda state, turn: asked(state.actions["other"].react(state, turn)),
    "short": lambda state, turn: Ask("Is that all?", [Choice("that_is_all"), Choice("start_over")]),
    "single": lambda state, turn: Ask("Is that your full name?", [Choice("single_is_right")]),
    "typo": lambda state, turn: Ask("Did you mean …?", [Choice("fix"), Choice("it_is_right")]),
}
"""The questions that a state may ask besides its own."""


def lines() -> list[Line]:
    with FILE.open(newline="") as file:
        return [(row["state"], row["text"], row["expected"]) for row in csv.DictReader(file)]


def asked(outcome: Outcome) -> Ask:
    assert outcome.ask is not None
    return outcome.ask


@pytest.fixture
def people(db: None) -> dict[str, int]:
    """A registered student and a stranger, by whether they are registered: ids of their conversations."""
    registered = make_conversation(make_student(), wa_id="2348030000001")
    stranger = make_conversation(make_lead(), wa_id="2348030000002")
    return {"registered": registered.pk, "stranger": stranger.pk}


def conversation_in(state: str, people: dict[str, int]) -> Conversation:
    """A conversation that has arrived in that state, with what the way there has left."""
    stranger = state in {"new", "idle_lead"} or state.startswith("reg_")
    conversation = Conversation.objects.get(pk=people["stranger" if stranger else "registered"])
    conversation.state = state.removesuffix("_lead")
    if state.startswith("reg_"):
        conversation.answers = {"name": "Ada", "email": "ada@gmial.com", "class_text": "SS2", "level": "senior"}
    if state.startswith("hw_"):
        start_homework(conversation, with_text=state in {"hw_text", "hw_photos", "hw_review"})
    if state == "hw_submitted":
        Homework.objects.filter(pk=conversation.answers["homework_id"]).update(answer_due_at=now())
    if state == "hw_clarify":
        sent = homework.release(homework_id=conversation.answers["homework_id"], at=now())
        homework.assign(homework_id=sent.pk)
        homework.ask_clarification(homework_id=sent.pk, question="Which value of x?", at=now())
    if state.startswith("pay_"):
        draft = start_homework(conversation, with_text=True)
        homework.quote(homework=draft, at=now())
        homework.submit_for_payment(homework=draft, at=now())
        draft.refresh_from_db()
        payments.open_attempt(homework=draft, at=now())
    if state in {"sup_waiting", "sup_live"}:
        assert conversation.lead is not None
        make_ticket(conversation.lead, text="")
    conversation.save()
    return conversation


def start_homework(conversation: Conversation, *, with_text: bool) -> Homework:
    assert conversation.student is not None
    draft = homework.start_draft(student=conversation.student, at=now())
    if with_text or conversation.state != "hw_subject":
        homework.set_subject(homework=draft, subject=Subject.objects.get(name="Mathematics"))
    if with_text:
        homework.add_text(homework=draft, message_id="m0", text=SUM, sent_at=now())
    conversation.answers = {"homework_id": draft.pk}
    return draft


def reading_of(turn: Turn, shown: list[dict[str, str]], text: str) -> str:
    """What the text means there, as the file names it."""
    state = registry.get(turn.conversation.state)
    match understanding.read(Said(text, state, shown if state.reads_choices(turn) else [], turn.conversation.step)):
        case understanding.Command(name):
            return f"command:{name}"
        case understanding.Act() as act:
            return name_of(act)
        case _ if engine.greets(state, text):
            return "greeting"
        case _:
            return what_became_of(turn, state, shown, text)


def name_of(act: understanding.Act) -> str:
    if act.name == "menu":
        return "command:menu"
    if act.state.name == "sup_topic":
        return f"topic:{act.argument}"
    if act.name == "pick":
        return f"subject:{Subject.objects.get(pk=act.argument).name}"
    commands = {action: command for command, action in engine.COMMAND_ACTIONS.items()}
    if act.state.name == "idle" and act.name in commands:
        return f"command:{commands[act.name]}"
    return f"choice:{act.name}"


def what_became_of(turn: Turn, state: State, shown: list[dict[str, str]], text: str) -> str:
    """Lets the state judge the text and tells what it kept of it."""
    turn.notes.clear()
    before, parts = turn.memory.to_json(), len(turn.homework.text_parts) if turn.homework_begun else 0
    outcome = state.on_text(turn, text)
    if outcome.hand_over and outcome.to:
        turn.conversation.state, turn.conversation.step = outcome.to, turn.conversation.step + 1
        return reading_of(turn, shown, text)
    if outcome.missed:
        return "not_understood" if state.misunderstood(turn) == turn.say("anywhere.missed") else "refused"
    current = turn.homework_begun
    if SupportMessage.objects.exists() or turn.told(Carried).kept or (current and len(current.text_parts) > parts):
        return "content"
    if current and before.get("names_other_subject"):
        return f"subject:{current.subject_name}"
    if current and state.name == "hw_subject" and outcome.to:
        return f"subject:{current.subject_name}"
    if state.name == "pay_pending" and outcome.silent:
        return "choice:i_have_paid"
    if state.name == "sup_topic" and outcome.to:
        return f"topic:{turn.told(SupportAnswers).topic}"
    changed = [key for key in ("name", "email", "class_text") if turn.memory.to_json().get(key) != before.get(key)]
    if state.name == "reg_class" and (outcome.to or "class_text" in changed):
        return f"class:{turn.told(RegistrationAnswers).class_text}"
    if state.name == "reg_class" and outcome.ask:
        return "choice:group"
    if changed or (outcome.to and state.name.startswith("reg_")):
        return state.name.removeprefix("reg_")
    if turn.notes and turn.notes != [turn.say("anywhere.welcome")]:
        return "refused"
    return "greeting" if state.kind is Kind.IDLE else "answered"


def readings(people: dict[str, int]) -> Iterator[tuple[Line, str]]:
    for place, group in groupby(sorted(lines()), key=lambda line: line[0]):
        name, _, question = place.partition("?")
        with transaction.atomic():
            conversation = conversation_in(name, people)
            message = InboundMessage.objects.create(
                vendor_id="m1", conversation=conversation, kind="text", sent_at=now(), payload={}
            )
            turn = Turn(conversation, now(), [message], message)
            state = registry.get(conversation.state)
            ask = QUESTIONS[question](state, turn) if question else state.ask(turn)
            shown = [asdict(option) for option in reply.options(turn, ask.choices)]
            turn.save()
            for line in group:
                with transaction.atomic():
                    said = deepcopy(message)
                    said.text = line[1]
                    fresh = Turn(deepcopy(conversation), now(), [said], said)
                    yield line, reading_of(fresh, shown, line[1])
                    transaction.set_rollback(True)
            transaction.set_rollback(True)


def report(pairs: list[tuple[str, str]]) -> str:
    """Precision and recall of each kind of reading, from (expected, found)."""
    right = Counter(expected for expected, found in pairs if expected == found)
    expected_all, found_all = Counter(expected for expected, _ in pairs), Counter(found for _, found in pairs)
    rows = [f"{'kind':<28}{'lines':>6}{'precision':>11}{'recall':>8}"]
    for kind in sorted({*expected_all, *found_all}):
        precision = right[kind] / found_all[kind] if found_all[kind] else 1
        recall = right[kind] / expected_all[kind] if expected_all[kind] else 0
        rows.append(f"{kind:<28}{expected_all[kind]:>6}{precision:>11.2f}{recall:>8.2f}")
    return "\n".join(rows)


def test_every_labelled_line_is_read_as_labelled(people: dict[str, int]) -> None:
    found = list(readings(people))
    wrong = [f"{line[0]}: {line[1]!r} is {line[2]}, was read as {reading}" for line, reading in found if line[2] != reading]
    kinds = report([(line[2].split(":")[0], reading.split(":")[0]) for line, reading in found])
    each = report([(line[2], reading) for line, reading in found])
    sys.stdout.write("\n".join(["", kinds, "", each, "", *wrong, ""]))
    taken = [text for text in wrong if " is content, was read as " in text and not text.endswith("not_understood")]
    assert taken == [], "Homework was taken for something else."
    assert len(found) >= 3_500
    assert 1 - len(wrong) / len(found) >= LEAST_RIGHT, "\n".join(wrong)
