"""Starting Django for the commands that need it."""

import sys

from headway.common import sqlite


def start() -> None:
    """Load settings and apps, with the safe SQLite library in place."""
    sqlite.swap()
    import django

    django.setup()


def migrate() -> None:
    """Bring the database up to date; one that cannot be carried on is left alone, with a word what to do."""
    from django.conf import settings
    from django.core.management import call_command
    from django.db.migrations.exceptions import InconsistentMigrationHistory

    name = settings.DATABASES["default"]["NAME"]
    try:
        call_command("migrate", verbosity=0, interactive=False)
    except InconsistentMigrationHistory:
        sys.exit(
            f"headway: the database {name} was made before the first release, with other tables; it "
            "cannot be carried on and was not changed. Set it aside and start with an empty one."
        )
