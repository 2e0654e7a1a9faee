"""The charter page and its API do what the services do, for those who may."""

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client

from headway.organisation.models import Person
from headway.organisation.tests.factories import actor_with, make_organisation, make_user
from headway.project.charter.facts import Heading
from headway.project.charter.models import Charter, Constraint, Project, ProjectObjective, Tolerance
from headway.project.charter.queries import last_version
from headway.project.charter.services import submit_charter, write_heading
from headway.project.charter.tests.factories import (
    charter_version,
    confirm_charter,
    make_project,
    manager_of,
    write_charter,
)

pytestmark = pytest.mark.django_db


def signed_in(client: Client, person: Person) -> Client:
    client.force_login(make_user(person))
    return client


def address(project: Project, rest: str = "") -> str:
    return f"/projects/{project.pk}/charter/{rest}"


def test_the_manager_writes_submits_and_the_sponsor_confirms_on_pages(client: Client) -> None:
    project = make_project()
    signed_in(client, project.manager)
    objective = {
        "statement": "Outages fall",
        "source": "sponsor",
        "metric": "minutes",
        "target": "45",
        "due": "2027-12-31",
        "priority": "1",
        "acceptor": str(project.sponsor.pk),
        "state": "active",
    }
    posts: list[tuple[str, dict[str, Any]]] = [
        ("heading/", {"purpose": "Fewer outages", "deadline": "2027-06-30", "deadline_hard": "on"}),
        ("objectives/", {f"objective-{name}": value for name, value in objective.items()}),
        ("tolerances/", {"tolerance-dimension": "time", "tolerance-adverse": "10", "tolerance-unit": "wd"}),
        ("constraints/", {"constraint-dimension": "cost", "constraint-statement": "No new staff"}),
        ("submit/", {}),
    ]
    for rest, data in posts:
        answer = client.post(address(project, rest), {**data, "version": charter_version(project)})
        assert (answer.status_code, answer.headers.get("Location")) == (302, address(project))
    sponsor = signed_in(Client(), project.sponsor)
    page = sponsor.get(address(project))
    assert page.context["can_decide"] is True
    sponsor.post(address(project, "confirm/"), {"version": charter_version(project)})
    frozen = last_version(project)
    assert frozen is not None
    assert [row["statement"] for row in frozen.content["objectives"]] == ["Outages fall"]
    assert (frozen.content["deadline"], frozen.content["deadline_hard"]) == ("2027-06-30", True)


def test_a_charter_is_not_offered_for_confirmation_in_a_hold(client: Client) -> None:
    project = make_project()
    write_charter(project)
    submit_charter(project, actor=manager_of(project), version=charter_version(project))
    sponsor, button = signed_in(client, project.sponsor), address(project, "confirm/")
    assert button in sponsor.get(address(project)).text
    Project.internal.filter(pk=project.pk).update(state="on_hold", resumes="initiating")
    shown = sponsor.get(address(project)).text
    assert button not in shown
    assert "Once it is resumed, the charter can be confirmed" in shown
    answer = sponsor.post(button, {"version": charter_version(project)})
    assert (answer.status_code, "Resume it first" in answer.text) == (409, True)


def test_a_form_with_errors_is_shown_again_with_what_was_typed(client: Client) -> None:
    project = make_project()
    signed_in(client, project.manager)
    data = {
        "constraint-dimension": "cost",
        "constraint-statement": "",
        "constraint-source": "The board",
        "version": 1,
    }
    answer = client.post(address(project, "constraints/"), data)
    assert answer.status_code == 422
    assert b'value="The board"' in answer.content
    assert not Constraint.objects.within(project).exists()


def test_what_a_service_refuses_stands_beside_the_field(client: Client) -> None:
    project = make_project()
    signed_in(client, project.manager)
    data = {"tolerance-dimension": "time", "tolerance-adverse": "2", "tolerance-unit": "weeks", "version": 1}
    answer = client.post(address(project, "tolerances/"), data)
    assert answer.status_code == 422
    assert "working days" in answer.context["new_tolerance"].errors["unit"][0]


@pytest.mark.parametrize(("version", "status"), [("", 428), ("999", 409)])
def test_a_page_answers_a_missing_and_a_stale_version(client: Client, version: str, status: int) -> None:
    project = make_project()
    signed_in(client, project.manager)
    answer = client.post(address(project, "heading/"), {"purpose": "x", "version": version})
    assert answer.status_code == status
    assert Charter.objects.within(project).get().purpose == ""


@pytest.mark.parametrize("role", ["PD", "TM"])
def test_readers_see_the_charter_and_nothing_to_edit(client: Client, role: str) -> None:
    project = make_project()
    write_charter(project)
    signed_in(client, actor_with(role, make_organisation()).person)
    answer = client.get(address(project))
    assert answer.status_code == 200
    assert b"<textarea" not in answer.content
    assert b"Outages fall" in answer.content
    assert client.post(address(project, "heading/"), {"purpose": "x", "version": 1}).status_code == 403


