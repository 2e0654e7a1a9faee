"""``headway demo``: the demo organisation."""

import argparse
import datetime as dt
import time
from typing import Any

# Those of `headway.demo.profiles`, which needs Django set up before it is imported.
PROFILES = ("demo", "medium", "load")


def add_commands(commands: Any) -> None:
    """Add ``demo``."""
    parser = commands.add_parser("demo", help="load an invented organisation into an empty installation")
    parser.add_argument("--if-empty", action="store_true", help="do nothing where there is one already")
    parser.add_argument("--seed", type=int, help="another organisation of the same kind")
    parser.add_argument("--as-of", type=dt.date.fromisoformat, help="the day that counts as now (a Monday)")
    parser.add_argument("--profile", choices=PROFILES, default="demo", help="how large it is")
    parser.add_argument("--processes", type=int, default=0, help="how many others compute plans meanwhile")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Migrate, load, and say how to sign in."""
    from headway.cli.django import migrate, start

    start()
    from django.conf import settings

    from headway.demo import profiles
    from headway.demo.load import SEED, is_empty, last_monday, load_demo
    from headway.demo.queries import sign_ins
    from headway.demo.signin import demo_is_open

    migrate()
    if not is_empty():
        print("There is an organisation already: nothing was loaded.")
        return 0 if options.if_empty else 1
    begin = time.monotonic()
    as_of = options.as_of or last_monday(dt.date.today())  # noqa: DTZ011  # the day of whoever runs it
    load_demo(
        profiles.PROFILES[options.profile],
        seed=options.seed or SEED,
        as_of=as_of,
        processes=options.processes,
        told=_say,
    )
    print(f"\nTarnvale Utilities Group as of {as_of}, loaded in {time.monotonic() - begin:.0f} s.", end=" ")
    if not settings.HEADWAY_DEMO:
        print(f"Note: {demo_is_open(local=False)[1]}.")
        return 0
    print("Sign in as:")
    for person in sign_ins():
        print(f"  {person.role:<22} {person.email:<38} {person.password}")
    return 0


def _say(done: int, of_all: int) -> None:
    print(f"\rLoading the demo organisation: project {done} of {of_all}", end="", flush=True)
