"""What becomes of a project: who decides, who asks, and which state follows which."""

import datetime as dt
from itertools import pairwise
from typing import Any

import pytest
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from headway.common.journal.models import JournalEntry
from headway.common.refusal import Forbidden, Invalid, Refusal, Stale, VersionMissing
from headway.organisation.actors import PersonActor
from headway.organisation.roles import OFFICE, ROLES
from headway.organisation.services import decide_role, request_role
from headway.organisation.tests.factories import actor, actor_with, grant, make_organisation, make_person
from headway.project.charter.tests.factories import confirm_charter
from headway.project.lifecycle.models import MoveRequest, Project
from headway.project.lifecycle.queries import requests_waiting_for, waiting_request
from headway.project.lifecycle.services import (
    Move,
    decide_move,
    decline_move,
    moving,
    request_move,
    withdraw_move,
)
from headway.project.lifecycle.states import FOLLOWS, decisions
from headway.project.lifecycle.tests.factories import decide, make_project, manager_of, sponsor_of
from headway.project.lifecycle.tests.meanwhile import Meanwhile

pytestmark = pytest.mark.django_db
State = Project.State


def soon(days: int = 30) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=days)


def to(state: str, **said: Any) -> Move:
    return Move(**{"state": state, "reason": "Because", "review_on": soon(), **said})


def in_state(state: str) -> Project:
    """A project in a state, without the story that brought it there."""
    project = make_project()
    Project.internal.filter(pk=project.pk).update(state=state)
    project.refresh_from_db()
    return project


def last_entries(project: Project, count: int) -> list[tuple[str, dict[str, Any]]]:
    """What the journal of a project says last."""
    entries = JournalEntry.internal.filter(scope_id=project.pk, action__startswith="project.")
    return [(entry.action, entry.content or {}) for entry in entries.order_by("-seq")[:count]][::-1]


def board_of(project: Project) -> PersonActor:
    return actor_with("PB", project.portfolio.scope)


def test_the_sponsor_puts_a_project_on_hold_and_back_to_where_it_was() -> None:
    project = make_project()
    confirm_charter(project)
    project.refresh_from_db()
    decide(project, to("on_hold", reason=" The ground is wet. "), actor=sponsor_of(project))
    assert (project.state, project.resumes) == ("on_hold", "planning")
    assert (project.state_reason, project.review_on) == ("The ground is wet.", soon())
    assert decisions(project) == ["planning", "terminated"]
    with pytest.raises(Refusal):
        decide(project, to("executing"), actor=sponsor_of(project))
    decide(project, to("planning"), actor=sponsor_of(project))
    assert (project.state, project.resumes, project.review_on) == ("planning", "", None)
    entries = JournalEntry.internal.filter(scope_id=project.pk, action="project.moved").order_by("seq")
    told = [(entry.content or {}, entry.hat) for entry in entries][1:]
    assert [(said["before"], said["after"], hat) for said, hat in told] == [
        ("planning", "on_hold", "SP"),
        ("on_hold", "planning", "SP"),
    ]
    assert told[0][0]["reason"] == "The ground is wet."


def test_a_project_goes_through_closing_to_closed_and_stays_there() -> None:
    project = in_state(State.EXECUTING)
    for state in ("closing", "closed"):
        decide(project, to(state), actor=sponsor_of(project))
    assert (project.state, project.is_archive, decisions(project)) == ("closed", True, [])
    with pytest.raises(Refusal):
        decide(project, to("executing"), actor=sponsor_of(project))
    with pytest.raises(Refusal):
        request_move(project, to("executing"), actor=manager_of(project))


def test_the_board_leads_out_of_the_pipeline_and_the_sponsor_does_not() -> None:
    project = make_project(state="idea")
    sponsor, board = sponsor_of(project), board_of(project)
    decide(project, to("business_case"), actor=sponsor)
    for state in ("authorised", "cancelled"):
        with pytest.raises(Forbidden):
            decide(project, to(state), actor=sponsor)
    decide(project, to("authorised"), actor=board)
    decide(project, to("initiating"), actor=board)
    assert project.state == "initiating"
    dropped = make_project(state="business_case")
    decide(dropped, to("cancelled"), actor=board_of(dropped))
    assert (dropped.state, dropped.is_archive) == ("cancelled", True)


