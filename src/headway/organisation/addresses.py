"""Finding a person by address: an answer to whoever appoints people, and no way to try out whole lists."""

from typing import Any

from allauth.core.internal.ratelimit import consume
from django.http import HttpRequest
from django.utils.translation import gettext as _

from headway.common.access import Actor, acting_person
from headway.common.refusal import TooOften

from .models import Person
from .queries import person_with_address

MISSES = "30/h/key"  # by one person: nobody mistypes that often, and a list is longer


def ask_for_address(email: str, *, actor: Actor) -> Person | None:
    """The person who has this address, or None, which is counted for whoever asked.

    Raises ``TooOften`` where the actor has asked for too many that nobody has, also for one that somebody
    has.
    """
    if not _count(actor, dry_run=True):
        raise TooOften(_("You have asked for many addresses that nobody here has. You can go on in an hour."))
    person = person_with_address(email)
    if person is None:
        _count(actor)
    return person


def _count(actor: Actor, **options: Any) -> bool:
    """Whether one more miss is within the limit; counted by the same limiter as attempts to sign in."""
    key = str(acting_person(actor))
    usage = consume(
        HttpRequest(),
        app="headway",
        action="address",
        config={"address": MISSES},
        key=key,
        limit_get=True,
        **options,
    )
    return usage is not None
