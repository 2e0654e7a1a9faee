"""Start pages show what wants attention, most used tolerance first."""

import datetime as dt
import math
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format

from headway.common.journal.models import JournalEntry
from headway.common.journal.services import Record, record_many
from headway.engine.plan_time import moment_of
from headway.organisation.actors import PersonActor, System
from headway.organisation.models import Person
from headway.organisation.tests.factories import (
    actor,
    actor_with,
    grant,
    make_organisation,
    make_person,
    make_user,
)
from headway.project.baseline.services import approve_baseline, propose_baseline, return_baseline
from headway.project.baseline.tests.factories import make_baseline, make_planned, make_proposal
from headway.project.charter import services as charter
from headway.project.charter.tests.factories import charter_version, write_charter
from headway.project.cockpit.attention import MOST, Item, attention, managed_projects
from headway.project.cockpit.forms import ProjectFilterForm
from headway.project.cockpit.happenings import happenings
from headway.project.cockpit.queries import ProjectFilters, projects, promises_of
from headway.project.control.services import Judgement, Step, assess_status
from headway.project.health.models import ProjectHealth
from headway.project.lifecycle import services as lifecycle
from headway.project.lifecycle.models import Project
from headway.project.lifecycle.tests.factories import make_project, manager_of, sponsor_of
from headway.project.schedule.models import Activity
from headway.project.schedule.tests.factories import make_plan, named, set_fields
from headway.project.team.services import Said
from headway.project.team.tests.factories import make_report

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def items_of(person: Person) -> list[Item]:
    manager = actor(person, "PM")
    return attention(managed_projects(manager), manager, TODAY)


def titles(person: Person) -> list[str]:
    return [item.title for item in items_of(person)]


def health(project: Project, **columns: Any) -> None:
    ProjectHealth.internal.filter(pk=project.pk).update(**columns)


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(make_user(person))
    return client


def make_settled(**fields: Any) -> Project:
    """A project with charter, plan and approved baseline."""
    project = make_planned(make_project(**fields))
    make_baseline(project)
    return project


def test_a_quiet_project_asks_for_nothing() -> None:
    project = make_settled()
    health(project, computed="green", use=0.1, reasons=[])
    assert items_of(project.manager) == []
    page = signed_in(project.manager).get("/cockpit/").text
    assert "Nothing: your projects are within their tolerances" in page


def test_nothing_to_do_in_a_project_of_unknown_status_is_not_called_within_tolerances() -> None:
    project = make_settled()
    health(project, computed="grey", use=None, reasons=[])
    assert titles(project.manager) == ["Status is unknown"]
    page = signed_in(project.manager).get("/cockpit/").text
    assert "within their tolerances" not in page


def test_a_new_project_is_led_to_its_charter_plan_and_baseline_one_after_the_other() -> None:
    project = make_project()
    base = f"/projects/{project.pk}"
    manager, sponsor = manager_of(project), sponsor_of(project)

    def asked() -> list[tuple[str, str]]:
        return [(item.title, item.url.removeprefix(base)) for item in items_of(project.manager)]

    assert asked() == [("Charter not submitted", "/charter/"), ("No plan yet", "/plan/")]
    make_plan({"name": "Dig"}, project=project)
    assert asked() == [("Charter not submitted", "/charter/")]
    write_charter(project)
    charter.submit_charter(project, actor=manager, version=charter_version(project))
    assert asked() == [("Charter not confirmed yet", "/charter/")]
    charter.confirm_charter(project, actor=sponsor, version=charter_version(project))
    assert asked() == [("No baseline proposed", "/baseline/")]
    proposal = propose_baseline(project, actor=manager)
    assert asked() == [("Baseline not approved yet", "/baseline/")]
    assert items_of(project.manager)[0].detail.startswith(f"With {project.sponsor.name} since")
    approve_baseline(proposal, "Go", actor=sponsor)
    assert "/baseline/" not in [url for _title, url in asked()]


def test_the_project_that_uses_most_of_its_tolerance_comes_first() -> None:
    manager = make_person()
    calm, burning, unknown, warm = (make_settled(manager=manager) for _ in range(4))
    health(calm, computed="green", use=0.1, late=1)
    health(burning, computed="red", use=1.4)
    health(unknown, computed="grey", use=None)
    health(warm, computed="amber", use=0.8)
    assert [item.project for item in items_of(manager)] == [burning, warm, unknown, calm]


