"""What a proposal froze is one plan at one moment, whatever others do meanwhile."""

import pytest

from headway.common.refusal import Refusal
from headway.project.baseline import services
from headway.project.baseline.models import BaselineProposal
from headway.project.baseline.queries import proposal_slice
from headway.project.baseline.tests.factories import make_planned, make_proposal
from headway.project.lifecycle.models import Project
from headway.project.lifecycle.services import Move
from headway.project.lifecycle.tests.factories import decide, manager_of, sponsor_of
from headway.project.lifecycle.tests.meanwhile import Meanwhile
from headway.project.schedule.models import Plan
from headway.project.schedule.tests.factories import set_fields


def again(project: Project) -> Project:
    """The project on an object of its own, as another request reads it."""
    return Project.internal.get(pk=project.pk)


def terminate(project: Project) -> None:
    decide(again(project), Move(state="terminated", reason="Flood"), actor=sponsor_of(project))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("moment", ["checks_before_proposal", "plan_slice", "slice_digest"])
def test_header_and_rows_are_of_one_revision_although_somebody_drags_meanwhile(
    moment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = make_planned()
    drag = Meanwhile(monkeypatch, services, moment, lambda: set_fields(again(project), "Dig", duration="9d"))
    proposal = make_proposal(project)
    drag.answer()
    finishes = [row.finish for row in proposal_slice(proposal) if row.finish is not None]
    assert (proposal.activities, max(finishes)) == (3, proposal.finish)
    assert Plan.internal.get(project=project).revision == proposal.revision + 1


@pytest.mark.django_db(transaction=True)
def test_of_two_proposals_at_once_the_second_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    project = make_planned()
    other = Meanwhile(monkeypatch, services, "plan_slice", lambda: make_proposal(again(project)))
    proposal = make_proposal(project)
    with pytest.raises(Refusal, match="A proposal is already waiting"):
        other.answer()
    assert BaselineProposal.internal.get(project=project) == proposal


@pytest.mark.django_db
def test_nothing_is_proposed_in_a_project_that_has_ended_since_it_was_read() -> None:
    project = make_planned()
    terminate(project)
    with pytest.raises(Refusal, match="No baseline can be proposed"):
        make_proposal(project)


@pytest.mark.django_db
def test_nothing_is_decided_in_a_project_that_has_ended_since_it_was_read() -> None:
    proposal = make_proposal(make_planned())
    project = proposal.project
    terminate(project)
    for decide_it in (
        lambda: services.approve_baseline(proposal, "Sound", actor=sponsor_of(project)),
        lambda: services.return_baseline(proposal, "Unsound", actor=sponsor_of(project)),
        lambda: services.withdraw_baseline(proposal, actor=manager_of(project)),
    ):
        proposal.project.state = Project.State.PLANNING  # as it was read
        with pytest.raises(Refusal, match="nothing in it changes any more"):
            decide_it()
