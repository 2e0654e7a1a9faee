"""What pages of several rooms do with the forms of a plan."""

from django.contrib import messages
from django.utils.translation import gettext as _

from headway.common.http.forms import carried_out
from headway.common.http.pages import ActorRequest

from . import services
from .forms import DataDateForm
from .models import Plan
from .queries import revision_of
from .text import date_text


def data_date_set(request: ActorRequest, plan: Plan, form: DataDateForm) -> bool:
    """Set the data date by a form of any page. False where it is refused: the form then says why."""
    project = plan.project

    def set_it() -> None:
        moment = form.moment(plan.default_finish)
        delta = services.set_data_date(project, moment, actor=request.actor, revision=form.shown)
        told = (
            _("The plan has no data date now.")
            if moment is None
            else _("The data date is %(day)s.") % {"day": date_text(moment)}
        )
        messages.success(request, f"{told} {delta.message}".rstrip())

    return carried_out(form, set_it, current=lambda: {"revision": revision_of(project)})
