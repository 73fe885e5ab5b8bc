"""Writes the one reply of a turn: what there is to say, the question, and its choices as buttons or a list."""

from collections.abc import Sequence

from conversations.engine import registry
from conversations.engine.state import ANYWHERE, Ask, Choice, State
from conversations.engine.turn import Turn
from conversations.models.outbound import Purpose
from conversations.outbox import queue
from conversations.outbox.contents import BUTTONS_MOST, ROWS_MOST, Option, question


def button_id(action: str, state: State, *, argument: str = "", step: int | None = None) -> str:
    """The id that a button carries: flow.state.action[:argument][#step]."""
    tail = f":{argument}" if argument else ""
    return f"{state.flow}.{state.name}.{action}{tail}" + (f"#{step}" if step is not None else "")


def options(turn: Turn, choices: Sequence[Choice]) -> list[Option]:
    """Choices as buttons or rows; those that are harmless at any time carry no step."""
    made = []
    for choice in choices:
        state = registry.get(choice.of or turn.conversation.state)
        step = None if state.actions[choice.action].always else turn.conversation.step
        label = choice.label or turn.say(state.actions[choice.action].line_of(state.name))
        made.append(Option(button_id(choice.action, state, argument=choice.argument, step=step), label, choice.description))
    return made


def write(turn: Turn, ask: Ask | None) -> None:
    """Queues the state's question, or `ask` instead, after the notes of this turn."""
    state = registry.get(turn.conversation.state)
    ask = ask or state.ask(turn)
    choices = list(ask.choices)
    if turn.conversation.misses:
        ask, choices = _explained(turn, state, ask)
    made = options(turn, [*choices[: ROWS_MOST - len(turn.offers)], *turn.offers])
    body = "\n\n".join([*turn.notes, ask.text])
    contents = question(body, made, turn.say("anywhere.choose"))
    queue.add(turn.conversation, contents, purpose=Purpose.REPLY, at=turn.at, cause=turn.message_id)


def _explained(turn: Turn, state: State, ask: Ask) -> tuple[Ask, list[Choice]]:
    """The ladder: numbers first, then an example, then a way out."""
    choices = list(ask.choices)
    lines = [state.misunderstood(turn), ask.text]
    if len(choices) > 1:
        lines += [f"{n}. {option.title}" for n, option in enumerate(options(turn, choices), 1)]
    if turn.conversation.misses == 2:
        lines.append(state.example(turn))
    if turn.conversation.misses >= 3:
        lines = [turn.say("anywhere.lost"), ask.text]
        own = choices if len(choices) <= BUTTONS_MOST else []  # a long list is left, a few buttons need not go
        way_out = [Choice("menu", of=ANYWHERE), Choice("talk_to_us", of="idle")]
        choices = [*own, *(choice for choice in way_out if choice.action not in {one.action for one in own})]
    return Ask("\n".join(lines)), choices
