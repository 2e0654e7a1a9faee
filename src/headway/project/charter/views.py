"""The charter page: the manager writes in place, the sponsor confirms; both see what changed."""

from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from django.contrib import messages
from django.db.models import Model, prefetch_related_objects
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from headway.common.access import Actor, Permission, get_visible
from headway.common.http.forms import Kept, SharedForm, carried_out, kept_text, status_of, written
from headway.common.http.pages import ActorRequest, page, posted_version
from headway.common.refusal import NotFound
from headway.project.lifecycle.models import Project
from headway.project.lifecycle.permissions import VIEW_PROJECT
from headway.project.lifecycle.states import can_change

from . import services
from .document import AgreedTolerance, missing_parts, tolerance_text
from .forms import ConstraintForm, HeadingForm, ObjectiveForm, ToleranceForm
from .models import Charter, Constraint, ProjectObjective, Tolerance
from .permissions import CONFIRM_CHARTER, EDIT_CHARTER
from .queries import Draft, changes_since_confirmed, draft_of, last_version

Part = TypeVar("Part", ProjectObjective, Constraint, Tolerance)
# where on the page a part stands that was saved
PLACES: dict[type[Form], str] = {
    HeadingForm: "heading",
    ObjectiveForm: "objectives",
    ConstraintForm: "constraints",
    ToleranceForm: "tolerances",
}


@page(VIEW_PROJECT)
def charter(request: ActorRequest, project_id: int) -> HttpResponse:
    """The working charter, what is in force, and how they differ."""
    project = get_visible(Project, request.actor, pk=project_id)
    return _show(request, project)


@page(EDIT_CHARTER, methods=("POST",))
def heading(request: ActorRequest, project_id: int) -> HttpResponse:
    """Write purpose, scope and deadline."""
    project, actor = _editable(request, project_id)
    form = HeadingForm(request.POST)

    def save(version: int | None) -> None:
        services.write_heading(project, form.value(), actor=actor, version=version)

    return _saved(request, project, form, save=save, row=lambda: Charter.objects.within(project).get())


@page(EDIT_CHARTER, methods=("POST",))
def objective(request: ActorRequest, project_id: int, objective_id: int | None = None) -> HttpResponse:
    """Add or rewrite an objective."""
    project, actor = _editable(request, project_id)
    row = partial(_row, ProjectObjective, project, pk=objective_id)
    form = ObjectiveForm.of(actor, project, row(), data=request.POST)

    def save(version: int | None) -> None:
        facts = form.value()
        services.save_objective(project, facts, actor=actor, version=version, objective_id=objective_id)

    return _saved(request, project, form, save=save, row=row)


@page(EDIT_CHARTER, methods=("POST",))
def constraint(request: ActorRequest, project_id: int, constraint_id: int | None = None) -> HttpResponse:
    """Add or rewrite a constraint."""
    project, actor = _editable(request, project_id)
    row = partial(_row, Constraint, project, pk=constraint_id)
    form = ConstraintForm.of(row(), data=request.POST)

    def save(version: int | None) -> None:
        facts = form.value()
        services.save_constraint(project, facts, actor=actor, version=version, constraint_id=constraint_id)

    return _saved(request, project, form, save=save, row=row)


@page(EDIT_CHARTER, methods=("POST",))
def tolerance(request: ActorRequest, project_id: int, dimension: str = "") -> HttpResponse:
    """Propose the tolerance of a dimension."""
    project, actor = _editable(request, project_id)
    form = ToleranceForm.of(_row(Tolerance, project, dimension=dimension), data=request.POST)

    def save(version: int | None) -> None:
        services.set_tolerance(project, form.value(), actor=actor, version=version)

    def row() -> Tolerance | None:
        return Tolerance.objects.within(project).filter(dimension=form.cleaned_data["dimension"]).first()

    return _saved(request, project, form, save=save, row=row)


@page(EDIT_CHARTER, methods=("POST",))
def remove_objective(request: ActorRequest, project_id: int, objective_id: int) -> HttpResponse:
    """Take an objective out."""
    project, actor = _editable(request, project_id)
    services.remove_objective(project, objective_id, actor=actor, version=posted_version(request))
    return redirect("charter", project_id)


@page(EDIT_CHARTER, methods=("POST",))
def remove_constraint(request: ActorRequest, project_id: int, constraint_id: int) -> HttpResponse:
    """Take a constraint out."""
    project, actor = _editable(request, project_id)
    services.remove_constraint(project, constraint_id, actor=actor, version=posted_version(request))
    return redirect("charter", project_id)


@page(EDIT_CHARTER, methods=("POST",))
def remove_tolerance(request: ActorRequest, project_id: int, dimension: str) -> HttpResponse:
    """Take the tolerance of a dimension out."""
    project, actor = _editable(request, project_id)
    services.remove_tolerance(project, dimension, actor=actor, version=posted_version(request))
    return redirect("charter", project_id)


