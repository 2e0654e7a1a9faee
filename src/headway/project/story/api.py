"""The journal of a project for programs."""

import datetime as dt
from typing import Any

from ninja import Query, Schema

from headway.common.access import get_visible
from headway.common.http.api import Router
from headway.common.http.lists import Counted, Part, listed
from headway.common.http.pages import ActorRequest
from headway.common.journal.permissions import VIEW_OWN_ACTS
from headway.project.lifecycle.models import Project

from .history import NEWEST_FIRST, HistoryFilters, entries_of, told

router = Router(tags=["journal"])


class ChangeTold(Schema):
    """One thing that became another; empty is nothing."""

    label: str
    before: str
    after: str


class EntryTold(Schema):
    """An entry of the journal in words; ``more`` changes are not listed."""

    at: dt.datetime
    who: str
    capacity: str
    action: str
    text: str
    detail: str
    url: str
    changes: list[ChangeTold]
    more: int


@router.route("GET", "/projects/{project_id}/journal", VIEW_OWN_ACTS, response=Counted[EntryTold])
def read_journal(
    request: ActorRequest, project_id: int, filters: Query[HistoryFilters], part: Query[Part]
) -> dict[str, Any]:
    """What happened in a project, newest first: the whole journal, or the own acts."""
    project = get_visible(Project, request.actor, VIEW_OWN_ACTS, pk=project_id)
    found = entries_of(project, request.actor, filters)
    shown, more = NEWEST_FIRST.part(found, part, among=found)
    return listed(told(project, shown, request.actor), more, total=found.count())
