"""The tables, constraints and triggers that carry the guarantees are those that were meant.

After a change of the schema, write the file anew with `RECORD_SCHEMA=1` and read what changed.
"""

import os

import pytest
from django.db import connection

from config.environment import BASE_DIR
from tests.schema import schema

pytestmark = pytest.mark.django_db
FILE = BASE_DIR / "tests" / "data" / "schema.txt"


def test_the_database_is_laid_out_as_it_was_meant() -> None:
    if os.environ.get("RECORD_SCHEMA"):
        FILE.write_text(schema())
    assert schema() == FILE.read_text()


@pytest.mark.parametrize(
    "change",
    [
        "DROP TRIGGER payments_ledger_is_append_only ON payments_ledgerentry",
        "ALTER TABLE payments_subscription DROP CONSTRAINT payments_periods_do_not_overlap",
        "DROP INDEX outbox_in_flight",
        "ALTER TABLE students_student ALTER COLUMN full_name DROP NOT NULL",
        "ALTER TABLE conversations_conversation ALTER COLUMN state DROP DEFAULT",
        "CREATE OR REPLACE FUNCTION payments_check_entry() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
    ],
)
def test_whatever_is_missing_is_noticed(change: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(change)
    assert schema() != FILE.read_text()
