"""Routes about the actor, and about who holds which role."""

import datetime as dt
from typing import Any

from django.middleware.csrf import get_token
from ninja import Query, Schema

from headway.common.access import SIGNED_IN, OpenTo, get_visible
from headway.common.http.api import Router
from headway.common.http.lists import Listed, Part, listed
from headway.common.http.pages import ActorRequest

from . import services
from .models import RoleGrant
from .permissions import DECIDE_ROLE, REQUEST_ROLE, VIEW_ROLES
from .places import place_shown
from .queries import AS_GIVEN, grants_in, holdings, role_requests_for

router = Router(tags=["organisation"])

ABOUT_ME = OpenTo(SIGNED_IN, "says only what the actor is and may wear")


@router.route("GET", "/me", ABOUT_ME)
def me(request: ActorRequest) -> dict[str, Any]:
    """Who you are, the hat you wear and the hats you may wear.

    ``token`` is what unsafe requests send as X-CSRFToken; each sign-in makes a new one.
    """
    actor = request.actor
    return {
        "person": actor.person_id,
        "name": actor.display_name,
        "hat": actor.hat,
        "hats": [{"code": code, "name": str(name)} for code, name in actor.hats],
        "token": get_token(request),
    }


class RoleBody(Schema):
    """A role for whoever has this address; ``place`` is a code, empty for the whole organisation."""

    email: str
    role: str
    place: str = ""
    until: dt.date | None = None


class Outcome(Schema):
    """Whether a requested role is given."""

    approve: bool


class LastDay(Schema):
    """The last day on which a role counts; null ends it at once."""

    last_day: dt.date | None = None


class RoleRow(Schema):
    """A role that somebody holds, asked for or does not get; ``requested_by`` is a person's id."""

    id: int
    person: int
    name: str
    role: str
    scope: int
    state: str
    valid_from: dt.date
    valid_to: dt.date | None
    requested_by: int | None


class HeldRow(RoleRow):
    """A role that somebody holds, and whether you may end it."""

    can_end: bool


class HeldPart(Listed[HeldRow]):
    """Who holds which role in a place."""

    scope: int | None


@router.route("GET", "/roles", VIEW_ROLES, response=HeldPart)
def roles(request: ActorRequest, part: Query[Part], place: str = "") -> dict[str, Any]:
    """Who holds which role in a place.

    Without a code the place is the whole organisation, for those who see its roles; for others it is null.
    """
    actor = request.actor
    scope = place_shown(place, actor)
    if scope is None:
        return listed([], scope=None)
    shown, more = AS_GIVEN.part(grants_in(scope.pk), part)
    held = holdings(scope.pk, actor, shown)
    return listed([_shown(one.grant) | {"can_end": one.can_end} for one in held], more, scope=scope.pk)


@router.route("GET", "/roles/requests", VIEW_ROLES, response=Listed[RoleRow])
def role_requests(request: ActorRequest, part: Query[Part]) -> dict[str, Any]:
    """The requests for roles that wait for you, the oldest first."""
    shown, more = AS_GIVEN.part(role_requests_for(request.actor), part)
    return listed(map(_shown, shown), more)


@router.route("POST", "/roles", REQUEST_ROLE)
def request_role(request: ActorRequest, body: RoleBody) -> dict[str, Any]:
    """Ask that somebody be given a role; somebody else decides."""
    wish = services.RoleWish(email=body.email, role=body.role, place=body.place, until=body.until)
    return _shown(services.request_role_by_address(wish, actor=request.actor))


@router.route("POST", "/roles/{role_grant_id}/decision", DECIDE_ROLE)
def decide_role(request: ActorRequest, role_grant_id: int, body: Outcome) -> dict[str, Any]:
    """Give or refuse a requested role."""
    actor = request.actor
    return _shown(
        services.decide_role(
            get_visible(RoleGrant, actor, DECIDE_ROLE, pk=role_grant_id), actor=actor, approve=body.approve
        )
    )


@router.route("POST", "/roles/{role_grant_id}/end", DECIDE_ROLE)
def end_role(request: ActorRequest, role_grant_id: int, body: LastDay) -> dict[str, Any]:
    """Take a role away, at once or after its last day."""
    actor = request.actor
    grant = services.end_role(
        get_visible(RoleGrant, actor, DECIDE_ROLE, pk=role_grant_id), actor=actor, last_day=body.last_day
    )
    return _shown(grant)


def _shown(grant: RoleGrant) -> dict[str, Any]:
    return {
        "id": grant.pk,
        "person": grant.person_id,
        "name": grant.person.name,
        "role": grant.role,
        "scope": grant.scope_id,
        "state": grant.state,
        "valid_from": grant.valid_from,
        "valid_to": grant.valid_to,
        "requested_by": grant.requested_by_id,
    }
