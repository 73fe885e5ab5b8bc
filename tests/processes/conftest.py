from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pytest_django.live_server_helper import LiveServer

from tests.processes import fleet as fleets
from tests.processes import graph as graphs
from tests.processes.fleet import Fleet
from tests.processes.graph import Graph


@pytest.fixture
def graph(transactional_db: None, live_server: LiveServer, settings: Any) -> Iterator[Graph]:
    """The fake Graph API, which reports to the real webhook of a real web server."""
    with graphs.running(f"{live_server.url}/api/webhook/whatsapp") as graph:
        settings.WHATSAPP_API_URL = graph.url()
        yield graph


@pytest.fixture
def fleet(graph: Graph, tmp_path: Path) -> Iterator[Fleet]:
    with fleets.running(graph.url, tmp_path) as fleet:
        yield fleet
