"""What the start pages ask."""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated, ClassVar

from django.db.models import F, Q, QuerySet

from headway.common.access import Actor
from headway.common.http.lists import OneOf, SortedFilters, Words, either_way
from headway.project.baseline.models import BaselineProposal
from headway.project.baseline.queries import moved_since, proposals_waiting_for
from headway.project.charter.models import Charter
from headway.project.health.models import Colour
from headway.project.lifecycle.models import MoveRequest, Project
from headway.project.lifecycle.queries import requests_waiting_for
from headway.project.lifecycle.states import is_to_be_reviewed
from headway.project.schedule.models import Activity


class ProjectFilters(SortedFilters):
    """Of the list of projects; ``mine`` are those that the reader manages or sponsors."""

    q: Words = ""
    state: Annotated[str, OneOf(Project.State.values)] = ""
    computed: Annotated[str, OneOf(Colour.values)] = ""
    mine: bool = False

    SORTS: ClassVar = {
        "code": "code",
        "name": "name",
        "state": "state",
        "deadline": "health__deadline",
        "forecast": "health__forecast_finish",
        "use": "health__use",
        "data_date": "health__data_date",
    }
    DEFAULT_SORT: ClassVar = "code"
    TIE: ClassVar = "code"
    sort: Annotated[str, OneOf(either_way(SORTS))] = ""


def projects(actor: Actor, filters: ProjectFilters) -> QuerySet[Project]:
    """The projects that the actor may see, with their roll-up rows, filtered and sorted by the database."""
    rows = Project.objects.visible_to(actor).select_related("health", "manager", "sponsor", "portfolio")
    if filters.q:
        rows = rows.filter(Q(code__icontains=filters.q) | Q(name__icontains=filters.q))
    if filters.state:
        rows = rows.filter(state=filters.state)
    if filters.computed:
        rows = rows.filter(health__computed=filters.computed)
    if filters.mine:
        rows = rows.filter(Q(manager=actor.person_id) | Q(sponsor=actor.person_id))
    return filters.sorting.sorted(rows)


@dataclass(frozen=True, slots=True)
class Decision:
    """A plan that waits for the sponsor; ``moved`` activities have other dates by now."""

    proposal: BaselineProposal
    moved: int


@dataclass(frozen=True, slots=True)
class Promises:
    """The page of whoever decides: what waits for a decision, and how the sponsored projects are."""

    requests: list[MoveRequest]
    holds: list[Project]
    charters: list[Charter]
    decisions: list[Decision]
    projects: list[Project]


def promises_of(actor: Actor, today: dt.date) -> Promises:
    """The steps that the actor may decide, and what the actor sponsors, in a constant number of queries."""
    rows = Project.objects.visible_to(actor).filter(sponsor=actor.person_id)
    rows = rows.select_related("health", "manager")
    mine = list(rows.order_by(F("health__use").desc(nulls_last=True), "code"))
    charters = Charter.objects.visible_to(actor).filter(
        project__sponsor=actor.person_id, state=Charter.State.SUBMITTED
    )
    proposals = list(proposals_waiting_for(actor))
    moved = moved_since(proposals, actor)
    return Promises(
        requests=list(requests_waiting_for(actor)),
        holds=[row for row in mine if is_to_be_reviewed(row, today)],
        charters=list(charters.select_related("project", "submitted_by").order_by("submitted_at")),
        decisions=[Decision(row, moved.get(row.pk, 0)) for row in proposals],
        projects=mine,
    )


def next_milestones(project: Project, most: int = 5) -> list[Activity]:
    """Unfinished milestones, earliest first."""
    rows = Activity.objects.within(project).filter(
        kind=Activity.Kind.MILESTONE, active=True, percent_complete__lt=100, finish__isnull=False
    )
    return list(rows.order_by("finish", "path")[:most])