def test_there_are_at_most_seven_items() -> None:
    manager = make_person()
    for _ in range(9):
        health(make_project(manager=manager), computed="red", use=2.0)
    assert len(items_of(manager)) == MOST == 7


def test_reports_that_wait_open_the_page_of_progress() -> None:
    project = make_plan({"name": "Dig"}, {"name": "Fence"})
    for name in ("Dig", "Fence"):
        make_report(project, name)
    _charter, item = items_of(project.manager)
    assert (item.title, item.url) == ("2 reports wait for you", f"/projects/{project.pk}/progress/")


def test_what_the_sponsor_returned_says_why_until_it_is_proposed_again() -> None:
    project = make_planned()
    return_baseline(make_proposal(project), "Too long", actor=sponsor_of(project))
    (item,) = items_of(project.manager)
    assert (item.title, item.detail) == ("Plan returned by the sponsor", "Too long")
    make_proposal(project)
    assert titles(project.manager) == ["Baseline not approved yet"]


def test_a_returned_charter_opens_the_charter() -> None:
    project = make_project()
    write_charter(project)
    charter.submit_charter(project, actor=manager_of(project), version=charter_version(project))
    charter.return_charter(project, "Which?", actor=sponsor_of(project), version=charter_version(project))
    item, _plan = items_of(project.manager)
    assert (item.detail, item.url) == ("Which?", f"/projects/{project.pk}/charter/")


def test_late_milestones_stale_data_and_due_things_are_named() -> None:
    project = make_settled()
    stale = {"code": "stale", "values": {"date": "2026-03-02", "days": 12.0}}
    soon = TODAY + dt.timedelta(days=3)
    health(
        project,
        computed="grey",
        use=0.2,
        late=2,
        reasons=[stale],
        next_milestones=[[named(project, "Handover").pk, "Handover", soon.isoformat()]],
    )
    step = Step(text="Call the supplier", due=TODAY + dt.timedelta(days=2))
    judgement = Judgement(colour="amber", narrative="x", road_to_green=[step])
    assess_status(project, judgement, actor=manager_of(project))
    assert titles(project.manager) == [
        "Progress data are out of date",
        "2 milestones are forecast late",
        "Action due soon",
        "Milestone due soon",
    ]


def in_every_need() -> dict[str, Project]:
    """Projects of one manager that want everything that can be wanted, each by what is the matter with it."""
    manager = make_person()
    there = {
        name: make_project(manager=manager)
        for name in ("new", "submitted", "returned", "planned", "proposed", "recycled", "held")
    } | {name: make_settled(manager=manager) for name in ("red", "stale", "unknown")}
    for name in ("submitted", "returned"):
        write_charter(there[name])
        by, version = manager_of(there[name]), charter_version(there[name])
        charter.submit_charter(there[name], actor=by, version=version)
    back = there["returned"]
    charter.return_charter(back, "Which?", actor=sponsor_of(back), version=charter_version(back))
    for name in ("planned", "proposed", "recycled"):
        make_planned(there[name])
    make_proposal(there["proposed"], "As agreed in the workshop")
    return_baseline(make_proposal(there["recycled"]), "Too long", actor=sponsor_of(there["recycled"]))
    on_hold(there["held"], TODAY)
    red, soon = there["red"], TODAY + dt.timedelta(days=3)
    make_report(red, "Dig", Said(percent=50, note="The ground is rock"))
    step = Step(text="Call the supplier", due=soon)
    assess_status(red, Judgement(colour="red", narrative="x", road_to_green=[step]), actor=manager_of(red))
    late = {"code": "late", "values": {"days": 12.0, "tolerance": 10.0}}
    ahead = [[named(red, "Handover").pk, "Handover", soon.isoformat()]]
    health(red, computed="red", use=1.2, late=1, reasons=[late], next_milestones=ahead)
    stale = {"code": "stale", "values": {"date": "2026-03-02", "days": 12.0}}
    health(there["stale"], computed="grey", reasons=[stale])
    health(there["unknown"], computed="grey", use=None, reasons=[])
    return there


