"""``headway plan``: plan files without an installation."""

import argparse
from pathlib import Path
from typing import Any

START = "project start, such as 2026-01-05T08:00, instead of the one in the file"


def add_commands(commands: Any) -> None:
    """Add ``plan verify``, ``plan schedule`` and ``plan convert``."""
    parser = commands.add_parser("plan", help="verify, schedule and convert plan files")
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
        _add_common(action)
        action.set_defaults(run=run)
    _add_convert(actions)


def _add_convert(actions: Any) -> None:
    text = "write a plan in another format"
    action = actions.add_parser("convert", help=text, description=text.capitalize() + ".")
    action.add_argument("source", type=Path, metavar="IN", help="a plan file")
    action.add_argument("target", type=Path, metavar="OUT", help="the file to write")
    action.add_argument("--to", metavar="FORMAT", help="its format, where the ending does not say it")
    action.add_argument("--overwrite", action="store_true", help="replace a file that is there")
    action.add_argument("--json", action="store_true", help="print JSON")
    _add_common(action)
    action.set_defaults(run=run_convert)


def _add_common(action: Any) -> None:
    action.add_argument("--limit", type=int, default=100, metavar="MB", help="largest accepted file (100)")
    action.add_argument("--start", type=_moment, metavar="DATE", help=START)


def _moment(text: str) -> int:
    """Plan time of an ISO date."""
    from headway.engine import moment

    return moment(text)


def run(options: argparse.Namespace) -> int:
    """Print the answer for every file; status 1 when a file is refused."""
    from headway.cli import plan_answers

    return plan_answers.answer(options)


def run_convert(options: argparse.Namespace) -> int:
    """Write the plan in another format; status 1 when it is refused."""
    from headway.cli import plan_convert

    return plan_convert.convert(options)
