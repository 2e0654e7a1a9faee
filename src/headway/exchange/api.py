"""Routes of import: files in as multipart forms, jobs and reports out."""

from typing import Any

from ninja import File, Form, Query, Schema
from ninja.files import UploadedFile

from headway.common.access import get_visible
from headway.common.http.api import Router, data
from headway.common.http.pages import ActorRequest
from headway.common.jobs.models import Job
from headway.project.lifecycle.api import NewProjectBody
from headway.project.lifecycle.models import Project
from headway.project.lifecycle.rules import OPEN_PROJECT, VIEW_PROJECT
from headway.project.schedule.rules import CHANGE_PLAN

from . import services
from .models import OmittedFact, PlanImport, PlanUpdate
from .queries import imports_of, is_stale, omitted, reconciled
from .report.table import spoken

router = Router(tags=["import"])
MOST_ROWS = 1000


class ImportBody(NewProjectBody):
    """What project a file becomes; the portfolio by id."""

    portfolio: int


class Rows(Schema):
    """Which rows of a report."""

    outcome: str = ""
    words: str = ""
    after: int = -1  # position of the last row that was read
    limit: int = 100


class Changes(Schema):
    """Which changes of a newer file."""

    kind: str = ""
    after: int = -1  # index of the last one that was read
    limit: int = 100


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


@router.route("GET", "/projects/{project_id}/imports", VIEW_PROJECT)
def list_imports(request: ActorRequest, project_id: int) -> dict[str, Any]:
    """The files that were taken over, newest first, with the figures of their reconciliation."""
    project = get_visible(Project, request.actor, pk=project_id)
    return {"items": [_import(row) for row in imports_of(project)[:MOST_ROWS]]}


@router.route("GET", "/projects/{project_id}/imports/{import_id}/activities", VIEW_PROJECT)
def list_activities(request: ActorRequest, project_id: int, import_id: int, rows: Query[Rows]) -> Any:
    """Stored and computed dates per activity; ``next`` is the ``after`` of the following rows."""
    row = get_visible(PlanImport, request.actor, pk=import_id, project_id=project_id)
    limit = max(1, min(rows.limit, MOST_ROWS))
    found = reconciled(row, show=rows.outcome, words=rows.words[:100]).filter(position__gt=rows.after)
    page = list(found[: limit + 1])
    more = page[limit - 1].position if len(page) > limit else None
    return data({"items": [spoken(activity) for activity in page[:limit]], "next": more})


@router.route("GET", "/projects/{project_id}/imports/{import_id}/omitted", VIEW_PROJECT)
def list_omitted(request: ActorRequest, project_id: int, import_id: int) -> Any:
    """What was not taken over."""
    row = get_visible(PlanImport, request.actor, pk=import_id, project_id=project_id)
    return data({"items": [_omitted(entry) for entry in omitted(row)]})


@router.route("GET", "/projects/{project_id}/updates/{update_id}", VIEW_PROJECT)
def read_update(request: ActorRequest, project_id: int, update_id: int, rows: Query[Changes]) -> Any:
    """What a newer file would change; a ``stale`` one can only be discarded: the plan changed since.

    ``next`` is the ``after`` of the following changes; once it is decided only ``counts`` are left.
    """
    row = get_visible(PlanUpdate, request.actor, pk=update_id, project_id=project_id)
    first, limit = max(0, rows.after + 1), max(1, min(rows.limit, MOST_ROWS))
    shown = row.shown(rows.kind)
    return data(
        {
            "id": row.pk,
            "name": row.name,
            "state": row.state,
            "stale": is_stale(row),
            "revision": row.revision,
            "counts": row.counts,
            "changes": shown[first : first + limit],
            "next": first + limit - 1 if len(shown) > first + limit else None,
        }
    )


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


def _import(row: PlanImport) -> dict[str, Any]:
    return {"id": row.pk, "name": row.name, "at": row.at, "by": row.person.name, "counts": row.counts}


def _omitted(entry: OmittedFact) -> dict[str, Any]:
    return {
        "line": entry.line,
        "owner": entry.owner,
        "uid": entry.uid,
        "field": entry.field,
        "value": entry.value,
        "reason": entry.reason,
        "count": entry.count,
    }
