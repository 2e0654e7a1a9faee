"""``headway plan``: plan files without an installation."""

import argparse
from pathlib import Path
from typing import Any

START = "project start, such as 2026-01-05T08:00, instead of the one in the file"
COVERAGE = "how often a range is to hold the truth, between 0 and 1 (0.8)"


def add_commands(commands: Any) -> None:
    """Add ``plan verify``, ``schedule``, ``convert``, ``level`` and ``earned``."""
    parser = commands.add_parser("plan", help="verify, schedule, convert, level and measure plan files")
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
    _add_level(actions)
    _add_earned(actions)


def _add_earned(actions: Any) -> None:
    text = "print earned value and forecasts at the status dates of a file"
    action = actions.add_parser("earned", help=text, description=text.capitalize() + ".")
    action.add_argument("file", type=Path, metavar="FILE", help="a file with tracking periods (.p2x)")
    action.add_argument(
        "--history",
        type=Path,
        metavar="FOLDER",
        help="ended projects, from which ranges of finish and cost are learnt",
    )
    action.add_argument("--coverage", type=_coverage, default=0.8, metavar="SHARE", help=COVERAGE)
    action.add_argument("--json", action="store_true", help="print JSON")
    _add_limit(action)
    action.set_defaults(run=run_earned)


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


def _add_level(actions: Any) -> None:
    text = "schedule a PSPLIB file (.sm) so that no resource is overloaded"
    action = actions.add_parser("level", help=text, description=text.capitalize() + ".")
    action.add_argument("file", type=Path, metavar="FILE", help="a .sm file")
    action.add_argument("--seconds", type=_seconds, default=10.0, help="how long to search (10)")
    action.add_argument(
        "--seed", type=int, choices=range(1_000_000), default=1, metavar="N", help="of chance"
    )
    action.add_argument("--json", action="store_true", help="print JSON")
    action.set_defaults(run=run_level)


def _seconds(text: str) -> float:
    """A number of seconds up to an hour."""
    seconds = float(text)
    if not 0 <= seconds <= 3_600:
        raise argparse.ArgumentTypeError("give a number of seconds from 0 to 3600")
    return seconds


def _add_common(action: Any) -> None:
    _add_limit(action)
    action.add_argument("--start", type=_moment, metavar="DATE", help=START)


def _add_limit(action: Any) -> None:
    action.add_argument("--limit", type=int, default=100, metavar="MB", help="largest accepted file (100)")


def _moment(text: str) -> int:
    """Plan time of an ISO date."""
    from headway.engine import moment

    return moment(text)


def _coverage(text: str) -> float:
    share = float(text)
    if not 0 < share < 1:
        raise argparse.ArgumentTypeError(f"{text} is not between 0 and 1")
    return share


def run(options: argparse.Namespace) -> int:
    """Print the answer for every file; status 1 when a file is refused."""
    from headway.cli import plan_answers

    return plan_answers.answer(options)


def run_convert(options: argparse.Namespace) -> int:
    """Write the plan in another format; status 1 when it is refused."""
    from headway.cli import plan_convert

    return plan_convert.convert(options)


def run_earned(options: argparse.Namespace) -> int:
    """Print earned value at each status date; status 1 when the file is refused."""
    from headway.cli import plan_earned

    return plan_earned.earned(options)


def run_level(options: argparse.Namespace) -> int:
    """Print a levelled schedule; status 1 when the file is refused."""
    from headway.cli import plan_level

    return plan_level.level(options)
