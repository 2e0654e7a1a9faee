"""A deputy counts as the principal on both sides: no party decides about what it asked for itself (I6)."""

from collections.abc import Callable
from typing import Any

import pytest

from headway.common.refusal import Forbidden, Invalid
from headway.organisation.actors import PersonActor
from headway.organisation.models import RoleGrant
from headway.organisation.queries import role_requests_for
from headway.organisation.services import decide_role, request_role
from headway.organisation.tests.factories import actor, actor_with, grant, make_organisation, make_person
from headway.project.baseline.services import approve_baseline, return_baseline
from headway.project.baseline.tests.factories import make_proposal
from headway.project.charter.models import Charter
from headway.project.charter.services import confirm_charter, return_charter, submit_charter
from headway.project.charter.tests.factories import charter_version, write_charter
from headway.project.lifecycle.models import Project
from headway.project.lifecycle.queries import requests_waiting_for
from headway.project.lifecycle.services import Move, Wishes, decline_move, open_project, request_move
from headway.project.lifecycle.tests.factories import (
    decide,
    make_portfolio,
    make_project,
    manager_of,
    sponsor_of,
)

pytestmark = pytest.mark.django_db
END = Move(state="terminated", reason="No money")


def deputy_of_sponsor(project: Project) -> PersonActor:
    deputy = make_person("Dora Deputy")
    grant(deputy, "SP", project.scope, deputy_of=project.sponsor)
    return actor(deputy, "SP")


def test_a_party_is_a_person_the_principals_and_all_deputies_of_these() -> None:
    organisation = make_organisation()
    principal, one, other = make_person(), make_person(), make_person()
    grant(principal, "PB", organisation)
    for deputy in (one, other):
        grant(deputy, "PB", organisation, deputy_of=principal)
    for somebody in (principal, one, other):
        assert actor(somebody).party == {principal.pk, one.pk, other.pk}
    RoleGrant.internal.filter(person=other).update(state="ended")
    assert actor(one).party == {principal.pk, one.pk}
    assert actor(other).party == {other.pk}


def test_the_sponsor_does_not_give_a_role_that_the_own_deputy_requested() -> None:
    project = make_project(confidential=True)
    wish = request_role(make_person(), "PM", project.scope, actor=deputy_of_sponsor(project))
    assert list(role_requests_for(sponsor_of(project))) == []
    with pytest.raises(Forbidden, match="principal of theirs"):
        decide_role(wish, actor=sponsor_of(project), approve=True)
    wish.refresh_from_db()
    assert wish.state == "requested"


def test_of_two_deputies_neither_gives_what_the_other_requested() -> None:
    project = make_project(confidential=True)
    asks, decides = deputy_of_sponsor(project), deputy_of_sponsor(project)
    wish = request_role(make_person(), "PM", project.scope, actor=asks)
    with pytest.raises(Forbidden):
        decide_role(wish, actor=decides, approve=True)


def test_the_sponsor_neither_grants_nor_declines_what_the_own_deputy_asked_for() -> None:
    project = make_project()
    request = request_move(project, END, actor=deputy_of_sponsor(project))
    assert list(requests_waiting_for(sponsor_of(project))) == []
    with pytest.raises(Forbidden, match="principal of theirs"):
        decide(project, END, actor=sponsor_of(project))
    with pytest.raises(Forbidden):
        decline_move(request, "No", actor=sponsor_of(project))
    authority = actor_with("GA", make_organisation())
    assert list(requests_waiting_for(authority)) == [request]
    assert decide(project, END, actor=authority).state == "terminated"


Decision = Callable[[Project, PersonActor], Any]
ABOUT_CHARTERS: dict[str, Decision] = {
    "confirm": lambda project, actor: confirm_charter(project, actor=actor, version=charter_version(project)),
    "return": lambda project, actor: return_charter(
        project, "More", actor=actor, version=charter_version(project)
    ),
}


@pytest.mark.parametrize("decision", ABOUT_CHARTERS)
def test_the_sponsor_decides_no_charter_that_the_own_deputy_submitted(decision: str) -> None:
    project = make_project()
    write_charter(project)
    submit_charter(project, actor=manager_of(project), version=charter_version(project))
    Charter.internal.filter(project=project).update(submitted_by=deputy_of_sponsor(project).person)
    with pytest.raises(Forbidden, match="principal of theirs"):
        ABOUT_CHARTERS[decision](project, sponsor_of(project))


@pytest.mark.parametrize("decision", [approve_baseline, return_baseline])
def test_who_deputises_for_the_sponsor_proposes_no_baseline_to_the_sponsor(
    decision: Callable[..., object],
) -> None:
    proposal = make_proposal()
    sponsor = sponsor_of(proposal.project)
    grant(proposal.proposed_by, "SP", make_project().scope, deputy_of=sponsor.person)
    with pytest.raises(Forbidden, match="principal of theirs"):
        decision(proposal, "More", actor=sponsor)


@pytest.mark.parametrize("whose", ["manager", "sponsor"])
def test_no_deputy_of_manager_or_sponsor_is_the_board_of_a_confidential_project(whose: str) -> None:
    portfolio = make_portfolio()
    opener, sponsor = actor_with("POOL", portfolio.scope), actor_with("FC", portfolio.scope).person
    board = actor_with("PB", portfolio.scope).person
    new = Wishes(
        code="HIDDEN",
        name="Hidden",
        portfolio=portfolio.pk,
        sponsor=sponsor.pk,
        confidential=True,
        board=board.pk,
    )
    principal = {"manager": opener.person, "sponsor": sponsor}[whose]
    stands_in = grant(board, "TM", make_project().scope, deputy_of=principal)
    with pytest.raises(Invalid) as refused:
        open_project(new, actor=opener)
    assert refused.value.extra["field"] == "board"
    stands_in.delete()
    assert open_project(new, actor=opener).code == "HIDDEN"
