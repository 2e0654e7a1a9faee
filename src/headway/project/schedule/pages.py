"""What pages of several rooms do with the forms of a plan."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from headway.common.access import get_visible
from headway.common.http.forms import carried_out
from headway.common.http.pages import ActorRequest, page
from headway.project.lifecycle.models import Project

from . import services
from .forms import DataDateForm
from .models import Plan
from .permissions import CHANGE_PLAN
from .queries import revision_of
from .text import date_text


def data_date_view(
    name: str, show: Callable[[ActorRequest, Plan, DataDateForm], HttpResponse]
) -> Callable[[ActorRequest, int], HttpResponse]:
    """The view behind the data date on a page: back to the page of that name, or ``show`` it with the form
    that was refused.
    """

    @page(CHANGE_PLAN, methods=("POST",))
    def data_date(request: ActorRequest, project_id: int) -> HttpResponse:
        """Say up to which day progress is known."""
        project = get_visible(Project, request.actor, CHANGE_PLAN, pk=project_id)
        plan = get_visible(Plan, request.actor, CHANGE_PLAN, project=project)
        form = DataDateForm(request.POST)
        return redirect(name, project_id) if _is_set(request, plan, form) else show(request, plan, form)

    return data_date


def _is_set(request: ActorRequest, plan: Plan, form: DataDateForm) -> bool:
    """Set the data date. False where it is refused: the form then says why."""
    project = plan.project

    def set_it() -> None:
        moment = form.value(plan.default_finish)
        delta = services.set_data_date(project, moment, actor=request.actor, revision=form.shown)
        told = (
            _("The plan has no data date now.")
            if moment is None
            else _("The data date is %(day)s.") % {"day": date_text(moment)}
        )
        messages.success(request, f"{told} {delta.message}".rstrip())

    return carried_out(form, set_it, current=lambda: {"revision": revision_of(project)})
