"""The page of a project's history."""

from django.http import HttpResponse
from django.shortcuts import render

from headway.common.access import get_visible
from headway.common.http.lists import page_of
from headway.common.http.pages import ActorRequest, page
from headway.common.journal.permissions import VIEW_JOURNAL, VIEW_OWN_ACTS
from headway.project.lifecycle.models import Project

from .forms import HistoryFilterForm
from .history import HistoryFilters, entries_of, people_in, told


@page(VIEW_OWN_ACTS)
def history(request: ActorRequest, project_id: int) -> HttpResponse:
    """What happened in a project, as far as the reader may know: the whole journal, or the own acts."""
    row, actor = get_visible(Project, request.actor, VIEW_OWN_ACTS, pk=project_id), request.actor
    whole = actor.may(VIEW_JOURNAL, row.pk)
    form = HistoryFilterForm(request.GET, people=people_in(row, actor) if whole else [])
    filters = HistoryFilters.of(form)
    shown = page_of(request, entries_of(row, actor, filters))
    context = {
        "project": row,
        "form": form,
        "filters": filters,
        "page": shown,
        "entries": told(row, shown, actor),
        "whole": whole,
    }
    return render(request, "story/history.html", context)
