"""Tables whose rows nobody changes or deletes, held by the database itself.

``protect`` installs triggers, on SQLite and PostgreSQL alike, that refuse deleting a row and updating it,
except for columns that may be blanked (set to null) so that a person's content can be erased. They refuse as
well what deletes without saying so: REPLACE on SQLite, TRUNCATE on PostgreSQL. Used by migrations, after the
table's constraints are made:

    operations = [migrations.RunPython(partial(protect_table, "journal_journalentry",
    erasable=("content",)), ...)]
"""

from collections.abc import Sequence
from typing import Any

PREFIX = "hw_guard_"
REFUSAL = "this table is append-only"


def protect(connection: Any, table: str, *, erasable: Sequence[str] = ()) -> None:
    """Refuse DELETE and UPDATE on ``table``; ``erasable`` columns may be set to null."""
    with connection.cursor() as cursor:
        columns = [column.name for column in connection.introspection.get_table_description(cursor, table)]
        changed = _changed(
            [column for column in columns if column not in erasable], erasable, connection.vendor
        )
        if connection.vendor == "sqlite":
            statements = _sqlite(table, changed, _unique_keys(connection, cursor, table))
        else:
            statements = _postgres(table, changed)
        for statement in statements:
            cursor.execute(statement)


def unprotect_all(connection: Any) -> list[tuple[str, str]]:
    """Remove every such trigger: for emptying a test database, and for nothing else.

    Answers (trigger, table) of each that was there.
    """
    with connection.cursor() as cursor:
        found = _installed(connection, cursor)
        for name, table in found:
            on_table = "" if connection.vendor == "sqlite" else f' ON "{table}"'
            cursor.execute(f'DROP TRIGGER "{name}"{on_table}')
    return found


def _installed(connection: Any, cursor: Any) -> list[tuple[str, str]]:
    if connection.vendor == "sqlite":
        cursor.execute(
            "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s", [f"{PREFIX}%"]
        )
    else:
        cursor.execute(
            "SELECT t.tgname, c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
            " WHERE t.tgname LIKE %s",
            [f"{PREFIX}%"],
        )
    return [(str(name), str(table)) for name, table in cursor.fetchall()]


def _changed(fixed: Sequence[str], erasable: Sequence[str], vendor: str) -> str:
    differs = "IS NOT" if vendor == "sqlite" else "IS DISTINCT FROM"
    tests = [f'NEW."{column}" {differs} OLD."{column}"' for column in fixed]
    tests += [f'(NEW."{c}" IS NOT NULL AND NEW."{c}" {differs} OLD."{c}")' for c in erasable]
    return " OR ".join(tests)


def _unique_keys(connection: Any, cursor: Any, table: str) -> list[list[str]]:
    """The columns of every key by which a row that is inserted may stand in the place of another."""
    constraints = connection.introspection.get_constraints(cursor, table).values()
    return [each["columns"] for each in constraints if each["unique"] or each["primary_key"]]


def _sqlite(table: str, changed: str, keys: Sequence[Sequence[str]]) -> list[str]:
    abort = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    same = [" AND ".join(f'"{column}" = NEW."{column}"' for column in key) for key in keys]
    taken = " OR ".join(f'EXISTS (SELECT 1 FROM "{table}" WHERE {key})' for key in same)  # noqa: S608  our names
    return [
        f'CREATE TRIGGER "{PREFIX}{table}_delete" BEFORE DELETE ON "{table}" {abort}',
        f'CREATE TRIGGER "{PREFIX}{table}_update" BEFORE UPDATE ON "{table}" WHEN {changed} {abort}',
        f'CREATE TRIGGER "{PREFIX}{table}_silent" BEFORE INSERT ON "{table}" WHEN {taken} {abort}',
    ]


def _postgres(table: str, changed: str) -> list[str]:
    function = f"{PREFIX}refuse"
    run = f'EXECUTE FUNCTION "{function}"()'
    each = "FOR EACH ROW"
    body = f"$$BEGIN RAISE EXCEPTION '{REFUSAL}'; END$$"
    return [
        f'CREATE OR REPLACE FUNCTION "{function}"() RETURNS trigger LANGUAGE plpgsql AS {body}',
        f'CREATE TRIGGER "{PREFIX}{table}_delete" BEFORE DELETE ON "{table}" {each} {run}',
        f'CREATE TRIGGER "{PREFIX}{table}_update" BEFORE UPDATE ON "{table}" {each} WHEN ({changed}) {run}',
        f'CREATE TRIGGER "{PREFIX}{table}_silent" BEFORE TRUNCATE ON "{table}" {run}',
    ]