def test_a_strangers_project_does_not_exist(client: Client) -> None:
    mine, other = make_project(), make_project()
    write_charter(other)
    row = ProjectObjective.objects.within(other).get()
    signed_in(client, mine.manager)
    for rest in ("", "submit/", "heading/", f"objectives/{row.pk}/"):
        call = client.get if rest == "" else client.post
        assert call(address(other, rest)).status_code == 404
    assert client.post(address(mine, f"objectives/{row.pk}/"), {"version": 1}).status_code == 404
    assert client.get(f"/api/v1/projects/{other.pk}/charter").status_code == 404


@pytest.mark.parametrize("parts", [1, 3])
def test_the_page_asks_the_same_number_of_questions(
    client: Client, django_assert_num_queries: Any, parts: int
) -> None:
    project = make_project()
    confirm_charter(project)
    for number in range(1, parts):
        ProjectObjective.internal.create(
            project=project, number=number + 1, statement="more", acceptor=project.sponsor
        )
        Constraint.internal.create(project=project, dimension="cost", statement=f"{number}")
    client.force_login(make_user(actor_with("TM", project.scope).person))
    with django_assert_num_queries(14):
        assert client.get(address(project)).status_code == 200


def test_the_api_writes_what_the_page_writes(client: Client) -> None:
    project = make_project()
    signed_in(client, project.manager)
    base = f"/api/v1/projects/{project.pk}/charter"

    def send(method: str, rest: str, body: dict[str, Any]) -> Any:
        body = {"version": charter_version(project), **body}
        return getattr(client, method)(base + rest, body, content_type="application/json")

    send("put", "", {"heading": {"purpose": "Fewer outages", "deadline": "2027-06-30"}})
    objective = {
        "statement": "Outages fall", "metric": "minutes", "target": "45", "due": "2027-12-31",
        "acceptor": project.sponsor.pk,
    }  # fmt: skip
    shown = send("post", "/objectives", {"objective": objective}).json()
    send("put", f"/objectives/{shown['objectives'][0]['id']}", {"objective": {**objective, "baseline": "62"}})
    shown = send(
        "post", "/constraints", {"constraint": {"dimension": "cost", "statement": "No new staff"}}
    ).json()
    client.delete(f"{base}/constraints/{shown['constraints'][0]['id']}?version={shown['version']}")
    send("put", "/tolerances", {"tolerance": {"dimension": "time", "adverse": "10"}})
    send("put", "/tolerances", {"tolerance": {"dimension": "cost", "adverse": "5", "unit": "%"}})
    client.delete(f"{base}/tolerances/cost?version={charter_version(project)}")
    assert send("post", "/submit", {}).json()["state"] == "submitted"
    assert send("post", "/confirm", {}).status_code == 403
    signed_in(client, project.sponsor)
    shown = send("post", "/confirm", {}).json()
    assert shown["state"] == "confirmed"
    assert shown["in_force"]["number"] == 1
    assert (shown["objectives"][0]["baseline"], shown["constraints"]) == ("62", [])
    assert [row.dimension for row in Tolerance.objects.within(project)] == ["time"]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"heading": {"purpose": "x"}}, 428),
        ({"heading": {"purpose": "x"}, "version": 99}, 409),
        ({"heading": {"purpose": "x" * 5000}, "version": 1}, 422),
        ({"heading": {"purpose": "\u0000"}, "version": 1}, 400),
        ({"heading": {"deadline": "soon"}, "version": 1}, 422),
    ],
)
def test_the_api_refuses_in_problem_json(client: Client, body: dict[str, Any], status: int) -> None:
    project = make_project()
    signed_in(client, manager_of(project).person)
    answer = client.put(f"/api/v1/projects/{project.pk}/charter", body, content_type="application/json")
    assert (answer.status_code, answer.headers["Content-Type"]) == (status, "application/problem+json")
    assert answer.json()["status"] == status


