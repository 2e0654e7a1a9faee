"""The portfolio page."""

from itertools import chain
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from headway.common.http.pages import ActorRequest, page
from headway.common.http.sheets import csv_answer
from headway.governance.strategy.rules import VIEW_PORTFOLIO

from .forms import FilterForm
from .queries import NOT_GREEN, Filters, StatusCounts, choices, counts, projects
from .table import SHOWN_MILESTONES, cells, headings

PAGE_SIZE = 100


@page(VIEW_PORTFOLIO)
def portfolio(request: ActorRequest) -> HttpResponse:
    """All projects that the viewer may see: status, deadline against forecast, tolerance use."""
    filters = Filters.of(request.GET)
    totals = counts(request.actor, filters)
    paginator = Paginator(projects(request.actor, filters), PAGE_SIZE)
    paginator.count = totals.total  # counted already
    portfolios, programmes = choices(request.actor)
    context = {
        "form": FilterForm(request.GET, portfolios=portfolios, programmes=programmes),
        "filters": filters,
        "tiles": tiles(request, totals),
        "totals": totals,
        "page": paginator.get_page(request.GET.get("page")),
        "today": timezone.localdate(),
        "shown_milestones": SHOWN_MILESTONES,
    }
    return render(request, "portfolio/portfolio.html", context)


@page(VIEW_PORTFOLIO)
def portfolio_csv(request: ActorRequest) -> HttpResponse:
    """The projects of the page, all of them, filtered and in the order shown, for spreadsheets."""
    rows = projects(request.actor, Filters.of(request.GET)).iterator(chunk_size=2000)
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
