"""Routes of the start pages."""

import datetime as dt
from typing import Any

from django.utils import timezone
from ninja import Query, Schema

from headway.common.http.api import Router
from headway.common.http.lists import Counted, Listed, Part, listed
from headway.common.http.pages import ActorRequest
from headway.project.charter.permissions import EDIT_CHARTER
from headway.project.health.queries import ToldUse
from headway.project.lifecycle.models import Project
from headway.project.lifecycle.permissions import DECIDE_MOVE, VIEW_PROJECT

from . import queries
from .attention import Item, attention, managed_projects

router = Router(tags=["start"])


class ProjectRow(Schema):
    """A project and how it is; ``manager`` and ``sponsor`` by the ids of people."""

    id: int
    code: str
    name: str
    state: str
    manager: int
    sponsor: int
    computed: str
    assessed: str
    use: ToldUse
    deadline: dt.date | None
    forecast_finish: dt.date | None
    data_date: dt.date | None


@router.route("GET", "/projects", VIEW_PROJECT, response=Counted[ProjectRow])
def projects(
    request: ActorRequest, filters: Query[queries.ProjectFilters], part: Query[Part]
) -> dict[str, Any]:
    """Projects that you may see."""
    found, everything = queries.projects(request.actor, filters), Project.objects.visible_to(request.actor)
    shown, more = filters.sorting.part(found, part, among=everything)
    return listed(map(_shown, shown), more, total=found.count())


class Wanting(Schema):
    """One thing that wants attention; ``url`` is where it is dealt with."""

    project: int
    title: str
    detail: str
    url: str
    tone: str

    @staticmethod
    def resolve_project(item: Item) -> int:
        """The project's id."""
        return int(item.project.pk)


@router.route("GET", "/my/attention", EDIT_CHARTER, response=Listed[Wanting])
def my_attention(request: ActorRequest) -> dict[str, Any]:
    """What wants your attention in the projects that you manage: at most seven items."""
    return listed(attention(managed_projects(request.actor), request.actor, timezone.localdate()))


class MoveAsked(Schema):
    """A request for another state of a project."""

    project: int
    id: int
    state: str
    reason: str


class HoldEnding(Schema):
    """A project on hold whose day of review has come."""

    project: int
    review_on: dt.date


class CharterSubmitted(Schema):
    """A charter that waits to be confirmed."""

    project: int
    version: int
    submitted_at: dt.datetime | None


class PlanProposed(Schema):
    """A plan that waits to be agreed; ``moved`` activities have other dates by now."""

    project: int
    proposal: int
    finish: int
    deadline: dt.date | None
    reserve_days: float | None
    activities: int
    moved: int
    proposed_at: dt.datetime


class Decisions(Schema):
    """What waits for a decision by its kind, and the projects that are sponsored."""

    requests: list[MoveAsked]
    holds: list[HoldEnding]
    charters: list[CharterSubmitted]
    baselines: list[PlanProposed]
    projects: list[ProjectRow]


@router.route("GET", "/my/decisions", DECIDE_MOVE, response=Decisions)
def my_decisions(request: ActorRequest) -> dict[str, Any]:
    """What waits for your decision, and the projects that you sponsor. Moments are plan times."""
    promises = queries.promises_of(request.actor, timezone.localdate())
    return {
        "requests": [
            {"project": row.project_id, "id": row.pk, "state": row.to_state, "reason": row.reason}
            for row in promises.requests
        ],
        "holds": [{"project": row.pk, "review_on": row.review_on} for row in promises.holds],
        "charters": [
            {"project": row.project_id, "version": row.version, "submitted_at": row.submitted_at}
            for row in promises.charters
        ],
        "baselines": [
            {
                "project": row.proposal.project_id,
                "proposal": row.proposal.pk,
                "finish": row.proposal.finish,
                "deadline": row.proposal.deadline,
                "reserve_days": row.proposal.reserve,
                "activities": row.proposal.activities,
                "moved": row.moved,
                "proposed_at": row.proposal.proposed_at,
            }
            for row in promises.decisions
        ],
        "projects": [_shown(row) for row in promises.projects],
    }


def _shown(row: Project) -> dict[str, Any]:
    health = row.health
    return {
        "id": row.pk,
        "code": row.code,
        "name": row.name,
        "state": row.state,
        "manager": row.manager_id,
        "sponsor": row.sponsor_id,
        "computed": health.computed,
        "assessed": health.assessed,
        "use": health.use,
        "deadline": health.deadline,
        "forecast_finish": health.forecast_finish,
        "data_date": health.data_date,
    }
