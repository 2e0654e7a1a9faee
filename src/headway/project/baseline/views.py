"""The baseline page: what is in force, what is proposed, what was decided."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from headway.common.access import Permission, get_visible
from headway.common.http.forms import Kept, kept_text
from headway.common.http.pages import ActorRequest, page
from headway.project.lifecycle.models import Project
from headway.project.lifecycle.permissions import VIEW_PROJECT
from headway.project.lifecycle.states import can_change
from headway.project.schedule.models import Plan

from . import queries, services
from .models import BaselineProposal
from .permissions import APPROVE_BASELINE, PROPOSE_BASELINE
from .slices import movement


@page(VIEW_PROJECT)
def baseline(request: ActorRequest, project_id: int) -> HttpResponse:
    """Proposal, baselines and decisions of a project."""
    return _show(request, get_visible(Project, request.actor, pk=project_id))


@page(PROPOSE_BASELINE, methods=("POST",))
def propose(request: ActorRequest, project_id: int) -> HttpResponse:
    """Propose the plan as it is."""
    project = get_visible(Project, request.actor, PROPOSE_BASELINE, pk=project_id)
    kept = kept_text(
        request, "note", partial(services.propose_baseline, project, actor=request.actor), box="proposal-note"
    )
    if kept is not None:
        return _show(request, project, kept=kept)
    messages.success(request, _("%(sponsor)s has been asked to decide.") % {"sponsor": project.sponsor.name})
    return redirect("baseline", project_id)


@page(PROPOSE_BASELINE, methods=("POST",))
def withdraw(request: ActorRequest, project_id: int, proposal_id: int) -> HttpResponse:
    """Take a proposal back."""
    services.withdraw_baseline(
        _proposal(request, project_id, proposal_id, PROPOSE_BASELINE), actor=request.actor
    )
    messages.success(request, _("The proposal was withdrawn."))
    return redirect("baseline", project_id)


@page(APPROVE_BASELINE, methods=("POST",))
def approve(request: ActorRequest, project_id: int, proposal_id: int) -> HttpResponse:
    """Approve a proposal."""
    proposal = _proposal(request, project_id, proposal_id, APPROVE_BASELINE)
    told = _("The baseline of %(project)s is approved.") % {"project": proposal.project.name}
    return _decided(request, proposal, services.approve_baseline, told=told)


@page(APPROVE_BASELINE, methods=("POST",))
def give_back(request: ActorRequest, project_id: int, proposal_id: int) -> HttpResponse:
    """Return a proposal with a reason."""
    proposal = _proposal(request, project_id, proposal_id, APPROVE_BASELINE)
    told = _("The plan was returned to %(manager)s.") % {"manager": proposal.project.manager.name}
    return _decided(request, proposal, services.return_baseline, told=told)


def _decided(
    request: ActorRequest, proposal: BaselineProposal, decide: Callable[..., Any], *, told: str
) -> HttpResponse:
    """Decide by a service and go back to the page; a reason that is refused stands in its box again."""
    act = partial(decide, proposal, actor=request.actor)
    kept = kept_text(request, "reason", act, box=f"reason-{proposal.pk}")
    if kept is not None:
        return _show(request, proposal.project, kept=kept)
    messages.success(request, told)
    return redirect("baseline", proposal.project_id)


def _proposal(
    request: ActorRequest, project_id: int, proposal_id: int, permission: Permission
) -> BaselineProposal:
    return get_visible(BaselineProposal, request.actor, permission, pk=proposal_id, project=project_id)


def _show(request: ActorRequest, project: Project, *, kept: Kept | None = None) -> HttpResponse:
    actor = request.actor
    proposal = queries.waiting_proposal(project)
    approved = list(queries.baselines(project))
    may_propose = can_change(actor, PROPOSE_BASELINE, project)
    can_propose = may_propose and not approved and proposal is None
    context: dict[str, Any] = {
        "project": project,
        "plan": Plan.objects.within(project).first(),
        "proposal": proposal,
        "baselines": approved,
        "decisions": list(queries.decisions(project)),
        "returned": queries.last_return(project) if proposal is None and not approved else None,
        "can_propose": can_propose,
        "checks": queries.checks_before_proposal(project) if can_propose else [],
        "can_withdraw": may_propose and proposal is not None,
        "can_decide": proposal is not None and can_change(actor, APPROVE_BASELINE, project),
        "movement": _movement(project, proposal, approved),
        "kept": kept,
    }
    context["ready"] = all(check.passed or not check.blocking for check in context["checks"])
    context["clear"] = all(check.passed for check in context["checks"])
    return render(request, "baseline/baseline.html", context, status=kept.status if kept else 200)


def _movement(project: Project, proposal: BaselineProposal | None, approved: list[Any]) -> Any:
    """How the plan has moved since what the page is about was frozen."""
    frozen = proposal or (approved[0].proposal if approved else None)
    if frozen is None:
        return None
    return movement(queries.proposal_slice(frozen), queries.plan_slice(project))
