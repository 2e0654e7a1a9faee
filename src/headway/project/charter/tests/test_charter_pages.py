"""The charter page and its API do what the services do, for those who may."""

import datetime as dt
import re
from decimal import Decimal
from html import unescape
from typing import Any

import pytest
from django.test import Client
from lxml import html

from headway.common import clock
from headway.common.journal.models import JournalEntry
from headway.organisation.models import Person
from headway.organisation.tests.factories import actor_with, make_organisation, make_user
from headway.project.charter.facts import Heading, ObjectiveFacts, ToleranceFacts
from headway.project.charter.models import Charter, Constraint, ProjectObjective, Tolerance
from headway.project.charter.queries import last_version
from headway.project.charter.services import save_objective, set_tolerance, submit_charter, write_heading
from headway.project.charter.tests.factories import charter_version, confirm_charter, write_charter
from headway.project.lifecycle.models import Project
from headway.project.lifecycle.tests.factories import make_project, manager_of

pytestmark = pytest.mark.django_db


def sign_in(client: Client, person: Person) -> Client:
    client.force_login(make_user(person))
    return client


def address(project: Project, rest: str = "") -> str:
    return f"/projects/{project.pk}/charter/{rest}"


def test_the_manager_writes_submits_and_the_sponsor_confirms_on_pages(client: Client) -> None:
    project = make_project()
    sign_in(client, project.manager)
    objective = {
        "statement": "Outages fall",
        "source": "sponsor",
        "metric": "minutes",
        "target": "45",
        "due": "2027-12-31",
        "priority": "1",
        "acceptor": project.sponsor.name,
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
        assert (answer.status_code, answer.headers.get("Location")) == (
            302,
            address(project) + (f"#{rest[:-1]}" if data else ""),
        )
    places = html.fromstring(client.get(address(project)).text).xpath("//main//div[@tabindex='-1']/@id")
    assert places == ["heading", "objectives", "tolerances", "constraints"]
    sponsor = sign_in(Client(), project.sponsor)
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
    sponsor, button = sign_in(client, project.sponsor), address(project, "confirm/")
    assert button in sponsor.get(address(project)).text
    Project.internal.filter(pk=project.pk).update(state="on_hold", resumes="initiating")
    shown = sponsor.get(address(project)).text
    assert button not in shown
    assert "Once it is resumed, the charter can be confirmed" in shown
    answer = sponsor.post(button, {"version": charter_version(project)})
    assert (answer.status_code, "Resume it first" in answer.text) == (409, True)


def test_a_form_with_errors_is_shown_again_with_what_was_typed(client: Client) -> None:
    project = make_project()
    sign_in(client, project.manager)
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
    sign_in(client, project.manager)
    data = {"tolerance-dimension": "time", "tolerance-adverse": "2", "tolerance-unit": "weeks", "version": 1}
    answer = client.post(address(project, "tolerances/"), data)
    assert answer.status_code == 422
    assert "working days" in answer.context["new_tolerance"].errors["unit"][0]


@pytest.mark.parametrize(("version", "status"), [("", 428), ("999", 409)])
def test_a_page_answers_a_missing_and_a_stale_version(client: Client, version: str, status: int) -> None:
    project = make_project()
    sign_in(client, project.manager)
    answer = client.post(address(project, "heading/"), {"purpose": "x", "version": version})
    assert answer.status_code == status
    assert Charter.objects.within(project).get().purpose == ""


@pytest.mark.parametrize("role", ["PD", "TM"])
def test_readers_see_the_charter_and_nothing_to_edit(client: Client, role: str) -> None:
    project = make_project()
    write_charter(project)
    sign_in(client, actor_with(role, make_organisation()).person)
    answer = client.get(address(project))
    assert answer.status_code == 200
    assert b"<textarea" not in answer.content
    assert b"Outages fall" in answer.content
    assert client.post(address(project, "heading/"), {"purpose": "x", "version": 1}).status_code == 403


def test_a_strangers_project_does_not_exist(client: Client) -> None:
    mine, other = make_project(), make_project()
    write_charter(other)
    row = ProjectObjective.objects.within(other).get()
    sign_in(client, mine.manager)
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
        ProjectObjective.objects.create(
            project=project, number=number + 1, statement="more", acceptor=project.sponsor
        )
        Constraint.objects.create(project=project, dimension="cost", statement=f"{number}")
    client.force_login(make_user(actor_with("TM", project.scope).person))
    with django_assert_num_queries(14):
        assert client.get(address(project)).status_code == 200


def test_the_api_writes_what_the_page_writes(client: Client) -> None:
    project = make_project()
    sign_in(client, project.manager)
    base = f"/api/v1/projects/{project.pk}/charter"

    def send(method: str, rest: str, body: dict[str, Any]) -> Any:
        body = {"version": charter_version(project), **body}
        return getattr(client, method)(base + rest, body, content_type="application/json")

    send("put", "", {"heading": {"purpose": "Fewer outages", "deadline": "2027-06-30"}})
    objective = {
        "statement": "Outages fall",
        "metric": "minutes",
        "target": "45",
        "due": "2027-12-31",
        "acceptor": project.sponsor.pk,
    }
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
    sign_in(client, project.sponsor)
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
    sign_in(client, manager_of(project).person)
    answer = client.put(f"/api/v1/projects/{project.pk}/charter", body, content_type="application/json")
    assert (answer.status_code, answer.headers["Content-Type"]) == (status, "application/problem+json")
    assert answer.json()["status"] == status


def opened(client: Client, project: Project, rest: str = "heading/") -> dict[str, str]:
    """What the form with this action sends when nothing is typed into it."""
    return sent_again(client.get(address(project)), address(project, rest))


def test_a_second_editor_is_told_who_changed_what_and_saves_only_what_was_typed(client: Client) -> None:
    project = make_project()
    colleague = actor_with("PM", project.scope, "Otto Other")
    sign_in(client, project.manager)
    form = opened(client, project)
    heading = Heading(scope_in="Otto's scope", deadline=dt.date(2027, 6, 30), deadline_hard=True)
    write_heading(project, heading, actor=colleague, version=charter_version(project))
    answer = client.post(address(project, "heading/"), form | {"scope_out": "No <roof>\r\nNo pool"})
    assert answer.status_code == 409
    told = "Otto Other has changed this since you opened it (In scope, Completion deadline, Hard deadline)."
    assert told in answer.text
    assert "Nothing else was written there meanwhile" in answer.text
    assert "Keep this instead of mine" not in answer.text
    assert Charter.objects.within(project).get().scope_out == ""
    again = sent_again(answer, address(project, "heading/"))
    assert client.post(address(project, "heading/"), again).status_code == 302
    charter = Charter.objects.within(project).get()
    assert (charter.scope_in, charter.deadline) == ("Otto's scope", dt.date(2027, 6, 30))
    assert (charter.deadline_hard, charter.scope_out) == (True, "No <roof>\nNo pool")
    entry = JournalEntry.internal.filter(scope_id=project.pk).order_by("-seq")[0]
    assert (entry.content or {})["changed"] == {"scope_out": ["", "No <roof>\nNo pool"]}


@pytest.mark.parametrize(("chosen", "kept"), [({}, "Mine"), ({"theirs": "purpose"}, "Otto's\npurpose")])
def test_what_both_changed_stands_side_by_side_and_one_of_it_is_chosen(
    client: Client, chosen: dict[str, str], kept: str
) -> None:
    project = make_project()
    colleague = actor_with("PM", project.scope, "Otto Other")
    sign_in(client, project.manager)
    form = opened(client, project)
    heading = Heading(purpose="Otto's\npurpose", scope_in="Otto's scope")
    write_heading(project, heading, actor=colleague, version=charter_version(project))
    answer = client.post(address(project, "heading/"), form | {"purpose": "Mine"})
    assert (answer.status_code, answer.text.count("Keep this instead of mine")) == (409, 1)
    assert '<p id="id_purpose_written">Otto&#x27;s<br>purpose</p>' in answer.text
    again = sent_again(answer, address(project, "heading/"))
    assert (again["purpose"], again["scope_in"]) == ("Mine", "Otto's scope")
    again.pop("theirs")
    assert client.post(address(project, "heading/"), again | chosen).status_code == 302
    charter = Charter.objects.within(project).get()
    assert (charter.purpose, charter.scope_in) == (kept, "Otto's scope")


def test_an_objective_goes_on_from_what_others_wrote_in_it_too(client: Client) -> None:
    project = make_project()
    write_charter(project)
    sign_in(client, project.manager)
    row = ProjectObjective.objects.within(project).get()
    rest, prefix = f"objectives/{row.pk}/", f"objective-{row.pk}"
    form = opened(client, project, rest)
    facts = ObjectiveFacts(statement="Outages fall", target="40", due=dt.date(2027, 9, 30), priority=1)
    version = charter_version(project)
    save_objective(project, facts, actor=manager_of(project), version=version, objective_id=row.pk)
    typed = {f"{prefix}-metric": "hours", f"{prefix}-target": "30"}
    answer = client.post(address(project, rest), form | typed)
    assert (answer.status_code, answer.text.count("Keep this instead of mine")) == (409, 2)
    again = sent_again(answer, address(project, rest)) | {"theirs": "target"}
    assert client.post(address(project, rest), again).status_code == 302
    row.refresh_from_db()
    assert (row.metric, row.target, row.due) == ("hours", "40", dt.date(2027, 9, 30))
    assert (row.acceptor, row.priority) == (None, 1)


def test_what_a_draft_may_lack_is_called_needed_and_not_optional(client: Client) -> None:
    project = make_project()
    sign_in(client, project.manager)
    page = html.document_fromstring(client.get(address(project)).text)
    labels = {
        label.get("for"): " ".join(label.text_content().split()) for label in page.xpath("//label[@for]")
    }
    assert (labels["id_purpose"], labels["id_deadline"]) == (
        "Purpose (needed to submit)",
        "Completion deadline (needed to submit)",
    )
    needed = {key for key, text in labels.items() if text.endswith("(needed to submit)")}
    objective = {f"id_objective-{name}" for name in ("metric", "target", "due", "acceptor")}
    assert needed == {"id_purpose", "id_deadline", *objective}
    assert labels["id_scope_in"] == "In scope (optional)"


def test_a_tolerance_that_somebody_else_added_meanwhile_is_not_written_over_unseen(client: Client) -> None:
    project = make_project()
    sign_in(client, project.manager)
    form = opened(client, project, "tolerances/")
    facts = ToleranceFacts(dimension="time", adverse=Decimal(5), target="June")
    set_tolerance(project, facts, actor=manager_of(project), version=charter_version(project))
    form |= {"tolerance-dimension": "time", "tolerance-adverse": "10"}
    answer = client.post(address(project, "tolerances/"), form)
    assert (answer.status_code, answer.text.count("Keep this instead of mine")) == (409, 1)
    again = sent_again(answer, address(project, "tolerances/"))
    assert (again["theirs"], client.post(address(project, "tolerances/"), again).status_code) == (
        "adverse",
        302,
    )
    row = Tolerance.objects.within(project).get()
    assert (row.adverse, row.target) == (Decimal(5), "June")


def test_a_wrong_value_does_not_make_an_older_form_a_new_one(client: Client) -> None:
    """What others changed meanwhile would otherwise be written over by the corrected form without a word."""
    project = make_project()
    sign_in(client, project.manager)
    form = opened(client, project)
    heading = Heading(scope_in="Somebody's scope")
    write_heading(project, heading, actor=manager_of(project), version=charter_version(project))
    answer = client.post(address(project, "heading/"), form | {"deadline": "soon"})
    assert answer.status_code == 422
    again = sent_again(answer, address(project, "heading/")) | {"deadline": "2027-06-30"}
    assert client.post(address(project, "heading/"), again).status_code == 409
    assert Charter.objects.within(project).get().scope_in == "Somebody's scope"


def test_who_changed_it_in_another_window_is_told_so(client: Client) -> None:
    project = make_project()
    sign_in(client, project.manager)
    form = opened(client, project)
    written_at = dt.datetime.now(dt.UTC)
    with clock.standing_at(written_at):
        write_heading(
            project, Heading(purpose="x"), actor=manager_of(project), version=charter_version(project)
        )
    answer = client.post(address(project, "heading/"), form | {"scope_in": "y"})
    told = f"You have changed this in another window, {written_at:%H:%M} (Purpose)."
    assert (answer.status_code, told in answer.text) == (409, True)
    assert "somebody else" not in answer.text.lower()


def tabs_marked(answer: Any) -> list[str]:
    """Where the tabs lead that are marked as the page that is shown."""
    links: list[str] = html.fromstring(answer.text).xpath(
        "//nav[contains(@class, 'hw-tabs')]//a[@aria-current]/@href"
    )
    return links


def test_the_tab_of_a_page_is_marked_also_where_a_part_of_it_is_shown_again(client: Client) -> None:
    project = make_project()
    sign_in(client, project.manager)
    shown = client.post(address(project, "heading/"), {"deadline": "soon", "version": 1})
    assert (shown.status_code, tabs_marked(shown)) == (422, [address(project)])
    assert client.get(address(project, "heading/"))["Location"] == address(project)
    overview = f"/projects/{project.pk}/"
    assert tabs_marked(client.get(overview)) == [overview]


def test_a_part_that_was_typed_is_kept_in_its_own_form(client: Client) -> None:
    project = make_project()
    seen = charter_version(project)
    write_charter(project)
    sign_in(client, project.manager)
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
    said = dict.fromkeys(re.findall(r'<input type="(?:hidden|text|date|number)" name="([^"]+)"', form[1]), "")
    said |= dict(re.findall(r'<input[^>]*name="([^"]+)"[^>]*?value="([^"]*)"', form[1]))
    said |= dict.fromkeys(re.findall(r'type="checkbox" name="([^"]+)"[^>]*? checked', form[1]), "on")
    said |= {
        name: text.strip()
        for name, text in re.findall(
            r'<textarea[^>]*name="([^"]+)"[^>]*>(.*?)</textarea>', form[1], re.DOTALL
        )
    }
    chosen = re.findall(
        r'<select[^>]*name="([^"]+)".*?<option value="([^"]*)"[^>]*? selected', form[1], re.DOTALL
    )
    return {name: unescape(text) for name, text in {**said, **dict(chosen)}.items()}


@pytest.mark.parametrize("reason", ["", "x" * 2001])
def test_a_reason_that_is_refused_stands_in_its_box_again(client: Client, reason: str) -> None:
    project = make_project()
    write_charter(project)
    submit_charter(project, actor=manager_of(project), version=charter_version(project))
    sign_in(client, project.sponsor)
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
    sign_in(client, project.sponsor)
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
    sign_in(client, project.manager)
    body = {"heading": {"purpose": "y"}, "version": charter_version(project) - 1}
    api = f"/api/v1/projects/{project.pk}/charter"
    told = client.put(api, body, content_type="application/json").json()
    assert (told["status"], told["changed_by"], told["changed"]) == (409, project.manager.name, ["Purpose"])
    assert "(Purpose)" in told["detail"]


def test_a_button_pressed_on_an_older_page_leads_to_the_page_as_it_is(client: Client) -> None:
    project = make_project()
    write_charter(project)
    sign_in(client, project.manager)
    answer = client.post(address(project, "submit/"), {"version": charter_version(project) - 1})
    assert (answer.status_code, f'href="{address(project, "submit/")}"' in answer.text) == (409, True)
    assert client.get(address(project, "submit/"))["Location"] == address(project)
