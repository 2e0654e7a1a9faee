"""The portfolio page."""

from itertools import chain
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from headway.common.http.lists import page_of
from headway.common.http.pages import ActorRequest, page
from headway.common.http.sheets import csv_answer
from headway.governance.strategy.permissions import VIEW_PORTFOLIO
from headway.project.health.queries import (
    NOT_GREEN,
    PortfolioFilters,
    StatusCounts,
    portfolio_counts,
    portfolio_projects,
)

from .forms import PortfolioFilterForm
from .table import SHOWN_MILESTONES, cells, headings


@page(VIEW_PORTFOLIO)
def portfolio(request: ActorRequest) -> HttpResponse:
    """All projects that the viewer may see: status, deadline against forecast, tolerance use."""
    form = PortfolioFilterForm(request.GET, actor=request.actor)
    filters = PortfolioFilters.of(form)
    totals = portfolio_counts(request.actor, filters)
    context = {
        "form": form,
        "filters": filters,
        "tiles": tiles(request, totals),
        "totals": totals,
        "page": page_of(request, portfolio_projects(request.actor, filters), count=totals.total),
        "today": timezone.localdate(),
        "shown_milestones": SHOWN_MILESTONES,
    }
    return render(request, "portfolio/portfolio.html", context)


@page(VIEW_PORTFOLIO)
def portfolio_csv(request: ActorRequest) -> HttpResponse:
    """The projects of the page, all of them, filtered and in the order shown, for spreadsheets."""
    filters = PortfolioFilters.exactly(PortfolioFilterForm(request.GET, actor=request.actor))
    rows = portfolio_projects(request.actor, filters)
    return csv_answer(chain([headings()], map(cells, rows)), name="portfolio")


def tiles(request: ActorRequest, totals: StatusCounts) -> list[dict[str, Any]]:
    """The figures above the list, each with the address of the rows that it counts."""
    kept = {
        name: value
        for name, value in request.GET.items()
        if name not in {"page", "computed", "late", "diverging"}
    }
    wanted = [
        ("total", totals.total, {}),
        ("not_green", totals.not_green, {"computed": NOT_GREEN}),
        ("red", totals.red, {"computed": "red"}),
        ("amber", totals.amber, {"computed": "amber"}),
        ("grey", totals.grey, {"computed": "grey"}),
        ("green", totals.green, {"computed": "green"}),
        ("none", totals.none, {"computed": "none"}),
        ("late", totals.late, {"late": "1"}),
        ("diverging", totals.diverging, {"diverging": "1"}),
    ]
    return [
        {"key": key, "value": value, "href": f"?{urlencode({**kept, **more})}"} for key, value, more in wanted
    ]
