"""What becomes of a project: those who decide move it, those who work in it ask them to."""

import datetime as dt
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from headway.common import clock
from headway.common.access import Actor, acting_person, require
from headway.common.events import publish
from headway.common.journal.services import record
from headway.common.refusal import Forbidden, Invalid, Refusal
from headway.project.charter.events import ProjectMoved
from headway.project.charter.lifecycle import State, deciding, decisions, move_project, refuse_archive
from headway.project.charter.models import MoveRequest, Project
from headway.project.charter.queries import waiting_request
from headway.project.charter.rules import REQUEST_MOVE

LONGEST_HOLD = dt.timedelta(days=90)
DECISION = "decision"
Outcome = MoveRequest.Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """The state that a project is to have, and why. A hold says when it is looked at again."""

    state: str
    reason: str
    review_on: dt.date | None = None


@transaction.atomic
def decide_move(project: Project, move: Move, *, actor: Actor) -> Project:
    """Bring the project into another state: on hold and back, to its end, out of the pipeline.

    A request that waits is answered by it. Raises ``Forbidden`` for anybody but those whom
    ``lifecycle.deciding`` names, and for whoever manages the project or asked for it, also where a deputy
    acts for them (I6, I7); ``Invalid`` without a reason, or for a hold without a day of review within 90
    days; ``Refusal`` for a state that cannot follow.
    """
    _refuse_impossible(project, move)
    require(actor, deciding(project, move.state), project)
    waiting = waiting_request(project)
    if {project.manager_id, waiting and waiting.requested_by_id} & actor.principals:
        raise Forbidden(
            _("Who manages the project or asked for this, or deputises for them, cannot decide about it.")
        )
    reason = _reason(move.reason)
    move_project(
        project, move.state, actor=actor, cause=DECISION, state_reason=reason, review_on=_review(move)
    )
    if waiting is not None:
        granted = waiting.to_state == move.state
        _settle(waiting, Outcome.GRANTED if granted else Outcome.DECLINED, actor=actor, answer=reason)
    publish(ProjectMoved(project, actor))
    return project


@transaction.atomic
def request_move(project: Project, move: Move, *, actor: Actor) -> MoveRequest:
    """Ask those who decide for another state. Also raises ``Refusal`` where a request waits already."""
    require(actor, REQUEST_MOVE, project)
    refuse_archive(project)
    _refuse_impossible(project, move)
    try:
        with transaction.atomic():
            request = MoveRequest.internal.create(
                project=project, to_state=move.state, reason=_reason(move.reason), review_on=_review(move),
                requested_by_id=acting_person(actor), hat=actor.hat,
            )  # fmt: skip
    except IntegrityError as error:
        raise Refusal(_("Another request waits in this project. Withdraw it first.")) from error
    record(
        actor, project.pk, "project.move_requested", request, state=request.to_state, reason=request.reason
    )
    return request


@transaction.atomic
def decline_move(request: MoveRequest, reason: str, *, actor: Actor) -> MoveRequest:
    """Leave the project as it is, and say why. For those who could have granted it."""
    project = request.project
    require(actor, deciding(project, request.to_state), project)
    if {project.manager_id, request.requested_by_id} & actor.principals:
        raise Forbidden(_("Who asked for this, or deputises for them, cannot decide about it."))
    said = _reason(reason)
    _settle(request, Outcome.DECLINED, actor=actor, answer=said)
    record(actor, project.pk, "project.move_declined", request, state=request.to_state, reason=said)
    return request


@transaction.atomic
def withdraw_move(request: MoveRequest, *, actor: Actor) -> MoveRequest:
    """Take the own request back."""
    require(actor, REQUEST_MOVE, request)
    if request.requested_by_id not in actor.principals:
        raise Forbidden(_("Only who asked can take it back."))
    _settle(request, Outcome.WITHDRAWN)
    record(actor, request.project_id, "project.move_withdrawn", request, state=request.to_state)
    return request


def _settle(request: MoveRequest, outcome: str, *, actor: Actor | None = None, answer: str = "") -> None:
    rows = MoveRequest.internal.filter(pk=request.pk, outcome=Outcome.WAITING)
    decided = {"decided_by_id": acting_person(actor)} if actor is not None else {}
    if rows.update(outcome=outcome, answer=answer, decided_at=clock.now(), **decided) != 1:
        raise Refusal(_("This request was answered already."))
    request.refresh_from_db()


def _refuse_impossible(project: Project, move: Move) -> None:
    if move.state not in decisions(project):
        then = State(move.state).label if move.state in State.values else move.state
        raise Refusal(
            _("A project that is “%(now)s” cannot become “%(then)s” by a decision.")
            % {"now": project.get_state_display(), "then": then}
        )


def _reason(said: str) -> str:
    reason = said.strip()
    if not reason:
        raise Invalid(_("Say why."), field="reason")
    if len(reason) > 2000:
        raise Invalid(_("At most 2,000 characters."), field="reason")
    return reason


def _review(move: Move) -> dt.date | None:
    """The day on which a hold is looked at again; no other state has one."""
    if move.state != State.ON_HOLD:
        return None
    today = clock.today()
    if move.review_on is None or not today < move.review_on <= today + LONGEST_HOLD:
        raise Invalid(_("A hold is reviewed within 90 days. Choose the day."), field="review_on")
    return move.review_on
