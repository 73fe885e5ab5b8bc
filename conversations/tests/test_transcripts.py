"""The golden conversations in `transcripts/`, one file each: `transcript.py` says how they are written.

To add one, write its acts and run this file with RECORD_TRANSCRIPTS=1; then read what was answered.
"""

import os
from datetime import datetime
from pathlib import Path

import pytest
import time_machine

from conversations.tests import stage, transcript
from tests.phone import Phone
from tests.world import World

FOLDER = Path(__file__).parent / "transcripts"
FILES = sorted(FOLDER.glob("*.txt"))
RECORD = bool(os.environ.get("RECORD_TRANSCRIPTS"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_conversation_goes_as_it_is_written(world: World, path: Path) -> None:
    with time_machine.travel(datetime.fromisoformat(stage.MIDDAY), tick=False):
        played = transcript.play(path.read_text(), Phone(world, name="Ada Obi"))
    if RECORD:
        path.write_text(played)
    assert played == path.read_text()
