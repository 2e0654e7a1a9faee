"""Pages: what a newer file would change, and deciding about it."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from headway.common.access import get_visible
from headway.common.http.lists import page_of
from headway.common.http.pages import ActorRequest, page
from headway.exchange import services
from headway.exchange.forms import ChangeFilterForm
from headway.exchange.models import PlanUpdate
from headway.exchange.queries import ChangeFilters, is_stale
from headway.exchange.words import CHANGE_LABELS, PARTS, said
from headway.project.lifecycle.permissions import VIEW_PROJECT
from headway.project.lifecycle.states import can_change
from headway.project.schedule.permissions import CHANGE_PLAN


@page(VIEW_PROJECT)
def update(request: ActorRequest, project_id: int, pk: int) -> HttpResponse:
    """What a newer file would change."""
    row = get_visible(PlanUpdate, request.actor, pk=pk, project_id=project_id)
    filters = ChangeFilters.exactly(ChangeFilterForm(request.GET))
    changes = page_of(request, row.shown(filters.show))
    changes.object_list = _told(changes.object_list)
    context = {
        "update": row,
        "project": row.project,
        "stale": is_stale(row),
        "figures": [(kind, label, row.count(kind)) for kind, label in CHANGE_LABELS.items()],
        "page": changes,
        "can_apply": can_change(request.actor, CHANGE_PLAN, row.project),
        "can_discard": request.actor.may(CHANGE_PLAN, row.project_id),
    }
    return render(request, "exchange/update.html", context)


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
