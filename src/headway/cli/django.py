"""Starting Django for the commands that need it."""

from headway.common import sqlite


def start() -> None:
    """Load settings and apps, with the safe SQLite library in place."""
    sqlite.swap()
    import django

    django.setup()