@page(EDIT_CHARTER, methods=("POST",))
def submit(request: ActorRequest, project_id: int) -> HttpResponse:
    """Ask the sponsor to confirm."""
    project, actor = _editable(request, project_id)
    services.submit_charter(project, actor=actor, version=posted_version(request))
    messages.success(
        request, _("%(sponsor)s has been asked to confirm the charter.") % {"sponsor": project.sponsor.name}
    )
    return redirect("charter", project_id)


@page(CONFIRM_CHARTER, methods=("POST",))
def confirm(request: ActorRequest, project_id: int) -> HttpResponse:
    """Put the charter into force."""
    project, actor = _editable(request, project_id, CONFIRM_CHARTER)
    frozen = services.confirm_charter(project, actor=actor, version=posted_version(request))
    messages.success(request, _("Charter %(number)s is in force.") % {"number": frozen.number})
    return redirect("charter", project_id)


@page(CONFIRM_CHARTER, methods=("POST",))
def give_back(request: ActorRequest, project_id: int) -> HttpResponse:
    """Give the charter back with a reason."""
    project, actor = _editable(request, project_id, CONFIRM_CHARTER)
    kept = kept_text(
        request,
        "reason",
        box="return-reason",
        act=lambda reason: services.return_charter(
            project, reason, actor=actor, version=posted_version(request)
        ),
    )
    if kept is not None:
        return _show(request, project, kept=kept)
    manager = project.manager.name
    messages.success(request, _("The charter was returned to %(manager)s.") % {"manager": manager})
    return redirect("charter", project_id)


def _editable(
    request: ActorRequest, project_id: int, permission: Permission = EDIT_CHARTER
) -> tuple[Project, Actor]:
    return get_visible(Project, request.actor, permission, pk=project_id), request.actor


def _row(model: type[Part], project: Project, **lookup: Any) -> Part | None:
    """The part that an address names; none where it is that of a new one."""
    if not all(lookup.values()):
        return None
    row = model.objects.within(project).filter(**lookup).first()
    if row is None:
        raise NotFound(_("This part of the charter no longer exists."))
    return row


def _saved(
    request: ActorRequest,
    project: Project,
    form: SharedForm,
    *,
    save: Callable[[int | None], None],
    row: Callable[[], Model | None],
) -> HttpResponse:
    """Save and go back to the page, or show it again with the form's errors; ``row`` as it is now."""
    act = partial(save, posted_version(request))

    def now() -> dict[str, Any]:
        version = Charter.objects.within(project).get().version  # before the row: see ``go_on_from``
        return {"version": version, **written(type(form), row())}

    if not carried_out(form, act, current=now):
        return _show(request, project, tried=form)
    messages.success(request, _("Saved. It is in force once the sponsor has confirmed it."))
    return redirect(f"{reverse('charter', args=[project.pk])}#{PLACES[type(form)]}")


def _show(
    request: ActorRequest, project: Project, *, tried: Form | None = None, kept: Kept | None = None
) -> HttpResponse:
    actor = request.actor
    draft, version = draft_of(project), last_version(project)
    if draft.charter.state == Charter.State.SUBMITTED:
        prefetch_related_objects([project], "sponsor")
    can_edit = can_change(actor, EDIT_CHARTER, project)
    context = {
        "project": project,
        "draft": draft,
        "charter": draft.charter,
        "missing": missing_parts(draft.content),
        "in_force": version,
        "changes": changes_since_confirmed(draft, version) if version else [],
        "can_edit": can_edit,
        "can_submit": can_edit and draft.charter.state == Charter.State.DRAFT,
        "can_decide": draft.charter.state == Charter.State.SUBMITTED
        and can_change(actor, CONFIRM_CHARTER, project),
        "on_hold": project.state == Project.State.ON_HOLD,
        "kept": kept,
        **_parts(draft, actor, tried, can_edit=can_edit),
    }
    return render(request, "charter/charter.html", context, status=kept.status if kept else status_of(tried))


def _parts(draft: Draft, actor: Actor, tried: Form | None, *, can_edit: bool) -> dict[str, Any]:
    """The charter's parts, each with its form; the form that was tried takes its own place."""
    project = draft.charter.project
    given = {} if tried is None else {tried.prefix: tried}
    people = ObjectiveForm.offer(actor, project) if can_edit else {}

    def form(made: Form) -> Form | None:
        return given.get(made.prefix, made) if can_edit else None

    return {
        "heading_form": form(HeadingForm.of(draft.charter)),
        "objectives": [
            (row, form(ObjectiveForm.of(actor, project, row, people))) for row in draft.objectives
        ],
        "new_objective": form(ObjectiveForm.of(actor, project, offered=people)),
        "constraints": [(row, form(ConstraintForm.of(row))) for row in draft.constraints],
        "new_constraint": form(ConstraintForm.of()),
        "tolerances": [(row, _in_one_line(row), form(ToleranceForm.of(row))) for row in draft.tolerances],
        "new_tolerance": form(ToleranceForm.of()),
    }


def _in_one_line(row: Tolerance) -> str:
    return tolerance_text(AgreedTolerance(row.dimension, row.adverse, row.favourable, row.target, row.unit))
