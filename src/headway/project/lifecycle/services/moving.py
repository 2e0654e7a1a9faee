"""What becomes of a project: those who decide move it, those who work in it ask them to."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from headway.common import clock
from headway.common.access import Actor, acting_person, require
from headway.common.events import publish
from headway.common.journal.services import record
from headway.common.refusal import Forbidden, Invalid, Refusal
from headway.common.versions import as_read, stale
from headway.organisation.queries import last_changes
from headway.project.lifecycle.events import ProjectMoved
from headway.project.lifecycle.models import MoveRequest, Project
from headway.project.lifecycle.permissions import REQUEST_MOVE
from headway.project.lifecycle.queries import waiting_request
from headway.project.lifecycle.states import (
    FOLLOWS,
    State,
    deciding,
    decisions,
    is_barred,
    refuse_archive,
)

from .turns import take_turn

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
def decide_move(
    project: Project, move: Move, *, actor: Actor, version: int | None, answers: int | None = None
) -> Project:
    """Bring the project into another state: on hold and back, to its end, out of the pipeline.

    ``version`` is the project's, ``answers`` the id of the request that waits, both as they were read: the
    decision answers it. Raises ``Forbidden`` for anybody but those whom ``states.deciding`` names, and for
    whoever manages the project or asked for this step, also where a deputy asks or decides for them (I6, I7);
    ``Invalid`` without a reason, or for a hold without a day of review within 90 days; ``VersionMissing`` and
    ``Stale``, also where another request waits by now; ``Refusal`` for a state that cannot follow.
    """
    take_turn(project)
    require(actor, deciding(project, move.state), project)
    waiting = waiting_request(project)
    _refuse_stale(project, waiting, actor, version=version, answers=answers)
    _refuse_impossible(project, move)
    _refuse_barred(actor, project, move.state, waiting)
    reason = _reason(move.reason)
    move_project(
        project,
        move.state,
        actor=actor,
        cause=DECISION,
        answers=waiting.pk if waiting else None,
        state_reason=reason,
        review_on=_review(move),
    )
    if waiting is not None:
        _answer(waiting, move.state, reason, actor)
    publish(ProjectMoved(project, actor))
    return project


@transaction.atomic
def request_move(project: Project, move: Move, *, actor: Actor) -> MoveRequest:
    """Ask those who decide for another state. Also raises ``Refusal`` where a request waits already."""
    take_turn(project)
    require(actor, REQUEST_MOVE, project)
    refuse_archive(project)
    _refuse_impossible(project, move)
    if waiting_request(project) is not None:
        raise Refusal(_("Another request waits in this project. Withdraw it first."))
    request = MoveRequest.objects.create(
        project=project,
        to_state=move.state,
        reason=_reason(move.reason),
        review_on=_review(move),
        requested_by_id=acting_person(actor),
        hat=actor.hat,
    )
    told = told_of_move(request.reason, request.review_on)
    record(actor, project.pk, "project.move_requested", request, state=request.to_state, **told)
    return request


@transaction.atomic
def decline_move(request: MoveRequest, reason: str, *, actor: Actor) -> MoveRequest:
    """Leave the project as it is, and say why. For those who could have granted it."""
    project = request.project
    take_turn(project)
    require(actor, deciding(project, request.to_state), project)
    _refuse_barred(actor, project, request.to_state, request)
    _decline(request, _reason(reason), actor)
    return request


@transaction.atomic
def withdraw_move(request: MoveRequest, *, actor: Actor) -> MoveRequest:
    """Withdraw the own request."""
    take_turn(request.project)
    require(actor, REQUEST_MOVE, request)
    if request.requested_by_id not in actor.principals:
        raise Forbidden(_("Only the person who asked can withdraw it."))
    _withdraw(request, actor)
    return request


def move_project(
    project: Project, state: str, *, actor: Actor, cause: str, answers: int | None = None, **said: Any
) -> None:
    """Bring the project into ``state``; part of a larger intention, in its transaction.

    ``said`` are the columns about the state: ``state_reason`` and ``review_on``; ``answers`` is the id of the
    request that is answered by it. Raises ``Refusal`` where that state cannot follow, or when somebody
    changed the project since it was read.
    """
    before = project.state
    if state not in FOLLOWS[before]:
        raise Refusal(
            _("A project that is “%(now)s” cannot become “%(then)s”.")
            % {"now": project.get_state_display(), "then": State(state).label}
        )
    columns = {"state": state, "resumes": before if state == State.ON_HOLD else ""}
    columns |= {"state_reason": "", "review_on": None} | said
    rows = Project.objects.in_hand(project, state=before, version=project.version)
    if rows.update(version=F("version") + 1, **columns) != 1:
        raise Refusal(_("The state of the project has just been changed. Reload and look again."))
    project.refresh_from_db(fields=[*columns, "version"])
    told = told_of_move(project.state_reason, project.review_on, answers)
    record(actor, project.pk, "project.moved", project, before=before, after=state, cause=cause, **told)


def told_of_move(reason: str, review_on: dt.date | None, answers: int | None = None) -> dict[str, Any]:
    """What the journal keeps of a move or of a request for one, beside the states; only what there is."""
    told = {
        "reason": reason,
        "review_on": review_on.isoformat() if review_on else None,
        "request": answers,
    }
    return {name: value for name, value in told.items() if value}


def withdraw_of_predecessor(project: Project, person_id: int, *, actor: Actor) -> None:
    """Withdraw what somebody asked for whose place another takes; part of that decision.

    Nobody else could: a request is withdrawn by the person who made it, and only one waits in a project.
    """
    waiting = waiting_request(project)
    if waiting is not None and waiting.requested_by_id == person_id:
        _withdraw(waiting, actor)


def _answer(waiting: MoveRequest, state: str, reason: str, actor: Actor) -> None:
    """Settle the request that waited when the project was brought into ``state``."""
    if waiting.to_state == state:
        _settle(waiting, Outcome.GRANTED, actor=actor, answer=reason)
    elif waiting.requested_by_id in actor.principals:
        _withdraw(waiting, actor)
    else:
        _decline(waiting, reason, actor)


def _decline(request: MoveRequest, reason: str, actor: Actor) -> None:
    _settle(request, Outcome.DECLINED, actor=actor, answer=reason)
    record(actor, request.project_id, "project.move_declined", request, state=request.to_state, reason=reason)


def _withdraw(request: MoveRequest, actor: Actor) -> None:
    _settle(request, Outcome.WITHDRAWN)
    record(actor, request.project_id, "project.move_withdrawn", request, state=request.to_state)


def _refuse_stale(
    project: Project, waiting: MoveRequest | None, actor: Actor, *, version: int | None, answers: int | None
) -> None:
    """Refuse a decision about a project, or about a request, that is another one by now."""
    if as_read(version) != project.version or answers != (waiting.pk if waiting else None):
        kind = "moverequest" if version == project.version else "project"
        # Versions of a project rise with deeds that are told of other things: no count names them all here.
        raise stale(last_changes(project, kind, reader=actor), last=True)


def _settle(request: MoveRequest, outcome: str, *, actor: Actor | None = None, answer: str = "") -> None:
    rows = MoveRequest.objects.in_hand(request, outcome=Outcome.WAITING)
    decided = {"decided_by_id": acting_person(actor)} if actor is not None else {}
    if rows.update(outcome=outcome, answer=answer, decided_at=clock.now(), **decided) != 1:
        raise Refusal(_("This request was answered already."))
    request.refresh_from_db()


def _refuse_barred(actor: Actor, project: Project, state: str, waiting: MoveRequest | None) -> None:
    if is_barred(actor, project, state, waiting):
        raise Forbidden(
            _(
                "Whoever manages the project or asked for this cannot decide about it, nor can a deputy or a "
                "principal of theirs."
            )
        )


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
