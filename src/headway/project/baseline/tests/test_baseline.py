"""The plan becomes the baseline by the sponsor's decision, and stays what it was."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone
from django.utils.formats import date_format

from headway.common.access import Actor
from headway.common.journal.models import JournalEntry
from headway.common.refusal import Forbidden, Invalid, Refusal
from headway.organisation.roles import OFFICE
from headway.organisation.tests.factories import actor, actor_with, grant, make_organisation, make_person
from headway.project.baseline import services
from headway.project.baseline.models import Baseline, BaselineActivity, BaselineProposal, GateDecision
from headway.project.baseline.queries import (
    baseline_dates,
    baselines,
    checks_before_proposal,
    moved_since,
    plan_slice,
    proposal_slice,
)
from headway.project.baseline.slices import movement, slice_digest
from headway.project.baseline.tests.factories import PLAN, make_baseline, make_planned, make_proposal
from headway.project.charter.tests.factories import confirm_charter, install_guards, write_charter
from headway.project.lifecycle.models import Project
from headway.project.lifecycle.services import Move
from headway.project.lifecycle.tests.factories import decide, make_project, manager_of, sponsor_of
from headway.project.schedule.models import Activity, Plan
from headway.project.schedule.tests.factories import make_plan, named, set_fields

pytestmark = pytest.mark.django_db


def test_the_sponsors_approval_makes_the_proposed_plan_the_original_baseline() -> None:
    project = make_planned()
    proposal = make_proposal(project)
    baseline = services.approve_baseline(proposal, "Sound", actor=sponsor_of(project))
    project.refresh_from_db()
    assert (baseline.number, baseline.cause, baseline.digest) == (0, "g2", proposal.digest)
    assert project.state == Project.State.EXECUTING
    assert baseline_dates(project) == {row.pk: (row.start, row.finish) for row in Activity.internal.all()}
    decision = baseline.decision
    assert (decision.gate, decision.outcome, decision.reason) == ("G2", "proceed", "Sound")
    assert (decision.decided_by, decision.hat, decision.digest) == (project.sponsor, "SP", proposal.digest)


def test_a_baseline_is_not_approved_in_a_hold_and_the_project_goes_on_after_it() -> None:
    project = make_planned()
    proposal, sponsor = make_proposal(project), sponsor_of(project)
    review = timezone.localdate() + dt.timedelta(days=30)
    project.refresh_from_db()
    decide(project, Move(state="on_hold", reason="Flood", review_on=review), actor=sponsor)
    proposal = BaselineProposal.internal.get(pk=proposal.pk)
    with pytest.raises(Refusal, match="Resume it first"), transaction.atomic():
        services.approve_baseline(proposal, "Sound", actor=sponsor)
    decide(project, Move(state="planning", reason="Dry"), actor=sponsor)
    services.approve_baseline(BaselineProposal.internal.get(pk=proposal.pk), "Sound", actor=sponsor)
    project.refresh_from_db()
    assert project.state == Project.State.EXECUTING


def test_a_proposal_names_finish_deadline_and_reserve() -> None:
    project = make_planned(deadline=dt.date(2026, 3, 20))
    proposal = make_proposal(project)
    assert proposal.finish == Plan.objects.within(project).get().finish
    assert (proposal.activities, proposal.deadline, proposal.reserve) == (3, dt.date(2026, 3, 20), 5.0)


def test_the_hash_can_be_recomputed_from_what_was_frozen() -> None:
    proposal = make_proposal()
    header = {
        "revision": proposal.revision,
        "data_date": proposal.data_date,
        "start": proposal.start,
        "finish": proposal.finish,
        "charter": proposal.charter,
        "project": proposal.project_id,
    }
    assert slice_digest(header, proposal_slice(proposal)) == proposal.digest


def test_what_is_approved_is_what_was_proposed_whatever_became_of_the_plan() -> None:
    project = make_planned()
    proposal = make_proposal(project)
    before = proposal_slice(proposal)
    set_fields(project, "Dig", duration="8d")
    moved = movement(before, plan_slice(project))
    assert (moved.moved, moved.added, moved.removed) == (3, 0, 0)
    assert moved_since([proposal], sponsor_of(project)) == {proposal.pk: 3}
    services.approve_baseline(proposal, actor=sponsor_of(project))
    assert baseline_dates(project)[named(project, "Dig").pk] == (before[0].start, before[0].finish)


def test_a_returned_proposal_says_why_and_another_one_may_follow() -> None:
    project = make_planned()
    proposal = make_proposal(project)
    with pytest.raises(Invalid):
        services.return_baseline(proposal, " ", actor=sponsor_of(project))
    decision = services.return_baseline(proposal, "Too long", actor=sponsor_of(project))
    assert (decision.outcome, decision.reason) == ("recycle", "Too long")
    assert baselines(project).first() is None
    project.refresh_from_db()
    assert project.state == Project.State.PLANNING
    assert make_proposal(project).state == BaselineProposal.State.PROPOSED


def test_only_one_proposal_waits_and_it_can_be_withdrawn() -> None:
    project = make_planned()
    proposal = make_proposal(project)
    with pytest.raises(Refusal, match="Withdraw it"):
        make_proposal(project)
    services.withdraw_baseline(proposal, actor=manager_of(project))
    with pytest.raises(Refusal, match="no longer waiting"):
        services.approve_baseline(proposal, actor=sponsor_of(project))
    make_proposal(project)


def test_g2_gives_one_baseline_and_no_second() -> None:
    project = make_planned()
    make_baseline(project)
    project.refresh_from_db()
    with pytest.raises(Refusal, match="original baseline already"):
        make_proposal(project)
    with pytest.raises(IntegrityError), transaction.atomic():
        Baseline.objects.create(
            project=project,
            number=1,
            cause="g2",
            proposal_id=0,
            decision_id=0,
            finish=0,
            digest="",
            approved_at=timezone.now(),
        )


def test_a_decision_is_taken_once() -> None:
    proposal = make_proposal()
    sponsor = sponsor_of(proposal.project)
    services.approve_baseline(proposal, actor=sponsor)
    for again in (services.approve_baseline, services.return_baseline):
        with pytest.raises(Refusal):
            again(proposal, "again", actor=sponsor)
    assert GateDecision.objects.within(proposal.project).count() == 1


@pytest.mark.parametrize("model", [Baseline, BaselineActivity, GateDecision])
def test_the_database_keeps_baselines_as_they_are(
    model: type[Baseline] | type[BaselineActivity] | type[GateDecision],
) -> None:
    make_baseline()
    install_guards("baseline")
    column = "number" if model is not GateDecision else "gate"
    harms: list[Callable[[], object]] = [
        lambda: model.internal.update(**{column: 7}),
        lambda: model.internal.all()._raw_delete(model.internal.db),
    ]
    before = list(model.internal.values())
    for harm in harms:
        with pytest.raises(DatabaseError), transaction.atomic():
            harm()
    assert list(model.internal.values()) == before


def test_a_baseline_outlives_the_activities_it_froze() -> None:
    project = make_planned()
    baseline = make_baseline(project)
    Activity.internal.filter(project=project, name="Handover").delete()
    assert [row.name for row in proposal_slice(baseline.proposal)] == ["Dig", "Pour", "Handover"]


def test_without_charter_tolerance_or_plan_nothing_is_proposed() -> None:
    bare = make_project()
    make_plan({"name": "Dig"}, project=bare)
    no_tolerance = make_project()
    confirm_charter(no_tolerance, time_tolerance=None)
    make_plan({"name": "Dig"}, project=no_tolerance)
    no_plan = make_project()
    confirm_charter(no_plan)
    for project, why in ((bare, "not confirmed a charter"), (no_tolerance, "serious"), (no_plan, "empty")):
        project.refresh_from_db()
        with pytest.raises(Refusal, match=why):
            make_proposal(project)
    assert [check.passed for check in checks_before_proposal(bare)] == [False, False, True, False]


def test_a_deadline_that_is_not_in_force_is_no_late_plan() -> None:
    """What is missing is the sponsor's confirmation, and nothing is to be explained to the sponsor."""
    unconfirmed, no_plan = make_plan(*PLAN, project=make_project()), make_project()
    write_charter(unconfirmed)
    _charter, tolerance, _plan, deadline = checks_before_proposal(unconfirmed)
    assert (deadline.passed, deadline.open, deadline.fix) == (
        False,
        True,
        f"/projects/{unconfirmed.pk}/charter/",
    )
    assert "when the sponsor confirms the charter" in deadline.answer
    assert tolerance.answer.startswith("It comes into force with the charter.")
    confirm_charter(no_plan)
    no_plan.refresh_from_db()
    *_others, plan, deadline = checks_before_proposal(no_plan)
    assert (deadline.open, deadline.answer) == (True, "The plan has no finish yet.")
    assert plan.fix == f"/projects/{no_plan.pk}/plan/"


