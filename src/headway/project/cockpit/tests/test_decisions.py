"""The page of whoever decides."""

import datetime as dt

import pytest
from django.utils import timezone

from headway.organisation.tests.factories import actor, actor_with, make_person, signed_in
from headway.project.baseline.tests.factories import make_planned, make_proposal
from headway.project.charter import services as charter
from headway.project.charter.tests.factories import charter_version, write_charter
from headway.project.cockpit.queries import promises_of
from headway.project.cockpit.tests.factories import on_hold
from headway.project.lifecycle import services as lifecycle
from headway.project.lifecycle.tests.factories import make_project, manager_of, sponsor_of
from headway.project.schedule.tests.factories import set_fields

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def test_a_board_member_finds_the_requests_on_the_page_of_decisions() -> None:
    case = make_project(state="business_case")
    member = actor_with("PB", case.portfolio.scope)
    asked = lifecycle.request_move(
        case, lifecycle.Move(state="authorised", reason="The money is there"), actor=sponsor_of(case)
    )
    client = signed_in(member.person)
    assert "The money is there" in client.get("/sponsor/").text
    assert "/sponsor/" in client.get("/projects/").text
    assert [row["id"] for row in client.get("/api/v1/my/decisions").json()["requests"]] == [asked.pk]


def test_what_is_refused_in_a_hold_is_not_offered() -> None:
    project = make_planned()
    make_proposal(project)
    client, approve = signed_in(project.sponsor), "circle-check"
    assert approve in client.get("/sponsor/").text
    on_hold(project, TODAY + dt.timedelta(days=1))
    shown = client.get("/sponsor/").text
    assert approve not in shown
    assert "Once it is resumed, the baseline can be approved" in shown


def test_the_sponsor_sees_what_waits_and_nobody_elses() -> None:
    sponsor = make_person()
    waiting = make_project(sponsor=sponsor)
    write_charter(waiting)
    charter.submit_charter(waiting, actor=manager_of(waiting), version=charter_version(waiting))
    planned = make_planned(make_project(sponsor=sponsor))
    proposal = make_proposal(planned)
    set_fields(planned, "Dig", duration="9d")
    make_proposal()
    promises = promises_of(actor(sponsor, "SP"), TODAY)
    assert [row.project for row in promises.charters] == [waiting]
    assert [(row.proposal, row.moved) for row in promises.decisions] == [(proposal, 3)]
    assert {row.pk for row in promises.projects} == {waiting.pk, planned.pk}


def test_the_sponsor_decides_on_the_own_page() -> None:
    project = make_planned()
    proposal = make_proposal(project)
    client = signed_in(project.sponsor)
    page = client.get("/sponsor/").content.decode()
    approve = f"/projects/{project.pk}/baseline/{proposal.pk}/approve/"
    assert f'action="{approve}"' in page
    assert client.post(approve, {"reason": "Sound"}).status_code == 302
    assert "Nothing is waiting for you" in client.get("/sponsor/").content.decode()
