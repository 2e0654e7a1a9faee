"""Start pages and the overview of a project: who sees them, and what they ask."""

import datetime as dt
import math
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from headway.engine.plan_time import moment_of
from headway.organisation.tests.factories import (
    actor_with,
    make_organisation,
    make_person,
    make_user,
    signed_in,
)
from headway.project.baseline.tests.factories import make_baseline, make_planned, make_proposal
from headway.project.cockpit.tests.factories import health, make_settled
from headway.project.health.models import ProjectHealth
from headway.project.lifecycle.tests.factories import make_project
from headway.project.schedule.models import Activity
from headway.project.schedule.tests.factories import make_plan, set_fields
from headway.project.team.tests.factories import make_report

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.mark.parametrize(("address", "queries"), [("/projects/", 6), ("/cockpit/", 15), ("/sponsor/", 10)])
def test_start_pages_ask_the_same_number_of_questions(
    django_assert_num_queries: Any, address: str, queries: int
) -> None:
    for count in (1, 3):
        person, other = make_person(), make_person()
        for _ in range(count):
            project = make_planned(make_project(sponsor=person, manager=other))
            make_proposal(project)
            make_report(make_plan({"name": "Dig"}, project=make_project(manager=person)), "Dig")
        client = signed_in(person)
        with django_assert_num_queries(queries):
            assert client.get(address).status_code == 200


@pytest.mark.parametrize(("address", "role"), [("/cockpit/", "TM"), ("/sponsor/", "PD")])
def test_start_pages_of_other_roles_are_closed(address: str, role: str) -> None:
    assert signed_in(actor_with(role, make_organisation()).person).get(address).status_code == 403


def test_the_api_shows_what_the_pages_show() -> None:
    project = make_planned()
    proposal = make_proposal(project)
    health(project, computed="red", use=1.2)
    manager, sponsor = signed_in(project.manager), signed_in(project.sponsor)
    listed = manager.get("/api/v1/projects?sort=-use").json()
    assert [(row["id"], row["use"]) for row in listed["items"]] == [(project.pk, 1.2)]
    assert manager.get("/api/v1/my/attention").json()["items"][0]["tone"] == "red"
    decisions = sponsor.get("/api/v1/my/decisions").json()
    assert [row["proposal"] for row in decisions["baselines"]] == [proposal.pk]
    assert [row["id"] for row in decisions["projects"]] == [project.pk]


def test_a_drift_without_any_tolerance_is_said_as_such_and_never_as_a_percentage() -> None:
    project = make_planned(time_tolerance="0")
    make_baseline(project)
    set_fields(project, "Pour", duration="9d")
    row = ProjectHealth.objects.within(project).get()
    assert (row.use, row.u_time, row.computed) == (math.inf, math.inf, "red")
    manager, office = signed_in(project.manager), signed_in(actor_with("PA", make_organisation()).person)
    pages = [f"/projects/{project.pk}/status/", "/projects/", f"/projects/{project.pk}/", "/cockpit/"]
    for page in [*(manager.get(page) for page in pages), office.get("/portfolio/")]:
        assert ("no tolerance left" in page.text, "99,900" in page.text) == (True, False)
    assert manager.get("/api/v1/projects").json()["items"][0]["use"] == "unbounded"
    decisions = signed_in(project.sponsor).get("/api/v1/my/decisions").json()
    assert decisions["projects"][0]["use"] == "unbounded"
    assert office.get("/api/v1/portfolio/projects").json()["items"][0]["u_time"] == "unbounded"
    told = manager.get(f"/api/v1/projects/{project.pk}/status").json()
    assert "unbounded" in str(told)


def test_the_overview_shows_what_the_reader_may_see() -> None:
    project = make_planned()
    make_baseline(project)
    manager = signed_in(project.manager).get(f"/projects/{project.pk}/")
    member = signed_in(actor_with("TM", project.scope).person).get(f"/projects/{project.pk}/")
    assert manager.context["happenings"] != []
    assert member.context["happenings"] is None
    assert b"Handover" in member.content
    assert signed_in(make_project().manager).get(f"/projects/{project.pk}/").status_code == 404


def test_the_overview_calls_a_milestone_overdue_that_should_be_over(client: Client) -> None:
    project = make_settled()
    client.force_login(make_user(project.manager))
    passed, today = TODAY - dt.timedelta(days=1), TODAY
    for day, overdue in ((passed, True), (today, False)):
        Activity.internal.filter(project=project, name="Handover").update(finish=moment_of(day))
        assert ("Overdue" in client.get(f"/projects/{project.pk}/").text) == overdue
