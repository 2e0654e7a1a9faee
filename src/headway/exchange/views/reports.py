"""Pages: the reconciliation of an imported file with its plan."""

from itertools import chain
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from headway.common.access import get_visible
from headway.common.http.lists import page_of
from headway.common.http.pages import ActorRequest, page
from headway.common.http.sheets import csv_answer
from headway.exchange.forms import ReportFilterForm
from headway.exchange.models import PlanImport
from headway.exchange.queries import ReportFilters, omitted, reconciled
from headway.exchange.report.table import HEADINGS, cells
from headway.project.lifecycle.permissions import VIEW_PROJECT


@page(VIEW_PROJECT)
def report(request: ActorRequest, project_id: int, pk: int) -> HttpResponse:
    """The reconciliation: figures, and the activities behind them."""
    row = _import(request, project_id, pk)
    form = ReportFilterForm(request.GET)
    filters = ReportFilters.of(form)
    context = {
        "plan_import": row,
        "project": row.project,
        "form": form,
        "filters": filters,
        "parts": _parts(row, "import_report"),
        "page": page_of(request, reconciled(row, filters)),
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
        "page": page_of(request, omitted(row)),
    }
    return render(request, "exchange/omitted.html", context)


@page(VIEW_PROJECT)
def report_csv(request: ActorRequest, project_id: int, pk: int) -> HttpResponse:
    """The activities of the report as a table for spreadsheets."""
    row = _import(request, project_id, pk)
    rows = reconciled(row, ReportFilters.exactly(ReportFilterForm(request.GET)))
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
