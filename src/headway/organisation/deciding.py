"""Who asks for a role and who decides about it: whom the table of roles names, in the worn capacity."""

import datetime as dt
from collections.abc import Iterable

from headway.common import clock
from headway.common.access import Actor

from .models import RoleGrant, Scope
from .permissions import REQUEST_OPEN, REQUEST_ROLE
from .roles import SINGLE

BOARD_ROLE = "PB"
WITH_A_BOARD = frozenset({Scope.Kind.ORGANISATION, Scope.Kind.PORTFOLIO})  # and whatever is sealed


def may_request(actor: Actor, scope: Scope) -> bool:
    """Whether the actor may ask for roles here: administrators, in a confidential project its own people."""
    return actor.may(REQUEST_ROLE, scope.pk) and (scope.sealed or actor.may(REQUEST_OPEN, scope.pk))


def may_request_somewhere(actor: Actor) -> bool:
    """Whether there is a place in which the actor may ask for roles."""
    if actor.scopes(REQUEST_OPEN).exists():
        return True
    return Scope.objects.filter(pk__in=actor.scopes(REQUEST_ROLE), sealed=True).exists()


def is_permanent(grant: RoleGrant) -> bool:
    """Whether the role ends with its successor's only, because a project is never without it."""
    return grant.role in SINGLE and grant.deputy_of_id is None


def last_of_board(grants: Iterable[RoleGrant]) -> RoleGrant | None:
    """The grant without which a place would be left without its board one day, among those that count there.

    It is the only one that lasts longest: who stays beside it for some days does not replace it. Deputies and
    who begins later do not count. None where nobody is needed: places below a board are its own.
    """
    board = [
        grant
        for grant in grants
        if grant.role == BOARD_ROLE and grant.deputy_of_id is None and grant.valid_from <= clock.today()
        if grant.scope.sealed or grant.scope.kind in WITH_A_BOARD
    ]
    longest = max((_last_day(grant) for grant in board), default=None)
    staying = [grant for grant in board if _last_day(grant) == longest]
    return staying[0] if len(staying) == 1 else None


def _last_day(grant: RoleGrant) -> dt.date:
    return grant.valid_to or dt.date.max
