"""An SQLite library that can corrupt a WAL database does not get one."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from headway.common import sqlite

MODE = """
import sys
if "old" in sys.argv:
    sys.modules["pysqlite3"] = None
import django
django.setup()
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("create table if not exists t (a)")
    cursor.execute("pragma journal_mode")
    print(cursor.fetchone()[0])
from headway.common import sqlite
print(sqlite.wal_is_safe(sqlite.library_version()))
"""


def mode_and_safety(home: Path, *arguments: str) -> list[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("HEADWAY_")}
    environment |= {"HEADWAY_HOME": str(home), "DJANGO_SETTINGS_MODULE": "headway.config.settings"}
    command = [sys.executable, "-c", MODE, *arguments]
    return subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout.split()


def test_the_versions_that_corrupt_run_with_a_rollback_journal() -> None:
    assert [sqlite.journal_mode(version) for version in [(3, 40, 1), (3, 51, 2)]] == ["DELETE", "DELETE"]
    assert [sqlite.journal_mode(version) for version in [(3, 51, 3), (3, 53, 4)]] == ["WAL", "WAL"]


@pytest.mark.slow
def test_a_database_is_in_wal_only_where_the_library_in_use_is_safe(tmp_path: Path) -> None:
    """With the wheel, and with the system's library alone, opening the same database."""
    seen = [mode_and_safety(tmp_path), mode_and_safety(tmp_path, "old"), mode_and_safety(tmp_path)]
    assert all(mode == ("wal" if safe == "True" else "delete") for mode, safe in seen)
    assert seen[0] == seen[2]