def test_planning_and_execution_begin_with_what_was_agreed_and_not_by_a_decision() -> None:
    for now, then in (("initiating", "planning"), ("planning", "executing")):
        project = in_state(now)
        assert then in FOLLOWS[now]
        with pytest.raises(Refusal):
            decide(project, to(then), actor=sponsor_of(project))


@pytest.mark.parametrize("state", State.values)
def test_only_states_that_follow_can_be_decided(state: str) -> None:
    project = in_state(state)
    Project.internal.filter(pk=project.pk).update(resumes="executing" if state == "on_hold" else "")
    project.refresh_from_db()
    deciders = (sponsor_of(project), board_of(project))
    allowed = set(decisions(project))
    assert allowed <= FOLLOWS[state]
    for other in [*State.values, "nowhere"]:
        if other not in allowed:
            for decider in deciders:
                with pytest.raises(Refusal):
                    decide(project, to(other), actor=decider)
    project.refresh_from_db()
    assert project.state == state


@pytest.mark.parametrize("role", [role.code for role in ROLES if role.code not in {"SP", "GA", "PB"}])
@pytest.mark.parametrize("state", ["on_hold", "terminated", "closing"])
def test_nobody_but_sponsor_gate_authority_and_board_decides(role: str, state: str) -> None:
    project = in_state(State.EXECUTING)
    somebody = actor_with(role, project.scope)
    with pytest.raises(Forbidden):
        decide(project, to(state), actor=somebody)
    project.refresh_from_db()
    assert project.state == "executing"


@pytest.mark.parametrize("role", ["GA", "PB"])
def test_gate_authority_and_board_decide_too(role: str) -> None:
    project = in_state(State.EXECUTING)
    decide(project, to("terminated"), actor=actor_with(role, project.portfolio.scope))
    assert project.state == "terminated"


def test_a_manager_who_is_on_the_board_or_deputises_does_not_decide_about_the_own_project() -> None:
    project = in_state(State.EXECUTING)
    grant(project.manager, "PB", make_organisation())
    with pytest.raises(Forbidden):
        decide(project, to("closing"), actor=actor(project.manager, "PB"))
    deputy = grant(make_person(), "SP", project.scope)
    deputy.deputy_of = project.manager
    deputy.save()
    with pytest.raises(Forbidden):
        decide(project, to("closing"), actor=actor(deputy.person, "SP"))


@pytest.mark.parametrize("reason", ["", "  ", "r" * 2001])
def test_a_decision_and_a_request_say_why(reason: str) -> None:
    project = in_state(State.EXECUTING)
    for act, who in ((decide, sponsor_of(project)), (request_move, manager_of(project))):
        with pytest.raises(Invalid) as refused:
            act(project, to("closing", reason=reason), actor=who)
        assert refused.value.extra["field"] == "reason"


@pytest.mark.parametrize("days", [None, -1, 0, 91])
def test_a_hold_is_looked_at_again_within_ninety_days(days: int | None) -> None:
    project = in_state(State.EXECUTING)
    review = None if days is None else soon(days)
    with pytest.raises(Invalid) as refused:
        decide(project, to("on_hold", review_on=review), actor=sponsor_of(project))
    assert refused.value.extra["field"] == "review_on"
    decide(project, to("on_hold", review_on=soon(90)), actor=sponsor_of(project))


def test_the_manager_asks_and_the_sponsor_grants_it_by_deciding() -> None:
    project = in_state(State.EXECUTING)
    asked = request_move(project, to("on_hold", reason="Flood"), actor=manager_of(project))
    project.refresh_from_db()
    assert project.state == "executing"
    assert list(requests_waiting_for(sponsor_of(project))) == [asked]
    decide(project, to("on_hold", reason="Agreed"), actor=sponsor_of(project))
    asked.refresh_from_db()
    assert (asked.outcome, asked.answer, asked.decided_by) == ("granted", "Agreed", project.sponsor)
    assert waiting_request(project) is None


