"""A flow that cannot work is refused when the product starts, with all that is wrong in words."""

import ast
import re
from pathlib import Path

import pytest

from config.environment import BASE_DIR
from conversations.engine import checks, registry, source, understanding
from conversations.engine.engine import COMMAND_ACTIONS
from conversations.engine.registry import BadFlow
from conversations.engine.state import Ask, Choice, Outcome, State, action, go
from conversations.engine.turn import Turn
from conversations.outbox import queue
from conversations.wording import PACKS


class School(State):
    name = "reg_school"
    flow = "registration"
    previous = "reg_class"
    exits = ("reg_confirm", "reg_email")

    @action()
    def skip(self, turn: Turn) -> Outcome:
        return go("reg_confrim")

    def on_text(self, turn: Turn, text: str) -> Outcome:
        return go("reg_confirm", ask=Ask("Where?", [Choice("skip"), Choice("ski")]))


@pytest.fixture
def school(monkeypatch: pytest.MonkeyPatch) -> State:
    """One more state, with every mistake there is."""
    monkeypatch.setattr(registry, "_states", dict(registry._states))
    registry.register(School)
    return registry.get("reg_school")


def refusal() -> list[str]:
    with pytest.raises(BadFlow) as refused:
        checks.check()
    return str(refused.value).splitlines()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "news.py"


def test_the_house_itself_passes() -> None:
    checks.check()


def test_everything_wrong_with_a_state_is_told_at_once(school: State) -> None:
    found = refusal()
    for words in (
        "reg_school: leads to reg_confrim without declaring it in exits.",
        "reg_school: declares the exit reg_email but never leads there.",
        "reg_school: offers ski, but has no action of that name.",
        "reg_school: the language pack 'en' has no line reg_school.ask.",
        "reg_school: the language pack 'en' has no line reg_school.help.",
        "reg_school: the language pack 'en' has no line reg_school.skip.",
        "reg_school: no state leads to it.",
    ):
        assert words in found


def test_two_states_of_one_name_are_refused(school: State) -> None:
    with pytest.raises(BadFlow, match="Two states are named reg_school"):
        registry.register(type("Other", (School,), {}))


@pytest.mark.parametrize("key", ["hw_text.help", "reg_email.skip", "sup_describe.ask", "reg_class.title"])
def test_a_line_missing_in_any_pack_is_named(key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(PACKS, "pcm", {name: text for name, text in PACKS["en"].items() if name != key})
    assert any(f"the language pack 'pcm' has no line {key}" in problem for problem in refusal())


@pytest.mark.parametrize(
    ("code", "problem"),
    [
        ("to.say('payment.cnofirmed')", "says payment.cnofirmed, but there is no such line."),
        ("to.say('menu.none' if x else 'idle.ask')", "says menu.none, but there is no such line."),
        ("to.say(f'nothing.{word}')", "says nothing.*, but there is no such line."),
        ("turn.say('reg_email.skip')", "says reg_email.skip, which is a button's line: the question needs a line of its own."),
        ("turn.say(f'payment.{word}')", ""),
        ("Choice('keep', turn.say('reg_email.skip'))", ""),
    ],
)
def test_lines_that_the_code_says(code: str, problem: str, file: Path) -> None:
    file.write_text(code)
    assert [words.partition(": ")[2] for words in checks.of_said([file])] == ([problem] if problem else [])


@pytest.mark.parametrize(
    "code",
    [
        "IN_CHAT = {'sup_wating', 'sup_live'}",
        "conversation.state == 'idel'",
        "outcome.to in ('idle', 'menu')",
        "draft.state == 'discard'",
        "rows.exclude(state__in=['new', 'idel'])",
        "engine.move(conversation, 'sleeping', at, cause='x', asks=False)",
        "registry.get('nowhere')",
        "to.button('menu', 'anywere')",
        "Choice('menu', of='anywere')",
        "Outcome(to='hw_send')",
    ],
)
def test_a_name_that_no_state_has_is_told_with_its_place(code: str, file: Path) -> None:
    file.write_text(code)
    [problem] = set(checks.of_names([file]))
    assert re.fullmatch(r".+/news\.py:1: names '\w+', which is not a state\.", problem)


@pytest.mark.parametrize(
    "code", ["conversation.state == 'idle'", "rows.select_for_update(of=('self',))", "facts.get('state')", "x == 'sub_status'"]
)
def test_names_of_states_and_of_other_things_pass(code: str, file: Path) -> None:
    file.write_text(code)
    assert list(checks.of_names([file])) == []


@pytest.mark.parametrize(
    ("code", "problem"),
    [
        ("Choice('menuu', of='anywhere')", "offers menuu of anywhere, which has no action of that name."),
        ("Choice('menuu', of=ANYWHERE)", "offers menuu of anywhere, which has no action of that name."),
        ("to.button('talk_to', 'idle', argument='4')", "offers talk_to of idle, which has no action of that name."),
        ("to.button('talk_to_us', 'idle')", ""),
        ("Choice(name, of='idle')", ""),
    ],
)
def test_buttons_that_lead_to_another_state(code: str, problem: str, file: Path) -> None:
    file.write_text(code)
    assert [words.partition(": ")[2] for words in checks.of_buttons([file])] == ([problem] if problem else [])


def test_a_command_without_its_action_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(COMMAND_ACTIONS, "faq", "faqz")
    assert "The command faq leads to faqz, which is not an action of the menu." in refusal()


def test_the_button_of_every_template_has_its_action() -> None:
    act = understanding.tapped(queue.OPEN_NEWS)
    assert act is not None
    assert act.name == "open_news"


def test_no_line_is_dead() -> None:
    """Each is needed by a state, or said; a part only known later is a string somewhere in the house."""
    states = registry.all_states()
    needed = {key for state in states for key in (*checks.needed_lines(state), f"{state.name}.help")}
    said = {found.name for found in source.said([*checks.sources(), *(checks.APP / "wording").glob("*.py")])}
    patterns = [re.compile(re.escape(name).replace(r"\*", "(.+)")) for name in said if "*" in name and not name.startswith("*")]
    words = strings_of_the_house()
    dead = [
        key
        for key in PACKS["en"]
        if key not in needed | said | words
        and not any((found := pattern.fullmatch(key)) and words.issuperset(found.groups()) for pattern in patterns)
        and key.removesuffix("_begun") not in words
    ]
    assert dead == []


def strings_of_the_house() -> set[str]:
    files = [
        path
        for path in BASE_DIR.glob("*/**/*.py")
        if not {"tests", "migrations", "english"} & set(path.relative_to(BASE_DIR).parts)
    ]
    nodes = (node for path in files if ".venv" not in path.parts for node in ast.walk(ast.parse(path.read_text())))
    return {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
