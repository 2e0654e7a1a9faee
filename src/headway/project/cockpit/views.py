"""Start pages."""

from dataclasses import asdict

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from headway.common.access import get_visible
from headway.common.events import panels
from headway.common.http.pages import ActorRequest, page
from headway.project.charter.models import Project
from headway.project.charter.rules import VIEW_PROJECT

from . import queries
from .forms import FilterForm

PAGE_SIZE = 50


@page(VIEW_PROJECT)
def projects(request: ActorRequest) -> HttpResponse:
    """All projects that the reader may see."""
    filters = queries.Filters.of(request.GET.dict())
    shown = Paginator(queries.projects(request.actor, filters), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"page": shown, "filters": filters, "form": FilterForm(initial=asdict(filters))}
    return render(request, "cockpit/projects.html", context)


@page(VIEW_PROJECT)
def project(request: ActorRequest, project_id: int) -> HttpResponse:
    """One project at a glance."""
    row = get_visible(Project, request.actor, pk=project_id)
    context = {"project": row, "panels": panels("project.overview", row, request.actor)}
    return render(request, "cockpit/project.html", context)
