"""A flow that was left before its end: offered again, taken up, added to, or set aside for a new start."""

from collections.abc import Callable
from datetime import timedelta

from conversations.engine import registry
from conversations.engine.answers import Draft
from conversations.engine.moving import leave
from conversations.engine.state import Ask, Choice, Outcome, State, action, go, stay
from conversations.engine.turn import Turn
from conversations.flows.answers import RegistrationAnswers
from homework.models import Homework

KEPT = {"registration": timedelta(days=7), "homework": timedelta(hours=48), "support": timedelta(hours=24)}


class DraftActions(State):
    """What idle can do with a draft."""

    def ask_add_to_draft(self, turn: Turn) -> Ask:
        draft = live_draft(turn)
        assert draft is not None
        text = _with_subject(turn, "idle.add_to_draft", draft)
        new = Choice("photo_is_homework", turn.say("hw_submitted.new_homework"), of="anywhere")
        photo = any(message.has_media for message in turn.kept_messages())
        return Ask(text, [Choice("add_yes"), *([new] if photo else []), Choice("add_no")])

    @action("continue", always=True)
    def continue_draft(self, turn: Turn) -> Outcome:
        draft = live_draft(turn)
        if draft is None:
            return go("idle")
        _restore(turn, draft)
        return Outcome(to=draft.state)

    @action("new", "new one", always=True)
    def start_again(self, turn: Turn) -> Outcome:
        """The draft is set aside; the same flow starts over."""
        draft = live_draft(turn)
        turn.conversation.draft = None
        if draft and draft.state.startswith("hw_"):
            return go("hw_subject")
        return go("sup_topic") if draft and draft.state.startswith("sup_") else go("reg_name")

    @action("yes")
    def add_yes(self, turn: Turn) -> Outcome:
        """What was just sent belongs to the draft: back into the state where it fits."""
        draft = live_draft(turn)
        if draft is None:
            return go("idle")
        kept = turn.kept_messages()
        _restore(turn, draft)
        state = "hw_photos" if any(message.has_media for message in kept) else draft.state
        present, burst = turn.message, turn.messages
        turn.messages = kept
        for message in kept:
            turn.message = message
            place = registry.get(state)
            if message.has_media:
                place.on_photo(turn, message)
            else:
                place.on_text(turn, message.text)
        turn.message, turn.messages = present, burst
        return Outcome(to=state)

    @action("no")
    def add_no(self, turn: Turn) -> Outcome:
        turn.forget_answers()
        turn.note(turn.say("idle.dropped"))
        return stay()


def live_draft(turn: Turn) -> Draft | None:
    """The flow that was left, while it is young enough and its state still exists."""
    draft = Draft.from_json(turn.conversation.draft)
    state = registry.find(draft.state) if draft else None
    if not draft or not state:
        return None
    return draft if turn.at - draft.left_at <= KEPT.get(state.flow, timedelta()) else None


def take_up(turn: Turn, homework: Homework) -> str:
    """Makes a homework that was left the present one, and what is left for it the draft; returns the state to enter."""
    draft = live_draft(turn)
    left = draft if draft and draft.homework_id == homework.pk else None
    leave(turn)
    if left is None:
        turn.work_on(homework)
        return "hw_photos" if homework.has_subject else "hw_subject"
    if Draft.from_json(turn.conversation.draft) == left:
        turn.conversation.draft = None
    turn.memory.replace(left.answers)
    return left.state


def ask_about_draft(turn: Turn) -> Ask:
    """Whether to go on with what was left."""
    draft = live_draft(turn)
    assert draft is not None
    choices = [Choice(name, of="idle") for name in ("continue_draft", "start_again")]
    return Ask(_question(turn, draft), [*choices, Choice("menu", of="anywhere")])


def left_registration(turn: Turn) -> Ask | None:
    """What somebody unregistered sent waits for their registration: whether to go on with that, if it was begun."""
    left = live_draft(turn)
    turn.note(turn.say("anywhere.photo_kept" if left else "new.kept"))
    return ask_about_draft(turn) if left else None


def continue_choice(turn: Turn) -> Choice | None:
    """What leads back into the draft, if there is one."""
    draft = live_draft(turn)
    if draft is None:
        return None
    name = {"hw": "homework", "reg": "registration", "sup": "support"}[draft.state.partition("_")[0]]
    return Choice("continue_draft", turn.say(f"idle.continue_{name}"), of="idle")


def registration_question(say: Callable[..., str], draft: Draft) -> str:
    name = draft.of(RegistrationAnswers).name
    return say("idle.draft_registration", name=name) if name else say("idle.draft_registration_begun")


def _question(turn: Turn, draft: Draft) -> str:
    if draft.state.startswith("sup_"):
        return turn.say("idle.draft_support", time=turn.moment(draft.left_at))
    if draft.state.startswith("hw_"):
        return _with_subject(turn, "idle.draft_homework", draft)
    return registration_question(turn.say, draft)


def _restore(turn: Turn, draft: Draft) -> None:
    """Back to what was answered; what somebody unregistered sent since waits for their registration."""
    kept = turn.kept_messages() if draft.state.startswith("reg_") else []
    turn.memory.replace(draft.answers)
    for message in kept:
        turn.keep(message)
    turn.conversation.draft = None


def _with_subject(turn: Turn, key: str, draft: Draft) -> str:
    """A line about a draft, by its subject if it has got one."""
    pk, time = draft.homework_id, turn.moment(draft.left_at)
    homework = Homework.objects.select_related("subject").filter(pk=pk).first() if pk else None
    if homework and homework.has_subject:
        return turn.say(key, subject=homework.subject_name, time=time)
    return turn.say(f"{key}_begun", time=time)
