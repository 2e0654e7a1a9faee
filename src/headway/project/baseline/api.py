"""Routes of baselines."""

from typing import Any

from ninja import Schema

from headway.common.access import get_visible
from headway.common.http.api import Router
from headway.common.http.pages import ActorRequest
from headway.project.lifecycle.models import Project
from headway.project.lifecycle.rules import VIEW_PROJECT

from . import queries, services
from .models import BaselineProposal
from .rules import APPROVE_BASELINE, PROPOSE_BASELINE

router = Router(tags=["baseline"])


class Note(Schema):
    """What the manager tells the sponsor."""

    note: str = ""


class Reason(Schema):
    """Why it was decided so."""

    reason: str = ""


@router.route("GET", "/projects/{project_id}/baselines", VIEW_PROJECT)
def read_baselines(request: ActorRequest, project_id: int) -> dict[str, Any]:
    """What is proposed, what is in force, what was decided. Moments are plan times."""
    return _shown(get_visible(Project, request.actor, pk=project_id))


@router.route("GET", "/projects/{project_id}/baselines/checks", VIEW_PROJECT)
def read_checks(request: ActorRequest, project_id: int) -> list[dict[str, Any]]:
    """What a proposal needs, looked at now."""
    project = get_visible(Project, request.actor, pk=project_id)
    return [
        {name: getattr(row, name) for name in ("question", "passed", "blocking", "open", "answer")}
        for row in queries.checks_before_proposal(project)
    ]


@router.route("POST", "/projects/{project_id}/baselines", PROPOSE_BASELINE)
def propose(request: ActorRequest, project_id: int, body: Note) -> dict[str, Any]:
    """Propose the plan as it is now."""
    project = get_visible(Project, request.actor, PROPOSE_BASELINE, pk=project_id)
    return _proposed(services.propose_baseline(project, body.note, actor=request.actor))


@router.route("POST", "/projects/{project_id}/baselines/{proposal_id}/withdraw", PROPOSE_BASELINE)
def withdraw(request: ActorRequest, project_id: int, proposal_id: int) -> dict[str, Any]:
    """Take a proposal back."""
    proposal = get_visible(
        BaselineProposal, request.actor, PROPOSE_BASELINE, pk=proposal_id, project=project_id
    )
    services.withdraw_baseline(proposal, actor=request.actor)
    return _proposed(proposal)


@router.route("POST", "/projects/{project_id}/baselines/{proposal_id}/approve", APPROVE_BASELINE)
def approve(request: ActorRequest, project_id: int, proposal_id: int, body: Reason) -> dict[str, Any]:
    """Approve a proposal: it becomes the baseline."""
    proposal = get_visible(
        BaselineProposal, request.actor, APPROVE_BASELINE, pk=proposal_id, project=project_id
    )
    services.approve_baseline(proposal, body.reason, actor=request.actor)
    return _shown(proposal.project)


@router.route("POST", "/projects/{project_id}/baselines/{proposal_id}/return", APPROVE_BASELINE)
def give_back(request: ActorRequest, project_id: int, proposal_id: int, body: Reason) -> dict[str, Any]:
    """Return a proposal with a reason."""
    proposal = get_visible(
        BaselineProposal, request.actor, APPROVE_BASELINE, pk=proposal_id, project=project_id
    )
    services.return_baseline(proposal, body.reason, actor=request.actor)
    return _shown(proposal.project)


def _proposed(row: BaselineProposal) -> dict[str, Any]:
    return {
        "id": row.pk,
        "state": row.state,
        "note": row.note,
        "start": row.start,
        "finish": row.finish,
        "data_date": row.data_date,
        "activities": row.activities,
        "deadline": row.deadline,
        "reserve_days": row.reserve,
        "digest": row.digest,
        "proposed_by": row.proposed_by_id,
        "proposed_at": row.proposed_at,
    }


def _shown(project: Project) -> dict[str, Any]:
    proposal = queries.waiting_proposal(project)
    return {
        "proposal": None if proposal is None else _proposed(proposal),
        "baselines": [
            {
                "number": row.number,
                "cause": row.cause,
                "finish": row.finish,
                "activities": row.proposal.activities,
                "digest": row.digest,
                "approved_at": row.approved_at,
            }
            for row in queries.baselines(project)
        ],
        "decisions": [
            {
                "gate": row.gate,
                "outcome": row.outcome,
                "reason": row.reason,
                "digest": row.digest,
                "decided_by": row.decided_by_id,
                "hat": row.hat,
                "decided_at": row.decided_at,
            }
            for row in queries.decisions(project)
        ],
    }
