"""The guides of CONTRIBUTING.md, followed to the letter on a copy of the project.

A block that names a file after its language makes that file; one of the language `diff` changes it, and what it keeps and takes
away must stand there once; `shell` runs. Blocks without a file are for reading.
"""

import os
import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from config.environment import BASE_DIR
from tests.processes.fleet import database_url

GUIDE = BASE_DIR / "CONTRIBUTING.md"
BLOCK = re.compile(r"^```(?P<language>\w+)(?: (?P<path>\S+))?\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Block:
    language: str
    path: str
    text: str


def blocks_of(title: str) -> list[Block]:
    section = GUIDE.read_text().partition(f"\n## {title}\n")[2].partition("\n## ")[0]
    return [Block(found["language"], found["path"] or "", found["text"]) for found in BLOCK.finditer(section)]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The project as it stands, without what is not part of it."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=BASE_DIR, capture_output=True, check=True
    )
    for name in filter(None, listed.stdout.decode().split("\0")):
        if (BASE_DIR / name).is_file():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(BASE_DIR / name, tmp_path / name)
    return tmp_path


def follow(copy: Path, title: str) -> None:
    blocks = blocks_of(title)
    assert {block.language for block in blocks} >= {"python", "shell"}, f"The guide {title!r} has no steps."
    for block in blocks:
        if block.language == "shell":
            for line in block.text.splitlines():
                run(copy, line)
        elif block.language == "diff":
            change(copy / block.path, block.text)
        elif block.path:
            assert not (copy / block.path).exists(), f"{block.path} is there already."
            (copy / block.path).write_text(block.text)


def change(file: Path, text: str) -> None:
    lines = text.splitlines()
    before = "\n".join(line[1:] for line in lines if not line.startswith("+"))
    after = "\n".join(line[1:] for line in lines if not line.startswith("-"))
    whole = file.read_text()
    assert whole.count(before) == 1, f"{file.name} does not hold these lines once:\n{before}"
    file.write_text(whole.replace(before, after))


def run(copy: Path, line: str) -> None:
    """Runs a line in the copy, with this Python and this test run's database server."""
    words = [sys.executable if word == ".venv/bin/python" else word for word in shlex.split(line)]
    outside = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "DJANGO_SETTINGS"))}
    outside["DATABASE_URL"] = database_url(f"guides_{os.getpid()}")
    done = subprocess.run(words, cwd=copy, env=outside, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{line}\n{done.stdout}\n{done.stderr}"


@pytest.mark.django_db
@pytest.mark.parametrize("title", ["One more state in a flow", "One more cron command"])
def test_a_guide_leads_to_something_that_works(copy: Path, title: str) -> None:
    follow(copy, title)


def test_a_step_that_no_longer_fits_is_noticed(tmp_path: Path) -> None:
    file = tmp_path / "order.py"
    file.write_text("QUESTIONS = (Name,)\n")
    with pytest.raises(AssertionError, match="does not hold"):
        change(file, "-QUESTIONS = (Name, Email)\n+QUESTIONS = (Name, Email, School)\n")
