"""Random walks through the chat: whatever people, vendors and crashes do, nothing is lost and nobody is left without an answer.

HYPOTHESIS_PROFILE=deep, with `-o faulthandler_timeout=0`, walks much longer. A failure prints the acts; keep them for ever
beside the walks that once failed.
"""

import csv
import os
from pathlib import Path

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from conversations.tests.walk import OTHER_KINDS, PHOTOS, Act, Walk
from tests.builders import QUESTION
from tests.world import World, show_real_time

GENERATE = [Phase.generate]
"""Shrinking a failure takes many minutes; the acts of the failure say enough."""
ALLOWED = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large]
settings.register_profile(
    "modest", max_examples=2, derandomize=True, deadline=None, database=None, suppress_health_check=ALLOWED, phases=GENERATE
)
settings.register_profile("deep", max_examples=25, deadline=None, database=None, suppress_health_check=ALLOWED, phases=GENERATE)
PROFILE = settings.get_profile(os.environ.get("HYPOTHESIS_PROFILE", "modest"))

with (Path(__file__).parent / "data" / "understanding.csv").open(newline="") as file:
    LABELLED = sorted({row["text"] for row in csv.DictReader(file)})
ODD = ["x" * 5000, "لا إله", "\u202eabc", "👩🏽‍🎓" * 30, "{brand} {0} %s", "<b>&", "\n\n", " ", "#1", "0", "ﷺ" * 2000, "a\x00b"]
WAY_ON = ["hi", "menu", "Send homework", "maths", "type", "photos", "done", "yes", "no", "pay", "register", "Ada Obi", "skip",
          "SS2", "save", "talk to us", "other", QUESTION, "I have paid", "faq", "my plan", "my details", "cancel",
          "stop", "start", "my homework", "end chat", "1", "2", "3"]  # fmt: skip
STRANGE_IDS = [
    "",
    "x",
    "a.b.c:d#1",
    "menu.idle.nothing",
    "homework.hw_text.done#999",
    "anywhere.anywhere.rate:abc-9",
    f"anywhere.anywhere.solution_clear:{10**20}",
    f"homework.hw_submitted.cancel_yes:{10**20}",
    f"faq.faq_answer.read:{10**20}",
    "homework.hw_clarify.answer_now:²",
]
MINUTES = [1, 11, 31, 60 * 5, 60 * 25, 60 * 49, 60 * 24 * 8]

words = st.sampled_from(WAY_ON) | st.sampled_from(WAY_ON) | st.sampled_from(LABELLED) | st.sampled_from(ODD)
acts = st.one_of(
    st.tuples(st.just("tap"), st.integers(0, 9)),
    st.tuples(st.just("tap"), st.integers(0, 2)),
    st.tuples(st.just("tap"), st.integers(0, 2)),
    st.tuples(st.just("says"), words),
    st.tuples(st.just("says"), words, words),
    st.tuples(st.just("old_tap"), st.integers(0, 60)),
    st.tuples(st.just("strange_tap"), st.sampled_from(STRANGE_IDS)),
    st.tuples(st.just("photos"), st.lists(st.sampled_from(sorted(PHOTOS)), min_size=1, max_size=3)),
    st.tuples(st.just("voice")),
    st.tuples(st.just("kind"), st.sampled_from(sorted(OTHER_KINDS))),
    st.tuples(st.just("reaction")),
    st.tuples(st.just("again")),
    st.tuples(st.just("reordered"), words, words),
    st.tuples(st.just("crash"), words),
    st.tuples(st.just("later"), st.sampled_from(MINUTES)),
    st.tuples(st.just("expire")),
    st.tuples(st.just("pays"), st.sampled_from([0, 0, 0, -10_000, 20_000])),
    st.tuples(st.just("tutor"), st.sampled_from(["claims", "answers", "asks"])),
    st.tuples(st.just("staff"), st.sampled_from(["replies", "closes"])),
)  # fmt: skip
NEW_PERSON: list[Act] = [("says", "hi"), ("says", "register"), ("says", "Ada Obi"), ("says", "skip"), ("says", "SS2")]
PAID: list[Act] = [
    *(("says", text) for text in ("homework", "maths", QUESTION, "done", "pay")),
    ("pays", 0),
    ("tutor", "answers"),
    ("tap", 0),
]


