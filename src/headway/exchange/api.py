"""Routes of import: files in as multipart forms, jobs and reports out."""

import datetime as dt
from typing import Any

from ninja import File, Form, Query, Schema
from ninja.files import UploadedFile

from headway.common.access import get_visible
from headway.common.http.api import Router
from headway.common.http.lists import Listed, Part, listed, part_of
from headway.common.http.pages import ActorRequest
from headway.common.jobs.models import Job
from headway.project.lifecycle.api import NewProjectBody
from headway.project.lifecycle.models import Project
from headway.project.lifecycle.permissions import OPEN_PROJECT, VIEW_PROJECT
from headway.project.schedule.permissions import CHANGE_PLAN

from . import services
from .models import PlanImport, PlanUpdate
from .queries import (
    AS_IN_THE_FILE,
    BY_LINE,
    NEWEST_FIRST,
    ChangeFilters,
    ReportFilters,
    imports_of,
    is_stale,
    omitted,
    reconciled,
)
from .report.table import spoken

router = Router(tags=["import"])


class ImportBody(NewProjectBody):
    """What project a file becomes; the portfolio by id."""

    portfolio: int


@router.route("POST", "/imports", OPEN_PROJECT)
def import_project(request: ActorRequest, new: Form[ImportBody], file: File[UploadedFile]) -> dict[str, Any]:
    """Send a plan file that becomes a project. Answers the job; its result names project and report."""
    job = services.receive_plan(file, new.value(new.portfolio), actor=request.actor)
    return _job(job)


@router.route("POST", "/projects/{project_id}/imports", CHANGE_PLAN)
def import_newer(request: ActorRequest, project_id: int, file: File[UploadedFile]) -> dict[str, Any]:
    """Send a newer file of a plan. Answers the job that compares; nothing changes before it is applied."""
    project = get_visible(Project, request.actor, CHANGE_PLAN, pk=project_id)
    return _job(services.receive_newer_plan(project, file, actor=request.actor))


class ImportRow(Schema):
    """A file that was taken over, with the figures of its reconciliation."""

    id: int
    name: str
    at: dt.datetime
    by: str
    counts: dict[str, Any]

    @staticmethod
    def resolve_by(row: PlanImport) -> str:
        """Who took it over."""
        return row.person.name


@router.route("GET", "/projects/{project_id}/imports", VIEW_PROJECT, response=Listed[ImportRow])
def list_imports(request: ActorRequest, project_id: int, part: Query[Part]) -> dict[str, Any]:
    """The files that were taken over, newest first."""
    project = get_visible(Project, request.actor, pk=project_id)
    found = imports_of(project)
    return listed(*NEWEST_FIRST.part(found, part, among=found))


class ActivityRow(Schema):
    """What a file stores of an activity beside what is computed here: plan times, and float in seconds."""

    number: int
    uid: int
    name: str
    group: str
    outcome: str
    reason: str
    stored: dict[str, int | None]
    computed: dict[str, int | None]


@router.route(
    "GET",
    "/projects/{project_id}/imports/{import_id}/activities",
    VIEW_PROJECT,
    response=Listed[ActivityRow],
)
def list_activities(
    request: ActorRequest, project_id: int, import_id: int, filters: Query[ReportFilters], part: Query[Part]
) -> dict[str, Any]:
    """Stored and computed dates per activity, in the file's order."""
    row = get_visible(PlanImport, request.actor, pk=import_id, project_id=project_id)
    found = reconciled(row, filters)
    shown, more = AS_IN_THE_FILE.part(found, part, among=found)
    return listed(map(spoken, shown), more)


class OmittedRow(Schema):
    """What a file says and the plan has no place for; ``count`` of its kind, the first one shown."""

    line: int
    owner: str
    uid: int | None
    field: str
    value: str
    reason: str
    count: int


@router.route(
    "GET", "/projects/{project_id}/imports/{import_id}/omitted", VIEW_PROJECT, response=Listed[OmittedRow]
)
def list_omitted(request: ActorRequest, project_id: int, import_id: int, part: Query[Part]) -> dict[str, Any]:
    """What was not taken over, in the file's order."""
    row = get_visible(PlanImport, request.actor, pk=import_id, project_id=project_id)
    found = omitted(row)
    return listed(*BY_LINE.part(found, part, among=found))


class FieldChange(Schema):
    """A field before and after."""

    label: str
    before: str
    after: str


class ChangeRow(Schema):
    """What a newer file would do to a row of the plan; ``number`` of activities."""

    about: str
    kind: str
    number: int | None
    name: str
    fields: list[FieldChange]


class UpdatePart(Listed[ChangeRow]):
    """A newer file; a ``stale`` one can only be discarded. Once it is decided only ``counts`` are left."""

    id: int
    name: str
    state: str
    stale: bool
    revision: int
    counts: dict[str, int]


@router.route("GET", "/projects/{project_id}/updates/{update_id}", VIEW_PROJECT, response=UpdatePart)
def read_update(
    request: ActorRequest, project_id: int, update_id: int, filters: Query[ChangeFilters], part: Query[Part]
) -> dict[str, Any]:
    """What a newer file would change; the plan has changed since where it is ``stale``."""
    row = get_visible(PlanUpdate, request.actor, pk=update_id, project_id=project_id)
    shown, more = part_of(row.shown(filters.show), part)
    header = {name: getattr(row, name) for name in ("id", "name", "state", "revision", "counts")}
    return listed(shown, more, **header, stale=is_stale(row))


@router.route("POST", "/projects/{project_id}/updates/{update_id}/apply", CHANGE_PLAN)
def apply_update(request: ActorRequest, project_id: int, update_id: int) -> dict[str, Any]:
    """Apply a newer file as one change. Answers the job; 409 where the plan changed since it was compared."""
    row = get_visible(PlanUpdate, request.actor, CHANGE_PLAN, pk=update_id, project_id=project_id)
    return _job(services.apply_update(row, actor=request.actor))


@router.route("POST", "/projects/{project_id}/updates/{update_id}/discard", CHANGE_PLAN)
def discard_update(request: ActorRequest, project_id: int, update_id: int) -> dict[str, Any]:
    """Decide against a newer file."""
    row = get_visible(PlanUpdate, request.actor, CHANGE_PLAN, pk=update_id, project_id=project_id)
    services.discard_update(row, actor=request.actor)
    return {"id": row.pk, "state": PlanUpdate.State.DISCARDED.value}


def _job(job: Job) -> dict[str, Any]:
    return {"job": job.pk, "state": job.state}
