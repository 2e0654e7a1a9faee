"""Pages: bringing a plan in, watching the job, reading the report, deciding about a newer file."""

from collections.abc import Iterable
from itertools import chain
from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from headway.common.access import SIGNED_IN, OpenTo, get_visible, require
from headway.common.http.pages import ActorRequest, page, posted_number
from headway.common.http.sheets import csv_answer
from headway.common.jobs.models import Job
from headway.common.jobs.queries import own_job
from headway.common.refusal import Forbidden, Invalid, NotFound, Refusal
from headway.organisation.actors import person_actor
from headway.organisation.hats import wear_hat
from headway.project.charter.lifecycle import can_change
from headway.project.charter.models import Project
from headway.project.charter.queries import pool_hats
from headway.project.charter.rules import OPEN_PROJECT, VIEW_PROJECT
from headway.project.schedule.rules import CHANGE_PLAN

from . import services
from .forms import FileForm, ImportForm
from .models import PlanImport, PlanUpdate
from .queries import (
    APPLYING,
    COMPARING,
    JOBS,
    imports_of,
    is_stale,
    omitted,
    open_updates,
    reconciled,
    update_of,
    wishes_of,
)
from .table import HEADINGS, cells
from .words import PARTS, SHOW_LABELS, said

PAGE_SIZE = 100
MOST_FILES = 20
OPENING = "opening"  # in the session: the job that opens a project for whoever is signed in
OWN_IMPORT = OpenTo(SIGNED_IN, "people see only the import jobs that they asked for themselves")


@page(OPEN_PROJECT, methods=("GET", "HEAD", "POST"))
def import_project(request: ActorRequest) -> HttpResponse:
    """A file becomes a new project. ``?again=`` names a job of one's own whose file was refused."""
    actor = request.actor
    again = posted_number(request.GET.get("again", ""))
    initial = ImportForm.initial_of(wishes_of(again, actor)) if again is not None else {}
    form = ImportForm(actor, request.POST or None, request.FILES or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            job = services.receive_plan(form.cleaned_data["file"], form.wishes, actor=actor)
        except Refusal as refusal:
            return _with_error(request, form, refusal, "exchange/import_project.html", {})
        request.session[OPENING] = job.pk
        return redirect("import_job", pk=job.pk)
    context: dict[str, Any] = {"form": form, "pool_hats": pool_hats(person_actor(actor))}
    return render(request, "exchange/import_project.html", context, status=422 if form.errors else 200)


@page(CHANGE_PLAN, methods=("GET", "HEAD", "POST"))
def newer_file(request: ActorRequest, project_id: int) -> HttpResponse:
    """A newer file of the plan, and those that came before."""
    project = get_visible(Project, request.actor, pk=project_id)
    form = FileForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"project": project, **_files(project)}
    if request.method == "POST":
        require(request.actor, CHANGE_PLAN, project)
        if form.is_valid():
            try:
                job = services.receive_newer_plan(project, form.cleaned_data["file"], actor=request.actor)
            except Refusal as refusal:
                return _with_error(request, form, refusal, "exchange/newer_file.html", context)
            return redirect("import_job", pk=job.pk)
    may = can_change(request.actor, CHANGE_PLAN, project)
    context |= {"form": form, "may": may}
    return render(request, "exchange/newer_file.html", context, status=422 if form.errors else 200)


@page(VIEW_PROJECT)
def files(request: ActorRequest, project_id: int) -> HttpResponse:
    """Where the plan comes from: the files that were imported, and newer ones that wait for a decision."""
    project = get_visible(Project, request.actor, pk=project_id)
    may = can_change(request.actor, CHANGE_PLAN, project)
    return render(request, "exchange/files.html", {"project": project, "may": may, **_files(project)})


def _files(project: Project) -> dict[str, Any]:
    return {"imports": imports_of(project)[:MOST_FILES], "updates": open_updates(project)[:MOST_FILES]}


def _with_error(
    request: ActorRequest, form: FileForm, refusal: Refusal, template: str, context: dict[str, Any]
) -> HttpResponse:
    """The form again, with the reason where it belongs; a missing right is a page of its own."""
    if isinstance(refusal, Forbidden):
        raise refusal
    field = str(refusal.extra.get("field", "file")) if isinstance(refusal, Invalid) else "file"
    form.add_error(field if field in form.fields else None, str(refusal.detail))
    form.ask_again()
    return render(request, template, {**context, "form": form, "may": True}, status=refusal.status)


@page(OWN_IMPORT)
def job(request: ActorRequest, pk: int) -> HttpResponse:
    """How far the job is; once it is done, on to what came of it."""
    row = own_job(request.actor, pk)
    if row.name not in JOBS:
        raise NotFound(_("There is nothing here, or it is not shared with you."))
    if row.state == Job.State.DONE and row.result:
        if request.session.get(OPENING) == row.pk:
            _go_on_as_manager(request, row.result["project"])
        return redirect(_result_of(row.result))
    context = {
        "job": row,
        "applying": row.name == APPLYING,
        "update": update_of(row, request.actor),
        "again": _another_file(row),
    }
    return render(request, "exchange/job.html", context)


