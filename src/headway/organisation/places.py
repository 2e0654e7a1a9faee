"""Scopes by name and code. Which portfolio or project a scope is, rooms above know: they tell it as facts."""

from django.utils.translation import gettext as _

from headway.common.access import Actor, Permission
from headway.common.events import fact
from headway.common.refusal import Invalid

from .models import RoleGrant, Scope


def place_names(grants: list[RoleGrant], actor: Actor) -> dict[int, str]:
    """What the scopes of these grants are called, by id."""
    scopes = {grant.scope for grant in grants}
    whole = {scope.pk: _("The whole organisation") for scope in scopes if scope.kind == "organisation"}
    known: dict[int, str] = fact("scope_names", actor, [scope.pk for scope in scopes], default={})
    return known | whole


def place_with_code(code: str, actor: Actor, permission: Permission) -> Scope:
    """The portfolio, programme or project with this code, or without one the whole organisation.

    Raises ``Invalid`` where there is none in which the actor holds the permission.
    """
    scopes = Scope.objects.filter(pk__in=actor.scopes(permission))
    if not code.strip():
        scope = scopes.filter(kind=Scope.Kind.ORGANISATION).first()
    else:
        scope = scopes.filter(pk=fact("scope_with_code", actor, code.strip())).first()
    if scope is None:
        raise Invalid(_("There is no such place, or you have no say there."), field="place")
    return scope
