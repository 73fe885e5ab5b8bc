import pytest
from django.db import connection, transaction

from sandbox import clock


@pytest.mark.django_db
def test_the_clock_leaves_a_transaction_whole_while_its_table_does_not_exist() -> None:
    clock.forget()
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE sandbox_movement RENAME TO sandbox_movement_later")
        clock.now()
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            assert cursor.fetchone() == (1,)
            cursor.execute("ALTER TABLE sandbox_movement_later RENAME TO sandbox_movement")
