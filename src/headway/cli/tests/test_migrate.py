"""A database whose tables are of another time."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest


@pytest.mark.slow
@pytest.mark.parametrize("command", [["demo", "--if-empty"], ["serve", "--migrate", "--port", "0"]])
def test_a_database_that_no_migration_carries_on_is_left_alone(tmp_path: Path, command: list[str]) -> None:
    file = tmp_path / "headway.sqlite3"
    applied = [("charter", "0001_initial")]  # and not what it rests on
    with closing(sqlite3.connect(file)) as database, database:
        database.execute("CREATE TABLE django_migrations (id INTEGER PRIMARY KEY, app, name, applied)")
        database.executemany("INSERT INTO django_migrations (app, name) VALUES (?, ?)", applied)

    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "headway.config.settings"}
    environment |= {"HEADWAY_HOME": str(tmp_path), "HEADWAY_DATABASE": "sqlite", "HEADWAY_SQLITE": str(file)}
    done = subprocess.run(
        [sys.executable, "-m", "headway.cli.main", *command],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )

    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    assert f"headway: the database {file} was made before the first release" in done.stderr
    with closing(sqlite3.connect(file)) as database:
        assert database.execute("SELECT app, name FROM django_migrations").fetchall() == applied
