"""Pages: sending a plan file, watching its job, and the files that a plan came from."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from headway.common.access import SIGNED_IN, OpenTo, get_visible, require
from headway.common.http.forms import say_beside
from headway.common.http.pages import ActorRequest, page, posted_number
from headway.common.jobs.models import Job
from headway.common.jobs.queries import own_job
from headway.common.refusal import Forbidden, NotFound, Refusal
from headway.exchange import services
from headway.exchange.forms import FileForm, ImportForm
from headway.exchange.queries import (
    APPLYING,
    COMPARING,
    JOBS,
    imports_of,
    open_updates,
    update_with,
    wishes_of,
)
from headway.organisation.hats import wear_hat
from headway.project.lifecycle.models import Project
from headway.project.lifecycle.permissions import OPEN_PROJECT, VIEW_PROJECT
from headway.project.lifecycle.queries import pool_hats
from headway.project.lifecycle.states import can_change
from headway.project.schedule.permissions import CHANGE_PLAN

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
    sent = _sent(form, lambda: services.receive_plan(form.cleaned_data["file"], form.value(), actor=actor))
    if isinstance(sent, Job):
        request.session[OPENING] = sent.pk
        return redirect("import_job", pk=sent.pk)
    context = {"form": form, "pool_hats": pool_hats(actor)}
    return render(request, "exchange/import_project.html", context, status=sent)


@page(CHANGE_PLAN, methods=("GET", "HEAD", "POST"))
def newer_file(request: ActorRequest, project_id: int) -> HttpResponse:
    """A newer file of the plan, and those that came before."""
    actor = request.actor
    project = get_visible(Project, actor, pk=project_id)
    if request.method == "POST":
        require(actor, CHANGE_PLAN, project)
    form = FileForm(request.POST or None, request.FILES or None)
    sent = _sent(form, lambda: services.receive_newer_plan(project, form.cleaned_data["file"], actor=actor))
    if isinstance(sent, Job):
        return redirect("import_job", pk=sent.pk)
    may = can_change(actor, CHANGE_PLAN, project)
    context = {"project": project, "form": form, "may": may, **_files(project)}
    return render(request, "exchange/newer_file.html", context, status=sent)


def _sent(form: FileForm, receive: Callable[[], Job]) -> Job | int:
    """The job that reads what was sent, or the status of the page that says beside its field why not.

    Whatever is refused is said there, since no page can fill in the file again; only a missing right is a
    page of its own.
    """
    if not form.is_valid():
        return 422 if form.errors else 200
    try:
        return receive()
    except Forbidden:
        raise
    except Refusal as refusal:
        say_beside(form, refusal, otherwise="file")
        form.ask_again()
        return refusal.status


@page(VIEW_PROJECT)
def files(request: ActorRequest, project_id: int) -> HttpResponse:
    """Where the plan comes from: the files that were imported, and newer ones that wait for a decision."""
    project = get_visible(Project, request.actor, pk=project_id)
    may = can_change(request.actor, CHANGE_PLAN, project)
    return render(request, "exchange/files.html", {"project": project, "may": may, **_files(project)})


def _files(project: Project) -> dict[str, Any]:
    return {"imports": imports_of(project)[:MOST_FILES], "updates": open_updates(project)[:MOST_FILES]}


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
        "update": update_with(row.arguments.get("update", 0), request.actor),
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
