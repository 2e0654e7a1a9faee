"""Tables whose rows nobody changes or deletes, held by the database itself.

``protect`` installs triggers, on SQLite and PostgreSQL alike, that refuse deleting a row and updating it,
except for columns that may be blanked (set to null) so that a person's content can be erased. Used by
migrations:

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
        fixed = [column for column in columns if column not in erasable]
        statements = _sqlite if connection.vendor == "sqlite" else _postgres
        for statement in statements(table, fixed, erasable):
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


def _changed(fixed: Sequence[str], erasable: Sequence[str], differs: str) -> str:
    tests = [f'NEW."{column}" {differs} OLD."{column}"' for column in fixed]
    tests += [f'(NEW."{c}" IS NOT NULL AND NEW."{c}" {differs} OLD."{c}")' for c in erasable]
    return " OR ".join(tests)


def _sqlite(table: str, fixed: Sequence[str], erasable: Sequence[str]) -> list[str]:
    abort = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    changed = _changed(fixed, erasable, "IS NOT")
    return [
        f'CREATE TRIGGER "{PREFIX}{table}_delete" BEFORE DELETE ON "{table}" {abort}',
        f'CREATE TRIGGER "{PREFIX}{table}_update" BEFORE UPDATE ON "{table}" WHEN {changed} {abort}',
    ]


def _postgres(table: str, fixed: Sequence[str], erasable: Sequence[str]) -> list[str]:
    function = f"{PREFIX}refuse"
    run = f'FOR EACH ROW {{when}}EXECUTE FUNCTION "{function}"()'
    condition = f"WHEN ({_changed(fixed, erasable, 'IS DISTINCT FROM')}) "
    body = f"$$BEGIN RAISE EXCEPTION '{REFUSAL}'; END$$"
    return [
        f'CREATE OR REPLACE FUNCTION "{function}"() RETURNS trigger LANGUAGE plpgsql AS {body}',
        f'CREATE TRIGGER "{PREFIX}{table}_delete" BEFORE DELETE ON "{table}" {run.format(when="")}',
        f'CREATE TRIGGER "{PREFIX}{table}_update" BEFORE UPDATE ON "{table}" {run.format(when=condition)}',
    ]
