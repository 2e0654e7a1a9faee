"""Pages: what a newer file would change, and deciding about it."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from headway.common.access import get_visible
from headway.common.http.pages import ActorRequest, page
from headway.exchange import services
from headway.exchange.models import PlanUpdate
from headway.exchange.queries import is_stale
from headway.exchange.words import PARTS, said
from headway.project.lifecycle.rules import VIEW_PROJECT
from headway.project.lifecycle.states import can_change
from headway.project.schedule.rules import CHANGE_PLAN

PAGE_SIZE = 100


@page(VIEW_PROJECT)
def update(request: ActorRequest, project_id: int, pk: int) -> HttpResponse:
    """What a newer file would change."""
    row = get_visible(PlanUpdate, request.actor, pk=pk, project_id=project_id)
    kind = request.GET.get("show", "")
    changes = Paginator(row.shown(kind), PAGE_SIZE).get_page(request.GET.get("page"))
    changes.object_list = _told(changes.object_list)
    context = {
        "update": row,
        "project": row.project,
        "stale": is_stale(row),
        "show": kind,
        "figures": [(kind_, label, row.count(kind_)) for kind_, label in _kinds()],
        "page": changes,
        "may": can_change(request.actor, CHANGE_PLAN, row.project),
    }
    return render(request, "exchange/update.html", context)


def _kinds() -> list[tuple[str, str]]:
    return [
        ("changed", _("Changed activities")),
        ("added", _("Added")),
        ("removed", _("Removed")),
        ("moved", _("Moved as a result")),
        ("plan", _("Plan, calendars, resources")),
    ]


def _told(changes: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The entries, with words for what they are about and what would become of it."""
    kinds = {"added": _("added"), "removed": _("removed"), "moved": _("moves as a result")}
    return [
        {**change, "about_text": said(PARTS, change["about"]), "kind_text": kinds.get(change["kind"], "")}
        for change in changes
    ]


@page(CHANGE_PLAN, methods=("POST",))
def apply_update(request: ActorRequest, project_id: int, pk: int) -> HttpResponse:
    """Apply it as one change."""
    row = get_visible(PlanUpdate, request.actor, CHANGE_PLAN, pk=pk, project_id=project_id)
    return redirect("import_job", pk=services.apply_update(row, actor=request.actor).pk)


@page(CHANGE_PLAN, methods=("POST",))
def discard_update(request: ActorRequest, project_id: int, pk: int) -> HttpResponse:
    """Decide against it."""
    row = get_visible(PlanUpdate, request.actor, CHANGE_PLAN, pk=pk, project_id=project_id)
    services.discard_update(row, actor=request.actor)
    messages.success(request, _("The file was discarded. The plan has not been changed."))
    return redirect("import_newer", project_id=project_id)
