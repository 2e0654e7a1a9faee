"""Roles are given by somebody else than who asks, for a scope and a period, and worn one at a time."""

import datetime as dt

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client

from headway.common.access import Permission
from headway.common.journal.models import JournalEntry
from headway.common.refusal import Forbidden, Invalid, Refusal
from headway.organisation.models import RoleGrant
from headway.organisation.services import decide_role, request_role
from headway.organisation.tests.factories import (
    actor,
    actor_with,
    grant,
    make_organisation,
    make_person,
    make_user,
)
from headway.project.lifecycle.permissions import VIEW_PROJECT
from headway.project.lifecycle.tests.factories import make_project, manager_of

pytestmark = pytest.mark.django_db

DECLARED = Permission.declared


def test_a_requested_role_counts_only_after_somebody_else_granted_it() -> None:
    project = make_project()
    administrator = actor_with("SA", make_organisation())
    newcomer = make_person()
    wish = request_role(newcomer, "TM", project.scope, actor=administrator)
    assert not actor(newcomer).may(VIEW_PROJECT, project.pk)
    decide_role(wish, actor=manager_of(project), approve=True)
    assert actor(newcomer).may(VIEW_PROJECT, project.pk)
    actions = JournalEntry.internal.filter(object_kind="rolegrant", object_id=wish.pk).order_by("seq")
    assert [(entry.action, entry.hat) for entry in actions] == [
        ("role.requested", "SA"),
        ("role.granted", "PM"),
    ]


def test_who_requested_a_role_cannot_decide_about_it() -> None:
    organisation = make_organisation()
    both = make_person()
    grant(both, "SA", organisation)
    grant(both, "PD", organisation)
    wish = request_role(make_person(), "PA", organisation, actor=actor(both, "SA"))
    with pytest.raises(Forbidden):
        decide_role(wish, actor=actor(both, "PD"), approve=True)
    wish.refresh_from_db()
    assert wish.state == RoleGrant.State.REQUESTED


def test_a_deputy_counts_as_the_principal() -> None:
    organisation = make_organisation()
    administrator = actor_with("SA", organisation)
    deputy = grant(make_person(), "PD", organisation)
    deputy.deputy_of = administrator.person
    deputy.save()
    wish = request_role(make_person(), "PA", organisation, actor=administrator)
    with pytest.raises(Forbidden):
        decide_role(wish, actor=actor(deputy.person, "PD"), approve=True)


def test_nobody_decides_about_the_own_role() -> None:
    organisation = make_organisation()
    director = actor_with("PD", organisation)
    wish = request_role(director.person, "PB", organisation, actor=actor_with("SA", organisation))
    with pytest.raises(Forbidden):
        decide_role(wish, actor=director, approve=True)


def test_the_database_itself_keeps_requester_and_decider_apart() -> None:
    person = make_person()
    wish = grant(make_person(), "TM", make_organisation())
    wish.requested_by = wish.decided_by = person
    with pytest.raises(IntegrityError), transaction.atomic():
        wish.save()


def test_a_request_is_decided_once() -> None:
    organisation = make_organisation()
    wish = request_role(make_person(), "PA", organisation, actor=actor_with("SA", organisation))
    decide_role(wish, actor=actor_with("PD", organisation), approve=False)
    with pytest.raises(Refusal):
        decide_role(wish, actor=actor_with("PB", organisation), approve=True)
    wish.refresh_from_db()
    assert wish.state == RoleGrant.State.REFUSED


def test_a_role_that_does_not_exist_is_refused_and_nothing_is_written() -> None:
    organisation = make_organisation()
    before = RoleGrant.internal.count()
    administrator = actor_with("SA", organisation)
    with pytest.raises(Invalid):
        request_role(make_person(), "ROOT", organisation, actor=administrator)
    assert RoleGrant.internal.count() == before + 1  # the administrator's own


@pytest.mark.parametrize("role", ["TM", "PM", "SP", "PA", "PD"])
def test_only_the_administrator_requests_roles(role: str) -> None:
    organisation = make_organisation()
    with pytest.raises(Forbidden):
        request_role(make_person(), "TM", organisation, actor=actor_with(role, organisation))


def test_a_role_counts_in_its_period_only() -> None:
    project, person = make_project(), make_person()
    given = grant(person, "TM", project.scope)
    given.valid_from, given.valid_to = dt.date(2026, 3, 1), dt.date(2026, 3, 31)
    given.save()
    seen = []
    for day in (dt.date(2026, 2, 28), dt.date(2026, 3, 1), dt.date(2026, 3, 31), dt.date(2026, 4, 1)):
        with time_machine.travel(dt.datetime.combine(day, dt.time(12), dt.UTC)):
            seen.append(actor(person).may(VIEW_PROJECT, project.pk))
    assert seen == [False, True, True, False]


def test_a_right_that_was_taken_away_is_gone_at_the_next_request(client: Client) -> None:
    project = make_project()
    member = grant(make_person(), "PA", make_organisation())
    client.force_login(make_user(member.person))
    assert client.get("/api/v1/portfolio/projects").status_code == 200
    RoleGrant.internal.filter(pk=member.pk).update(state=RoleGrant.State.ENDED)
    assert client.get("/api/v1/portfolio/projects").status_code == 403
    assert project.pk


def test_a_switched_off_login_is_nobody_at_the_next_request(client: Client) -> None:
    user = make_user(actor_with("PA", make_organisation()).person)
    client.force_login(user)
    assert client.get("/api/v1/me").json()["hat"] == "PA"
    user.is_active = False
    user.save()
    assert client.get("/api/v1/me").status_code == 401


def test_the_hat_is_chosen_among_those_held_and_stays_for_the_session(client: Client) -> None:
    project = make_project()
    grant(project.manager, "PA", make_organisation())
    client.force_login(make_user(project.manager))
    assert client.get("/api/v1/me").json()["hat"] == ""
    assert client.post("/hat/", {"hat": "PM"}).status_code == 302
    assert client.get("/api/v1/me").json()["hat"] == "PM"
    assert client.post("/hat/", {"hat": "PD"}).status_code == 403
    assert client.get("/api/v1/me").json()["hat"] == "PM"


@pytest.mark.parametrize(
    "target",
    [
        "//evil.example",
        "/\\evil.example",
        "https:evil.example",
        "javascript:alert(1)",
        "https://localhost@evil.example",
        "/\r\nX: y",
    ],
)
def test_switching_hats_leads_nowhere_outside(client: Client, target: str) -> None:
    client.force_login(make_user(manager_of(make_project()).person))
    assert client.post("/hat/", {"hat": "PM", "next": target}).headers["Location"] == "/"
