"""Reads from PostgreSQL how our tables are laid out, as text that people and tests can compare."""

from collections.abc import Iterator
from itertools import groupby

from django.apps import apps
from django.conf import settings
from django.db import connection

COLUMNS = """
SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, pg_get_expr(d.adbin, d.adrelid), a.attidentity
FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND a.attnum > 0 AND NOT a.attisdropped
"""
# A column that must not be empty is told with the column; PostgreSQL 18 lists it as a constraint of its own too.
CONSTRAINTS = """
SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
WHERE connamespace = 'public'::regnamespace AND conrelid <> 0 AND contype <> 'n'
"""
INDEXES = """
SELECT tablename, indexname, indexdef FROM pg_indexes
WHERE schemaname = 'public' AND indexname NOT IN (SELECT conname FROM pg_constraint)
"""
TRIGGERS = """
SELECT tgrelid::regclass::text, tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
"""
FUNCTIONS = "SELECT proname, pg_get_functiondef(oid) FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prokind = 'f'"


def schema() -> str:
    """Our tables with columns, constraints, indexes and triggers, then the functions; the same for the same migrations."""
    facts = sorted([*_columns(), *_named("constraint", CONSTRAINTS), *_named("index", INDEXES), *_named("trigger", TRIGGERS)])
    lines = []
    for table, rows in groupby(facts, key=lambda fact: fact[0]):
        if _is_ours(table):
            lines += [table, *(f"    {text}" for _, _, text in rows), ""]
    return "\n".join([*lines, *_functions()])


def _columns() -> Iterator[tuple[str, str, str]]:
    for table, name, kind, required, default, identity in _read(COLUMNS):
        parts = [name, kind, "" if required else "or null", f"= {default}" if default else "", "identity" if identity else ""]
        yield table, f"1 {name}", " ".join(filter(None, parts))


def _named(what: str, query: str) -> Iterator[tuple[str, str, str]]:
    for table, name, definition in _read(query):
        yield table, f"2 {what} {name}", f"{what} {name}: {definition.replace('public.', '')}"


def _functions() -> Iterator[str]:
    for name, definition in sorted(_read(FUNCTIONS)):
        if _is_ours(name):
            yield f"{definition.replace('public.', '').rstrip()}\n"


def _is_ours(name: str) -> bool:
    labels = [config.label for config in apps.get_app_configs() if config.path.startswith(str(settings.BASE_DIR / config.name))]
    return name.startswith(tuple(f"{label}_" for label in labels))


def _read(query: str) -> list[tuple[str, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        rows: list[tuple[str, ...]] = cursor.fetchall()
        return rows
