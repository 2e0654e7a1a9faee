"""``headway manage …``: Django's own commands."""

import argparse
from typing import Any


def add_commands(commands: Any) -> None:
    """Add ``manage``."""
    parser = commands.add_parser("manage", help="run a command of Django, such as migrate")
    parser.add_argument("arguments", nargs=argparse.REMAINDER)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Hand over to Django."""
    from headway.common import sqlite

    sqlite.swap()
    from django.core.management import execute_from_command_line

    execute_from_command_line(["headway manage", *options.arguments])
    return 0
