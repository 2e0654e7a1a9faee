"""My work, and the manager's page of progress."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headway.common import clock
from headway.common.access import get_visible
from headway.common.http.forms import Kept, carried_out, kept_text, status_of
from headway.common.http.lists import back_to, page_of
from headway.common.http.pages import ActorRequest, page, posted_number
from headway.common.versions import as_read
from headway.organisation.forms import endings
from headway.organisation.queries import holdings, role_requests_for
from headway.project.lifecycle.models import Project
from headway.project.lifecycle.permissions import APPOINT_TEAM, VIEW_PROJECT
from headway.project.lifecycle.states import can_change
from headway.project.schedule.forms import DataDateForm
from headway.project.schedule.models import Activity, Plan
from headway.project.schedule.pages import data_date_view
from headway.project.schedule.permissions import CHANGE_PLAN
from headway.project.schedule.queries import revision_of

from . import queries, services
from .forms import MemberForm, ProgressForm
from .models import ProgressReport
from .moments import plan_moment
from .permissions import ACCEPT_PROGRESS, OWN_WORK, REPORT_PROGRESS
from .services import Said

QUICK = {"half": Said(percent=50), "done": Said(percent=100)}


@page(OWN_WORK)
def work(request: ActorRequest) -> HttpResponse:
    """What the actor is assigned to, across projects."""
    return _show_work(request)


@page(REPORT_PROGRESS, methods=("POST",))
def report(request: ActorRequest, project_id: int, activity_id: int) -> HttpResponse:
    """Report progress of an own activity: by one button, or in detail."""
    activity = get_visible(Activity, request.actor, REPORT_PROGRESS, pk=activity_id, project=project_id)
    form = ProgressForm(request.POST)

    def tell() -> None:
        said = _said(form, request.POST.get("quick", ""), activity)
        made = services.report_progress(activity, said, actor=request.actor)
        undo = ""
        if made.state == ProgressReport.State.REPORTED:
            undo = f"undo:{reverse('progress_withdraw', args=[project_id, made.pk])}{_back(request)}"
        messages.success(request, _told(made, activity), extra_tags=undo)

    if carried_out(form, tell):
        return _back_to_work(request, activity)
    return _show_work(request, tried=form, activity_id=activity_id)


def _said(form: ProgressForm, quick: str, activity: Activity) -> Said:
    now = plan_moment(clock.now())
    if quick == "start":
        return Said(started=now)
    if quick in QUICK:
        return QUICK[quick]
    plan = Plan.objects.within(activity.project).get()
    return form.value(now=now, day=plan.minutes_per_day * 60)


@page(REPORT_PROGRESS, methods=("POST",))
def withdraw(request: ActorRequest, project_id: int, report_id: int) -> HttpResponse:
    """Take an own report back while it waits."""
    row = get_visible(ProgressReport, request.actor, REPORT_PROGRESS, pk=report_id, project=project_id)
    activity = Activity.objects.within(row.project).filter(pk=row.activity_id).first()
    services.withdraw_progress(row, actor=request.actor)
    if activity is None:
        messages.success(request, _("Taken back. Its activity is no longer in the plan."))
        return redirect(f"{reverse('work')}{_back(request)}")
    text = _("Taken back. Of “%(name)s” nothing waits for %(manager)s.")
    messages.success(request, text % {"name": activity.name, "manager": row.project.manager.name})
    return _back_to_work(request, activity)


def _back_to_work(request: ActorRequest, activity: Activity) -> HttpResponse:
    """To the activity in the list, or to what follows where it is no longer there; its place takes the focus.

    ``activity`` is as it was when it was shown.
    """
    at = queries.place_in_work(request.actor, activity, timezone.localdate(), later=_later(request))
    return redirect(f"{reverse('work')}{_back(request)}#{'main' if at is None else f'activity-{at}'}")


def _later(request: ActorRequest) -> bool:
    """Whether the whole list is shown."""
    return bool(request.GET.get("later"))


def _back(request: ActorRequest) -> str:
    return back_to(request, "later")


@page(VIEW_PROJECT)
def progress(request: ActorRequest, project_id: int) -> HttpResponse:
    """What was reported in a project."""
    project = get_visible(Project, request.actor, pk=project_id)
    return _show_progress(request, project, Plan.objects.within(project).first())


def _show_progress(
    request: ActorRequest,
    project: Project,
    plan: Plan | None,
    *,
    tried: DataDateForm | None = None,
    kept: Kept | None = None,
) -> HttpResponse:
    actor = request.actor
    context = {
        "project": project,
        "plan": plan,
        "waiting": page_of(request, queries.waiting_reports(project)),
        "back": back_to(request),
        "decided": list(queries.decided_reports(project)),
        "can_accept": can_change(actor, ACCEPT_PROGRESS, project),
        "can_set": plan is not None and can_change(actor, CHANGE_PLAN, project),
        "form": tried or (plan and DataDateForm.of(plan, day=timezone.localdate())),
        "kept": kept,
    }
    return render(request, "team/progress.html", context, status=kept.status if kept else status_of(tried))


def _show_data_date(request: ActorRequest, plan: Plan, form: DataDateForm) -> HttpResponse:
    return _show_progress(request, plan.project, plan, tried=form)


data_date = data_date_view("progress", _show_data_date)


@page(ACCEPT_PROGRESS, methods=("POST",))
def accept(request: ActorRequest, project_id: int) -> HttpResponse:
    """Accept the chosen reports."""
    project = get_visible(Project, request.actor, ACCEPT_PROGRESS, pk=project_id)
    sent = [posted_number(value) for value in request.POST.getlist("report")]
    chosen = [number for number in sent if number is not None]
    accepted = len(services.accept_progress(project, chosen, actor=request.actor))
    text = ngettext("%(count)s report is in the plan.", "%(count)s reports are in the plan.", accepted)
    messages.success(request, text % {"count": accepted})
    return _back_to_progress(request, project_id)


@page(ACCEPT_PROGRESS, methods=("POST",))
def give_back(request: ActorRequest, project_id: int, report_id: int) -> HttpResponse:
    """Return a report with a reason."""
    row = get_visible(ProgressReport, request.actor, ACCEPT_PROGRESS, pk=report_id, project=project_id)
    kept = kept_text(
        request,
        "reason",
        box=f"reason-{report_id}",
        act=lambda reason: services.return_progress(row, reason, actor=request.actor),
    )
    if kept is not None:
        return _show_progress(request, row.project, Plan.objects.within(row.project).first(), kept=kept)
    messages.success(request, _("The report was returned to %(person)s.") % {"person": row.person.name})
    return _back_to_progress(request, project_id)


def _back_to_progress(request: ActorRequest, project_id: int) -> HttpResponse:
    return redirect(f"{reverse('progress', args=[project_id])}{back_to(request)}")


@page(VIEW_PROJECT)
def team(request: ActorRequest, project_id: int) -> HttpResponse:
    """Who works in the project, and whom its plan's resources stand for."""
    project = get_visible(Project, request.actor, VIEW_PROJECT, pk=project_id)
    return _show_team(request, project, MemberForm())


