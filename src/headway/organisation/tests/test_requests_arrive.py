"""A request for a role arrives where its decider looks, and is decided by one of two words."""

import pytest
from django.test import Client
from django.urls import reverse

from headway.organisation.models import RoleGrant
from headway.organisation.services import request_role
from headway.organisation.tests.factories import actor_with, browser, grant, make_organisation, make_person
from headway.project.lifecycle.tests.factories import make_project, manager_of, sponsor_of

pytestmark = pytest.mark.django_db


def ask(role: str, scope_of: object) -> RoleGrant:
    scope = scope_of.scope  # type: ignore[attr-defined]  # a project or a portfolio
    return request_role(
        make_person("Nora Newcomer"), role, scope, actor=actor_with("SA", make_organisation())
    )


@pytest.mark.parametrize(("role", "page"), [("PM", "sponsor"), ("TM", "cockpit")])
def test_the_decider_finds_a_request_on_the_start_page_and_in_the_list(role: str, page: str) -> None:
    project, other = make_project(code="HERE"), make_project()
    wish = ask(role, project)
    decide, bystander = (sponsor_of, manager_of) if role == "PM" else (manager_of, sponsor_of)
    client, address = browser(decide(project)), reverse(page)
    for shown in (client.get(address), client.get("/roles/")):
        assert (shown.status_code, "Nora Newcomer" in shown.text, "HERE" in shown.text) == (200, True, True)
    waiting = client.get("/api/v1/roles/requests").json()["items"]
    assert (client.get("/api/v1/roles").json()["scope"], [one["id"] for one in waiting]) == (None, [wish.pk])
    held = client.get("/api/v1/roles?place=here").json()["items"]
    assert [one["role"] for one in held] == ["PM", "SP"]
    assert "Nora Newcomer" not in browser(decide(other)).get(address).text
    assert "Nora Newcomer" not in browser(bystander(project)).get("/roles/").text
    client.post(f"/roles/{wish.pk}/decide/", {"outcome": "approve", "next": address})
    wish.refresh_from_db()
    assert wish.state == RoleGrant.State.ACTIVE


def test_the_board_of_a_portfolio_finds_its_requests() -> None:
    project = make_project()
    ask("SP", project)
    client = browser(actor_with("PB", project.portfolio.scope))
    for address in (reverse("sponsor"), "/roles/"):
        shown = client.get(address)
        assert (shown.status_code, "Nora Newcomer" in shown.text) == (200, True)


def test_what_is_decided_or_ended_between_two_parts_of_a_list_ends_no_reading() -> None:
    project = make_project(code="HERE")
    wishes = [ask("TM", project).pk for _ in range(3)]
    client = browser(manager_of(project))
    waiting, held = "/api/v1/roles/requests?limit=1", "/api/v1/roles?place=here&limit=1"
    first = client.get(waiting).json()
    decided = client.post(f"/api/v1/roles/{wishes[0]}/decision", {"approve": True}, "application/json")
    second = client.get(f"{waiting}&after={first['next']}").json()
    assert (decided.status_code, [one["id"] for one in second["items"]]) == (200, wishes[1:2])
    members = [one["id"] for one in client.get("/api/v1/roles?place=here").json()["items"]]
    RoleGrant.internal.filter(pk=members[1]).delete()
    rest = client.get(f"{held}&after={members[1]}").json()
    assert [one["id"] for one in rest["items"]] == members[2:3] == wishes[:1]


def test_who_sees_the_roles_of_one_project_sees_no_others() -> None:
    project, other = make_project(), make_project(code="OTHER")
    client = browser(manager_of(project))
    for place in ("OTHER", "NOWHERE", other.portfolio.code):
        answer = client.get(f"/roles/?place={place}")
        assert (answer.status_code, "do not see its roles" in answer.text) == (422, True)
    assert "People and roles" not in client.get("/roles/").text
    assert "Request a role" not in client.get("/roles/").text


@pytest.mark.parametrize("sent", [{}, {"outcome": ""}, {"outcome": "maybe"}, {"approve": "true"}])
def test_a_request_without_one_of_the_two_answers_still_waits(sent: dict[str, str]) -> None:
    project = make_project()
    wish = ask("TM", project)
    answer = browser(manager_of(project)).post(f"/roles/{wish.pk}/decide/", sent)
    wish.refresh_from_db()
    assert (answer.status_code, wish.state) == (422, RoleGrant.State.REQUESTED)


def test_the_history_is_offered_where_it_opens(client: Client) -> None:
    project, elsewhere = make_project(), make_project()
    somebody = actor_with("UR", project.scope)
    grant(somebody.person, "TM", elsewhere.scope)
    client = browser(somebody)
    for where, opens in ((project, False), (elsewhere, True)):
        address = f"/projects/{where.pk}/history/"
        assert (address in client.get(f"/projects/{where.pk}/").text) is opens
        assert (client.get(address).status_code == 200) is opens