def test_a_second_editor_is_told_who_changed_what_and_keeps_what_was_typed(client: Client) -> None:
    """The same form sent once more, with the version that comes with it, is the decision to replace."""
    project = make_project()
    colleague = actor_with("PM", project.scope, "Otto Other")
    signed_in(client, project.manager)
    seen = charter_version(project)
    heading = Heading(purpose="Otto's purpose", scope_in="Otto's scope")
    write_heading(project, heading, actor=colleague, version=seen)
    typed = {"purpose": "My purpose", "scope_out": "No <roof>", "version": seen}
    answer = client.post(address(project, "heading/"), typed)
    assert answer.status_code == 409
    assert "Otto Other has changed this since you opened it (Purpose, In scope)." in answer.text
    assert "No &lt;roof&gt;" in answer.text
    assert answer.text.count("Save mine instead") == 1
    assert "Otto&#x27;s scope" in answer.text, "what is written now stands beside it"
    assert Charter.objects.within(project).get().purpose == "Otto's purpose"
    again = sent_again(answer, f"{address(project, 'heading/')}")
    assert (again["purpose"], again["version"]) == ("My purpose", str(charter_version(project)))
    assert client.post(address(project, "heading/"), again).status_code == 302
    assert Charter.objects.within(project).get().purpose == "My purpose"


def test_a_part_that_was_typed_is_kept_in_its_own_form(client: Client) -> None:
    project = make_project()
    seen = charter_version(project)
    write_charter(project)
    signed_in(client, project.manager)
    data = {"constraint-dimension": "cost", "constraint-statement": "At most 2 M", "version": seen}
    answer = client.post(address(project, "constraints/"), data)
    assert (answer.status_code, "At most 2 M" in answer.text) == (409, True)
    assert answer.context["new_constraint"].has_error("__all__", "stale")
    again = sent_again(answer, address(project, "constraints/"))
    assert client.post(address(project, "constraints/"), again).status_code == 302
    assert Constraint.objects.within(project).filter(statement="At most 2 M").count() == 1


def sent_again(answer: Any, action: str) -> dict[str, str]:
    """What a browser sends when the form of a page with this action is sent as it stands."""
    form = re.search(rf'<form[^>]*action="{action}"[^>]*>(.*?)</form>', answer.text, re.DOTALL)
    assert form is not None
    said = dict(re.findall(r'<input[^>]*name="([^"]+)"[^>]*?value="([^"]*)"', form[1]))
    said |= {name: text.strip() for name, text in re.findall(
        r'<textarea[^>]*name="([^"]+)"[^>]*>(.*?)</textarea>', form[1], re.DOTALL)}  # fmt: skip
    chosen = re.findall(
        r'<select[^>]*name="([^"]+)".*?<option value="([^"]*)"[^>]*? selected', form[1], re.DOTALL
    )
    return {name: unescape(text) for name, text in {**said, **dict(chosen)}.items()}


@pytest.mark.parametrize("reason", ["", "x" * 2001])
def test_a_reason_that_is_refused_stands_in_its_box_again(client: Client, reason: str) -> None:
    project = make_project()
    write_charter(project)
    submit_charter(project, actor=manager_of(project), version=charter_version(project))
    signed_in(client, project.sponsor)
    data = {"reason": reason, "version": charter_version(project)}
    answer = client.post(address(project, "return/"), data)
    assert answer.status_code == 422
    kept = sent_again(answer, address(project, "return/"))
    assert (kept["reason"], kept["version"]) == (reason, str(charter_version(project)))
    assert 'id="return-reason_error"' in answer.text


def test_a_reason_outlives_a_charter_that_somebody_else_changed(client: Client) -> None:
    project = make_project()
    write_charter(project)
    submit_charter(project, actor=manager_of(project), version=charter_version(project))
    signed_in(client, project.sponsor)
    data = {"reason": "The deadline is late", "version": charter_version(project) - 1}
    answer = client.post(address(project, "return/"), data)
    manager = project.manager.name
    assert (answer.status_code, f"{manager} has changed this" in answer.text) == (409, True)
    assert "(Charter submitted to the sponsor)" in answer.text
    again = sent_again(answer, address(project, "return/"))
    assert client.post(address(project, "return/"), again).status_code == 302
    assert Charter.objects.within(project).get().returned_reason == "The deadline is late"


def test_programs_are_told_what_changed_in_a_list_of_words(client: Client) -> None:
    project = make_project()
    write_heading(project, Heading(purpose="x"), actor=manager_of(project), version=charter_version(project))
    signed_in(client, project.manager)
    body = {"heading": {"purpose": "y"}, "version": charter_version(project) - 1}
    api = f"/api/v1/projects/{project.pk}/charter"
    told = client.put(api, body, content_type="application/json").json()
    assert (told["status"], told["changed_by"], told["changed"]) == (409, project.manager.name, ["Purpose"])
    assert "(Purpose)" in told["detail"]


def test_a_button_pressed_on_an_older_page_leads_to_the_page_as_it_is(client: Client) -> None:
    project = make_project()
    write_charter(project)
    signed_in(client, project.manager)
    answer = client.post(address(project, "submit/"), {"version": charter_version(project) - 1})
    assert (answer.status_code, f'href="{address(project, "submit/")}"' in answer.text) == (409, True)
    assert client.get(address(project, "submit/"))["Location"] == address(project)