def test_every_item_opens_what_it_is_about() -> None:
    there = in_every_need()
    red, manager = there["red"], there["red"].manager
    viewer, client = actor(manager, "PM"), signed_in(manager)
    handover = f"/projects/{red.pk}/plan/#activity-{named(red, 'Handover').pk}"
    items = {
        item.title: item
        for project in managed_projects(viewer)
        for item in attention([project], viewer, TODAY)
    }
    assert items["Milestone due soon"].url == items["1 milestone is forecast late"].url == handover
    shown = {
        "Hold to be reviewed": "The ground is wet",
        "Tolerance exceeded": "12 working days after the baseline",
        "1 milestone is forecast late": 'src="/api/v1/projects/{0}/plan"',
        "Milestone due soon": 'src="/api/v1/projects/{0}/plan"',
        "Action due soon": "Call the supplier",
        "1 report waits for you": "The ground is rock",
        "Progress data are out of date": "Data date",
        "Status is unknown": "Unknown",
        "Charter not submitted": "/projects/{0}/charter/heading/",
        "Charter not confirmed yet": "asked the sponsor to confirm this charter",
        "Charter returned by the sponsor": "Which?",
        "No plan yet": "/projects/{0}/plan/start/",
        "No baseline proposed": "/projects/{0}/baseline/propose/",
        "Baseline not approved yet": "As agreed in the workshop",
        "Plan returned by the sponsor": "Too long",
    }
    assert set(items) == set(shown)
    pages = {title: client.get(item.url) for title, item in items.items()}
    assert [title for title, page in pages.items() if page.status_code != 200] == []
    told = {title: shown[title].format(item.project.pk) for title, item in items.items()}
    assert [title for title, page in pages.items() if told[title] not in page.text] == []


def test_a_drag_beyond_the_tolerance_reaches_the_cockpit() -> None:
    project = make_planned(deadline=dt.date(2027, 1, 1))
    make_baseline(project)
    set_fields(project, "Pour", duration="40d")
    first = items_of(project.manager)[0]
    assert (first.title, first.tone, first.url) == (
        "Tolerance exceeded",
        "red",
        f"/projects/{project.pk}/status/",
    )
    assert "35 working days after the baseline" in first.detail


def test_closed_and_foreign_projects_are_not_shown() -> None:
    manager = make_person()
    closed = make_project(manager=manager)
    health(closed, computed="red", use=2.0)
    Project.internal.filter(pk=closed.pk).update(state="closed")
    health(make_project(), computed="red", use=2.0)
    assert items_of(manager) == []


def test_a_project_on_hold_or_not_begun_stays_in_view_and_asks_for_nothing() -> None:
    manager = make_person()
    idea = make_project(manager=manager, state="idea")
    held = make_project(manager=manager)
    on_hold(held, TODAY + dt.timedelta(days=1))
    assert items_of(manager) == []
    page = signed_in(manager).get("/cockpit/").text
    assert idea.code in page
    assert held.code in page
    assert "None of your projects is under way" in page


def on_hold(project: Project, review_on: dt.date) -> None:
    """On hold since it was initiating, to be reviewed on a day that may have come."""
    Project.internal.filter(pk=project.pk).update(
        state="on_hold", resumes="initiating", state_reason="The ground is wet", review_on=review_on
    )


def test_a_hold_is_reviewed_on_its_day_by_manager_and_sponsor() -> None:
    project = make_project()
    on_hold(project, TODAY)
    (item,) = items_of(project.manager)
    assert (item.title, item.url) == ("Hold to be reviewed", f"/projects/{project.pk}/life/")
    assert item.detail.endswith("The ground is wet")
    promises = promises_of(actor(project.sponsor, "SP"), TODAY)
    assert promises.holds == [project]
    assert promises_of(actor(project.sponsor, "SP"), TODAY - dt.timedelta(days=1)).holds == []
    client = signed_in(project.sponsor)
    assert "Hold to be reviewed" in client.get("/sponsor/").text
    assert [row["project"] for row in client.get("/api/v1/my/decisions").json()["holds"]] == [project.pk]


