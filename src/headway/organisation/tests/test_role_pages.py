"""Asking for a role, deciding about it and ending it: on the page of roles, on the team's, and by program."""

import datetime as dt

import pytest
from django.utils import timezone
from lxml import html

from headway.common.journal.models import JournalEntry
from headway.common.refusal import Forbidden, Invalid, Refusal
from headway.organisation.models import RoleGrant
from headway.organisation.queries import holdings
from headway.organisation.services import end_role, request_role
from headway.organisation.tests.factories import (
    actor,
    actor_with,
    browser,
    grant,
    make_organisation,
    make_person,
)
from headway.project.lifecycle.permissions import VIEW_PROJECT
from headway.project.lifecycle.services import appoint_team
from headway.project.lifecycle.tests.factories import make_project, manager_of, sponsor_of
from headway.project.schedule.commands import Add
from headway.project.schedule.models import Resource
from headway.project.schedule.services import change_plan, create_plan
from headway.project.team.services import staff_resource

pytestmark = pytest.mark.django_db


def tomorrow() -> dt.date:
    return timezone.localdate() + dt.timedelta(days=1)


def test_the_administrator_asks_and_the_board_gives_a_role_in_a_portfolio() -> None:
    organisation, project = make_organisation(), make_project()
    administrator, member = browser(actor_with("SA", organisation)), actor_with("PB", organisation)
    board, newcomer = browser(member), make_person("Nora Newcomer")
    form = {"email": newcomer.email.upper(), "role": "FC", "place": project.portfolio.code.lower()}
    assert administrator.post("/roles/request/", {**form, "until": tomorrow().isoformat()}).status_code == 302
    wish = RoleGrant.internal.get(person=newcomer)
    assert (wish.scope_id, wish.state, wish.valid_to) == (project.portfolio_id, "requested", tomorrow())
    assert "Nora Newcomer" in administrator.get("/roles/").text
    shown = board.get("/roles/").text
    assert "Nora Newcomer" in shown
    assert project.portfolio.name in shown
    given = board.post(f"/roles/{wish.pk}/decide/", {"outcome": "approve", "next": "/roles/"})
    assert given["Location"] == "/roles/"
    wish.refresh_from_db()
    assert (wish.state, wish.decided_by) == ("active", member.person)
    assert actor(newcomer).may(VIEW_PROJECT, project.pk)
    assert "Nora Newcomer" in board.get(f"/roles/?place={project.portfolio.code}").text


def test_a_refused_role_is_not_held() -> None:
    organisation = make_organisation()
    wish = request_role(make_person(), "FC", organisation, actor=actor_with("SA", organisation))
    browser(actor_with("PB", organisation)).post(f"/roles/{wish.pk}/decide/", {"outcome": "refuse"})
    wish.refresh_from_db()
    assert wish.state == "refused"


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"email": "nobody@tvu.example"}, "Nobody here has this"),
        ({"place": "NOWHERE"}, "no such place"),
        ({"role": "ROOT"}, "not one of the available choices"),
        ({"role": "TM"}, "held in one project"),
        ({"until": "2020-01-01"}, "before today"),
    ],
)
def test_what_cannot_be_asked_for_is_said_beside_the_field(wrong: dict[str, str], words: str) -> None:
    administrator = actor_with("SA", make_organisation())
    form = {"email": administrator.person.email, "role": "FC", "place": "", "until": ""}
    answer = browser(administrator).post("/roles/request/", {**form, **wrong})
    assert (answer.status_code, words in answer.text) == (422, True)
    assert not RoleGrant.internal.filter(state="requested").exists()


def test_a_confidential_project_is_no_place_for_who_holds_no_role_in_it() -> None:
    hidden = make_project(code="SECRET", confidential=True)
    client = browser(actor_with("SA", make_organisation()))
    assert client.get("/roles/?place=SECRET").status_code == 422
    assert hidden.manager.name not in client.get("/roles/?place=SECRET").text
    form = {"email": hidden.manager.email, "role": "GA", "place": "SECRET"}
    assert "no such place" in client.post("/roles/request/", form).text