@pytest.mark.parametrize("hard", [True, False])
def test_a_plan_that_is_late_is_proposed_only_with_a_reason(hard: bool) -> None:
    project = make_planned(deadline=dt.date(2026, 3, 10), hard=hard)
    with pytest.raises(Invalid) as refused:
        make_proposal(project)
    assert refused.value.extra["field"] == "note"
    late = next(check for check in checks_before_proposal(project) if not check.passed)
    kind = "hard deadline" if hard else "deadline"
    finish, deadline = (date_format(dt.date(2026, 3, day)) for day in (13, 10))
    assert late.answer == f"The plan finishes on {finish}, 3 days after the {kind} {deadline}."
    assert make_proposal(project, note="The supplier is late").reserve == -3.0


@pytest.mark.parametrize("state", ["on_hold", "closed", "terminated", "authorised"])
def test_a_project_that_is_not_under_way_proposes_nothing(state: str) -> None:
    project = make_planned()
    Project.internal.filter(pk=project.pk).update(state=state)
    project.refresh_from_db()
    with pytest.raises(Refusal):
        make_proposal(project)


Intention = Callable[[BaselineProposal, Actor], object]
DECISIONS: dict[str, Intention] = {
    "approve": lambda p, a: services.approve_baseline(p, actor=a),
    "return": lambda p, a: services.return_baseline(p, "no", actor=a),
}
PROPOSALS: dict[str, Intention] = {
    "propose": lambda p, a: services.propose_baseline(p.project, actor=a),
    "withdraw": lambda p, a: services.withdraw_baseline(p, actor=a),
}


