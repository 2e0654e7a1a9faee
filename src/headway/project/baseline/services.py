"""The project manager proposes the plan as baseline; the sponsor decides gate G2."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from headway.common import clock
from headway.common.access import Actor, acting_person, require
from headway.common.events import publish
from headway.common.journal.services import record
from headway.common.refusal import Forbidden, Invalid, Refusal
from headway.common.validation import check_values
from headway.engine.plan_time import end_of
from headway.project.charter.document import Agreed
from headway.project.charter.queries import agreed
from headway.project.lifecycle.models import Project
from headway.project.lifecycle.services import move_project, take_turn
from headway.project.lifecycle.states import UNDER_WAY, refuse_archive, refuse_hold
from headway.project.schedule.models import Plan
from headway.project.schedule.results.working_time import project_time

from .events import BaselineApproved
from .models import Baseline, BaselineActivity, BaselineProposal, GateDecision
from .permissions import APPROVE_BASELINE, PROPOSE_BASELINE
from .queries import checks_before_proposal, original_baseline, plan_slice, waiting_proposal
from .slices import SliceRow, slice_digest

G2 = "G2"
BASELINE_QUESTION = gettext_noop("Is this plan the baseline?")
State = BaselineProposal.State


@transaction.atomic
def propose_baseline(project: Project, note: str = "", *, actor: Actor) -> BaselineProposal:
    """Freeze the plan as it is now and ask the sponsor to approve it as the baseline.

    Raises ``Refusal`` where a check that blocks fails, where a proposal is waiting, and where the original
    baseline exists: a later one comes from an approved change or exception plan (I5). Raises ``Invalid``
    where the plan finishes after the deadline and ``note`` does not say why that is proposed all the same.
    """
    take_turn(project)
    require(actor, PROPOSE_BASELINE, project)
    _refuse_wrong_moment(project)
    checks = checks_before_proposal(project)
    failing = [check.answer for check in checks if check.blocking and not check.passed]
    if failing:
        raise Refusal(_("The plan cannot be proposed yet. %(why)s") % {"why": " ".join(failing)})
    if not all(check.passed for check in checks) and not note.strip():
        raise Invalid(
            _("The plan finishes after the deadline. Tell the sponsor why you propose it nevertheless."),
            field="note",
        )
    proposal = _freeze(project, note.strip(), actor)
    record(
        actor,
        project.pk,
        "baseline.proposed",
        proposal,
        digest=proposal.digest,
        finish=proposal.finish,
        activities=proposal.activities,
    )
    return proposal


@transaction.atomic
def withdraw_baseline(proposal: BaselineProposal, *, actor: Actor) -> None:
    """Take back a proposal that the sponsor has not decided about."""
    take_turn(proposal.project)
    require(actor, PROPOSE_BASELINE, proposal)
    refuse_archive(proposal.project)
    _settle(proposal, State.WITHDRAWN)
    record(actor, proposal.project_id, "baseline.withdrawn", proposal)


@transaction.atomic
def approve_baseline(proposal: BaselineProposal, reason: str = "", *, actor: Actor) -> Baseline:
    """Decide gate G2 with *proceed*: the proposal becomes B0 and a project in planning goes into execution.

    Raises ``Forbidden`` for whoever proposed it or manages the project, also through a deputy (I6), and
    ``Refusal`` where it was decided already, B0 exists (I5) or the project is on hold, since it could not go
    into execution.
    """
    project = _decidable(proposal, actor)
    refuse_hold(project)
    if original_baseline(project) is not None:
        raise Refusal(
            _("There is an original baseline already. A new one needs an approved change or exception plan.")
        )
    _settle(proposal, State.APPROVED)
    decision = _decide(proposal, GateDecision.Outcome.PROCEED, reason, actor)
    baseline = baseline_of(proposal, decision)
    baseline.save(force_insert=True)
    record(actor, project.pk, "baseline.approved", baseline, number=0, digest=baseline.digest, gate=G2)
    if project.state == Project.State.PLANNING:
        move_project(project, Project.State.EXECUTING, actor=actor, cause="baseline.approved")
    publish(BaselineApproved(project, baseline, actor))
    return baseline


@transaction.atomic
def return_baseline(proposal: BaselineProposal, reason: str, *, actor: Actor) -> GateDecision:
    """Decide gate G2 with *recycle*: the proposal goes back to the project manager with a reason."""
    project = _decidable(proposal, actor)
    if not reason.strip():
        raise Invalid(_("Say what has to change."), field="reason")
    _settle(proposal, State.RETURNED)
    decision = _decide(proposal, GateDecision.Outcome.RECYCLE, reason, actor)
    record(actor, project.pk, "baseline.returned", proposal, reason=decision.reason, gate=G2)
    return decision


def _refuse_wrong_moment(project: Project) -> None:
    if project.state not in UNDER_WAY:
        raise Refusal(
            _("No baseline can be proposed for a project that is “%(state)s”.")
            % {"state": project.get_state_display()}
        )
    if original_baseline(project) is not None:
        raise Refusal(
            _("There is an original baseline already. A new one needs an approved change or exception plan.")
        )
    if waiting_proposal(project) is not None:
        raise Refusal(_("A proposal is already waiting for the sponsor. Withdraw it first."))


def _freeze(project: Project, note: str, actor: Actor) -> BaselineProposal:
    plan = Plan.objects.within(project).select_related("project").get()
    in_force = agreed(project)
    if plan.finish is None or in_force is None:  # the checks have refused that
        raise Refusal(_("The plan has just been changed. Try again."))
    rows = plan_slice(project)
    proposal = proposal_of(plan, rows, in_force, actor=actor)
    proposal.note = note
    if in_force.deadline is not None:
        proposal.reserve = project_time(plan).working_days(plan.finish, end_of(in_force.deadline))
    check_values(proposal)
    proposal.save()
    BaselineActivity.objects.bulk_create(
        (BaselineActivity(proposal=proposal, **row._asdict()) for row in rows), batch_size=1000
    )
    return proposal


def _decidable(proposal: BaselineProposal, actor: Actor) -> Project:
    """The project of a proposal that this actor may decide about."""
    project = proposal.project
    take_turn(project)
    require(actor, APPROVE_BASELINE, proposal)
    refuse_archive(project)
    if {proposal.proposed_by_id, project.manager_id} & actor.party:
        raise Forbidden(
            _(
                "Whoever manages the project or proposed the baseline cannot decide, nor can a deputy or a "
                "principal of theirs."
            )
        )
    return project


def _settle(proposal: BaselineProposal, state: str) -> None:
    waiting = BaselineProposal.objects.in_hand(proposal, state=State.PROPOSED)
    if waiting.update(state=state) != 1:
        raise Refusal(_("This proposal is no longer waiting for a decision."))
    proposal.state = state


def _decide(proposal: BaselineProposal, outcome: str, reason: str, actor: Actor) -> GateDecision:
    decision = decision_of(proposal, outcome, reason, actor=actor)
    check_values(decision)
    decision.save()
    return decision


# ---- Rows that are made and not written: what a story in bulk writes by the thousand ----


def proposal_of(plan: Plan, rows: Sequence[SliceRow], in_force: Agreed, *, actor: Actor) -> BaselineProposal:
    """A plan as it is offered under what is agreed, with its hash. Note and reserve are still to be added."""
    header = {
        "revision": plan.revision,
        "data_date": plan.data_date,
        "start": plan.start,
        "finish": plan.finish,
        "charter": in_force.number,
    }
    return BaselineProposal(
        project=plan.project,
        **header,
        activities=len(rows),
        deadline=in_force.deadline,
        deadline_hard=in_force.deadline_hard,
        digest=slice_digest({**header, "project": plan.project_id}, rows),
        proposed_by_id=acting_person(actor),
        hat=actor.hat,
        proposed_at=clock.now(),
    )


def decision_of(proposal: BaselineProposal, outcome: str, reason: str, *, actor: Actor) -> GateDecision:
    """Gate G2 as somebody decides it now."""
    return GateDecision(
        project=proposal.project,
        gate=G2,
        question=_(BASELINE_QUESTION),
        outcome=outcome,
        reason=reason.strip(),
        digest=proposal.digest,
        decided_by_id=acting_person(actor),
        hat=actor.hat,
        decided_at=clock.now(),
    )


def baseline_of(proposal: BaselineProposal, decision: GateDecision) -> Baseline:
    """The original baseline that an approved proposal becomes."""
    return Baseline(
        project=proposal.project,
        number=0,
        cause=Baseline.Cause.G2,
        proposal=proposal,
        decision=decision,
        finish=proposal.finish,
        digest=proposal.digest,
        approved_at=decision.decided_at,
    )
