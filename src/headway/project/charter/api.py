"""Routes of the charter."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db.models import Model
from ninja import Schema

from headway.common.access import Actor, get_visible
from headway.common.http.api import Router
from headway.common.http.pages import ActorRequest

from . import services
from .facts import ConstraintFacts, Heading, ObjectiveFacts, ToleranceFacts
from .lifecycle import decisions, may_decide
from .models import MoveRequest, Project
from .queries import draft_of, last_version, waiting_request
from .rules import CONFIRM_CHARTER, DECIDE_MOVE, EDIT_CHARTER, REQUEST_MOVE, VIEW_PROJECT

router = Router(tags=["charter"])


class NewProjectBody(Schema):
    """A new project of a portfolio; programme and sponsor by id. The actor becomes its manager.

    A confidential one needs ``board``: the member of the portfolio's board who decides about it, by id.
    """

    code: str
    name: str
    sponsor: int
    programme: int | None = None
    kind: Project.Kind = Project.Kind.IT
    size_class: Project.SizeClass = Project.SizeClass.M
    approach: Project.Approach = Project.Approach.PHASED
    confidential: bool = False
    board: int | None = None

    def wishes(self, portfolio: int) -> services.Wishes:
        """As services take it."""
        own = {name: getattr(self, name) for name in NewProjectBody.model_fields}
        return services.Wishes(portfolio=portfolio, **own)


class LifeMoveBody(Schema):
    """The state that a project is to have, and why; a hold says when it is looked at again."""

    state: str
    reason: str
    review_on: dt.date | None = None

    def move(self) -> services.Move:
        """As services take it."""
        return services.Move(state=self.state, reason=self.reason, review_on=self.review_on)


class LifeDecision(LifeMoveBody):
    """A move, with the version of the project that it was decided on, and the request that it answers."""

    version: int | None = None
    answers: int | None = None


class Declined(Schema):
    """Why a request is declined."""

    reason: str


class Versioned(Schema):
    """A change, with the version of the charter that it was made on."""

    version: int | None = None


class HeadingChange(Versioned):
    """Purpose, scope and deadline."""

    heading: Heading


class ObjectiveChange(Versioned):
    """One objective."""

    objective: ObjectiveFacts


class ConstraintChange(Versioned):
    """One constraint."""

    constraint: ConstraintFacts


class ToleranceChange(Versioned):
    """One tolerance."""

    tolerance: ToleranceFacts


class Return(Versioned):
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
def submit(request: ActorRequest, project_id: int, change: Versioned) -> dict[str, Any]:
    """Ask the sponsor to confirm."""
    project = get_visible(Project, request.actor, EDIT_CHARTER, pk=project_id)
    services.submit_charter(project, actor=request.actor, version=change.version)
    return _shown(project)


@router.route("POST", "/projects/{project_id}/charter/confirm", CONFIRM_CHARTER)
def confirm(request: ActorRequest, project_id: int, change: Versioned) -> dict[str, Any]:
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


@router.route("GET", "/projects/{project_id}/life", VIEW_PROJECT)
def read_life(request: ActorRequest, project_id: int) -> dict[str, Any]:
    """Where the project is in its life, what you may decide, and the request that waits."""
    project = get_visible(Project, request.actor, pk=project_id)
    return _life(project, request.actor)


@router.route("POST", "/projects/{project_id}/moves", DECIDE_MOVE)
def decide_move(request: ActorRequest, project_id: int, body: LifeDecision) -> dict[str, Any]:
    """Bring the project into another state. ``answers`` is the id of the request that waits, if one does."""
    project = get_visible(Project, request.actor, DECIDE_MOVE, pk=project_id)
    services.decide_move(
        project, body.move(), actor=request.actor, version=body.version, answers=body.answers
    )
    return _life(project, request.actor)


@router.route("POST", "/projects/{project_id}/move-requests", REQUEST_MOVE)
def request_move(request: ActorRequest, project_id: int, body: LifeMoveBody) -> dict[str, Any]:
    """Ask those who decide for another state."""
    project = get_visible(Project, request.actor, REQUEST_MOVE, pk=project_id)
    services.request_move(project, body.move(), actor=request.actor)
    return _life(project, request.actor)


@router.route("POST", "/projects/{project_id}/move-requests/{move_request_id}/decline", DECIDE_MOVE)
def decline_move(
    request: ActorRequest, project_id: int, move_request_id: int, body: Declined
) -> dict[str, Any]:
    """Leave the project as it is, and say why."""
    row = get_visible(MoveRequest, request.actor, DECIDE_MOVE, pk=move_request_id, project=project_id)
    services.decline_move(row, body.reason, actor=request.actor)
    return _life(row.project, request.actor)


@router.route("POST", "/projects/{project_id}/move-requests/{move_request_id}/withdraw", REQUEST_MOVE)
def withdraw_move(request: ActorRequest, project_id: int, move_request_id: int) -> dict[str, Any]:
    """Take your own request back."""
    row = get_visible(MoveRequest, request.actor, REQUEST_MOVE, pk=move_request_id, project=project_id)
    services.withdraw_move(row, actor=request.actor)
    return _life(row.project, request.actor)


def _life(project: Project, actor: Actor) -> dict[str, Any]:
    waiting = waiting_request(project)
    return {
        "project": project.pk,
        "version": project.version,
        "state": project.state,
        "reason": project.state_reason,
        "resumes": project.resumes,
        "review_on": project.review_on,
        "may_follow": decisions(project),
        "may_decide": may_decide(actor, project, waiting),
        "request": None
        if waiting is None
        else {
            "id": waiting.pk,
            "state": waiting.to_state,
            "reason": waiting.reason,
            "review_on": waiting.review_on,
            "requested_by": waiting.requested_by_id,
            "requested_at": waiting.requested_at,
        },
    }


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