def test_a_decision_is_about_what_was_read() -> None:
    project = in_state(State.EXECUTING)
    sponsor, version = sponsor_of(project), project.version
    first = request_move(project, to("closing"), actor=manager_of(project))
    withdraw_move(first, actor=manager_of(project))
    second = request_move(project, to("terminated", reason="Fraud found"), actor=manager_of(project))
    for answers in (first.pk, None):
        with pytest.raises(Stale) as refused:
            decide_move(project, to("on_hold"), actor=sponsor, version=version, answers=answers)
        assert refused.value.extra["changed"] == ["State change requested"]
    with pytest.raises(VersionMissing):
        decide_move(project, to("on_hold"), actor=sponsor, version=None, answers=second.pk)
    with pytest.raises(Stale):
        decide_move(project, to("on_hold"), actor=sponsor, version=version - 1, answers=second.pk)
    second.refresh_from_db()
    assert second.outcome == "waiting"
    decide_move(project, to("terminated"), actor=sponsor, version=version, answers=second.pk)
    assert project.state == "terminated"


def test_a_project_that_was_changed_while_it_was_decided_does_not_move() -> None:
    project = in_state(State.EXECUTING)
    Project.internal.filter(pk=project.pk).update(version=F("version") + 1)
    with pytest.raises(Refusal):
        decide(project, to("closing"), actor=sponsor_of(project))
    project.refresh_from_db()
    assert project.state == "executing"


def test_the_journal_keeps_the_review_and_the_request_that_was_answered() -> None:
    project = in_state(State.EXECUTING)
    asked = request_move(project, to("on_hold", reason="Flood"), actor=manager_of(project))
    decide(project, to("on_hold", reason="Agreed"), actor=sponsor_of(project))
    assert last_entries(project, 2) == [
        ("project.move_requested", {"state": "on_hold", "reason": "Flood", "review_on": str(soon())}),
        (
            "project.moved",
            {
                "before": "executing",
                "after": "on_hold",
                "cause": "decision",
                "reason": "Agreed",
                "review_on": str(soon()),
                "request": asked.pk,
            },
        ),
    ]
    again = request_move(project, to("executing", reason="Dry"), actor=manager_of(project))
    decide(project, to("terminated", reason="No use"), actor=sponsor_of(project))
    moved, declined = last_entries(project, 2)
    assert (moved[0], moved[1]["request"]) == ("project.moved", again.pk)
    assert declined == ("project.move_declined", {"state": "executing", "reason": "No use"})


def test_another_decision_than_the_one_asked_for_declines_the_request() -> None:
    project = in_state(State.EXECUTING)
    asked = request_move(project, to("on_hold"), actor=manager_of(project))
    decide(project, to("terminated", reason="No benefit left"), actor=sponsor_of(project))
    asked.refresh_from_db()
    assert (asked.outcome, asked.answer) == ("declined", "No benefit left")


def test_a_request_is_declined_with_a_reason_or_withdrawn_by_whoever_asked() -> None:
    project = in_state(State.EXECUTING)
    manager, sponsor = manager_of(project), sponsor_of(project)
    first = request_move(project, to("closing"), actor=manager)
    with pytest.raises(Refusal):
        request_move(project, to("on_hold"), actor=manager)
    with pytest.raises(Invalid):
        decline_move(first, " ", actor=sponsor)
    with pytest.raises(Forbidden):
        decline_move(first, "No", actor=manager)
    decline_move(first, "Two deliverables are open", actor=sponsor)
    assert (first.outcome, first.answer) == ("declined", "Two deliverables are open")
    second = request_move(project, to("on_hold"), actor=manager)
    with pytest.raises(Forbidden):
        withdraw_move(second, actor=sponsor)
    withdraw_move(second, actor=manager)
    assert (second.outcome, second.decided_by) == ("withdrawn", None)
    with pytest.raises(Refusal):
        decline_move(second, "No", actor=sponsor)
    with pytest.raises(Refusal):
        withdraw_move(second, actor=manager)
    project.refresh_from_db()
    assert project.state == "executing"


def test_whoever_asked_cannot_decide_in_another_hat() -> None:
    project = make_project(state="business_case")
    grant(project.sponsor, "PB", project.portfolio.scope)
    request_move(project, to("authorised"), actor=sponsor_of(project))
    with pytest.raises(Forbidden):
        decide(project, to("authorised"), actor=actor(project.sponsor, "PB"))
    decide(project, to("authorised"), actor=board_of(project))
    assert project.state == "authorised"


