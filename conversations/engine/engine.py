"""Runs a burst of messages through the states and writes the one reply. The caller holds the lock and the transaction."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from conversations.engine import registry, reply, understanding
from conversations.engine.moving import enter, is_expired, leave
from conversations.engine.state import ANYWHERE, Ask, Choice, Kind, Outcome, State, go, missed, silence, stay
from conversations.engine.turn import Turn
from conversations.engine.understanding import Said, danger
from conversations.models import Conversation, InboundMessage, OutboundMessage

Inbound = InboundMessage.Kind

OLD = timedelta(hours=12)
COMMAND_ACTIONS = {
    "homework": "send_homework",
    "status": "my_homework",
    "support": "talk_to_us",
    "register": "register",
    "prices": "prices",
    "how_it_works": "how_it_works",
    "faq": "faqs",
    "plan": "my_plan",
    "details": "my_details",
    "privacy": "privacy",
}
HAND_OVERS_MOST = 4
THUMBS_UP = "\N{THUMBS UP SIGN}"


def run(conversation: Conversation, messages: Sequence[InboundMessage], at: datetime, *, released: int = 0) -> bool:
    """Lets the states react to each message in order, then queues the one reply and saves the conversation.

    Args:
        released: how many held messages go out with this turn because the window is open again.

    Returns:
        Whether there is a reply.
    """
    since = conversation.entered_at if conversation.state != "new" else messages[0].sent_at
    turn = Turn(conversation, at, messages, released=released)
    _leave_what_ended(turn)
    newest = max(message.sent_at for message in messages)
    conversation.last_inbound_at = max(newest, conversation.last_inbound_at or newest)
    answered, ask = False, None
    for message in messages:
        turn.message = message
        message.handled_in = conversation.state
        overtaken = at - message.sent_at > OLD and message.sent_at < since and message.kind != Inbound.TAP
        late = overtaken and not registry.get(conversation.state).takes_late
        outcome = _too_late(turn, message) if late else _react(turn, message)
        if not outcome.silent:
            answered, ask = True, _apply(turn, outcome)
    if answered:
        reply.write(turn, ask)
    turn.save()
    return answered


def _leave_what_ended(turn: Turn) -> None:
    """A state whose time ran out, or whose matter is settled, is left before the first message is read."""
    state = registry.find(turn.conversation.state)
    if state is None or is_expired(turn.conversation, turn.messages[0].sent_at):
        leave(turn, cause="time-out")
    elif state.is_over(turn):
        leave(turn, cause="over")


def run_news(conversation: Conversation, at: datetime) -> None:
    """Lets the present state speak by itself when what it waits for has happened."""
    turn = Turn(conversation, at)
    ask = registry.get(conversation.state).on_news(turn) if registry.find(conversation.state) else None
    if ask:
        reply.write(turn, ask)
        turn.save()


def _react(turn: Turn, message: InboundMessage) -> Outcome:
    state = registry.get(turn.conversation.state)
    match message.kind:
        case Inbound.TAP:
            return _tapped(turn, message)
        case Inbound.TEXT:
            return _typed(turn, state, message.text or "hi")
        case Inbound.IMAGE:
            return state.on_photo(turn, message)
        case Inbound.DOCUMENT if message.is_picture:
            return state.on_photo(turn, message)
        case Inbound.VOICE:
            return state.on_voice(turn, message)
        case Inbound.REACTION:
            agreed = _agreed(turn.conversation, message)
            return _act(turn, agreed) if agreed else silence()
        case Inbound.STICKER:
            return state.on_sticker(turn, message)
        case Inbound.UNSUPPORTED if message.of_unknown_kind and _told_lately(turn):
            return silence()
        case _:
            return state.on_other(turn, message)


def _too_late(turn: Turn, message: InboundMessage) -> Outcome:
    """A message that took half a day to reach us, while the chat went on: nothing is done by it unasked."""
    message.result = "too_late"
    if message.kind in {Inbound.STICKER, Inbound.REACTION}:
        return silence()
    turn.note(turn.say("anywhere.late", time=turn.moment(message.sent_at)))
    return stay()


def _agreed(conversation: Conversation, reaction: InboundMessage) -> understanding.Act | None:
    """What a thumbs-up says yes to: only to a yes-no question, and only while that is the last thing we sent."""
    sent = OutboundMessage.objects.filter(conversation=conversation, sent_at__isnull=False)
    last = sent.order_by("-created_at", "-id").first()
    if last is None or last.wamid != reaction.reply_to or not reaction.text.startswith(THUMBS_UP):
        return None
    return understanding.yes(last.content.get("options", []))


def _told_lately(turn: Turn) -> bool:
    """Whether the person was told within the hour that we cannot open such things; if not, they are told now."""
    assert turn.message is not None
    told = InboundMessage.objects.filter(conversation=turn.conversation, result="told", kind=Inbound.UNSUPPORTED)
    if told.filter(processed_at__gt=turn.at - timedelta(hours=1)).exists():
        return True
    turn.message.result = "told"
    return any(message.result == "told" for message in turn.messages if message is not turn.message)


def _tapped(turn: Turn, message: InboundMessage) -> Outcome:
    act = understanding.tapped(message.tap_id)
    if act:
        return _act(turn, act)
    return _typed(turn, registry.get(turn.conversation.state), message.text) if message.text else missed()


def _act(turn: Turn, act: understanding.Act) -> Outcome:
    present = act.state.name in {turn.conversation.state, ANYWHERE} and act.step == turn.conversation.step
    if not present and not act.action.always:
        turn.note(turn.say("anywhere.earlier_button"))
        return stay()
    if act.state.name == "idle" != turn.conversation.state:
        leave(turn)  # a row of the menu, tapped in the middle of a flow
    return _keeping_draft(turn, act.state, act.action.react(act.state, turn, *([act.argument] if act.argument else [])))


def _keeping_draft(turn: Turn, asked: State, outcome: Outcome) -> Outcome:
    """A button of another flow may end the present one; what was answered in that one stays as its draft."""
    present = registry.get(turn.conversation.state)
    if outcome.to == "idle" and asked.name not in {present.name, ANYWHERE} and present.kind is not Kind.IDLE:
        leave(turn)
    return outcome


def _typed(turn: Turn, state: State, text: str) -> Outcome:
    if danger.is_told(text):
        return _in_danger(turn, state, text)
    shown = _last_options(turn.conversation) if state.reads_choices(turn) else []
    reading = understanding.read(Said(text, state, shown, turn.conversation.step, turn.alone))
    match reading:
        case understanding.Command(name):
            return _command(turn, state, name)
        case understanding.Act():
            return _act(turn, reading)
        case understanding.Free() if greets(state, text):
            return state.on_greeting(turn, text) or _greeted(turn, text)
        case understanding.Free():
            return state.on_text(turn, text)


def _in_danger(turn: Turn, state: State, text: str) -> Outcome:
    """People are called, and the flow rests until one of them or the student goes on; what was said in it is kept."""
    assert turn.message is not None
    turn.message.result = "danger"
    usual = state.on_text(turn, text) if state.kind is Kind.FREE_TEXT else stay()
    called = registry.get(ANYWHERE).actions["in_danger"].react(registry.get(ANYWHERE), turn)
    return called if state.answers else usual


def _greeted(turn: Turn, text: str) -> Outcome:
    turn.note(turn.say("anywhere.hello" if understanding.is_greeting(text) else "anywhere.welcome"))
    return stay()


def greets(state: State, text: str) -> bool:
    """In the middle of a flow; idle has its own answer to a greeting, and in free text it is part of what is written."""
    if state.kind is Kind.CHOICE:
        return understanding.is_greeting(text) or understanding.is_thanks(text)
    thanks = state.spelling and understanding.is_thanks(text)  # Grace may be a name
    return state.kind is Kind.SHORT_ANSWER and (thanks or understanding.is_greeting(text))


def _last_options(conversation: Conversation) -> list[dict[str, str]]:
    """The choices that the person saw last, whoever asked."""
    shown = (
        OutboundMessage.objects.filter(conversation=conversation, content__has_key="options")
        .exclude(status__in=[OutboundMessage.Status.HELD, OutboundMessage.Status.FAILED])
        .order_by("-created_at", "-id")
        .first()
    )
    return shown.content["options"] if shown else []


def _command(turn: Turn, state: State, command: str) -> Outcome:
    own = state.on_command(turn, command)
    if own is not None:
        return own
    match command:
        case "help":
            turn.note(state.help(turn))
            return stay()
        case "back" if state.previous:
            return go(state.previous)
        case "cancel":
            return cancel(turn, state)
        case "stop":
            choices = [Choice(name, of=ANYWHERE) for name in ("stop_reminders", "stop_everything", "keep_going")]
            return stay(ask=Ask(turn.say("anywhere.stop"), choices))
        case "start" if turn.conversation.opted_out_at:
            turn.conversation.opted_out_at = None
            turn.note(turn.say("anywhere.welcome_back"))
        case "paid":
            return _act(turn, understanding.Act(registry.get("pay_pending"), "i_have_paid"))
    if state.name != "idle":
        leave(turn)
    idle = registry.get("idle")
    return idle.actions[COMMAND_ACTIONS[command]].react(idle, turn) if command in COMMAND_ACTIONS else go("idle")


def cancel(turn: Turn, state: State) -> Outcome:
    """Leaves a flow for good; asks first where something typed or sent would be lost."""
    if state.has_content(turn):
        choices = [Choice(name, of=ANYWHERE) for name in ("discard", "keep_going")]
        return stay(ask=Ask(turn.say("anywhere.discard_question"), choices))
    state.throw_away(turn)
    return go("idle")


def _apply(turn: Turn, outcome: Outcome) -> Ask | None:
    """Moves the conversation as decided; returns the question to ask instead of the state's own, if any."""
    for _ in range(HAND_OVERS_MOST):
        if outcome.missed:
            turn.conversation.misses += 1
            if turn.message:
                turn.message.result = "not_understood"
            return None
        turn.conversation.misses = 0
        if outcome.to:
            enter(turn, outcome.to)
        if not outcome.hand_over:
            return outcome.ask
        assert turn.message is not None
        outcome = _react(turn, turn.message)
    return None