def test_the_history_says_when_a_hold_is_reviewed() -> None:
    project, review = make_project(), TODAY + dt.timedelta(days=9)
    hold = lifecycle.Move(state="on_hold", reason="Flood", review_on=review)
    lifecycle.request_move(project, hold, actor=manager_of(project))
    (told,) = happenings([project], manager_of(project), most=1)
    assert told.detail == f"On hold: Flood (review on {date_format(review)})"


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


def test_what_changed_is_told_in_words_without_the_own_acts() -> None:
    project = make_planned()
    make_proposal(project)
    told = happenings([project], manager_of(project), most=50, but=manager_of(project).reference)
    assert "Baseline proposed" not in [one.text for one in told]
    confirmed = next(one for one in told if one.text == "Charter confirmed")
    assert (confirmed.who, confirmed.capacity) == (project.sponsor.name, "Sponsor")
    moved = next(one for one in told if one.text == "Project state changed")
    assert moved.detail == "Initiating → Planning"
    several = happenings([project, make_project()], manager_of(project), most=50)
    assert f"{project.code}: Baseline proposed" in [one.text for one in several]


def status_changed(project: Project, *colours: tuple[str, str], at: dt.datetime | None = None) -> None:
    """The computed status changed step by step, all at one moment."""
    steps = [
        (System(), Record("health.changed", "project", project.pk, {"before": one, "after": other}))
        for one, other in colours
    ]
    record_many(project.pk, steps)
    rows = JournalEntry.internal.filter(scope_id=project.pk, action="health.changed")
    rows.update(at=at or timezone.now())


def statuses(project: Project) -> list[str]:
    told = happenings([project], manager_of(project), most=50)
    return [one.detail for one in told if one.text == "Computed status changed"]


def test_changes_of_the_computed_status_of_one_moment_are_told_as_what_they_come_to() -> None:
    project = make_project()
    status_changed(project, ("green", "grey"), ("grey", "amber"))
    assert statuses(project) == ["Green → Amber"]


def test_a_computed_status_that_came_back_is_not_told() -> None:
    project = make_project()
    status_changed(project, ("green", "grey"), ("grey", "amber"), ("amber", "green"))
    assert statuses(project) == []
    told = happenings([project], manager_of(project), most=1)
    assert len(told) == 1


def test_one_change_of_the_computed_status_is_told_as_it_is() -> None:
    project = make_project()
    status_changed(project, ("green", "amber"))
    assert statuses(project) == ["Green → Amber"]


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


def codes(viewer: PersonActor, **filters: str) -> list[str]:
    return [row.code for row in projects(viewer, ProjectFilters.of(ProjectFilterForm(filters)))]


def test_the_list_is_scoped_filtered_and_sorted() -> None:
    one, two = make_project(name="Harbour"), make_project(name="Airport")
    make_project(name="Canary", confidential=True)
    health(one, use=0.5, computed="green")
    viewer = actor_with("PA", make_organisation())
    assert codes(viewer) == sorted([one.code, two.code])
    assert codes(viewer, sort="name") == [two.code, one.code]
    assert codes(viewer, sort="-use") == [one.code, two.code]
    assert codes(viewer, q="harb") == [one.code]
    assert codes(viewer, q="Canary") == []
    assert codes(viewer, computed="green") == [one.code]
    assert codes(viewer, state="planning") == []
    assert codes(viewer, mine="1") == []
    assert codes(manager_of(one), mine="1") == [one.code]


@pytest.mark.parametrize("value", ["'; DROP TABLE x;--", "manager__email", "-"])
def test_hostile_filters_find_nothing_and_sort_as_usual(value: str) -> None:
    project = make_project()
    assert codes(manager_of(project), sort=value) == [project.code]
    assert codes(manager_of(project), q=value + "x") == []


@pytest.mark.parametrize(("name", "value"), [("q", "9" * 5000), ("sort", "9" * 5000), ("state", "no")])
def test_a_filter_that_cannot_be_is_said_and_left_aside(name: str, value: str) -> None:
    project = make_project()
    client = signed_in(project.manager)
    page = client.get("/projects/", {name: value})
    assert (page.status_code, list(page.context["form"].errors)) == (200, [name])
    assert [row.pk for row in page.context["page"]] == [project.pk]
    answer = client.get("/api/v1/projects", {name: value})
    assert answer.status_code == (200 if name == "state" else 422)


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


