"""Imports point down the floors only, siblings never import each other, and nothing imports the sandbox."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.environment import BASE_DIR

FLOORS = {
    "core": 0,
    "students": 1,
    "homework": 2,
    "payments": 3,
    "tutors": 3,
    "support": 4,
    "conversations": 5,
    "config": 6,
}
PARTS = [*FLOORS, "sandbox"]
# Where the house may speak HTTP to the outside, besides the sandbox.
VENDOR_FOLDERS = ("conversations/whatsapp/", "payments/paystack/")
HTTP_MODULES = {"requests", "urllib3", "httpx", "aiohttp", "http.client", "urllib.request"}
# `make run` asks the web process whether it answers; the tests are no part of the product.
HTTP_ELSEWHERE = ("config/local.py",)


def source_files(part: str) -> list[Path]:
    return sorted((BASE_DIR / part).rglob("*.py"))


def imported_modules(path: Path) -> Iterator[str]:
    """Every imported module of a file, also inside functions, TYPE_CHECKING blocks and `import_string` calls."""
    package = path.relative_to(BASE_DIR).parts[:-1]
    for node in ast.walk(ast.parse(path.read_text(), filename=str(path))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            yield ".".join([*base, *([node.module] if node.module else [name.name for name in node.names])])
        elif isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in {
            "import_module",
            "import_string",
            "__import__",
        }:
            yield from (str(value.value) for value in node.args if isinstance(value, ast.Constant))


def is_test(path: Path) -> bool:
    """Tests may import what they like, each app's the builders, the phone and the cast of `tests/`: those know every floor."""
    return "tests" in path.relative_to(BASE_DIR).parts or path.name in {"testing.py", "conftest.py"}


def forbidden(part: str, other: str) -> bool:
    if other == part or other not in PARTS:
        return False
    if other == "sandbox":
        return True
    return part != "sandbox" and FLOORS[other] >= FLOORS[part]


@pytest.mark.parametrize("part", list(FLOORS))
def test_imports_point_down_the_floors_only(part: str) -> None:
    wrong = [
        f"{path.relative_to(BASE_DIR)} imports {module}"
        for path in source_files(part)
        if not is_test(path)
        for module in imported_modules(path)
        if forbidden(part, module.split(".")[0])
    ]
    assert wrong == []


@pytest.mark.parametrize("part", list(FLOORS))
def test_only_the_vendor_clients_speak_http(part: str) -> None:
    wrong = [
        f"{name} imports {module}"
        for path in source_files(part)
        if not is_test(path)
        and not (name := str(path.relative_to(BASE_DIR))).startswith(VENDOR_FOLDERS)
        and name not in HTTP_ELSEWHERE
        for module in imported_modules(path)
        if module in HTTP_MODULES or module.split(".")[0] in HTTP_MODULES
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("source", "module"),
    [
        ("def late():\n    import payments.models", "payments.models"),
        ("if TYPE_CHECKING:\n    from conversations import models", "conversations"),
        ("import_string('sandbox.clock.now')", "sandbox.clock.now"),
    ],
)
def test_hidden_imports_are_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: str, module: str) -> None:
    monkeypatch.setattr("tests.test_floors.BASE_DIR", tmp_path)
    path = tmp_path / "core" / "example.py"
    path.parent.mkdir()
    path.write_text(source)
    assert module in list(imported_modules(path))


@pytest.mark.parametrize(
    ("part", "other", "expected"),
    [
        ("payments", "tutors", True),
        ("core", "students", True),
        ("conversations", "payments", False),
        ("config", "sandbox", True),
        ("sandbox", "payments", False),
        ("homework", "django", False),
    ],
)
def test_the_rule_itself(part: str, other: str, expected: bool) -> None:
    assert forbidden(part, other) is expected
