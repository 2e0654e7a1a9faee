"""Routes of a project's life, its opening first."""

import datetime as dt
from dataclasses import replace
from typing import Any

from ninja import Schema

from headway.common.access import Actor, get_visible
from headway.common.http.api import Router
from headway.common.http.pages import ActorRequest

from . import services
from .models import MoveRequest, Project
from .permissions import DECIDE_MOVE, OPEN_PROJECT, REQUEST_MOVE, VIEW_PROJECT
from .queries import waiting_request
from .services import Move, Wishes
from .states import decisions, may_decide

router = Router(tags=["life cycle"])


class NewProjectBody(Schema):
    """A new project of a portfolio; programme and sponsor by id. The actor becomes its manager.

    A confidential one needs ``board``: the member of the portfolio's board who decides about it, by id.
    """

    code: str
    name: str
    sponsor: int
    programme: int | None = None
    kind: Project.Kind = Project.Kind(Wishes.kind)
    size_class: Project.SizeClass = Project.SizeClass(Wishes.size_class)
    approach: Project.Approach = Project.Approach(Wishes.approach)
    confidential: bool = False
    board: int | None = None

    def value(self, portfolio: int) -> Wishes:
        """As services take it."""
        own = {name: getattr(self, name) for name in NewProjectBody.model_fields}
        return Wishes(portfolio=portfolio, **own)


class OpeningBody(NewProjectBody):
    """A new project whose plan is empty and starts at a plan time; without a start it has no plan yet."""

    start: int | None = None
    state: Project.State = Project.State(Wishes.state)

    def value(self, portfolio: int) -> Wishes:
        """As services take it."""
        return replace(super().value(portfolio), state=self.state, start=self.start)


class LifeMoveBody(Schema):
    """The state that a project is to have, and why; a hold says when it is looked at again."""

    state: str
    reason: str
    review_on: dt.date | None = None

    def value(self) -> Move:
        """As services take it."""
        return Move(state=self.state, reason=self.reason, review_on=self.review_on)


class LifeDecision(LifeMoveBody):
    """A move, with the version of the project that it was decided on, and the request that it answers."""

    version: int | None = None
    answers: int | None = None


class Declined(Schema):
    """Why a request is declined."""

    reason: str


@router.route("POST", "/portfolios/{portfolio_id}/projects", OPEN_PROJECT)
def open_project(request: ActorRequest, portfolio_id: int, new: OpeningBody) -> dict[str, Any]:
    """Open a project with an empty plan. You become its manager; its sponsor decides about it."""
    project = services.open_project(new.value(portfolio_id), actor=request.actor)
    return {"id": project.pk, "code": project.code, "name": project.name, "state": project.state}


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
        project, body.value(), actor=request.actor, version=body.version, answers=body.answers
    )
    return _life(project, request.actor)


@router.route("POST", "/projects/{project_id}/move-requests", REQUEST_MOVE)
def request_move(request: ActorRequest, project_id: int, body: LifeMoveBody) -> dict[str, Any]:
    """Ask those who decide for another state."""
    project = get_visible(Project, request.actor, REQUEST_MOVE, pk=project_id)
    services.request_move(project, body.value(), actor=request.actor)
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
