"""Many rows at once: ids, inserts and updates without a model object or a CASE branch per row.

Two dialects: ``executemany`` on SQLite, ``COPY`` and arrays unpacked by the server on PostgreSQL. Rows are
tuples of plain values in the order of the named columns (``attname``: ``parent_id``), so nothing here knows
what a row means.
Callers own the transaction, and the scope: they write only rows that they read through it.
"""

import json
from collections.abc import Callable, Sequence
from typing import Any

from django.db import connection, models

Rows = Sequence[tuple[Any, ...]]


def reserve_ids(model: type[models.Model], count: int) -> range | list[int]:
    """Ids for ``count`` new rows, so that they can refer to each other before they are written.

    On SQLite the write transaction that must be open keeps others from taking them.
    """
    if not count:
        return []
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                # without the OFFSET the sequence would be looked up for each id
                "SELECT nextval(own) FROM generate_series(1, %s), "
                "(SELECT pg_get_serial_sequence(%s, %s)::regclass AS own OFFSET 0) AS found",
                [count, model._meta.db_table, _key(model).column],
            )
            return [int(row[0]) for row in cursor.fetchall()]
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [model._meta.db_table])
        row = cursor.fetchone()
    last = int(row[0]) if row else 0
    return range(last + 1, last + 1 + count)


def insert_rows(model: type[models.Model], columns: Sequence[str], rows: Rows) -> None:
    """Insert rows; columns that are not named get the field's default."""
    if not rows:
        return
    fields = [_field(model, name) for name in columns]
    absent = [field for field in model._meta.concrete_fields if field not in fields and field.has_default()]
    tail = tuple(field.get_default() for field in absent)
    fields += absent
    values = _prepared(fields, [(*row, *tail) for row in rows] if tail else rows)
    names = ", ".join(_quoted(field) for field in fields)
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with connection.wrap_database_errors, cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in values:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(fields))
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", values)  # noqa: S608  as above


def update_rows(model: type[models.Model], columns: Sequence[str], rows: Rows) -> None:
    """Update rows by id: each tuple holds the new values of ``columns`` and, last, the id."""
    if not rows:
        return
    fields = [_field(model, name) for name in columns]
    key = _key(model)
    values = _prepared([*fields, key], rows)
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            sets = ", ".join(f"{_quoted(field)} = given.{_quoted(field)}" for field in fields)
            names = ", ".join(_quoted(field) for field in [*fields, key])
            cursor.execute(
                f"UPDATE {table} SET {sets} FROM {_arrays([*fields, key])} AS given ({names}) "  # noqa: S608  as above
                f"WHERE {table}.{_quoted(key)} = given.{_quoted(key)}",
                _columns(values),
            )
        else:
            sets = ", ".join(f"{_quoted(field)} = %s" for field in fields)
            cursor.executemany(f"UPDATE {table} SET {sets} WHERE {_quoted(key)} = %s", values)  # noqa: S608  as above


def _key(model: type[models.Model]) -> "models.Field[Any, Any]":
    key = model._meta.pk
    assert key is not None  # noqa: S101  every table has one; the checker does not know
    return key


def _field(model: type[models.Model], name: str) -> "models.Field[Any, Any]":
    return next(field for field in model._meta.concrete_fields if field.attname == name)


def _quoted(field: "models.Field[Any, Any]") -> str:
    return connection.ops.quote_name(str(field.column))


def _prepared(fields: "Sequence[models.Field[Any, Any]]", rows: Rows) -> Rows:
    """Values as the driver takes them: JSON as text, moments in its own form, all else plain already."""
    other = [(at, adapt) for at, field in enumerate(fields) if (adapt := _adapter(field)) is not None]
    if not other:
        return rows
    prepared = []
    for row in rows:
        values = list(row)
        for at, adapt in other:
            values[at] = adapt(values[at])
        prepared.append(tuple(values))
    return prepared


def _adapter(field: "models.Field[Any, Any]") -> Callable[[Any], Any] | None:
    if isinstance(field, models.JSONField):
        return json.dumps
    if isinstance(field, models.DateTimeField):
        return connection.ops.adapt_datetimefield_value
    return None


def _arrays(fields: "Sequence[models.Field[Any, Any]]") -> str:
    return (
        "unnest("
        + ", ".join(
            f"%s::{field.rel_db_type(connection) if field.primary_key else field.db_type(connection)}[]"
            for field in fields
        )
        + ")"
    )


def _columns(rows: Rows) -> list[list[Any]]:
    return [list(column) for column in zip(*rows, strict=True)]