def test_the_manager_ends_the_role_of_a_member_on_a_day_or_at_once() -> None:
    project, first, second = make_project(), make_person("Una"), make_person("Duo")
    given = appoint_team(project, [first, second], actor=manager_of(project))
    client, back = browser(manager_of(project)), f"/projects/{project.pk}/team/"
    assert client.get(back).text.count("/end/") == 2
    day = {"last_day": tomorrow().isoformat(), "next": back}
    assert client.post(f"/roles/{given[0].pk}/end/", day)["Location"] == back
    assert client.post(f"/roles/{given[1].pk}/end/", {"next": back})["Location"] == back
    assert actor(first).may(VIEW_PROJECT, project.pk)
    assert not actor(second).may(VIEW_PROJECT, project.pk)
    assert [one.grant.person for one in holdings(project.pk, manager_of(project))][2:] == [first]
    ended = JournalEntry.internal.filter(scope_id=project.pk, action="role.ended").order_by("seq")
    assert [(entry.content or {})["last_day"] for entry in ended] == [
        tomorrow().isoformat(),
        timezone.localdate().isoformat(),
    ]
    assert client.post(f"/roles/{given[1].pk}/end/", {"next": back}).status_code == 409


@pytest.mark.parametrize("role", ["SP", "TM", "PD", "PA", "SA"])
def test_nobody_else_ends_a_role_of_the_team(role: str) -> None:
    project = make_project()
    (given,) = appoint_team(project, [make_person()], actor=manager_of(project))
    somebody = sponsor_of(project) if role == "SP" else actor_with(role, project.scope)
    with pytest.raises(Forbidden):
        end_role(given, actor=somebody)
    assert browser(somebody).post(f"/roles/{given.pk}/end/", {}).status_code in {403, 404}
    assert "/end/" not in browser(actor_with("PA", project.scope)).get(f"/projects/{project.pk}/team/").text
    given.refresh_from_db()
    assert (given.state, given.valid_to) == ("active", None)


def test_manager_and_sponsor_have_no_button_and_end_with_their_successor_only() -> None:
    project = make_project()
    board = actor_with("PB", project.portfolio.scope)
    sponsor = RoleGrant.internal.get(role="SP", scope=project.scope)
    with pytest.raises(Refusal, match="successor"):
        end_role(sponsor, actor=board, last_day=tomorrow())
    assert not any(one.can_end for one in holdings(project.pk, board))


def test_a_last_day_is_not_over_yet() -> None:
    project = make_project()
    (given,) = appoint_team(project, [make_person()], actor=manager_of(project))
    with pytest.raises(Invalid) as refused:
        end_role(given, actor=manager_of(project), last_day=timezone.localdate() - dt.timedelta(days=1))
    assert refused.value.extra["field"] == "last_day"
    client = browser(manager_of(project))
    assert client.post(f"/roles/{given.pk}/end/", {"last_day": "soon"}).status_code == 422


def test_the_sponsor_finds_the_successor_of_the_manager_on_the_team_page() -> None:
    project, successor = make_project(), make_person("Sue Successor")
    earlier = project.manager
    wish = request_role(successor, "PM", project.scope, actor=actor_with("SA", make_organisation()))
    client, back = browser(sponsor_of(project)), f"/projects/{project.pk}/team/"
    assert "Sue Successor" in client.get(back).text
    assert "Sue Successor" not in browser(actor_with("TM", project.scope)).get(back).text
    client.post(f"/roles/{wish.pk}/decide/", {"outcome": "approve", "next": back})
    project.refresh_from_db()
    assert project.manager == successor
    assert not actor(earlier, "PM").may(VIEW_PROJECT, project.pk)


def test_a_resource_that_stands_for_somebody_who_left_says_so() -> None:
    project, person = make_project(), make_person("Gone Gary")
    (given,) = appoint_team(project, [person], actor=manager_of(project))
    create_plan(project, actor=manager_of(project), start=1_767_600_000)
    change_plan(
        project, [Add(ref="n1", fields={"name": "Dig", "resources": "Digger"})], actor=manager_of(project)
    )
    staff_resource(project, Resource.internal.get().pk, person.pk, actor=manager_of(project))
    client = browser(manager_of(project))
    assert "left the team" not in client.get(f"/projects/{project.pk}/team/").text
    end_role(given, actor=manager_of(project))
    assert "Gone Gary (left the team)" in client.get(f"/projects/{project.pk}/team/").text


@pytest.mark.parametrize("role", ["TM", "PA", "FC", "CO"])
def test_who_neither_asks_nor_decides_does_not_see_the_page(role: str) -> None:
    assert browser(actor_with(role, make_organisation())).get("/roles/").status_code == 403


