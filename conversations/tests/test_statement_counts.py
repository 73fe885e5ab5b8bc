"""How many SQL statements a webhook and a turn take. docs/performance.md lists them; a count that grows is a decision."""

from collections.abc import Callable

from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from conversations import turns
from sandbox import payloads
from tests.phone import Phone
from tests.world import World, now


def statements(act: Callable[[], object]) -> int:
    """Runs `act` and returns how many statements it took.

    Savepoints count: in production, outside the test's own transaction, they are BEGIN and COMMIT.
    """
    with CaptureQueriesContext(connection) as captured:
        act()
    return len(captured)


def posts(world: World, phone: Phone, *texts: str) -> Callable[[], object]:
    body = phone.body(*(phone.item(*payloads.text(text)) for text in texts))

    def post() -> None:
        assert world.post(body).status_code == 200

    return post


def takes_turn(phone: Phone) -> Callable[[], object]:
    pk = phone.conversation.pk
    return lambda: turns.take_turn(pk)


def test_a_webhook_is_stored_in_one_statement(world: World, phone: Phone) -> None:
    assert statements(posts(world, phone, "hi")) == 1  # a new person
    assert statements(posts(world, phone, "menu")) == 1
    assert statements(posts(world, phone, "I have", "three", "questions")) == 1


def test_a_webhook_that_comes_again_takes_no_more(world: World, phone: Phone) -> None:
    post = posts(world, phone, "hi")
    assert [statements(post), statements(post)] == [1, 1]


def test_delivery_reports_are_stored_in_one_statement(world: World, phone: Phone) -> None:
    phone.says("hi")
    wamid = phone.rows.get().wamid or ""
    reports = [payloads.status(wamid, word, at=now(), wa_id=phone.sender.wa_id) for word in ("sent", "delivered")]
    value = payloads.value(phone_number_id=settings.WHATSAPP_PHONE_NUMBER_ID, statuses=reports)
    assert statements(lambda: world.post(payloads.envelope(value))) == 1


def test_the_first_turn_of_a_new_person(world: World, phone: Phone) -> None:
    posts(world, phone, "hi")()
    assert statements(takes_turn(phone)) == 24


def test_the_turn_of_a_known_person_asking_for_the_menu(world: World, phone: Phone) -> None:
    phone.says("hi")
    posts(world, phone, "menu")()
    assert statements(takes_turn(phone)) == 21


def test_a_burst_costs_little_more_than_one_message(world: World, phone: Phone) -> None:
    phone.says("hi")
    posts(world, phone, "hello", "are you there", "menu")()
    assert statements(takes_turn(phone)) == 25  # the choices they saw, and an open ticket, are looked up twice


def test_a_turn_without_anything_to_do(world: World, phone: Phone) -> None:
    phone.says("hi")
    assert statements(takes_turn(phone)) == 5
