"""``headway admin``: the first people of an installation without the demo organisation."""

import argparse
import sys
from typing import Any

HERE = "http://localhost:8000"


def add_commands(commands: Any) -> None:
    """Add ``admin``."""
    parser = commands.add_parser(
        "admin", help="appoint the first system administrator or member of the board"
    )
    parser.add_argument("address", help="e-mail address, with which this person signs in")
    parser.add_argument("--name", required=True, help="the person's name")
    parser.add_argument(
        "--board", action="store_true", help="the first member of the board, who decides who gets which role"
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Migrate, appoint, and print the link under which the person chooses a password."""
    from headway.cli.django import migrate, start

    start()
    from django.conf import settings

    from headway.common.refusal import Refusal
    from headway.organisation.founding import appoint_first
    from headway.organisation.signin import password_link

    migrate()
    try:
        user = appoint_first("PB" if options.board else "SA", name=options.name, email=options.address)
    except Refusal as refusal:
        print(f"headway: {refusal.detail}", file=sys.stderr)
        return 1
    if user.has_usable_password():
        print(f"{user.email} has the role and keeps the password.")
        return 0
    print("Choose the password here, once and within an hour:")
    print(password_link(user, settings.HEADWAY_SITE or HERE))
    return 0