def test_the_api_does_the_same() -> None:
    organisation, project = make_organisation(), make_project()
    administrator, board = browser(actor_with("SA", organisation)), browser(actor_with("PB", organisation))
    body = {"email": make_person().email, "role": "GA", "place": project.code}
    wish = administrator.post("/api/v1/roles", body, content_type="application/json").json()
    assert (wish["scope"], wish["state"]) == (project.pk, "requested")
    assert [one["id"] for one in board.get("/api/v1/roles/requests").json()["items"]] == [wish["id"]]
    address = f"/api/v1/roles/{wish['id']}"
    refused = administrator.post(f"{address}/decision", {"approve": True}, content_type="application/json")
    assert refused.status_code == 403
    given = board.post(f"{address}/decision", {"approve": True}, content_type="application/json").json()
    assert given["state"] == "active"
    held = board.get(f"/api/v1/roles?place={project.code}").json()["items"]
    assert [(one["role"], one["can_end"]) for one in held] == [("PM", False), ("SP", False), ("GA", True)]
    ended = board.post(f"{address}/end", {"last_day": None}, content_type="application/json").json()
    assert ended["state"] == "ended"


@pytest.mark.parametrize("people", [1, 3])
def test_the_page_asks_the_same_number_of_questions(people: int, django_assert_num_queries: object) -> None:
    organisation = make_organisation()
    administrator = actor_with("SA", organisation)
    for _ in range(people):
        request_role(make_person(), "FC", organisation, actor=administrator)
        grant(make_person(), "FC", organisation)
    client = browser(actor_with("PB", organisation))
    with django_assert_num_queries(14):  # type: ignore[operator]  # a fixture that is a context manager
        assert client.get("/roles/").status_code == 200


@pytest.mark.parametrize(
    ("wrong", "field"), [({"role": "TM"}, "place"), ({"email": "nobody@tvu.example"}, "email")]
)
def test_programs_are_told_of_fields_that_they_sent(wrong: dict[str, str], field: str) -> None:
    administrator = actor_with("SA", make_organisation())
    body = {"email": make_person().email, "role": "FC", **wrong}
    answer = browser(administrator).post("/api/v1/roles", body, content_type="application/json")
    assert (answer.status_code, answer.json()["field"]) == (422, field)


def test_programs_are_told_whose_address_it_is_that_cannot_have_the_role() -> None:
    administrator, project = actor_with("SA", make_organisation()), make_project()
    body = {"email": project.manager.email, "role": "SP", "place": project.code}
    answer = browser(administrator).post("/api/v1/roles", body, content_type="application/json")
    assert (answer.status_code, answer.json()["field"]) == (422, "email")


@pytest.mark.parametrize(
    ("said", "why"),
    [("soon", "Enter a valid date."), ("2020-01-01", "The last day cannot be before today")],
)
def test_a_last_day_that_is_refused_stands_beside_its_field_with_the_way_back(said: str, why: str) -> None:
    project = make_project()
    (given,) = appoint_team(project, [make_person()], actor=manager_of(project))
    client, back = browser(manager_of(project)), f"/projects/{project.pk}/team/"
    answer = client.post(f"/roles/{given.pk}/end/", {"last_day": said, "next": back})
    assert answer.status_code == 422
    shown = html.document_fromstring(answer.text)
    assert why in shown.get_element_by_id("id_last_day_error").text_content()
    (form,) = [one for one in shown.forms if one.action == f"/roles/{given.pk}/end/"]
    assert dict(form.fields)["next"] == back
    page = html.document_fromstring(client.get(back).text)
    (asked,) = [one for one in page.forms if one.action == f"/roles/{given.pk}/end/"]
    assert set(asked.fields) == set(form.fields)
    assert page.get_element_by_id(f"id_{given.pk}_last_day_hint").text == "Empty: the role ends at once."
    later = tomorrow().isoformat()
    again = client.post(f"/roles/{given.pk}/end/", dict(form.fields) | {"last_day": later})
    assert again["Location"] == back
    given.refresh_from_db()
    assert given.valid_to == tomorrow()


def test_a_decision_that_is_refused_stands_at_the_request_with_its_reason() -> None:
    project, person = make_project(), make_person("Una User")
    wish = request_role(person, "PM", project.scope, actor=actor_with("SA", make_organisation()))
    grant(person, "UR", project.scope)
    client, back = browser(sponsor_of(project)), f"/projects/{project.pk}/team/"
    for outcome, why in (("approve", "must be two people"), ("perhaps", "not one of the available choices")):
        answer = client.post(f"/roles/{wish.pk}/decide/", {"outcome": outcome, "next": back})
        assert answer.status_code == 422
        assert (why in answer.text, 'href="#id_outcome"' in answer.text) == (True, False)
        assert answer.text.count(f'name="next" value="{back}"') == 1
        assert "Give Una User this role" in answer.text
    refused = client.post(f"/roles/{wish.pk}/decide/", {"outcome": "refuse", "next": back})
    assert refused["Location"] == back
