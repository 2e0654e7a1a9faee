"""Who decides about a role depends on the role; nobody both sponsors and manages a project (I1, I6, I7)."""

import pytest
from django.db import IntegrityError, transaction

from headway.common.journal.models import JournalEntry
from headway.common.refusal import Forbidden, Invalid, Refusal
from headway.organisation.models import RoleGrant
from headway.organisation.queries import holders, role_requests_for
from headway.organisation.roles import BY_CODE, ROLES
from headway.organisation.services import appoint, decide_role, end_role, request_role
from headway.organisation.tests.factories import (
    actor,
    actor_with,
    grant,
    make_organisation,
    make_person,
)
from headway.project.charter.permissions import EDIT_CHARTER
from headway.project.lifecycle.models import Project
from headway.project.lifecycle.services.moving import Move
from headway.project.lifecycle.tests.factories import decide, make_project, manager_of, sponsor_of
from headway.project.schedule.permissions import CHANGE_PLAN

pytestmark = pytest.mark.django_db

# Who decides about which role: the matrix of rights, row by row; the office is at the end.
GIVEN_BY = {
    "TM": {"PM"},
    "WPO": {"PM"},
    "BO": {"PM"},
    "UR": {"PM"},
    "PM": {"SP"},
    "SP": {"PB"},
    "GA": {"PB"},
    "PB": {"PB"},
    "PgM": {"PB"},
    "POOL": {"PB"},
    "LM": {"PB"},
    "FC": {"PB"},
    "VM": {"PB"},
    "RO": {"PB"},
    "SA": {"PB"},
    "PD": {"PB"},
    "PA": {"PD", "PB"},
    "ML": {"PD", "PB"},
    "CO": {"PD", "PB"},
    "AS": {"PD", "PB"},
    "RM": {"PD", "PB"},
}


def ask(role: str, project: Project) -> RoleGrant:
    """A newcomer is asked for in a project."""
    return request_role(make_person(), role, project.scope, actor=actor_with("SA", make_organisation()))


def test_the_table_says_who_gives_which_role() -> None:
    assert {role.code: set(role.given_by) for role in ROLES} == GIVEN_BY


@pytest.mark.slow
@pytest.mark.parametrize("role", sorted(GIVEN_BY))
def test_a_role_is_given_by_those_whom_the_table_names_and_by_nobody_else(role: str) -> None:
    project = make_project()
    for decider in sorted(BY_CODE):
        place = project.scope if BY_CODE[decider].in_project else make_organisation()
        somebody = actor_with(decider, place)
        wish = ask(role, project)
        offered = wish in role_requests_for(somebody)
        if decider in GIVEN_BY[role]:
            decide_role(wish, actor=somebody, approve=True)
        else:
            with pytest.raises(Forbidden):
                decide_role(wish, actor=somebody, approve=True)
            with pytest.raises(Forbidden):
                decide_role(wish, actor=somebody, approve=False)
        wish.refresh_from_db()
        assert (wish.state == RoleGrant.State.ACTIVE) == offered == (decider in GIVEN_BY[role]), decider


def test_a_director_brings_nobody_to_the_pen_of_a_project_manager() -> None:
    """Neither as manager nor as sponsor nor as team member, asked for by an administrator."""
    project = make_project()
    director = actor_with("PD", make_organisation())
    for role in ("PM", "SP", "TM"):
        wish = ask(role, project)
        with pytest.raises(Forbidden):
            decide_role(wish, actor=director, approve=True)
        assert not actor(wish.person, role).may(CHANGE_PLAN, project.pk)
        assert not actor(wish.person, role).may(EDIT_CHARTER, project.pk)


def test_a_sponsor_elsewhere_decides_about_no_manager_here() -> None:
    project, other = make_project(), make_project()
    with pytest.raises(Forbidden):
        decide_role(ask("PM", project), actor=sponsor_of(other), approve=True)


@pytest.mark.parametrize("role", [role.code for role in ROLES if role.in_project])
def test_a_role_of_projects_is_held_in_one_project_at_a_time(role: str) -> None:
    """Held above, it would be a pen in every project below."""
    administrator = actor_with("SA", make_organisation())
    with pytest.raises(Invalid) as refused:
        request_role(make_person(), role, make_organisation(), actor=administrator)
    assert refused.value.extra["field"] == "scope"


# ---- One sponsor, one manager, two people ---------------------------------------------------------------


@pytest.mark.parametrize(("role", "holder"), [("SP", "manager"), ("PM", "sponsor")])
def test_nobody_becomes_manager_and_sponsor_of_one_project(role: str, holder: str) -> None:
    project = make_project()
    person = getattr(project, holder)
    with pytest.raises(Invalid):
        request_role(person, role, project.scope, actor=actor_with("SA", make_organisation()))
    with pytest.raises(Invalid), transaction.atomic():
        appoint(person, role, project.scope, actor=manager_of(project))
    held = RoleGrant.internal.filter(role=role, scope=project.scope)
    held.update(state=RoleGrant.State.ENDED)
    with pytest.raises(IntegrityError), transaction.atomic():
        grant(person, role, project.scope)