@pytest.mark.parametrize("intention", [*DECISIONS, "withdraw"])
def test_in_a_closed_project_nothing_is_decided_any_more(intention: str) -> None:
    proposal = make_proposal()
    Project.internal.filter(pk=proposal.project_id).update(state="terminated")
    waiting = BaselineProposal.internal.get(pk=proposal.pk)
    somebody = manager_of(waiting.project) if intention in PROPOSALS else sponsor_of(waiting.project)
    with pytest.raises(Refusal, match="nothing in it changes"):
        {**DECISIONS, **PROPOSALS}[intention](waiting, somebody)
    assert not Baseline.internal.exists()


@pytest.mark.parametrize("intention", [*DECISIONS, *PROPOSALS])
def test_nobody_but_manager_and_sponsor_touches_a_baseline(intention: str) -> None:
    proposal = make_proposal()
    recorded = JournalEntry.internal.count()
    for role in (*sorted(OFFICE), "TM", "PgM", "PB", "GA", "SA"):
        with pytest.raises(Forbidden):
            {**DECISIONS, **PROPOSALS}[intention](proposal, actor_with(role, make_organisation()))
    assert JournalEntry.internal.count() == recorded


@pytest.mark.parametrize("intention", PROPOSALS)
def test_the_sponsor_does_not_propose(intention: str) -> None:
    proposal = make_proposal()
    with pytest.raises(Forbidden):
        PROPOSALS[intention](proposal, sponsor_of(proposal.project))


@pytest.mark.parametrize("intention", DECISIONS)
def test_whoever_proposed_does_not_decide_under_any_hat_nor_through_a_deputy(intention: str) -> None:
    proposal = make_proposal()
    project = proposal.project
    grant(project.manager, "SP", make_organisation())
    deputy = make_person("Deputy")
    grant(deputy, "SP", project.scope)
    grant(deputy, "PM", project.scope, deputy_of=project.manager)
    for somebody in (actor(project.manager, "PM"), actor(project.manager, "SP"), actor(deputy, "SP")):
        with pytest.raises(Forbidden):
            DECISIONS[intention](proposal, somebody)


@pytest.mark.parametrize("intention", [*DECISIONS, *PROPOSALS])
def test_manager_and_sponsor_of_another_project_have_no_say(intention: str) -> None:
    proposal, other = make_proposal(), make_project()
    for somebody in (manager_of(other), sponsor_of(other)):
        with pytest.raises(Forbidden):
            {**DECISIONS, **PROPOSALS}[intention](proposal, somebody)
