"""The guards of this room's tables, for tests."""

import importlib
from types import SimpleNamespace

from django.db import connection


def install_guards() -> None:
    """The triggers that the room's own migration installs; test databases begin without them."""
    migration = importlib.import_module("headway.collaboration.migrations.0002_append_only")
    migration.install(None, SimpleNamespace(connection=connection))
