"""Who decides about a role: whom the table of roles names, in the capacity in which they act."""

from headway.common.access import Actor

from .models import RoleGrant
from .roles import BY_CODE, SINGLE
from .rules import DECIDE_ROLE


def decides(actor: Actor, role: str, scope_id: int) -> bool:
    """Whether the actor gives and takes this role here."""
    known = BY_CODE.get(role)
    return known is not None and actor.hat in known.given_by and actor.may(DECIDE_ROLE, scope_id)


def is_permanent(grant: RoleGrant) -> bool:
    """Whether the role ends with its successor's only, because a project is never without it."""
    return grant.role in SINGLE and grant.deputy_of_id is None
