import psycopg
import pytest
import responses
from django.db import connection

from conversations.models import InboundMessage
from sandbox import payloads
from tests.phone import Phone
from tests.world import World


@pytest.mark.django_db(transaction=True)
def test_a_webhook_is_stored_though_the_kept_connection_broke() -> None:
    with responses.RequestsMock(assert_all_requests_are_fired=False) as vendor:
        phone = Phone(World(vendor))
        connection.ensure_connection()
        broken = connection.connection.info
        with psycopg.connect(broken.dsn, autocommit=True) as other:
            other.execute("SELECT pg_terminate_backend(%s)", [broken.backend_pid])
        assert phone.world.post(phone.body(phone.item(*payloads.text("hi")))).status_code == 200
    assert InboundMessage.objects.get().text == "hi"
    assert connection.connection.info.backend_pid != broken.backend_pid
