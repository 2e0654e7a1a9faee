"""Routes of baselines."""

import datetime as dt
from typing import Any

from ninja import Query, Schema

from headway.common.access import get_visible
from headway.common.http.api import Router
from headway.common.http.lists import Listed, Part, listed
from headway.common.http.pages import ActorRequest
from headway.project.lifecycle.models import Project
from headway.project.lifecycle.permissions import VIEW_PROJECT

from . import queries, services
from .models import Baseline, BaselineProposal, GateDecision
from .permissions import APPROVE_BASELINE, PROPOSE_BASELINE

router = Router(tags=["baseline"])


class Note(Schema):
    """What the manager tells the sponsor."""

    note: str = ""


class Reason(Schema):
    """Why it was decided so."""

    reason: str = ""


class ProposalRow(Schema):
    """A plan that was proposed; moments are plan times, ``proposed_by`` a person's id."""

    id: int
    state: str
    note: str
    start: int
    finish: int
    data_date: int | None
    activities: int
    deadline: dt.date | None
    reserve_days: float | None
    digest: str
    proposed_by: int
    proposed_at: dt.datetime

    @staticmethod
    def resolve_reserve_days(row: BaselineProposal) -> float | None:
        """Working days between finish and deadline."""
        return row.reserve

    @staticmethod
    def resolve_proposed_by(row: BaselineProposal) -> int:
        """The person's id."""
        return row.proposed_by_id


class BaselineRow(Schema):
    """An approved baseline; ``finish`` is a plan time."""

    number: int
    cause: str
    finish: int
    activities: int
    digest: str
    approved_at: dt.datetime

    @staticmethod
    def resolve_activities(row: Baseline) -> int:
        """How many it holds."""
        return row.proposal.activities


class BaselinePart(Listed[BaselineRow]):
    """Baselines, the one in force first, and the proposal that waits for the sponsor."""

    proposal: ProposalRow | None


class DecisionRow(Schema):
    """What was decided at a gate; ``decided_by`` is a person's id."""

    gate: str
    outcome: str
    reason: str
    digest: str
    decided_by: int
    hat: str
    decided_at: dt.datetime

    @staticmethod
    def resolve_decided_by(row: GateDecision) -> int:
        """The person's id."""
        return row.decided_by_id


class CheckRow(Schema):
    """One thing that is looked at before a plan is proposed, as in ``queries.Check``."""

    question: str
    passed: bool
    blocking: bool
    open: bool
    answer: str


@router.route("GET", "/projects/{project_id}/baselines", VIEW_PROJECT, response=BaselinePart)
def read_baselines(request: ActorRequest, project_id: int, part: Query[Part]) -> dict[str, Any]:
    """The baselines, the one in force first, and what is proposed."""
    project = get_visible(Project, request.actor, pk=project_id)
    found = queries.baselines(project)
    shown, more = queries.IN_FORCE_FIRST.part(found, part, among=found)
    return listed(shown, more, proposal=queries.waiting_proposal(project))


@router.route("GET", "/projects/{project_id}/baselines/decisions", VIEW_PROJECT, response=Listed[DecisionRow])
def read_decisions(request: ActorRequest, project_id: int, part: Query[Part]) -> dict[str, Any]:
    """What was decided about proposals, the newest first."""
    project = get_visible(Project, request.actor, pk=project_id)
    return listed(*queries.NEWEST_FIRST.part(queries.decisions(project), part))


@router.route("GET", "/projects/{project_id}/baselines/checks", VIEW_PROJECT, response=Listed[CheckRow])
def read_checks(request: ActorRequest, project_id: int) -> dict[str, Any]:
    """What a proposal needs, looked at now."""
    return listed(queries.checks_before_proposal(get_visible(Project, request.actor, pk=project_id)))


@router.route("POST", "/projects/{project_id}/baselines", PROPOSE_BASELINE, response=ProposalRow)
def propose(request: ActorRequest, project_id: int, body: Note) -> BaselineProposal:
    """Propose the plan as it is now."""
    project = get_visible(Project, request.actor, PROPOSE_BASELINE, pk=project_id)
    return services.propose_baseline(project, body.note, actor=request.actor)


@router.route(
    "POST",
    "/projects/{project_id}/baselines/{proposal_id}/withdraw",
    PROPOSE_BASELINE,
    response=ProposalRow,
)
def withdraw(request: ActorRequest, project_id: int, proposal_id: int) -> BaselineProposal:
    """Take a proposal back."""
    proposal = get_visible(
        BaselineProposal, request.actor, PROPOSE_BASELINE, pk=proposal_id, project=project_id
    )
    services.withdraw_baseline(proposal, actor=request.actor)
    return proposal


@router.route(
    "POST",
    "/projects/{project_id}/baselines/{proposal_id}/approve",
    APPROVE_BASELINE,
    response=BaselineRow,
)
def approve(request: ActorRequest, project_id: int, proposal_id: int, body: Reason) -> Baseline:
    """Approve a proposal: it becomes the baseline."""
    proposal = get_visible(
        BaselineProposal, request.actor, APPROVE_BASELINE, pk=proposal_id, project=project_id
    )
    return services.approve_baseline(proposal, body.reason, actor=request.actor)


@router.route(
    "POST",
    "/projects/{project_id}/baselines/{proposal_id}/return",
    APPROVE_BASELINE,
    response=DecisionRow,
)
def give_back(request: ActorRequest, project_id: int, proposal_id: int, body: Reason) -> GateDecision:
    """Return a proposal with a reason."""
    proposal = get_visible(
        BaselineProposal, request.actor, APPROVE_BASELINE, pk=proposal_id, project=project_id
    )
    return services.return_baseline(proposal, body.reason, actor=request.actor)
