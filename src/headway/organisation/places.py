"""Scopes by name and code. Which portfolio or project a scope is, rooms above know: they tell it as facts."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from headway.common.access import Actor, Permission
from headway.common.refusal import Invalid

from .hooks import scope_names
from .models import RoleGrant, Scope
from .permissions import VIEW_ROLES
from .queries import role_requests_for


def place_names(grants: list[RoleGrant], actor: Actor) -> dict[int, str]:
    """What the scopes of these grants are called, by id."""
    scopes = {grant.scope for grant in grants}
    if not scopes:
        return {}
    whole = {scope.pk: _("The whole organisation") for scope in scopes if scope.kind == "organisation"}
    known = scope_names(actor, [scope.pk for scope in scopes])
    return known | whole


def role_decisions(actor: Actor) -> list[tuple[RoleGrant, str]]:
    """Requests for roles that wait for the actor, each with what its place is called, for start pages."""
    return named_requests(role_requests_for(actor), actor)


def code_key(code: str) -> str:
    """A code as it is compared: whatever its case."""
    return code.strip().casefold()


def code_in_use(code: str) -> bool:
    """Whether a portfolio, a programme or a project has this code, also one that nobody here may see."""
    return bool(code_key(code)) and Scope.objects.filter(code_key=code_key(code)).exists()


def named_requests(grants: Iterable[RoleGrant], actor: Actor) -> list[tuple[RoleGrant, str]]:
    """Each request with what its place is called."""
    rows = list(grants)
    names = place_names(rows, actor)
    return [(row, names.get(row.scope_id, "–")) for row in rows]


def place_shown(code: str, actor: Actor) -> Scope | None:
    """The place whose roles a page lists: without a code the organisation, or none for who sees only a part.

    Raises ``Invalid`` where there is none with this code in which the actor sees the roles.
    """
    if code.strip():
        return place_with_code(code, actor, VIEW_ROLES)
    return Scope.objects.filter(pk__in=actor.scopes(VIEW_ROLES), kind=Scope.Kind.ORGANISATION).first()


def place_with_code(code: str, actor: Actor, permission: Permission) -> Scope:
    """The portfolio, programme or project with this code, or without one the whole organisation.

    Raises ``Invalid`` where there is none in which the actor holds the permission.
    """
    scopes = Scope.objects.filter(pk__in=actor.scopes(permission))
    if not code.strip():
        scope = scopes.filter(kind=Scope.Kind.ORGANISATION).first()
    else:
        scope = scopes.filter(code_key=code_key(code)).first()
    if scope is None:
        raise Invalid(_("There is no such place, or you do not see its roles."), field="place")
    return scope
