"""Imports point down the floors only, siblings never import each other, and nothing imports the sandbox.

Inside an app its rooms (folders, and modules beside them) stand on floors of their own: no two rooms, and no two modules of the
house, import each other in a circle.
"""

import ast
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
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
    "desk": 6,
    "config": 7,
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


def test_the_desk_knows_no_app_but_core() -> None:
    assert {module.split(".")[0] for path in source_files("desk") for module in imported_modules(path)} & {*PARTS} == {
        "core",
        "desk",
    }


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


Graph = dict[str, set[str]]


def imports_of(app: str) -> Graph:
    """Which modules each module of an app imports, of the whole house, late and type-only imports included."""
    files = [path for path in source_files(app) if not is_test(path) and "migrations" not in path.parts]
    return {module_name(path): {target for target in targets(path) if target != module_name(path)} for path in files}


def module_name(path: Path) -> str:
    return ".".join(path.relative_to(BASE_DIR).with_suffix("").parts).removesuffix(".__init__")


def targets(path: Path) -> Iterator[str]:
    """The modules that a file's imports name: `from folder import module` names the module, not the folder."""
    for node in ast.walk(ast.parse(path.read_text(), filename=str(path))):
        if isinstance(node, ast.ImportFrom) and node.module:
            for name in node.names:
                yield f"{node.module}.{name.name}" if is_module(f"{node.module}.{name.name}") else node.module
        elif isinstance(node, ast.Import):
            yield from (name.name for name in node.names)


def is_module(name: str) -> bool:
    path = BASE_DIR.joinpath(*name.split("."))
    return path.with_suffix(".py").exists() or (path / "__init__.py").exists()


def circle_in(graph: Graph) -> list[str]:
    """The first circle found; empty if there is none."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as circle:
        return list(circle.args[1])
    return []


def rooms_of(app: str) -> Graph:
    """Which rooms of an app each room imports."""
    rooms: Graph = {}
    for module, imported in imports_of(app).items():
        inside = {room(target) for target in imported if target.startswith(f"{app}.")}
        rooms.setdefault(room(module), set()).update(inside - {room(module)})
    return rooms


def room(module: str) -> str:
    return ".".join(module.split(".")[:2])


def test_no_modules_import_each_other_in_a_circle() -> None:
    house = {module: imported for part in [*PARTS, "bench"] for module, imported in imports_of(part).items()}
    assert circle_in(house) == []


@pytest.mark.parametrize("app", PARTS)
def test_the_rooms_of_an_app_stand_on_floors(app: str) -> None:
    assert circle_in(rooms_of(app)) == []


def test_circles_are_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.test_floors.BASE_DIR", tmp_path)
    files = {
        "core/inner/__init__.py": "",
        "core/inner/a.py": "def late() -> None:\n    from core import b",
        "core/b.py": "if TYPE_CHECKING:\n    from core.inner.a import late",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    assert set(circle_in(imports_of("core"))) == {"core.inner.a", "core.b"}
    assert set(circle_in(rooms_of("core"))) == {"core.inner", "core.b"}


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
