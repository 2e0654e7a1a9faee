"""Reads about projects and their state that several rooms need."""

from collections.abc import Collection

from django.db.models import Q, QuerySet

from headway.common.access import Actor, acting_person
from headway.governance.strategy.models import Portfolio, Programme
from headway.organisation.models import Person
from headway.organisation.permissions import VIEW_ROLES
from headway.organisation.queries import people_counting_as, people_known_to
from headway.organisation.roles import roles_with

from .models import MoveRequest, Project
from .permissions import AUTHORISE_PROJECT, DECIDE_MOVE, OPEN_PROJECT
from .states import steps_decided_by


def scope_names(actor: Actor, scopes: list[int]) -> dict[int, str]:
    """What portfolios, programmes and projects are called among scopes where the actor may see roles."""
    known: dict[int, str] = {}
    for model in (Portfolio, Programme, Project):
        rows = model.objects.visible_to(actor, VIEW_ROLES).filter(pk__in=scopes)
        known |= {pk: f"{code} {name}" for pk, code, name in rows.values_list("pk", "code", "name")}
    return known


def board_of(portfolios: Collection[int]) -> QuerySet[Person]:
    """Members of the board that decides about one of these portfolios."""
    return people_counting_as("PB", portfolios)


def possible_sponsors(actor: Actor) -> QuerySet[Person]:
    """Whom the actor may name as sponsor: people who hold a role where the actor does, the actor apart."""
    return people_known_to(actor).exclude(pk=acting_person(actor))


def pool_hats(actor: Actor) -> list[tuple[str, str]]:
    """The roles (code, name) in which the actor could open projects; none where the worn one opens them."""
    if actor.scopes(OPEN_PROJECT).exists():
        return []
    return [hat for hat in actor.hats if hat[0] in roles_with(OPEN_PROJECT.code)]


def waiting_request(project: Project) -> MoveRequest | None:
    """The request for another state that waits in a project."""
    rows = MoveRequest.objects.within(project).filter(outcome=MoveRequest.Outcome.WAITING)
    return rows.select_related("requested_by", "project").first()


def answered_requests(project: Project, most: int = 10) -> QuerySet[MoveRequest]:
    """The requests that were answered or taken back last."""
    rows = MoveRequest.objects.within(project).exclude(outcome=MoveRequest.Outcome.WAITING)
    return rows.select_related("requested_by", "decided_by").order_by("-decided_at", "-pk")[:most]


def requests_waiting_for(actor: Actor) -> QuerySet[MoveRequest]:
    """Requests that the actor may decide in one of the roles held, whichever is worn; the oldest first."""
    decidable = Q()
    for permission in (DECIDE_MOVE, AUTHORISE_PROJECT):
        decidable |= Q(project__in=actor.scopes_in_any_hat(permission)) & steps_decided_by(permission)
    rows = MoveRequest.objects.visible_to(actor).filter(decidable, outcome=MoveRequest.Outcome.WAITING)
    own = Q(requested_by__in=actor.party) | Q(project__manager__in=actor.party)
    return rows.exclude(own).select_related("project", "requested_by").order_by("requested_at")
