"""Bodies of no shape that WhatsApp has ever sent: answered 200, worked off, and without harm to what is sound beside them."""

import copy
import hashlib
import hmac
import json
import random
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings

from conversations.models import Conversation, DeliveryReport, InboundMessage
from conversations.tests.test_payloads import FILES, given_up, stored, unprocessed
from sandbox import payloads
from tests.phone import Phone
from tests.world import World

CASES = 100
MARK = "here stands the hostile value"
GONE = "gone"
VALUES = [
    *("null", "true", "0", "-1", "1.5", '""', '" "', '"x"', "[]", "{}", "[[]]", "[null]", "[{}]", '["x", "y"]', '{"id": {}}'),
    *("NaN", "-Infinity", "1e400", "1e308", "-62135596800", "253402300800", "-99999999999999", "9" * 400, "9" * 5000),
    *('"NaN"', '"1e999"', '"٣٤"', '"²"', '"+"', '"."', '"NG.\\u0000"', '"\\u0000"', '"\\ud800"', '"\\udfff\\ud800"'),
    *('"\\u202e\\u200b"', f'"{"x" * 100_000}"', f'"{"😀" * 3000}"', '{"\\u0000": 1, "": 2, "\\ud800": 3}'),
    *("[" * 300 + "]" * 300, '{"a":' * 200 + "1" + "}" * 200, "[" * 500 + "]" * 500),
]
"""As they stand in the JSON, some only just JSON."""

Path = tuple[str | int, ...]


def paths(value: Any, above: Path = ()) -> Iterator[Path]:
    for key, item in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield (*above, key)
        yield from paths(item, (*above, key))


def hostile(body: Any, path: Path, value: str, *, twice: bool) -> str:
    """The body with another value at the path; instead of what stands there, or in a second key of the same name."""
    changed = copy.deepcopy(body)
    parent, key = changed, path[-1]
    for step in path[:-1]:
        parent = parent[step]
    if value == GONE:
        del parent[key]
    elif twice and isinstance(parent, dict):
        parent[MARK] = parent.pop(key)
        return json.dumps(changed).replace(json.dumps(MARK), f"{json.dumps(key)}: {value}, {json.dumps(key)}")
    else:
        parent[key] = MARK
    return json.dumps(changed).replace(json.dumps(MARK), value)


def between(raw: str, before: dict[str, Any], after: dict[str, Any]) -> str:
    """The body with a sound entry on both sides of its own."""
    head, entries, tail = raw.partition('"entry": [')
    assert entries
    return f"{head}{entries}{json.dumps(before)}, {tail.removesuffix(']}')}, {json.dumps(after)}]}}"


def bodies(sound: Any) -> Iterator[tuple[str, str]]:
    """(what it is, body): another file, place and value each time, the same ones in every run."""
    chance = random.Random(3)
    for n in range(CASES):
        file = chance.choice(FILES)
        body = json.loads(file.read_text())
        places = [path for path in paths(body) if path[:1] == ("entry",) and len(path) > 1]
        if not places:
            continue
        path, value, twice = chance.choice(places), chance.choice([GONE, *VALUES]), chance.random() < 0.3
        raw = hostile(body, path, value, twice=twice).replace("wamid.", f"wamid.{n}")
        what = f"{file.stem} {path} {value[:20]} {'twice' if twice else ''}"
        yield what, between(raw, sound(), sound())


def post(world: World, raw: str) -> int:
    data = raw.encode()
    signature = "sha256=" + hmac.new(settings.WHATSAPP_APP_SECRET.encode(), data, hashlib.sha256).hexdigest()
    response = world.client.post(
        "/api/webhook/whatsapp", data, content_type="application/json", headers={"X-Hub-Signature-256": signature}
    )
    return int(response.status_code)


def test_a_hostile_value_anywhere_harms_nothing(world: World) -> None:
    neighbour = Phone(world, name="Neighbour")

    def sound() -> Any:
        message = neighbour.item(*payloads.text("hi"))
        body = neighbour.body(message)
        body["entry"][0]["changes"][0]["value"]["statuses"] = [{"id": message["id"], "status": "sent"}]
        return body["entry"][0]

    posted = [(what, raw, post(world, raw)) for what, raw in bodies(sound)]
    assert [(what, status) for what, _, status in posted if status != 200] == []
    neighbours = InboundMessage.objects.filter(conversation__wa_id=neighbour.sender.wa_id, kind="text")
    assert neighbours.count() == 2 * len(posted)
    assert DeliveryReport.objects.filter(wamid__in=neighbours.values("vendor_id")).count() == 2 * len(posted)
    once = stored()
    assert {post(world, raw) for _, raw, _ in posted} == {200}
    assert stored() == once
    world.work()
    assert (unprocessed(), given_up()) == ([], [])
    assert len(neighbour.messages) == 1
    assert Conversation.objects.count() > 1


@pytest.mark.parametrize("depth", [1500, 100_000])
def test_what_python_cannot_read_is_refused_whole(world: World, depth: int) -> None:
    assert post(world, '{"entry": [{"id": ' + "[" * depth + "]" * depth + "}]}") == 400
    assert stored() == (0, 0, 0)
