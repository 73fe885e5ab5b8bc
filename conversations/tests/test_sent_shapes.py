"""What our messages look like to WhatsApp, and which of its answers count as taken."""

from typing import Any

import pytest
import responses
from django.conf import settings

from conversations.models import Conversation
from conversations.outbox import payloads
from conversations.outbox.contents import Buttons, Menu, Option, Template, Text, question, units
from conversations.whatsapp import client
from conversations.whatsapp.errors import Reaction, SendProblem
from sandbox.whatsapp.errors import GraphError
from tests.world import World

ADA = Conversation(wa_id="2348035550101")


def answer(status: int, content: Any) -> None:
    responses.post(f"{settings.WHATSAPP_API_URL}/{settings.WHATSAPP_PHONE_NUMBER_ID}/messages", json=content, status=status)


@responses.activate
@pytest.mark.parametrize("status", [200, 201, 202])
def test_any_success_with_an_id_is_taken_and_not_sent_again(status: int) -> None:
    answer(status, {"messages": [{"id": "wamid.one"}]})
    assert client.send({}).wamid == "wamid.one"


@responses.activate
def test_a_redirect_is_no_success() -> None:
    answer(302, {"messages": [{"id": "wamid.one"}]})
    with pytest.raises(SendProblem):
        client.send({})


@responses.activate
@pytest.mark.parametrize("code", [131056, "131056"])
def test_a_code_is_read_as_number_or_text(code: int | str) -> None:
    answer(403, {"error": {"code": code, "message": "pair rate", "error_data": "slow down"}})
    with pytest.raises(SendProblem) as caught:
        client.send({})
    assert (caught.value.code, caught.value.reaction, caught.value.text) == (131056, Reaction.SLOW_PERSON, "slow down")


@responses.activate
@pytest.mark.parametrize("code", [None, True, -1, 1.5, "x", "²", [], 10**12])
def test_what_no_code_can_be_is_none(code: Any) -> None:
    answer(400, {"error": {"code": code, "message": "odd"}})
    with pytest.raises(SendProblem) as caught:
        client.send({})
    assert caught.value.code is None


def test_a_template_without_variables_has_no_components() -> None:
    body = payloads.build(ADA, Template("welcome_back"), callback_data="outbound:1")
    assert body["template"] == {"name": "welcome_back", "language": {"code": "en"}}


def test_choices_of_one_title_become_a_list_that_tells_them_apart() -> None:
    [same] = question("Which?", [Option("a", "Algebra"), Option("b", "Algebra")], "Choose")
    assert isinstance(same, Menu)
    assert [option.title for option in same.options] == ["Algebra", "2. Algebra"]
    [differ] = question("Which?", [Option("a", "Algebra"), Option("b", "Biology")], "Choose")
    assert isinstance(differ, Buttons)


def test_a_text_too_long_for_one_message_is_sent_in_parts_that_keep_the_limits() -> None:
    long = "😀" * 3000
    assert [units(part.body) for part in question(long, [], "Choose") if isinstance(part, Text)] == [4096, 1904]
    *lead, asked = question(long, [Option("a", "Algebra")], "Choose")
    assert isinstance(asked, Buttons)
    assert all(isinstance(part, Text) for part in lead)
    assert [units(part.body) for part in (*lead, asked) if isinstance(part, Text | Buttons)] == [1024] * 5 + [880]
    with pytest.raises(ValueError, match="needs a text"):
        question(" ", [], "Choose")


def test_no_test_passes_with_a_message_that_whatsapp_refuses(world: World) -> None:
    good = {"messaging_product": "whatsapp", "to": "2348035550101", "type": "text", "text": {"body": "Hello"}}
    assert client.send(good).wamid
    for bad in ({"body": ""}, {"body": "x" * 4097}, {"body": "Hello", "colour": "red"}):
        with pytest.raises(GraphError):
            client.send(good | {"text": bad})
