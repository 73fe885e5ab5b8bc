"""`make run` does not stumble over data of another version: it says in a sentence what to do."""

from collections.abc import Callable, Iterator

import pytest
from django.db import connection

from config.local import refuse_older_database
from tests.processes.fleet import database_url

WAY_OUT = "`make reset` forgets it."


@pytest.fixture
def has_migrated(transactional_db: None) -> Iterator[Callable[[str, str], None]]:
    """Gives a function that notes a migration as applied, for every connection to see."""

    def note(app: str, name: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO django_migrations (app, name, applied) VALUES (%s, %s, now())", [app, name])

    yield note
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE name LIKE '%%of_long_ago'")


def test_data_of_this_version_is_taken(transactional_db: None) -> None:
    refuse_older_database(database_url(), way_out=WAY_OUT)


def test_data_of_other_migrations_is_refused_with_the_way_out(has_migrated: Callable[[str, str], None]) -> None:
    has_migrated("payments", "0009_of_long_ago")
    with pytest.raises(SystemExit) as refused:
        refuse_older_database(database_url(), way_out=WAY_OUT)
    assert str(refused.value) == (
        "The database was made by another version of Tutorline and cannot be carried over. `make reset` forgets it."
    )


def test_migrations_of_packages_are_their_own_matter(has_migrated: Callable[[str, str], None]) -> None:
    has_migrated("axes", "0099_of_long_ago")
    refuse_older_database(database_url(), way_out=WAY_OUT)