def _go_on_as_manager(request: ActorRequest, project_id: int) -> None:
    """Whoever has opened a project goes on as its manager, as after opening one with an empty plan; once."""
    project = get_visible(Project, request.actor, pk=project_id)
    wear_hat(request, "PM")
    del request.session[OPENING]
    told = _("%(code)s is open, and you act as its project manager.") % {"code": project.code}
    messages.success(request, told)


def _another_file(job: Job) -> str:
    """Where another file is chosen for what the job was asked for."""
    if job.name == COMPARING:
        return reverse("import_newer", args=[job.scope_id])
    return f"{reverse('import_project')}?again={job.pk}"


def _result_of(result: dict[str, Any]) -> str:
    if "update" in result:
        return reverse("plan_update", kwargs={"project_id": result["project"], "pk": result["update"]})
    return reverse("import_report", kwargs={"project_id": result["project"], "pk": result["plan_import"]})


@page(VIEW_PROJECT)
def report(request: ActorRequest, project_id: int, pk: int) -> HttpResponse:
    """The reconciliation: figures, and the activities behind them."""
    row = _import(request, project_id, pk)
    show, words = request.GET.get("show", ""), _words(request)
    context = {
        "plan_import": row,
        "project": row.project,
        "show": show,
        "words": words,
        "parts": _parts(row, "import_report"),
        "shows": SHOW_LABELS.items(),
        "page": _page(request, reconciled(row, show=show, words=words)),
    }
    return render(request, "exchange/report.html", context)


@page(VIEW_PROJECT)
def not_taken_over(request: ActorRequest, project_id: int, pk: int) -> HttpResponse:
    """What the file says and the plan has no place for."""
    row = _import(request, project_id, pk)
    context = {
        "plan_import": row,
        "project": row.project,
        "parts": _parts(row, "import_omitted"),
        "page": _page(request, omitted(row)),
    }
    return render(request, "exchange/omitted.html", context)


@page(VIEW_PROJECT)
def report_csv(request: ActorRequest, project_id: int, pk: int) -> HttpResponse:
    """The activities of the report as a table for spreadsheets."""
    row = _import(request, project_id, pk)
    rows = reconciled(row, show=request.GET.get("show", ""), words=_words(request))
    lines = (cells(activity) for activity in rows.iterator(chunk_size=2000))
    return csv_answer(chain([HEADINGS], lines), name=f"reconciliation-{row.pk}")


def _import(request: ActorRequest, project_id: int, pk: int) -> PlanImport:
    return get_visible(PlanImport, request.actor, pk=pk, project_id=project_id)


def _parts(row: PlanImport, active: str) -> list[dict[str, Any]]:
    """The pages of a report, beside each other."""
    pages = (
        ("import_report", _("Activities"), None),
        ("import_omitted", _("Left out"), row.counts["omitted"]),
    )
    return [
        {
            "label": label,
            "url": reverse(route, args=[row.project_id, row.pk]),
            "active": route == active,
            "count": count,
        }
        for route, label, count in pages
    ]


def _words(request: ActorRequest) -> str:
    return request.GET.get("q", "").replace("\0", "").strip()[:100]


def _page(request: ActorRequest, rows: QuerySet[Any]) -> Page[Any]:
    return Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))


@page(VIEW_PROJECT)
def update(request: ActorRequest, project_id: int, pk: int) -> HttpResponse:
    """What a newer file would change."""
    row = get_visible(PlanUpdate, request.actor, pk=pk, project_id=project_id)
    kind = request.GET.get("show", "")
    changes = Paginator(row.shown(kind), PAGE_SIZE).get_page(request.GET.get("page"))
    changes.object_list = _told(changes.object_list)
    context = {
        "update": row,
        "project": row.project,
        "stale": is_stale(row),
        "show": kind,
        "figures": [(kind_, label, row.count(kind_)) for kind_, label in _kinds()],
        "page": changes,
        "may": can_change(request.actor, CHANGE_PLAN, row.project),
    }
    return render(request, "exchange/update.html", context)


def _kinds() -> list[tuple[str, str]]:
    return [
        ("changed", _("Changed activities")),
        ("added", _("Added")),
        ("removed", _("Removed")),
        ("moved", _("Moved as a result")),
        ("plan", _("Plan, calendars, resources")),
    ]


def _told(changes: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The entries, with words for what they are about and what would become of it."""
    kinds = {"added": _("added"), "removed": _("removed"), "moved": _("moves as a result")}
    return [
        {**change, "about_text": said(PARTS, change["about"]), "kind_text": kinds.get(change["kind"], "")}
        for change in changes
    ]


@page(CHANGE_PLAN, methods=("POST",))
def apply_update(request: ActorRequest, project_id: int, pk: int) -> HttpResponse:
    """Apply it as one change."""
    row = get_visible(PlanUpdate, request.actor, CHANGE_PLAN, pk=pk, project_id=project_id)
    return redirect("import_job", pk=services.apply_update(row, actor=request.actor).pk)


@page(CHANGE_PLAN, methods=("POST",))
def discard_update(request: ActorRequest, project_id: int, pk: int) -> HttpResponse:
    """Decide against it."""
    row = get_visible(PlanUpdate, request.actor, CHANGE_PLAN, pk=pk, project_id=project_id)
    services.discard_update(row, actor=request.actor)
    messages.success(request, _("The file was discarded. The plan has not been changed."))
    return redirect("import_newer", project_id=project_id)