def test_the_overview_shows_what_the_reader_may_see() -> None:
    project = make_planned()
    make_baseline(project)
    manager = signed_in(project.manager).get(f"/projects/{project.pk}/")
    member = signed_in(actor_with("TM", project.scope).person).get(f"/projects/{project.pk}/")
    assert manager.context["happenings"] != []
    assert member.context["happenings"] is None
    assert b"Handover" in member.content
    assert signed_in(make_project().manager).get(f"/projects/{project.pk}/").status_code == 404


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
    assert office.get("/api/v1/portfolio/projects").json()["items"][0]["u_time"] == "unbounded"
    told = manager.get(f"/api/v1/projects/{project.pk}/status").json()
    assert "unbounded" in str(told)


def read_in_parts(client: Client, address: str) -> tuple[list[Any], dict[str, Any]]:
    """All items of a list, two at a time, and what is answered behind the last one."""
    items: list[Any] = []
    part: dict[str, Any] = {"next": 0}
    after, asked = "", 0
    while part["next"] is not None:
        part = client.get(f"{address}&limit=2{after}").json()
        items += part["items"]
        after, asked = f"&after={part['next']}", asked + 1
        assert asked < 20, "the list never ends"
    return items, part


@pytest.mark.parametrize("sort", ["code", "-code", "use", "-use", "deadline", "-deadline", "nonsense", ""])
def test_a_list_is_read_in_parts_without_end_or_repetition(sort: str) -> None:
    manager = make_person()
    for number, use in enumerate([0.1, None, 0.7, 0.1, math.inf, None, 0.1]):
        health(make_project(code=f"C{number}", manager=manager), use=use)
    client = signed_in(manager)
    whole = client.get(f"/api/v1/projects?sort={sort}").json()
    items, last = read_in_parts(client, f"/api/v1/projects?sort={sort}")
    assert items == whole["items"]
    assert (len(items), whole["next"], last["next"], last["total"]) == (7, None, None, 7)
    behind = client.get(f"/api/v1/projects?sort={sort}&after={items[-1]['id']}").json()
    assert (behind["items"], behind["next"]) == ([], None)


def test_a_part_behind_what_is_not_there_is_refused() -> None:
    client = signed_in(make_project().manager)
    answer = client.get(f"/api/v1/projects?after={make_project().pk}")
    assert (answer.status_code, answer.json()["field"]) == (422, "after")
    for wrong in ("after=-1", "limit=0", "limit=1001", f"after={2**63}"):
        assert client.get(f"/api/v1/projects?{wrong}").status_code == 422


def test_programs_say_by_true_and_false_whether_they_mean_their_own_projects() -> None:
    mine, other = make_project(), make_project()
    reader = actor(mine.manager, "PM")
    grant(reader.person, "TM", other.scope)
    client = signed_in(reader.person)
    found = {
        said: {row["id"] for row in client.get(f"/api/v1/projects?mine={said}").json()["items"]}
        for said in ("true", "false")
    }
    assert found == {"true": {mine.pk}, "false": {mine.pk, other.pk}}
    assert client.get("/api/v1/projects?mine=perhaps").status_code == 422


def test_the_journal_is_read_in_parts() -> None:
    project = make_settled()
    client, address = signed_in(project.manager), f"/api/v1/projects/{project.pk}/journal"
    whole = client.get(address).json()["items"]
    items, last = read_in_parts(client, f"{address}?kind=")
    assert items == whole
    assert len(items) == last["total"] > 3


def test_the_overview_calls_a_milestone_overdue_that_should_be_over(client: Client) -> None:
    project = make_settled()
    client.force_login(make_user(project.manager))
    passed, today = TODAY - dt.timedelta(days=1), TODAY
    for day, overdue in ((passed, True), (today, False)):
        Activity.internal.filter(project=project, name="Handover").update(finish=moment_of(day))
        assert ("Overdue" in client.get(f"/projects/{project.pk}/").text) == overdue
