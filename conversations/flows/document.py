"""The conversation flows as a document, from the very classes that run: a diagram, a table and a real conversation of each."""

import inspect
import sys
from collections.abc import Iterator
from pathlib import Path

from conversations.engine import burst, moving, registry
from conversations.engine.state import ANYWHERE, Kind, State
from conversations.engine.understanding import commands
from conversations.flows.drafts import KEPT
from conversations.wording import DEFAULT_LANGUAGE, PACKS

TRANSCRIPTS = Path(__file__).parents[1] / "tests" / "transcripts"
FLOW_MARK = "# Flow: "
"""The line by which a transcript says that it shows a flow in this document."""
WORDS_SHOWN = 4
KINDS = {
    Kind.IDLE: "at rest",
    Kind.CHOICE: "a choice",
    Kind.SHORT_ANSWER: "a short answer",
    Kind.FREE_TEXT: "free text",
}
HEAD = """# Conversation flows

Written by `.venv/bin/python -m config.local document_flows` from the code; a test fails when it is stale. The conversations
in it are replayed by `conversations/tests/test_transcripts.py`, against the real webhook.
"""


def document() -> str:
    """Returns the whole document, the same for the same code."""
    flows = sorted(dict.fromkeys(state.flow for state in registry.all_states()), key=lambda flow: flow == ANYWHERE)
    parts = [HEAD, _rules(), *(_flow(name) for name in flows)]
    return "\n".join(parts)


def _rules() -> str:
    rows = [
        f"| {KINDS[kind]} | {'; '.join(_command(name, kind) for name in names)} |" for kind, names in commands.ALLOWED.items()
    ]
    drafts = "; ".join(f"{flow} {_hours(kept.total_seconds() / 3600)}" for flow, kept in KEPT.items())
    lines = [
        "## In every state",
        "",
        "Whole messages that are commands, by what the state waits for:",
        "",
        "| state waits for | commands |",
        "| --- | --- |",
        *rows,
        "",
        f"After {moving.TIME_OUT.seconds // 60} minutes without a word a flow ends and is kept as a draft ({drafts}). "
        f"Texts are gathered for the quiet seconds of their state, photos for {burst.PHOTO_QUIET.seconds} s, "
        f"never longer than {burst.GATHER_MOST.seconds} s; a tap or a command is answered at once.",
        "",
    ]
    return "\n".join(lines)


def _command(name: str, kind: Kind) -> str:
    return f"**{name.replace('_', ' ')}** ({', '.join(commands.phrases(name, kind)[:WORDS_SHOWN])})"


def _hours(hours: float) -> str:
    return f"{hours / 24:.0f} days" if hours > 72 else f"{hours:.0f} hours"


def _flow(name: str) -> str:
    states = [state for state in registry.all_states() if state.flow == name]
    about = [text.split("\n\n")[0].replace("\n", " ") for text in dict.fromkeys(map(_about, states))]
    parts = [f"## {name.capitalize()}", "", *about, "", _diagram(states), "", _table(states), "", *_conversations(name)]
    return "\n".join(parts)


def _about(state: State) -> str:
    """What the flow's module says of itself, or its folder where it has one."""
    module, flows = type(state).__module__, __name__.rpartition(".")[0]
    folder = module.rpartition(".")[0]
    return inspect.getdoc(sys.modules[module if folder == flows else folder]) or ""


def _diagram(states: list[State]) -> str:
    lines = ["```mermaid", "stateDiagram-v2"]
    for state in states:
        lines += [f"    {state.name} --> {name}" for name in dict.fromkeys((*state.exits, *state.ordered))]
        if state.previous and state.previous not in (*state.exits, *state.ordered):
            lines.append(f"    {state.name} --> {state.previous}: back")
    return "\n".join([*lines, "```"])


def _table(states: list[State]) -> str:
    head = ["state", "waits for", "understands", "leads to", "ends after", "quiet"]
    rows = [
        [f"`{state.name}`", KINDS[state.kind], "; ".join(_accepted(state)), _exits(state), _time_out(state), _quiet(state)]
        for state in states
    ]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in [head, ["---"] * len(head), *rows])


def _accepted(state: State) -> Iterator[str]:
    """The buttons with other words for them, and the kinds of messages the state does something with by itself."""
    for action in state.actions.values():
        label = PACKS[DEFAULT_LANGUAGE].get(action.line_of(state.name), action.name.replace("_", " "))
        words = ", ".join(action.words[:WORDS_SHOWN])
        yield f"[{label}]" + (f" ({words})" if words else "")
    handled = [what for what, method in _HANDLERS.items() if getattr(type(state), method) is not getattr(State, method)]
    if handled:
        yield ", ".join(handled)


_HANDLERS = {"text": "on_text", "photos": "on_photo", "voice notes": "on_voice", "other files": "on_other"}


def _exits(state: State) -> str:
    names = [f"`{name}`" for name in dict.fromkeys((*state.exits, *state.ordered))]
    return ", ".join([*names, *([f"back: `{state.previous}`"] if state.previous else [])]) or "—"


def _time_out(state: State) -> str:
    if state.kind is Kind.IDLE or state.name == ANYWHERE or not state.times_out:
        return "never"
    draft = ", draft kept" if state.keeps_draft else ""
    return f"{moving.TIME_OUT.seconds // 60} min{draft}"


def _quiet(state: State) -> str:
    return f"{state.quiet_seconds:g} s" if state.quiet_seconds else "none"


def _conversations(flow: str) -> Iterator[str]:
    for path in sorted(TRANSCRIPTS.glob("*.txt")):
        title, mark, *lines = path.read_text().splitlines()
        if mark == f"{FLOW_MARK}{flow}":
            yield "\n".join([f"### {title.removeprefix('# ')}", "", "```text", *lines, "```", ""])
