"""A new project, and the page of its life: where it is, who decides, and what they were asked for."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from headway.common.access import Actor, get_visible
from headway.common.http.forms import Kept, carried_out, kept_text, status_of
from headway.common.http.pages import ActorRequest, page
from headway.organisation.hats import wear_hat

from . import services
from .forms import DecideForm, MoveForm, OpeningForm
from .models import MoveRequest, Project
from .permissions import DECIDE_MOVE, OPEN_PROJECT, REQUEST_MOVE, VIEW_PROJECT
from .queries import answered_requests, pool_hats, waiting_request
from .states import can_change, deciding, decision_name, decisions, is_barred, life_steps, may_decide


@page(OPEN_PROJECT, methods=("GET", "HEAD", "POST"))
def new_project(request: ActorRequest) -> HttpResponse:
    """A new project with an empty plan; whoever opens it goes on as its manager."""
    actor = request.actor
    form = OpeningForm(actor, request.POST or None)
    opened: list[Project] = []
    if carried_out(form, lambda: opened.append(services.open_project(form.value(), actor=actor))):
        [project] = opened
        wear_hat(request, "PM")
        told = _("%(code)s is open, and you act as its project manager.") % {"code": project.code}
        messages.success(request, told)
        return redirect("project" if project.in_pipeline else "plan", project.pk)
    context = {"form": form, "pool_hats": pool_hats(actor)}
    return render(request, "lifecycle/new_project.html", context, status=status_of(form))


@page(VIEW_PROJECT)
def life(request: ActorRequest, project_id: int) -> HttpResponse:
    """Where the project is in its life, and what those who decide were asked for."""
    return _show_life(request, get_visible(Project, request.actor, pk=project_id))


@page(DECIDE_MOVE, methods=("POST",))
def decide_move(request: ActorRequest, project_id: int) -> HttpResponse:
    """Bring the project into another state."""
    actor = request.actor
    project = get_visible(Project, actor, DECIDE_MOVE, pk=project_id)
    form = DecideForm(project, decisions(project), request.POST, prefix="decide")
    if carried_out(form, lambda: _decide(project, form, actor), current=lambda: _seen_now(project)):
        told = _("The project is now: %(state)s.") % {"state": project.get_state_display()}
        messages.success(request, told)
        return redirect("life", project_id)
    return _show_life(request, project, tried=form)


def _seen_now(project: Project) -> dict[str, Any]:
    project.refresh_from_db()
    return DecideForm.seen(project, waiting_request(project))


def _decide(project: Project, form: DecideForm, actor: Actor) -> None:
    version, answers = form.cleaned_data["version"], form.cleaned_data["answers"]
    services.decide_move(project, form.value(), actor=actor, version=version, answers=answers)


@page(REQUEST_MOVE, methods=("POST",))
def request_move(request: ActorRequest, project_id: int) -> HttpResponse:
    """Ask those who decide for another state."""
    actor = request.actor
    project = get_visible(Project, actor, REQUEST_MOVE, pk=project_id)
    form = MoveForm(project, decisions(project), request.POST, prefix="ask")
    if carried_out(form, lambda: services.request_move(project, form.value(), actor=actor)):
        messages.success(request, _("Your request waits for a decision."))
        return redirect("life", project_id)
    return _show_life(request, project, asking=form)


@page(DECIDE_MOVE, methods=("POST",))
def decline_move(request: ActorRequest, project_id: int, move_request_id: int) -> HttpResponse:
    """Leave the project as it is, and say why."""
    row = get_visible(MoveRequest, request.actor, DECIDE_MOVE, pk=move_request_id, project=project_id)
    kept = kept_text(
        request,
        "reason",
        box="decline-reason",
        act=lambda reason: services.decline_move(row, reason, actor=request.actor),
    )
    if kept is not None:
        return _show_life(request, row.project, kept=kept)
    messages.success(request, _("The request is declined."))
    return redirect("life", project_id)


@page(REQUEST_MOVE, methods=("POST",))
def withdraw_move(request: ActorRequest, project_id: int, move_request_id: int) -> HttpResponse:
    """Withdraw the own request."""
    row = get_visible(MoveRequest, request.actor, REQUEST_MOVE, pk=move_request_id, project=project_id)
    services.withdraw_move(row, actor=request.actor)
    messages.success(request, _("The request is withdrawn."))
    return redirect("life", project_id)


def _show_life(
    request: ActorRequest,
    project: Project,
    *,
    tried: DecideForm | None = None,
    asking: MoveForm | None = None,
    kept: Kept | None = None,
) -> HttpResponse:
    actor, waiting = request.actor, waiting_request(project)
    own = may_decide(actor, project, waiting)
    others = [state for state in decisions(project) if state not in own]
    can_ask = not waiting and others and can_change(actor, REQUEST_MOVE, project)
    is_own = waiting is not None and waiting.requested_by_id in actor.principals
    context = {
        "project": project,
        "steps": life_steps(project),
        "waiting": waiting,
        "asked_for": decision_name(project, waiting.to_state) if waiting else "",
        "can_decline": waiting is not None and waiting.to_state in own,
        "deciding_hats": _hats_that_decide(waiting, actor) if waiting and waiting.to_state not in own else [],
        "can_withdraw": is_own and can_change(actor, REQUEST_MOVE, project),
        "decide_form": tried or (DecideForm.of(project, own, waiting) if own else None),
        "ask_form": asking or (MoveForm(project, others, prefix="ask") if can_ask else None),
        "answered": answered_requests(project),
        "kept": kept,
    }
    status = kept.status if kept else status_of(tried or asking)
    return render(request, "lifecycle/life.html", context, status=status)


def _hats_that_decide(waiting: MoveRequest, actor: Actor) -> list[tuple[str, str]]:
    """The roles (code, name) in which the actor could decide what is asked for."""
    project = waiting.project
    if is_barred(actor, project, waiting.to_state, waiting):
        return []
    return actor.hats_for(deciding(project, waiting.to_state), project.pk)