@page(APPOINT_TEAM, methods=("POST",))
def welcome(request: ActorRequest, project_id: int) -> HttpResponse:
    """Give somebody a role in the team."""
    project = get_visible(Project, request.actor, APPOINT_TEAM, pk=project_id)
    form = MemberForm(request.POST)

    def welcome_them() -> None:
        person = services.welcome_member(project, **form.cleaned_data, actor=request.actor)
        messages.success(request, _("%(person)s now works on this project.") % {"person": person.name})

    if carried_out(form, welcome_them):
        return redirect("team", project_id)
    return _show_team(request, project, form)


@page(CHANGE_PLAN, methods=("POST",))
def staff(request: ActorRequest, project_id: int, resource_id: int) -> HttpResponse:
    """Let a resource of the plan stand for a member."""
    project = get_visible(Project, request.actor, CHANGE_PLAN, pk=project_id)
    revision = as_read(posted_number(request.POST.get("revision", "")))
    kept = kept_text(
        request,
        "person",
        box=f"resource-{resource_id}",
        act=lambda person: services.staff_resource(
            project, resource_id, posted_number(person), actor=request.actor, revision=revision
        ),
    )
    if kept is not None:
        return _show_team(request, project, MemberForm(), kept=kept)
    messages.success(request, _("Saved."))
    return redirect("team", project_id)


def _show_team(
    request: ActorRequest, project: Project, form: MemberForm, *, kept: Kept | None = None
) -> HttpResponse:
    actor = request.actor
    held, resources = holdings(project.pk, actor), list(queries.staffed_resources(project))
    context = {
        "project": project,
        "held": held,
        "ends": endings(held),
        "people": list(dict.fromkeys(one.grant.person for one in held)),
        "waiting": list(role_requests_for(actor).filter(scope=project.pk)),
        "resources": resources,
        "form": form,
        "can_appoint": can_change(request.actor, APPOINT_TEAM, project),
        "can_staff": can_change(request.actor, CHANGE_PLAN, project),
        "revision": revision_of(project) if resources else None,
        "kept": kept,
    }
    return render(request, "team/team.html", context, status=kept.status if kept else status_of(form))


def _told(report: ProgressReport, activity: Activity) -> str:
    if report.state == ProgressReport.State.ACCEPTED:
        return _("Your progress on “%(name)s” is in the plan.") % {"name": activity.name}
    return _("Reported. %(manager)s will look at it.") % {"manager": activity.project.manager.name}


def _show_work(
    request: ActorRequest, *, tried: ProgressForm | None = None, activity_id: int | None = None
) -> HttpResponse:
    """``tried`` is a refused report, shown in its activity; above all where that is no longer listed."""
    today, later = timezone.localdate(), _later(request)
    shown = page_of(request, queries.work_of(request.actor, today, later=later))
    items = queries.work_items(list(shown), request.actor, today)
    rows = [
        (
            item,
            tried if item.activity.pk == activity_id else ProgressForm(auto_id=f"id_{item.activity.pk}_%s"),
        )
        for item in items
    ]
    context = {
        "page": shown,
        "rows": rows,
        "astray": tried if all(item.activity.pk != activity_id for item in items) else None,
        "back": _back(request),
        "later": 0 if later else queries.later_work(request.actor, today),
    }
    return render(request, "team/work.html", context, status=422 if tried else 200)
