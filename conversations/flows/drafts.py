"""A flow that was left before its end: offered again, taken up, added to, or set aside for a new start."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from conversations.engine import registry
from conversations.engine.state import Ask, Choice, Outcome, State, action, go, stay
from conversations.engine.turn import Turn
from homework.models import Homework

KEPT = {"registration": timedelta(days=7), "homework": timedelta(hours=48), "support": timedelta(hours=24)}


class DraftActions(State):
    """What idle can do with a draft."""

    def ask_about_draft(self, turn: Turn) -> Ask:
        draft = live_draft(turn)
        assert draft is not None
        return Ask(_question(turn, draft), [Choice("continue_draft"), Choice("start_again"), Choice("menu", of="anywhere")])

    def ask_add_to_draft(self, turn: Turn) -> Ask:
        draft = live_draft(turn)
        assert draft is not None
        time = turn.moment(datetime.fromisoformat(draft["left_at"]))
        text = turn.say("idle.add_to_draft", subject=_draft_subject(draft), time=time)
        new = Choice("photo_is_homework", turn.say("hw_submitted.new_homework"), of="anywhere")
        photo = any(message.has_media for message in turn.kept_messages())
        return Ask(text, [Choice("add_yes"), *([new] if photo else []), Choice("add_no")])

    @action("continue", always=True)
    def continue_draft(self, turn: Turn) -> Outcome:
        draft = live_draft(turn)
        if draft is None:
            return go("idle")
        _restore(turn, draft)
        return Outcome(to=draft["state"])

    @action("new", "new one", always=True)
    def start_again(self, turn: Turn) -> Outcome:
        """The left draft is set aside; the same flow begins anew."""
        draft = live_draft(turn)
        turn.conversation.draft = None
        if draft and draft["state"].startswith("hw_"):
            return go("hw_subject")
        return go("sup_topic") if draft and draft["state"].startswith("sup_") else go("reg_name")

    @action("yes")
    def add_yes(self, turn: Turn) -> Outcome:
        """What was just sent belongs to the draft: back into the state where it fits."""
        draft = live_draft(turn)
        if draft is None:
            return go("idle")
        kept = turn.kept_messages()
        _restore(turn, draft)
        state = "hw_photos" if any(message.has_media for message in kept) else draft["state"]
        present = turn.message
        for message in kept:
            turn.message = message
            place = registry.get(state)
            if message.has_media:
                place.on_photo(turn, message)
            else:
                place.on_text(turn, message.text)
        turn.message = present
        return Outcome(to=state)

    @action("no")
    def add_no(self, turn: Turn) -> Outcome:
        turn.forget_answers()
        turn.note(turn.say("idle.dropped"))
        return stay()


def live_draft(turn: Turn) -> dict[str, Any] | None:
    """The flow that was left, while it is young enough and its state still exists."""
    draft = turn.conversation.draft
    state = registry.find(draft["state"]) if draft else None
    if not draft or not state:
        return None
    kept_for = KEPT.get(state.flow, timedelta())
    return draft if turn.at - datetime.fromisoformat(draft["left_at"]) <= kept_for else None


def continue_choice(turn: Turn) -> Choice | None:
    """What leads back into the draft, if there is one."""
    draft = live_draft(turn)
    if draft is None:
        return None
    name = {"hw": "homework", "reg": "registration", "sup": "support"}[draft["state"].partition("_")[0]]
    return Choice("continue_draft", turn.say(f"idle.continue_{name}"), of="idle")


def registration_question(say: Callable[..., str], draft: dict[str, Any]) -> str:
    name = draft["answers"].get("name")
    return say("idle.draft_registration", name=name) if name else say("idle.draft_registration_begun")


def _question(turn: Turn, draft: dict[str, Any]) -> str:
    time = turn.moment(datetime.fromisoformat(draft["left_at"]))
    if draft["state"].startswith("sup_"):
        return turn.say("idle.draft_support", time=time)
    if draft["state"].startswith("hw_"):
        return turn.say("idle.draft_homework", subject=_draft_subject(draft), time=time)
    return registration_question(turn.say, draft)


def _restore(turn: Turn, draft: dict[str, Any]) -> None:
    turn.conversation.answers = dict(draft["answers"])
    turn.conversation.draft = None


def _draft_subject(draft: dict[str, Any]) -> str:
    pk = draft["answers"].get("homework_id")
    homework = Homework.objects.select_related("subject").filter(pk=pk).first() if pk else None
    return homework.subject_name if homework and (homework.subject or homework.other_subject) else ""