def test_a_request_waits_for_everybody_who_may_decide_that_step_and_for_nobody_else() -> None:
    project = in_state(State.EXECUTING)
    authority, board = actor_with("GA", project.portfolio.scope), board_of(project)
    asked = request_move(project, to("closing"), actor=manager_of(project))
    for decider in (sponsor_of(project), authority, board):
        assert list(requests_waiting_for(decider)) == [asked]
    case = make_project(state="business_case", portfolio=project.portfolio)
    early = request_move(case, to("authorised"), actor=sponsor_of(case))
    assert list(requests_waiting_for(board)) == [asked, early]
    assert list(requests_waiting_for(authority)) == [asked]
    for other in (manager_of(project), sponsor_of(case), board_of(make_project())):
        assert list(requests_waiting_for(other)) == []
    grant(case.sponsor, "PB", case.portfolio.scope)
    assert list(requests_waiting_for(actor(case.sponsor, "PB"))) == [asked]


@pytest.mark.parametrize(("role", "place"), [("PM", "manager"), ("SP", "sponsor")])
def test_a_request_of_the_predecessor_does_not_outlive_the_succession(role: str, place: str) -> None:
    project = in_state(State.AUTHORISED)
    asker = actor(getattr(project, place), role)
    asked = request_move(project, to("initiating"), actor=asker)
    successor = make_person()
    wish = request_role(successor, role, project.scope, actor=actor_with("SA", make_organisation()))
    decide_role(wish, actor=sponsor_of(project) if role == "PM" else board_of(project), approve=True)
    asked.refresh_from_db()
    assert (asked.outcome, last_entries(project, 1)[0][0]) == ("withdrawn", "project.move_withdrawn")
    project.refresh_from_db()
    assert request_move(project, to("cancelled"), actor=actor(successor, role)).outcome == "waiting"


def test_a_request_of_somebody_else_outlives_the_succession() -> None:
    project = in_state(State.EXECUTING)
    asked = request_move(project, to("closing"), actor=actor_with("PgM", project.scope))
    wish = request_role(make_person(), "PM", project.scope, actor=actor_with("SA", make_organisation()))
    decide_role(wish, actor=sponsor_of(project), approve=True)
    asked.refresh_from_db()
    assert asked.outcome == "waiting"


@pytest.mark.parametrize(("role", "decider"), [("TM", "manager"), ("SP", "board"), ("GA", "board")])
def test_no_role_is_granted_in_a_project_that_is_over(role: str, decider: str) -> None:
    project = make_project()
    wish = request_role(make_person(), role, project.scope, actor=actor_with("SA", make_organisation()))
    Project.internal.filter(pk=project.pk).update(state="closed")
    by = manager_of(project) if decider == "manager" else board_of(project)
    with pytest.raises(Refusal, match="nothing in it changes"), transaction.atomic():
        decide_role(wish, actor=by, approve=True)


@pytest.mark.parametrize("role", [*sorted(OFFICE), "TM", "RO", "SA"])
def test_the_office_and_the_team_do_not_ask_either(role: str) -> None:
    project = in_state(State.EXECUTING)
    with pytest.raises(Forbidden):
        request_move(project, to("closing"), actor=actor_with(role, project.scope))
    assert not MoveRequest.internal.exists()


@pytest.mark.parametrize("state", ["authorised", "planning", "closed", "nowhere"])
def test_no_project_is_opened_in_the_middle_of_its_life(state: str) -> None:
    with pytest.raises(Invalid) as refused:
        make_project(state=state)
    assert refused.value.extra["field"] == "state"


def test_every_state_but_the_first_can_be_reached_and_every_archive_is_an_end() -> None:
    reached = {then for states in FOLLOWS.values() for then in states}
    assert set(State.values) - reached == {"idea"}
    assert {state for state, following in FOLLOWS.items() if not following} == Project.ARCHIVE
    life = ["idea", "business_case", "authorised", "initiating", "planning", "executing", "closing", "closed"]
    assert all(then in FOLLOWS[now] for now, then in pairwise(life))


@pytest.mark.django_db(transaction=True)
def test_of_two_requests_at_once_the_second_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    project = make_project()
    manager = manager_of(project)

    def ask() -> MoveRequest:
        return request_move(Project.internal.get(pk=project.pk), to(State.ON_HOLD), actor=manager)

    other = Meanwhile(monkeypatch, moving, "told_of_move", ask)
    first = ask()
    with pytest.raises(Refusal, match="Another request waits"):
        other.answer()
    assert MoveRequest.internal.get(project=project) == first
