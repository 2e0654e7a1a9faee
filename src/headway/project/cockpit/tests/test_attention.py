"""What wants a manager's attention, most used tolerance first."""

import datetime as dt

import pytest
from django.utils import timezone

from headway.organisation.models import Person
from headway.organisation.tests.factories import actor, make_person, signed_in
from headway.project.baseline.services import approve_baseline, propose_baseline, return_baseline
from headway.project.baseline.tests.factories import make_baseline, make_planned, make_proposal
from headway.project.charter import services as charter
from headway.project.charter.tests.factories import charter_version, write_charter
from headway.project.cockpit.attention import MOST, Item, attention, managed_projects
from headway.project.cockpit.queries import promises_of
from headway.project.cockpit.tests.factories import health, make_settled, on_hold
from headway.project.control.services import Judgement, Step, assess_status
from headway.project.lifecycle.models import Project
from headway.project.lifecycle.tests.factories import make_project, manager_of, sponsor_of
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


@pytest.mark.slow
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
