"""Pages: the reconciliation of an imported file with its plan."""

from itertools import chain
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from headway.common.access import get_visible
from headway.common.http.pages import ActorRequest, page
from headway.common.http.sheets import csv_answer
from headway.exchange.models import PlanImport
from headway.exchange.queries import omitted, reconciled
from headway.exchange.report.table import HEADINGS, cells
from headway.exchange.words import SHOW_LABELS
from headway.project.lifecycle.rules import VIEW_PROJECT

PAGE_SIZE = 100


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
