"""``headway plan verify`` and ``headway plan schedule``: plan files without an installation."""

import argparse
from pathlib import Path
from typing import Any

START = "project start, such as 2026-01-05T08:00, instead of the one in the file"


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
        action.add_argument("--start", type=_moment, metavar="DATE", help=START)
        action.set_defaults(run=run)


def _moment(text: str) -> int:
    """Plan time of an ISO date."""
    from headway.engine import moment

    return moment(text)


def run(options: argparse.Namespace) -> int:
    """Print the answer for every file; status 1 when a file is refused."""
    from headway.cli import plan_answers

    return plan_answers.answer(options)
