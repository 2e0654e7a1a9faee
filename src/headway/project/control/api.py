"""Routes of the status."""

from typing import Any

from ninja import Schema

from headway.collaboration.models import Comment
from headway.collaboration.permissions import ANSWER_COMMENT, WRITE_COMMENT
from headway.collaboration.queries import address_of, comments_on
from headway.collaboration.services import answer_comment, write_comment
from headway.common.access import get_visible
from headway.common.http.api import Router, VersionBody
from headway.common.http.pages import ActorRequest
from headway.project.health.models import ProjectHealth
from headway.project.health.queries import told_use
from headway.project.health.reasons import sentence
from headway.project.lifecycle.models import Project
from headway.project.lifecycle.permissions import VIEW_PROJECT

from . import queries, services
from .models import Action, StatusAssessment
from .permissions import ASSESS_STATUS
from .services import Judgement, Step

router = Router(tags=["status"])


class Assessment(Schema):
    """A judgement, as in ``services.Judgement``."""

    colour: str
    narrative: str
    rationale: str = ""
    road_to_green: list[Step] = []


class Words(Schema):
    """A comment."""

    text: str


@router.route("GET", "/projects/{project_id}/status", VIEW_PROJECT)
def read_status(request: ActorRequest, project_id: int) -> dict[str, Any]:
    """Computed and assessed status, with reasons, open actions and comments."""
    health = get_visible(ProjectHealth, request.actor, project=project_id)
    return {
        "computed": {
            "status": health.computed,
            "time": health.rag_time,
            "cost": health.rag_cost,
            "v_time": health.v_time,
            "u_time": told_use(health.u_time),
            "u_cost": told_use(health.u_cost),
            "forecast_finish": health.forecast_finish,
            "baseline_finish": health.baseline_finish,
            "deadline": health.deadline,
            "data_date": health.data_date,
            "evaluated_at": health.evaluated_at,
            "reasons": [{**reason, "text": sentence(reason)} for reason in health.reasons],
        },
        "assessments": [_judged(row) for row in queries.assessments(health.project)],
        "actions": [_action(row) for row in queries.open_actions(health.project)],
        "comments": [_said(row) for row in comments_on(health, request.actor)],
    }


@router.route("POST", "/projects/{project_id}/status/assessments", ASSESS_STATUS)
def assess(request: ActorRequest, project_id: int, judgement: Assessment) -> dict[str, Any]:
    """Judge the status."""
    project = get_visible(Project, request.actor, ASSESS_STATUS, pk=project_id)
    return _judged(services.assess_status(project, Judgement(**dict(judgement)), actor=request.actor))


@router.route("POST", "/projects/{project_id}/status/comments", WRITE_COMMENT)
def comment(request: ActorRequest, project_id: int, words: Words) -> dict[str, Any]:
    """Say something beside the status."""
    health = get_visible(ProjectHealth, request.actor, WRITE_COMMENT, project=project_id)
    return _said(write_comment(health, words.text, actor=request.actor))


@router.route("POST", "/projects/{project_id}/status/comments/{comment_id}/answers", ANSWER_COMMENT)
def answer(request: ActorRequest, project_id: int, comment_id: int, words: Words) -> dict[str, Any]:
    """Answer what somebody said beside the status."""
    health = get_visible(ProjectHealth, request.actor, project=project_id)
    said = get_visible(Comment, request.actor, ANSWER_COMMENT, pk=comment_id, **address_of(health))
    return _said(answer_comment(said, words.text, actor=request.actor))


@router.route("POST", "/projects/{project_id}/actions/{action_id}/done", ASSESS_STATUS)
def finish(request: ActorRequest, project_id: int, action_id: int, change: VersionBody) -> dict[str, Any]:
    """Say that an action is done."""
    action = get_visible(Action, request.actor, ASSESS_STATUS, pk=action_id, project=project_id)
    return _action(services.finish_action(action, actor=request.actor, version=change.version))


def _judged(row: StatusAssessment) -> dict[str, Any]:
    return {
        "id": row.pk,
        "status": row.colour,
        "computed": row.computed,
        "narrative": row.narrative,
        "rationale": row.rationale,
        "assessed_by": row.assessed_by_id,
        "hat": row.hat,
        "assessed_at": row.assessed_at,
    }


def _action(row: Action) -> dict[str, Any]:
    return {"id": row.pk, "text": row.text, "due": row.due, "state": row.state, "version": row.version}


def _said(row: Comment) -> dict[str, Any]:
    return {
        "id": row.pk,
        "text": row.text,
        "author": row.author_id,
        "hat": row.hat,
        "at": row.at,
        "answers": row.answers_id,
    }
