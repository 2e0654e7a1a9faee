"""A confidential project inherits nobody, and is yet no dead end: its own people ask and decide."""

from dataclasses import replace

import pytest

from headway.common.access import get_visible
from headway.common.refusal import Forbidden, Invalid, NotFound
from headway.governance.strategy.models import Portfolio
from headway.organisation.actors import PersonActor
from headway.organisation.deciding import may_request_somewhere
from headway.organisation.models import Person, RoleGrant
from headway.organisation.permissions import DECIDE_ROLE
from headway.organisation.queries import role_requests_for
from headway.organisation.services import RoleWish, decide_role, request_role, request_role_by_address
from headway.organisation.tests.factories import actor, actor_with, make_organisation, make_person
from headway.project.lifecycle.models import Project
from headway.project.lifecycle.services import Move, Wishes, open_project
from headway.project.lifecycle.tests.factories import (
    decide,
    make_portfolio,
    make_project,
    manager_of,
    sponsor_of,
)

pytestmark = pytest.mark.django_db


def board_in(project: Project) -> PersonActor:
    """The member of the board who is named in a confidential project."""
    return actor(
        Person.objects.get(pk__in=RoleGrant.internal.filter(role="PB", scope=project.scope).values("person")),
        "PB",
    )


@pytest.mark.parametrize("state", ["business_case", "cancelled"])
def test_the_named_member_of_the_board_decides_about_a_confidential_idea(state: str) -> None:
    project = make_project(state="idea", confidential=True)
    above = [actor_with("PB", project.portfolio.scope), actor_with("PB", make_organisation())]
    for somebody in (*above, manager_of(project)):
        with pytest.raises(Forbidden):
            decide(project, Move(state="cancelled", reason="No"), actor=somebody)
    assert decide(project, Move(state=state, reason="So"), actor=board_in(project)).state == state


def test_a_confidential_business_case_is_authorised_and_begins() -> None:
    project = make_project(state="business_case", confidential=True)
    for state in ("authorised", "initiating"):
        decide(project, Move(state=state, reason="Go"), actor=board_in(project))
    assert project.state == "initiating"


@pytest.mark.parametrize("asker", ["PM", "SP", "PB"])
@pytest.mark.parametrize("role", ["PM", "SP"])
def test_sponsor_and_manager_of_a_confidential_project_have_successors(role: str, asker: str) -> None:
    project = make_project(code="SECRET", confidential=True)
    hands = {"PM": manager_of(project), "SP": sponsor_of(project), "PB": board_in(project)}
    decider = hands["SP" if role == "PM" else "PB"]
    successor = make_person("Sue Successor")
    wish = request_role_by_address(
        RoleWish(email=successor.email, role=role, place="secret"), actor=hands[asker]
    )
    if hands[asker] == decider:
        with pytest.raises(Forbidden):
            decide_role(wish, actor=decider, approve=True)
        return
    assert list(role_requests_for(decider)) == [wish]
    decide_role(get_visible(RoleGrant, decider, DECIDE_ROLE, pk=wish.pk), actor=decider, approve=True)
    project.refresh_from_db()
    assert getattr(project, {"PM": "manager", "SP": "sponsor"}[role]) == successor


def test_nobody_above_asks_or_decides_in_a_confidential_project() -> None:
    project = make_project(code="SECRET", confidential=True)
    for role in ("SA", "PB", "PD"):
        for scope in (make_organisation(), project.portfolio.scope):
            somebody = actor_with(role, scope)
            with pytest.raises(Forbidden):
                request_role(make_person(), "SP", project.scope, actor=somebody)
    wish = request_role(make_person(), "SP", project.scope, actor=manager_of(project))
    for scope in (make_organisation(), project.portfolio.scope):
        with pytest.raises(NotFound):
            get_visible(RoleGrant, actor_with("PB", scope), DECIDE_ROLE, pk=wish.pk)


@pytest.mark.parametrize("role", ["PM", "SP", "PB"])
def test_in_an_open_project_only_administrators_ask(role: str) -> None:
    project = make_project()
    somebody = {"PM": manager_of(project), "SP": sponsor_of(project)}.get(role) or actor_with(
        "PB", make_organisation()
    )
    with pytest.raises(Forbidden):
        request_role(make_person(), "GA", project.scope, actor=somebody)
    assert not may_request_somewhere(somebody)
    assert may_request_somewhere(actor_with("SA", project.portfolio.scope))


def new(portfolio: Portfolio, board: Person | None) -> Wishes:
    """A confidential project; its sponsor holds a role in the portfolio."""
    return Wishes(
        code="HUSH",
        name="Hush",
        portfolio=portfolio.pk,
        sponsor=actor_with("FC", portfolio.scope).person.pk,
        confidential=True,
        board=board.pk if board else None,
    )


def test_a_confidential_project_needs_a_member_of_the_board_of_its_portfolio() -> None:
    portfolio = make_portfolio()
    opener = actor_with("POOL", portfolio.scope)
    nobodies = [None, make_person(), actor_with("PB", make_portfolio().scope).person, opener.person]
    for board in nobodies:
        with pytest.raises(Invalid) as refused:
            open_project(new(portfolio, board), actor=opener)
        assert refused.value.extra["field"] == "board"
    on_the_board = actor_with("PB", portfolio.scope).person
    with pytest.raises(Invalid):
        open_project(replace(new(portfolio, on_the_board), sponsor=on_the_board.pk), actor=opener)
    member = actor_with("PB", make_organisation()).person
    project = open_project(new(portfolio, member), actor=opener)
    assert list(Project.objects.visible_to(actor(member))) == [project]


def test_an_open_project_names_no_member_of_the_board() -> None:
    portfolio = make_portfolio()
    member = actor_with("PB", portfolio.scope).person
    asked = replace(new(portfolio, member), confidential=False)
    project = open_project(asked, actor=actor_with("POOL", portfolio.scope))
    assert not RoleGrant.internal.filter(scope=project.scope, role="PB").exists()
