"""Routes of work and progress. Moments are plan times, ``remaining`` working seconds."""

import datetime as dt
from typing import Any

from django.utils import timezone
from ninja import Query, Schema

from headway.common.access import get_visible
from headway.common.http.api import Router
from headway.common.http.lists import Listed, Part, listed
from headway.common.http.pages import ActorRequest
from headway.common.versions import as_read
from headway.organisation.queries import members
from headway.project.lifecycle.models import Project
from headway.project.lifecycle.permissions import APPOINT_TEAM, VIEW_PROJECT
from headway.project.schedule.models import Activity, Plan
from headway.project.schedule.permissions import CHANGE_PLAN

from . import queries, services
from .models import ProgressReport
from .permissions import ACCEPT_PROGRESS, OWN_WORK, REPORT_PROGRESS
from .services import Said

router = Router(tags=["team"])


class Report(Schema):
    """Progress of an activity, as in ``services.Said``."""

    percent: int | None = None
    started: int | None = None
    finished: int | None = None
    remaining: int | None = None
    note: str = ""


class Chosen(Schema):
    """Reports to accept."""

    reports: list[int]


class Reason(Schema):
    """Why a report is returned."""

    reason: str


class Member(Schema):
    """Somebody for the team."""

    email: str
    role: str = "TM"


class Standing(Schema):
    """Whom a resource stands for: a member's id, or null."""

    person: int | None
    revision: int | None = None


class ReportRow(Schema):
    """A report as it was made and decided; ``person`` and ``decided_by`` by their ids."""

    id: int
    activity: int
    person: int
    percent: int | None
    started: int | None
    finished: int | None
    remaining: int | None
    note: str
    state: str
    reported_at: dt.datetime
    decided_by: int | None
    reason: str


class WorkRow(Schema):
    """An activity that you are assigned to, with the last that you reported of it and did not take back."""

    project: int
    project_code: str
    activity: int
    name: str
    start: int | None
    finish: int | None
    percent: int
    overdue: bool
    report: ReportRow | None


@router.route("GET", "/my/work", OWN_WORK, response=Listed[WorkRow])
def my_work(request: ActorRequest, part: Query[Part], *, later: bool = False) -> dict[str, Any]:
    """What you are assigned to and have not finished, by what is due first.

    ``later`` adds what begins after the next two weeks.
    """
    actor, today = request.actor, timezone.localdate()
    work, everything = queries.work_of(actor, today, later=later), Activity.objects.visible_to(actor)
    shown, more = queries.DUE_FIRST.part(work, part, among=everything)
    return listed(map(_work, queries.work_items(shown, actor, today)), more)


@router.route("POST", "/projects/{project_id}/activities/{activity_id}/progress", REPORT_PROGRESS)
def report(request: ActorRequest, project_id: int, activity_id: int, said: Report) -> dict[str, Any]:
    """Report progress of an activity that you are assigned to."""
    activity = get_visible(Activity, request.actor, REPORT_PROGRESS, pk=activity_id, project=project_id)
    return _shown(services.report_progress(activity, Said(**dict(said)), actor=request.actor))


@router.route("GET", "/projects/{project_id}/progress", VIEW_PROJECT, response=Listed[ReportRow])
def read_progress(
    request: ActorRequest, project_id: int, filters: Query[queries.ReportFilters], part: Query[Part]
) -> dict[str, Any]:
    """What was reported and not taken back, the newest first; those that wait are ``reported``."""
    project = get_visible(Project, request.actor, pk=project_id)
    everything = ProgressReport.objects.within(project)
    found = queries.reports_of(project, filters)
    shown, more = queries.LAST_REPORTED_FIRST.part(found, part, among=everything)
    return listed(map(_shown, shown), more)


@router.route("POST", "/projects/{project_id}/progress/accept", ACCEPT_PROGRESS)
def accept(request: ActorRequest, project_id: int, chosen: Chosen) -> list[dict[str, Any]]:
    """Accept reports, all of them or none."""
    project = get_visible(Project, request.actor, ACCEPT_PROGRESS, pk=project_id)
    return [_shown(row) for row in services.accept_progress(project, chosen.reports, actor=request.actor)]


@router.route("POST", "/projects/{project_id}/progress/{report_id}/return", ACCEPT_PROGRESS)
def give_back(request: ActorRequest, project_id: int, report_id: int, body: Reason) -> dict[str, Any]:
    """Return a report with a reason."""
    row = get_visible(ProgressReport, request.actor, ACCEPT_PROGRESS, pk=report_id, project=project_id)
    return _shown(services.return_progress(row, body.reason, actor=request.actor))


@router.route("POST", "/projects/{project_id}/progress/{report_id}/withdraw", REPORT_PROGRESS)
def withdraw(request: ActorRequest, project_id: int, report_id: int) -> dict[str, Any]:
    """Take your own report back while it waits."""
    row = get_visible(ProgressReport, request.actor, REPORT_PROGRESS, pk=report_id, project=project_id)
    return _shown(services.withdraw_progress(row, actor=request.actor))


@router.route("GET", "/projects/{project_id}/team", VIEW_PROJECT)
def team(request: ActorRequest, project_id: int) -> dict[str, Any]:
    """Who works in the project, and whom its plan's resources stand for."""
    project = get_visible(Project, request.actor, VIEW_PROJECT, pk=project_id)
    resources = queries.staffed_resources(project)
    return {
        "members": [{"id": p.pk, "name": p.name, "roles": list(roles)} for p, roles in members(project.pk)],
        "revision": Plan.objects.within(project).values_list("revision", flat=True).first(),
        "resources": [{"id": r.pk, "name": r.name, "person": r.person_id} for r in resources],
    }


@router.route("POST", "/projects/{project_id}/team", APPOINT_TEAM)
def welcome(request: ActorRequest, project_id: int, body: Member) -> dict[str, Any]:
    """Give the person with this address a role in the team."""
    project = get_visible(Project, request.actor, APPOINT_TEAM, pk=project_id)
    person = services.welcome_member(project, body.email, body.role, actor=request.actor)
    return {"id": person.pk, "name": person.name}


@router.route("PUT", "/projects/{project_id}/resources/{resource_id}/person", CHANGE_PLAN)
def staff(request: ActorRequest, project_id: int, resource_id: int, body: Standing) -> dict[str, Any]:
    """Let a resource of the plan stand for a member."""
    project = get_visible(Project, request.actor, CHANGE_PLAN, pk=project_id)
    delta = services.staff_resource(
        project, resource_id, body.person, actor=request.actor, revision=as_read(body.revision)
    )
    return {"revision": delta.revision, "message": delta.message}


def _work(item: queries.WorkItem) -> dict[str, Any]:
    return {
        "project": item.project.pk,
        "project_code": item.project.code,
        "activity": item.activity.pk,
        "name": item.activity.name,
        "start": item.activity.start,
        "finish": item.activity.finish,
        "percent": item.activity.percent_complete,
        "overdue": item.overdue,
        "report": None if item.report is None else _shown(item.report),
    }


def _shown(row: ProgressReport) -> dict[str, Any]:
    return {
        "id": row.pk,
        "activity": row.activity_id,
        "person": row.person_id,
        "percent": row.percent,
        "started": row.started,
        "finished": row.finished,
        "remaining": row.remaining,
        "note": row.note,
        "state": row.state,
        "reported_at": row.reported_at,
        "decided_by": row.decided_by_id,
        "reason": row.reason,
    }
