"""docs/conversation-flows.md says what the code does."""

from config.environment import BASE_DIR
from conversations.engine import registry
from conversations.flows import document

WRITTEN = BASE_DIR / "docs" / "conversation-flows.md"


def test_the_document_is_up_to_date() -> None:
    stale = "Stale: run `.venv/bin/python -m config.local document_flows`."
    assert WRITTEN.read_text() == document.document(), stale


def test_every_flow_has_its_diagram_its_states_and_a_conversation() -> None:
    text = document.document()
    for state in registry.all_states():
        assert f"| `{state.name}` |" in text
        part = text.split(f"\n## {state.flow.capitalize()}\n")[1].split("\n## ")[0]
        assert "```mermaid" in part
        assert "\n### " in part, f"No transcript carries «{document.FLOW_MARK}{state.flow}»."
