"""Routes of the start pages."""

import datetime as dt
from dataclasses import asdict
from typing import Any

from django.utils import timezone
from ninja import Field, Query, Schema

from headway.common.access import get_visible
from headway.common.http.api import Router
from headway.common.http.lists import Part, listed, part_of
from headway.common.http.pages import ActorRequest
from headway.common.journal.rules import VIEW_OWN_ACTS
from headway.project.charter.rules import EDIT_CHARTER
from headway.project.health.queries import told_use
from headway.project.lifecycle.models import Project
from headway.project.lifecycle.rules import DECIDE_MOVE, VIEW_PROJECT
from headway.project.schedule.text.dates import FIRST_DAY, LAST_DAY

from . import history, queries
from .attention import attention, managed_projects

router = Router(tags=["start"])


class Filters(Schema):
    """What the list is narrowed by; see ``queries.Filters``. ``mine``: you manage or sponsor them."""

    q: str = ""
    state: str = ""
    computed: str = ""
    mine: bool = False
    sort: str = ""


@router.route("GET", "/projects", VIEW_PROJECT)
def projects(request: ActorRequest, wanted: Query[Filters], part: Query[Part]) -> dict[str, Any]:
    """Projects that you may see; ``next`` is the ``after`` of the following rows."""
    filters = queries.Filters.of({**wanted.model_dump(), "mine": "1" if wanted.mine else ""})
    found, everything = queries.projects(request.actor, filters), Project.objects.visible_to(request.actor)
    shown, more = part_of(filters.sorting.behind(part.after, found, among=everything), part)
    return listed([_shown(row) for row in shown], more, total=found.count())


class Looked(Schema):
    """What the journal is narrowed by; see ``history.Wanted``."""

    person: str = ""
    kind: str = ""
    since: dt.date | None = Field(None, ge=FIRST_DAY, le=LAST_DAY)
    until: dt.date | None = Field(None, ge=FIRST_DAY, le=LAST_DAY)


@router.route("GET", "/projects/{project_id}/journal", VIEW_OWN_ACTS)
def read_journal(
    request: ActorRequest, project_id: int, looked: Query[Looked], part: Query[Part]
) -> dict[str, Any]:
    """What happened in a project, newest first: the whole journal, or the own acts."""
    project = get_visible(Project, request.actor, VIEW_OWN_ACTS, pk=project_id)
    found = history.entries_of(project, request.actor, history.Wanted(**dict(looked)))
    older = found if part.after is None else found.filter(seq__lt=part.after)
    shown, more = part_of(older, part, key=lambda entry: entry.seq)
    told = history.told(project, shown, request.actor)
    return listed([asdict(entry) for entry in told], more, total=found.count())


@router.route("GET", "/my/attention", EDIT_CHARTER)
def my_attention(request: ActorRequest) -> list[dict[str, Any]]:
    """What wants your attention in the projects that you manage: at most seven items."""
    items = attention(managed_projects(request.actor), request.actor, timezone.localdate())
    return [
        {
            "project": item.project.pk,
            "title": item.title,
            "detail": item.detail,
            "url": item.url,
            "tone": item.tone,
        }
        for item in items
    ]


@router.route("GET", "/my/decisions", DECIDE_MOVE)
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
        "use": told_use(health.use),
        "deadline": health.deadline,
        "forecast_finish": health.forecast_finish,
        "data_date": health.data_date,
    }
