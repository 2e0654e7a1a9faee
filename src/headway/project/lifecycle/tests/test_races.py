"""Whoever waits for the turn in a project writes by the rights and beside the people that are there then."""

import pytest

from headway.common.refusal import Forbidden
from headway.organisation import services as roles
from headway.organisation.models import RoleGrant
from headway.organisation.services import decide_role, request_role
from headway.organisation.tests.factories import actor_with, make_organisation, make_person
from headway.project.lifecycle.models import MoveRequest, Project
from headway.project.lifecycle.services import Move, request_move, turns
from headway.project.lifecycle.tests.factories import (
    decide,
    make_portfolio,
    make_project,
    manager_of,
    sponsor_of,
)
from headway.project.lifecycle.tests.meanwhile import Meanwhile

CANCEL = Move(state="cancelled", reason="No money")


def asked_for(role: str, project: Project) -> RoleGrant:
    """Somebody new for a role, about whom somebody decides."""
    return request_role(make_person(), role, project.scope, actor=actor_with("SA", make_organisation()))


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_who_was_succeeded_while_waiting_for_the_turn_asks_for_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    project = make_project(state="idea")
    manager, sponsor, heir = manager_of(project), sponsor_of(project), asked_for("PM", project)
    other = Meanwhile(
        monkeypatch, turns, "one_at_a_time", lambda: decide_role(heir, actor=sponsor, approve=True)
    )
    with pytest.raises(Forbidden):
        request_move(project, CANCEL, actor=manager)
    assert other.answer().state == RoleGrant.State.ACTIVE
    assert not MoveRequest.internal.exists()


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_who_was_succeeded_while_waiting_for_the_turn_gives_no_role(monkeypatch: pytest.MonkeyPatch) -> None:
    project = make_project()
    manager, sponsor = manager_of(project), sponsor_of(project)
    heir, member = asked_for("PM", project), asked_for("TM", project)
    other = Meanwhile(
        monkeypatch, roles, "one_at_a_time", lambda: decide_role(heir, actor=sponsor, approve=True)
    )
    with pytest.raises(Forbidden):
        decide_role(member, actor=manager, approve=True)
    assert other.answer().state == RoleGrant.State.ACTIVE
    assert RoleGrant.internal.get(pk=member.pk).state == RoleGrant.State.REQUESTED


@pytest.mark.django_db
def test_whoever_became_manager_since_the_project_was_read_does_not_decide_about_it() -> None:
    portfolio = make_portfolio()
    board = actor_with("PB", portfolio.scope)
    project = make_project(portfolio=portfolio, state="idea")
    Project.internal.filter(pk=project.pk).update(manager=board.person)
    with pytest.raises(Forbidden, match="Whoever manages the project"):
        decide(project, CANCEL, actor=board)
    assert project.manager == board.person