@pytest.mark.parametrize("role", ["PM", "SP"])
def test_who_took_the_other_role_meanwhile_is_refused_when_it_is_decided(role: str) -> None:
    project = make_project()
    wish = ask(role, project)
    other = "SP" if role == "PM" else "PM"
    grant(wish.person, other, project.scope)
    decider = sponsor_of(project) if role == "PM" else actor_with("PB", make_organisation())
    with pytest.raises(Invalid):
        decide_role(wish, actor=decider, approve=True)
    wish.refresh_from_db()
    assert wish.state == RoleGrant.State.REQUESTED


def test_the_database_lets_one_person_manage_one_project_and_sponsor_another() -> None:
    one, other = make_project(), make_project()
    grant(one.manager, "SP", other.scope)
    assert holders("SP", other.pk).filter(pk=one.manager_id).exists()


@pytest.mark.parametrize(("role", "place"), [("PM", "manager"), ("SP", "sponsor")])
def test_a_successor_takes_the_place_of_the_predecessor_and_of_its_deputies(role: str, place: str) -> None:
    project = make_project()
    before = getattr(project, place)
    deputy = grant(make_person(), role, project.scope, deputy_of=before)
    wish = ask(role, project)
    decider = sponsor_of(project) if role == "PM" else actor_with("PB", make_organisation())
    decide_role(wish, actor=decider, approve=True)
    project.refresh_from_db()
    assert getattr(project, place) == wish.person
    assert list(holders(role, project.pk)) == [wish.person]
    deputy.refresh_from_db()
    assert deputy.state == RoleGrant.State.ENDED
    assert not actor(before, role).may(CHANGE_PLAN if role == "PM" else EDIT_CHARTER, project.pk)
    recorded = JournalEntry.internal.filter(scope_id=project.pk, action__startswith="role.").order_by("seq")
    said = [(entry.action, (entry.content or {}).get("person")) for entry in recorded][-3:]
    assert said == [
        ("role.ended", before.pk),
        ("role.ended", deputy.person_id),
        ("role.granted", wish.person_id),
    ]


def test_who_manages_a_project_does_not_choose_its_sponsor_in_another_capacity() -> None:
    project = make_project()
    grant(project.manager, "PB", make_organisation())
    with pytest.raises(Forbidden):
        decide_role(ask("SP", project), actor=actor(project.manager, "PB"), approve=True)
    deputy = grant(make_person(), "PB", make_organisation(), deputy_of=project.manager)
    with pytest.raises(Forbidden):
        decide_role(ask("SP", project), actor=actor(deputy.person, "PB"), approve=True)


def test_nobody_succeeds_in_a_project_that_ended() -> None:
    project = make_project()
    wish = ask("PM", project)
    decide(project, Move(state="terminated", reason="No money"), actor=sponsor_of(project))
    with pytest.raises(Refusal), transaction.atomic():
        decide_role(wish, actor=sponsor_of(project), approve=True)
    project.refresh_from_db()
    assert project.manager_id != wish.person_id


@pytest.mark.parametrize("role", ["PM", "TM"])
def test_for_a_project_that_ended_nobody_is_asked_for(role: str) -> None:
    project = make_project()
    decide(project, Move(state="terminated", reason="No money"), actor=sponsor_of(project))
    with pytest.raises(Refusal, match="nothing in it changes any more"):
        ask(role, project)
    assert not RoleGrant.internal.filter(scope=project.scope, state=RoleGrant.State.REQUESTED).exists()


def test_a_project_is_never_without_manager_and_sponsor() -> None:
    project = make_project()
    administrator, board = actor_with("SA", make_organisation()), actor_with("PB", make_organisation())
    for role, decider in (("PM", sponsor_of(project)), ("SP", board)):
        with pytest.raises(Refusal, match="never without"):
            end_role(RoleGrant.internal.get(scope=project.scope, role=role), actor=decider)
        with pytest.raises(Invalid) as refused:
            request_role(
                make_person(),
                role,
                project.scope,
                actor=administrator,
                until=RoleGrant.internal.filter(scope=project.scope).first().valid_from,  # type: ignore[union-attr]  # there are two
            )
        assert refused.value.extra["field"] == "until"


def test_a_role_is_ended_by_who_gives_it_and_at_once() -> None:
    project = make_project()
    member = appoint(make_person(), "TM", project.scope, actor=manager_of(project))
    for somebody in (sponsor_of(project), actor_with("PD", make_organisation())):
        with pytest.raises(Forbidden):
            end_role(member, actor=somebody)
    end_role(member, actor=manager_of(project))
    assert not holders("TM", project.pk).exists()
    with pytest.raises(Refusal):
        end_role(member, actor=manager_of(project))
