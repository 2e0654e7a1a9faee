"""``headway plan verify`` and ``headway plan schedule``: plan files without an installation."""

import argparse
from pathlib import Path
from typing import Any


def add_commands(commands: Any) -> None:
    """Add ``plan verify`` and ``plan schedule``."""
    parser = commands.add_parser("plan", help="verify and schedule plan files")
    actions = parser.add_subparsers(dest="plan_command", required=True, metavar="ACTION")
    verify = "compare the dates that a file stores with recomputed ones"
    for name, text in (("verify", verify), ("schedule", "compute the dates of a file")):
        action = actions.add_parser(name, help=text, description=text.capitalize() + ".")
        action.add_argument(
            "files", nargs="+", type=Path, metavar="FILE", help="a plan file or a folder of them"
        )
        action.add_argument(
            "--json", action="store_true", help="print JSON, of several files one object by name"
        )
        action.add_argument(
            "--limit", type=int, default=100, metavar="MB", help="largest accepted file (100)"
        )
        action.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the answer for every file; status 1 when a file is refused."""
    from headway.cli import plan_answers

    return plan_answers.answer(options)
