"""``headway``: one command for whoever runs an installation or checks a plan file."""

import argparse
import importlib
import os
import sys
from collections.abc import Sequence

# Each module adds its sub-commands; what is heavy they import when they run.
COMMANDS = (
    "headway.cli.serve",
    "headway.cli.demo",
    "headway.cli.admin",
    "headway.cli.doctor",
    "headway.cli.manage",
    "headway.cli.plan",
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one sub-command; returns its exit status."""
    os.umask(0o077)  # the database and whatever else is written is nobody else's on this machine
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "headway.config.settings")
    parser = argparse.ArgumentParser(prog="headway", description="Projects, and the office that helps them.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name in COMMANDS:
        importlib.import_module(name).add_commands(commands)
    options = parser.parse_args(arguments)
    return int(options.run(options) or 0)


if __name__ == "__main__":
    sys.exit(main())
