"""The one place that decides which SQLite library this process uses.

SQLite 3.7.0 to 3.51.2 can corrupt a WAL database when two connections write and checkpoint at the same
instant (fixed in 3.51.3, 3.50.7 and 3.44.6). ``swap()`` puts the ``pysqlite3`` wheel, which bundles a fixed
version, in the place of the standard module before anything loads it; where no wheel exists and the system's
library is vulnerable, the database runs with a rollback journal instead.
"""

import importlib
import sys

FIXED_FROM = (3, 51, 3)
FIXED_BACKPORTS = {(3, 50): 7, (3, 44): 6}


def swap() -> None:
    """Make ``import sqlite3`` mean pysqlite3 where its wheel is installed; to be called before
    anything imports it, as Django does for its database.
    """
    try:
        replacement = importlib.import_module("pysqlite3")
    except ModuleNotFoundError:
        return
    sys.modules["sqlite3"] = replacement
    sys.modules["sqlite3.dbapi2"] = importlib.import_module("pysqlite3.dbapi2")


def library_version() -> tuple[int, int, int]:
    """Version of the SQLite library that this process uses."""
    major, minor, patch = importlib.import_module("sqlite3").sqlite_version_info
    return int(major), int(minor), int(patch)


def wal_is_safe(version: tuple[int, int, int]) -> bool:
    """Whether a WAL database is free of the reset bug in this version of SQLite.

    >>> wal_is_safe((3, 40, 1)), wal_is_safe((3, 44, 6)), wal_is_safe((3, 53, 4))
    (False, True, True)
    """
    if version >= FIXED_FROM:
        return True
    patch = FIXED_BACKPORTS.get(version[:2])
    return patch is not None and version[2] >= patch


def journal_mode(version: tuple[int, int, int] | None = None) -> str:
    """The journal mode to run with: WAL only on a version that cannot corrupt it."""
    return "WAL" if wal_is_safe(version or library_version()) else "DELETE"
