"""Start pages."""

from django.db.models import prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from headway.common.access import get_visible
from headway.common.http.lists import page_of
from headway.common.http.pages import ActorRequest, page
from headway.common.journal.permissions import VIEW_JOURNAL
from headway.engine.plan_time import moment_of
from headway.organisation.places import role_decisions
from headway.project.baseline.queries import baselines
from headway.project.charter.permissions import EDIT_CHARTER
from headway.project.health.models import ProjectHealth
from headway.project.health.reasons import sentence
from headway.project.lifecycle.models import Project
from headway.project.lifecycle.permissions import DECIDE_MOVE, VIEW_PROJECT
from headway.project.lifecycle.states import UNDER_WAY
from headway.project.story.happenings import happenings

from . import queries
from .attention import attention, managed_projects
from .forms import ProjectFilterForm
from .hooks import project_overview

LAST = 10


@page(VIEW_PROJECT)
def projects(request: ActorRequest) -> HttpResponse:
    """All projects that the reader may see."""
    form = ProjectFilterForm(request.GET)
    filters = queries.ProjectFilters.of(form)
    shown = page_of(request, queries.projects(request.actor, filters))
    return render(request, "cockpit/projects.html", {"page": shown, "filters": filters, "form": form})


@page(VIEW_PROJECT)
def project(request: ActorRequest, project_id: int) -> HttpResponse:
    """One project at a glance."""
    row = get_visible(Project, request.actor, pk=project_id)
    prefetch_related_objects([row], "manager", "sponsor", "portfolio", "programme")
    health = ProjectHealth.objects.within(row).first()
    readable = request.actor.may(VIEW_JOURNAL, row.pk)
    context = {
        "project": row,
        "health": health,
        "reasons": [sentence(reason) for reason in health.reasons] if health else [],
        "baseline": baselines(row).first(),
        "milestones": queries.next_milestones(row),
        "midnight": moment_of(timezone.localdate()),
        "happenings": happenings([row], request.actor, most=LAST) if readable else None,
        "panels": project_overview(row, request.actor),
    }
    return render(request, "cockpit/project.html", context)


@page(EDIT_CHARTER)
def cockpit(request: ActorRequest) -> HttpResponse:
    """The project manager's start page: what wants attention, and what changed."""
    managed = managed_projects(request.actor)
    context = {
        "items": attention(managed, request.actor, timezone.localdate()),
        "projects": managed,
        "under_way": any(row.state in UNDER_WAY for row in managed),
        "happenings": happenings(managed, request.actor, most=LAST, but=request.actor.reference),
        "waiting": role_decisions(request.actor),
    }
    return render(request, "cockpit/cockpit.html", context)


@page(DECIDE_MOVE)
def sponsor(request: ActorRequest) -> HttpResponse:
    """The page of whoever decides: what waits for a decision, and how the sponsored projects are."""
    promises = queries.promises_of(request.actor, timezone.localdate())
    context = {"promises": promises, "waiting": role_decisions(request.actor)}
    return render(request, "cockpit/sponsor.html", context)
