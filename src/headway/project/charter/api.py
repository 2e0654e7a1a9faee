"""Routes of the charter."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Model

from headway.common.access import get_visible
from headway.common.http.api import Router, VersionBody
from headway.common.http.pages import ActorRequest
from headway.project.lifecycle.models import Project
from headway.project.lifecycle.permissions import VIEW_PROJECT

from . import services
from .facts import ConstraintFacts, Heading, ObjectiveFacts, ToleranceFacts
from .permissions import CONFIRM_CHARTER, EDIT_CHARTER
from .queries import draft_of, last_version

router = Router(tags=["charter"])


class HeadingChange(VersionBody):
    """Purpose, scope and deadline."""

    heading: Heading


class ObjectiveChange(VersionBody):
    """One objective."""

    objective: ObjectiveFacts


class ConstraintChange(VersionBody):
    """One constraint."""

    constraint: ConstraintFacts


class ToleranceChange(VersionBody):
    """One tolerance."""

    tolerance: ToleranceFacts


class Return(VersionBody):
    """Why the charter is given back."""

    reason: str


@router.route("GET", "/projects/{project_id}/charter", VIEW_PROJECT)
def read_charter(request: ActorRequest, project_id: int) -> dict[str, Any]:
    """The working charter and the one in force."""
    project = get_visible(Project, request.actor, pk=project_id)
    return _shown(project)


@router.route("PUT", "/projects/{project_id}/charter", EDIT_CHARTER)
def write_heading(request: ActorRequest, project_id: int, change: HeadingChange) -> dict[str, Any]:
    """Write purpose, scope and completion deadline."""
    project = get_visible(Project, request.actor, EDIT_CHARTER, pk=project_id)
    services.write_heading(project, change.heading, actor=request.actor, version=change.version)
    return _shown(project)


@router.route("POST", "/projects/{project_id}/charter/objectives", EDIT_CHARTER)
def add_objective(request: ActorRequest, project_id: int, change: ObjectiveChange) -> dict[str, Any]:
    """Add an objective."""
    project = get_visible(Project, request.actor, EDIT_CHARTER, pk=project_id)
    services.save_objective(project, change.objective, actor=request.actor, version=change.version)
    return _shown(project)


@router.route("PUT", "/projects/{project_id}/charter/objectives/{objective_id}", EDIT_CHARTER)
def save_objective(
    request: ActorRequest, project_id: int, objective_id: int, change: ObjectiveChange
) -> dict[str, Any]:
    """Rewrite an objective."""
    project = get_visible(Project, request.actor, EDIT_CHARTER, pk=project_id)
    services.save_objective(
        project, change.objective, actor=request.actor, version=change.version, objective_id=objective_id
    )
    return _shown(project)


@router.route("DELETE", "/projects/{project_id}/charter/objectives/{objective_id}", EDIT_CHARTER)
def remove_objective(
    request: ActorRequest, project_id: int, objective_id: int, version: int | None = None
) -> dict[str, Any]:
    """Take an objective out."""
    project = get_visible(Project, request.actor, EDIT_CHARTER, pk=project_id)
    services.remove_objective(project, objective_id, actor=request.actor, version=version)
    return _shown(project)


@router.route("POST", "/projects/{project_id}/charter/constraints", EDIT_CHARTER)
def add_constraint(request: ActorRequest, project_id: int, change: ConstraintChange) -> dict[str, Any]:
    """Add a constraint."""
    project = get_visible(Project, request.actor, EDIT_CHARTER, pk=project_id)
    services.save_constraint(project, change.constraint, actor=request.actor, version=change.version)
    return _shown(project)


@router.route("PUT", "/projects/{project_id}/charter/constraints/{constraint_id}", EDIT_CHARTER)
def save_constraint(
    request: ActorRequest, project_id: int, constraint_id: int, change: ConstraintChange
) -> dict[str, Any]:
    """Rewrite a constraint."""
    project = get_visible(Project, request.actor, EDIT_CHARTER, pk=project_id)
    services.save_constraint(
        project, change.constraint, actor=request.actor, version=change.version, constraint_id=constraint_id
    )
    return _shown(project)


@router.route("DELETE", "/projects/{project_id}/charter/constraints/{constraint_id}", EDIT_CHARTER)
def remove_constraint(
    request: ActorRequest, project_id: int, constraint_id: int, version: int | None = None
) -> dict[str, Any]:
    """Take a constraint out."""
    project = get_visible(Project, request.actor, EDIT_CHARTER, pk=project_id)
    services.remove_constraint(project, constraint_id, actor=request.actor, version=version)
    return _shown(project)


@router.route("PUT", "/projects/{project_id}/charter/tolerances", EDIT_CHARTER)
def set_tolerance(request: ActorRequest, project_id: int, change: ToleranceChange) -> dict[str, Any]:
    """Propose the tolerance of a dimension."""
    project = get_visible(Project, request.actor, EDIT_CHARTER, pk=project_id)
    services.set_tolerance(project, change.tolerance, actor=request.actor, version=change.version)
    return _shown(project)


@router.route("DELETE", "/projects/{project_id}/charter/tolerances/{dimension}", EDIT_CHARTER)
def remove_tolerance(
    request: ActorRequest, project_id: int, dimension: str, version: int | None = None
) -> dict[str, Any]:
    """Take the tolerance of a dimension out."""
    project = get_visible(Project, request.actor, EDIT_CHARTER, pk=project_id)
    services.remove_tolerance(project, dimension, actor=request.actor, version=version)
    return _shown(project)


@router.route("POST", "/projects/{project_id}/charter/submit", EDIT_CHARTER)
def submit(request: ActorRequest, project_id: int, change: VersionBody) -> dict[str, Any]:
    """Ask the sponsor to confirm."""
    project = get_visible(Project, request.actor, EDIT_CHARTER, pk=project_id)
    services.submit_charter(project, actor=request.actor, version=change.version)
    return _shown(project)


@router.route("POST", "/projects/{project_id}/charter/confirm", CONFIRM_CHARTER)
def confirm(request: ActorRequest, project_id: int, change: VersionBody) -> dict[str, Any]:
    """Put the charter into force."""
    project = get_visible(Project, request.actor, CONFIRM_CHARTER, pk=project_id)
    services.confirm_charter(project, actor=request.actor, version=change.version)
    return _shown(project)


@router.route("POST", "/projects/{project_id}/charter/return", CONFIRM_CHARTER)
def give_back(request: ActorRequest, project_id: int, change: Return) -> dict[str, Any]:
    """Give the charter back with a reason."""
    project = get_visible(Project, request.actor, CONFIRM_CHARTER, pk=project_id)
    services.return_charter(project, change.reason, actor=request.actor, version=change.version)
    return _shown(project)


def _shown(project: Project) -> dict[str, Any]:
    draft, version = draft_of(project), last_version(project)
    content = dict(draft.content)
    content["objectives"] = _with_ids(draft.objectives, content["objectives"])
    content["constraints"] = _with_ids(draft.constraints, content["constraints"])
    return {
        "project": project.pk,
        "version": draft.charter.version,
        "state": draft.charter.state,
        "returned_reason": draft.charter.returned_reason,
        **content,
        "in_force": None
        if version is None
        else {
            "number": version.number,
            "digest": version.digest,
            "confirmed_at": version.confirmed_at,
            "confirmed_by": version.confirmed_by_id,
            "hat": version.hat,
            "content": version.content,
        },
    }


def _with_ids(rows: Sequence[Model], said: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{"id": row.pk, **part} for row, part in zip(rows, said, strict=True)]