HOMEWORK: list[Act] = [("says", text) for text in ("homework", "maths", QUESTION)]
SENT: list[Act] = [*HOMEWORK, ("says", "done"), ("says", "pay"), ("pays", 0)]
SUPPORT: list[Act] = [("says", "talk to us"), ("says", "payment"), ("says", "I paid twice, please look at it")]
PLAN: list[Act] = [("says", "plans and pay"), ("says", "1")]
WITHDRAWN: list[Act] = [("says", "done"), ("says", "send"), ("says", "cancel request")]
STAGES: dict[str, tuple[str, list[Act]]] = {
    "a name is given": ("reg_email", NEW_PERSON[:3]),
    "a class is asked for": ("reg_class", NEW_PERSON[:4]),
    "all but saved": ("reg_confirm", NEW_PERSON),
    "homework came first": ("reg_name", [("photos", ["good"])]),
    "at the menu": ("idle", []),
    "a subject is asked for": ("hw_subject", HOMEWORK[:1]),
    "type or photos": ("hw_type", HOMEWORK[:2]),
    "lines are written": ("hw_text", HOMEWORK),
    "photos are sent": ("hw_photos", [*HOMEWORK[:2], ("photos", ["good", "other"])]),
    "the last look": ("hw_review", [*HOMEWORK, ("says", "done")]),
    "about to discard": ("hw_review", [*HOMEWORK, ("says", "done"), ("says", "cancel")]),
    "a draft was left": ("idle", [*HOMEWORK, ("says", "menu"), ("later", 31)]),
    "a link is open": ("pay_pending", SENT[:-1]),
    "paid": ("pay_pending", SENT),
    "sent on a plan": ("hw_submitted", [*PLAN, ("pays", 0), *HOMEWORK, ("says", "done"), ("says", "send")]),
    "about to withdraw": ("hw_submitted", [*PLAN, ("pays", 0), *HOMEWORK, *WITHDRAWN]),
    "the tutor asks back": ("hw_clarify", [*SENT, ("tutor", "asks"), ("tap", 0)]),
    "answered": ("pay_pending", [*SENT, ("tutor", "answers")]),
    "not content": ("idle", [*SENT, ("tutor", "answers"), ("tap", 2)]),
    "a plan is being paid": ("pay_pending", PLAN),
    "a plan runs": ("sub_status", [*PLAN, ("pays", 0), ("says", "my plan")]),
    "a topic is asked for": ("sup_topic", SUPPORT[:1]),
    "waiting for support": ("sup_waiting", SUPPORT),
    "talking with support": ("sup_live", [*SUPPORT, ("staff", "replies")]),
    "the chat has ended": ("sup_closed", [*SUPPORT, ("staff", "replies"), ("staff", "closes")]),
    "a question was looked up": ("faq_topics", [("says", "faq")]),
    "no more messages": ("opted_out", [("says", "stop"), ("says", "everything")]),
}
"""Where walks begin, by name: the state that is reached there, and how."""


def walk(world: World, acts: list[Act], *, stage_name: str = "", registered: bool = True) -> None:
    """Goes to the stage, then performs the acts; nothing of it remains."""
    with transaction.atomic():
        show_real_time()
        state, way = STAGES.get(stage_name, ("", []))
        steps = Walk(world, registered=registered and not state.startswith("reg_"))
        for name, *arguments in way:
            getattr(steps, name)(*arguments)
        assert not state or steps.phone.conversation.state == state
        for act in acts:
            steps.perform(act)
        transaction.set_rollback(True)
    world.vendor.reset()
    World.__init__(world, world.vendor)


@pytest.mark.parametrize(
    ("registered", "acts"),
    [
        (False, [*NEW_PERSON, ("crash", "save"), *PAID]),
        (True, [*PAID, ("tap", 0), ("staff", "replies")]),
        (True, [("strange_tap", button_id) for button_id in STRANGE_IDS]),
    ],
)
def test_a_walk_that_once_failed_keeps_every_promise(world: World, registered: bool, acts: list[Act]) -> None:
    walk(world, acts, registered=registered)


@pytest.mark.parametrize("stage_name", STAGES)
@settings(PROFILE)
@given(acts=st.lists(acts, min_size=3, max_size=12))
def test_a_random_walk_keeps_every_promise_from(world: World, stage_name: str, acts: list[Act]) -> None:
    walk(world, acts, stage_name=stage_name)
