"""The state of the whole database as one value, to prove that something changed nothing."""

import hashlib

from django.apps import apps
from django.db import connection

# What a request may leave behind without changing anything of anybody.
NOT_BUSINESS = {"django_session"}


def database_digest() -> dict[str, str]:
    """A digest of every table's rows, by table."""
    tables = sorted(
        {model._meta.db_table for model in apps.get_models(include_auto_created=True)} - NOT_BUSINESS
    )
    with connection.cursor() as cursor:
        return {table: _digest(cursor, table) for table in tables}


def changed_since(before: dict[str, str]) -> set[str]:
    """The tables whose rows differ from those of an earlier digest."""
    after = database_digest()
    return {table for table in before if before[table] != after[table]}


def _digest(cursor: "object", table: str) -> str:
    cursor.execute(f'SELECT * FROM "{table}"')  # type: ignore[attr-defined]  # a database cursor
    rows = sorted(repr(tuple(map(_plain, row))) for row in cursor.fetchall())  # type: ignore[attr-defined]  # the same
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()


def _plain(value: object) -> object:
    return bytes(value) if isinstance(value, memoryview) else value
