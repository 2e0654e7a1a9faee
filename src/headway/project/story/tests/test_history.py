"""A project's history tells what was done, by whom, in which role and when, and to nobody too much."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from headway.collaboration.services import answer_comment, write_comment
from headway.common.access import Permission
from headway.common.journal.models import JournalEntry
from headway.common.journal.services import Record, record_many
from headway.organisation.actors import PersonActor, System
from headway.organisation.roles import OFFICE, ROLES
from headway.organisation.services import decide_role, request_role
from headway.organisation.tests.factories import actor_with, make_organisation, make_person, signed_in
from headway.project.baseline.tests.factories import make_planned
from headway.project.charter import services as charter
from headway.project.charter.facts import ConstraintFacts, Heading, ObjectiveFacts, ToleranceFacts
from headway.project.charter.models import Constraint
from headway.project.charter.tests.factories import charter_version
from headway.project.health.models import ProjectHealth
from headway.project.lifecycle.models import Project
from headway.project.lifecycle.tests.factories import make_project, manager_of
from headway.project.schedule.models import Activity
from headway.project.schedule.tests.factories import make_plan, set_fields
from headway.project.story.history import HistoryFilters, entries_of, told
from headway.project.team.services import return_progress
from headway.project.team.tests.factories import make_report

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def lines(project: Project, actor: PersonActor, **wanted: Any) -> list[str]:
    return [
        entry.text for entry in told(project, entries_of(project, actor, HistoryFilters(**wanted)), actor)
    ]


def last(project: Project) -> Any:
    manager = manager_of(project)
    return told(project, entries_of(project, manager, HistoryFilters())[:1], manager)[0]


def test_a_change_of_the_plan_is_told_with_what_was_before_and_after() -> None:
    project = make_plan({"name": "Dig", "duration": "5d"})
    set_fields(project, "Dig", duration="9d", name="Dig deeper")
    entry = last(project)
    assert (entry.text, entry.who, entry.capacity) == (
        "Plan changed",
        project.manager.name,
        "Project manager",
    )
    assert [(one.label, one.before, one.after) for one in entry.changes] == [
        ("“Dig deeper”: Name", "Dig", "Dig deeper"),
        ("“Dig deeper”: Duration", "5d", "9d"),
    ]
    assert entry.url == f"/projects/{project.pk}/plan/"


def test_a_change_of_the_charter_is_told_with_what_was_before_and_after() -> None:
    project = make_project()
    for purpose in ("Fewer outages", "No outages"):
        heading = Heading(purpose=purpose)
        charter.write_heading(project, heading, actor=manager_of(project), version=charter_version(project))
    (change,) = last(project).changes
    assert (change.label, change.before, change.after) == ("Purpose", "Fewer outages", "No outages")


def test_a_part_of_the_charter_that_is_written_over_is_told_field_by_field() -> None:
    """So that whoever wrote it first finds in the history what became of it, and by whom."""
    project = make_project()
    due, acceptor = dt.date(2027, 9, 30), project.sponsor

    def save(facts: ObjectiveFacts, objective_id: int | None = None) -> int:
        manager, version = manager_of(project), charter_version(project)
        return charter.save_objective(
            project, facts, actor=manager, version=version, objective_id=objective_id
        ).pk

    first = save(ObjectiveFacts(statement="Outages fall", target="45", acceptor=acceptor.pk))
    assert last(project).changes == []
    save(ObjectiveFacts(statement="Outages fall", due=due, state="achieved"), first)
    assert [(one.label, one.before, one.after) for one in last(project).changes] == [
        ("Target", "45", ""),
        ("Due", "", date_format(due)),
        ("Accepted by", acceptor.name, ""),
        ("State", "Active", "Achieved"),
    ]
    for adverse in ("10", "10.00", "5"):
        facts = ToleranceFacts(dimension="time", adverse=Decimal(adverse))
        charter.set_tolerance(project, facts, actor=manager_of(project), version=charter_version(project))
    (change,) = last(project).changes
    assert (change.label, change.before, change.after) == ("Adverse tolerance T⁺", "10.00", "5")
    for statement in ("No new staff", "Two more people"):
        constraint = ConstraintFacts(dimension="cost", statement=statement)
        known = Constraint.objects.within(project).first()
        charter.save_constraint(
            project,
            constraint,
            actor=manager_of(project),
            version=charter_version(project),
            constraint_id=known.pk if known else None,
        )
    (change,) = last(project).changes
    assert (change.label, change.before, change.after) == ("Constraint", "No new staff", "Two more people")


def test_codes_are_told_in_the_words_of_their_own_part_and_an_odd_day_as_it_is() -> None:
    project = make_project()

    def told(action: str, **changed: list[str]) -> list[tuple[str, str]]:
        record_many(project.pk, [(System(), Record(action, "charter", 1, {"changed": changed}))])
        return [(one.before, one.after) for one in last(project).changes]

    assert told("charter.constraint_saved", source=["sponsor", "True"]) == [("sponsor", "True")]
    assert told("charter.objective_saved", source=["", "sponsor"], priority=["1", "2"]) == [
        ("", "Sponsor"),
        ("1 highest", "2"),
    ]
    assert told("charter.written", deadline=["soon", "None"]) == [("soon", "")]
    assert told("charter.written", deadline_hard=["False", "True"]) == [("no", "yes")]


def test_progress_is_told_with_the_names_of_the_activities() -> None:
    project = make_plan({"name": "Dig"})
    report = make_report(project, "Dig")
    assert last(project).detail == "“Dig”: 50 % done"
    return_progress(report, "Count again", actor=manager_of(project))
    assert last(project).detail == "“Dig”: Count again"
    Activity.internal.all().delete()
    assert last(project).detail == "an activity that has been deleted: Count again"


def test_every_entry_of_a_long_story_can_be_told() -> None:
    project = make_planned()
    manager = manager_of(project)
    assert len(lines(project, manager)) == JournalEntry.internal.filter(scope_id=project.pk).count()
    assert "Charter confirmed" in lines(project, manager)


@pytest.mark.parametrize("reference", ["person:999999999", "robot"])
def test_a_deed_of_whom_nobody_can_name_is_not_laid_on_the_system(reference: str) -> None:
    project = make_project()
    JournalEntry.internal.filter(scope_id=project.pk).update(actor=reference, on_behalf_of="")
    assert last(project).who == "Somebody"


def test_a_deed_of_the_system_is_told_as_its_own() -> None:
    project = make_project()
    record_many(project.pk, [(System(), Record("health.changed", "project", 1, {}))])
    assert last(project).who == "Headway"


def test_an_entry_whose_content_was_erased_says_so() -> None:
    project = make_project()
    JournalEntry.internal.filter(scope_id=project.pk).update(content=None, salt=None)
    assert last(project).detail == "The details have been erased."


def test_the_history_is_narrowed_by_person_kind_and_period() -> None:
    project = make_planned()
    manager = manager_of(project)
    everything = lines(project, manager)
    assert set(lines(project, manager, kind="charter")) == {
        text for text in everything if text.startswith(("Charter", "Objective", "Tolerance"))
    }
    assert lines(project, manager, person=str(project.sponsor_id)) == [
        "Project state changed",
        "Charter confirmed",
    ]
    assert lines(project, manager, since=TODAY + dt.timedelta(days=1)) == []
    assert lines(project, manager, until=TODAY - dt.timedelta(days=1)) == []
    assert lines(project, manager, since=TODAY, until=TODAY) == everything


@pytest.mark.parametrize(
    ("role", "status"),
    [("SP", 200), ("PA", 200), ("PD", 200), ("AS", 200), ("TM", 200), ("ML", 403), ("RM", 403), ("BO", 403)],
)
def test_who_may_read_the_journal_opens_the_page(role: str, status: int) -> None:
    project = make_project()
    client = signed_in(actor_with(role, project.scope).person)
    assert client.get(f"/projects/{project.pk}/history/").status_code == status
    assert client.get(f"/api/v1/projects/{project.pk}/journal").status_code == status
    tabs = client.get(f"/projects/{project.pk}/").text
    assert (f"/projects/{project.pk}/history/" in tabs) is (status == 200)


def test_the_team_reads_its_own_acts_only() -> None:
    project = make_plan({"name": "Dig"})
    report = make_report(project, "Dig")
    client = signed_in(report.person)
    page = client.get(f"/projects/{project.pk}/history/")
    assert [entry.text for entry in page.context["entries"]] == ["Progress reported"]
    assert "Plan changed" not in page.text
    manager = str(project.manager_id)
    rows = client.get(f"/api/v1/projects/{project.pk}/journal?person={manager}").json()["items"]
    assert rows == []


def test_a_confidential_project_shows_its_history_to_those_within_only() -> None:
    project = make_project(confidential=True)
    director = signed_in(actor_with("PD", make_organisation()).person)
    manager = signed_in(project.manager)
    for address in (f"/projects/{project.pk}/history/", f"/api/v1/projects/{project.pk}/journal"):
        assert director.get(address).status_code == 404
        assert manager.get(address).status_code == 200


def test_what_crosses_the_border_is_told_to_manager_and_sponsor_in_the_same_minute() -> None:
    project = make_project()
    readers = [signed_in(project.manager), signed_in(project.sponsor)]
    pens = {code for role in ROLES if role.code in OFFICE for code in role.permissions}
    across = {code for code in pens if Permission.declared[code].writes}
    assert across == {"comment.write", "comment.answer", "role.decide"}, "what is new is to be tried here"
    analyst, director = (actor_with(role, make_organisation()) for role in ("PA", "PD"))
    wish = request_role(make_person(), "AS", project.scope, actor=actor_with("SA", make_organisation()))
    began, within = timezone.now(), timezone.now() + dt.timedelta(minutes=1)
    said = write_comment(ProjectHealth.objects.within(project).get(), "Is it real?", actor=analyst)
    answer_comment(said, "Two crews?", actor=analyst)
    decide_role(wish, actor=director, approve=True)
    for reader in readers:
        rows = reader.get(f"/api/v1/projects/{project.pk}/journal").json()["items"]
        told = [row for row in rows if began <= dt.datetime.fromisoformat(row["at"]) <= within]
        assert {(row["action"], row["who"], row["capacity"]) for row in told} == {
            ("comment.written", analyst.display_name, "PMO analyst"),
            ("comment.answered", analyst.display_name, "PMO analyst"),
            ("role.granted", director.display_name, "PMO director"),
        }
        page = reader.get(f"/projects/{project.pk}/history/").text
        assert analyst.display_name in page


def test_what_is_not_of_the_project_is_not_in_its_history() -> None:
    project = make_project()
    hidden = Record("comment.written", "comment", 1, {"text": "kestrel"}, visibility="restricted")
    record_many(project.pk, [(System(), hidden)])
    assert "kestrel" not in signed_in(project.manager).get(f"/projects/{project.pk}/history/").text


def test_filters_that_cannot_be_are_said_and_left_aside() -> None:
    project = make_project()
    page = signed_in(project.manager).get(
        f"/projects/{project.pk}/history/?since=yesterday&person=999999999999999999999&kind='&page=x"
    )
    assert page.status_code == 200
    assert sorted(page.context["form"].errors) == ["kind", "person", "since"]
    assert len(page.context["entries"]) > 0


@pytest.mark.parametrize("name", ["since", "until"])
@pytest.mark.parametrize("day", ["0001-01-01", "1969-12-31", "2150-01-01", "9999-12-31"])
def test_a_day_that_no_moment_can_be_made_of_is_said_and_left_aside(name: str, day: str) -> None:
    project = make_project()
    client = signed_in(project.manager)
    page = client.get(f"/projects/{project.pk}/history/?{name}={day}")
    assert (page.status_code, list(page.context["form"].errors)) == (200, [name])
    assert len(page.context["entries"]) > 0
    answer = client.get(f"/api/v1/projects/{project.pk}/journal?{name}={day}")
    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")


@pytest.mark.parametrize("day", ["1970-01-01", "2149-12-31"])
def test_the_first_and_the_last_day_can_be_asked_for(day: str) -> None:
    project = make_project()
    client = signed_in(project.manager)
    page = client.get(f"/projects/{project.pk}/history/?since={day}&until={day}")
    assert (page.status_code, page.context["form"].errors) == (200, {})
    assert client.get(f"/api/v1/projects/{project.pk}/journal?since={day}&until={day}").status_code == 200


@pytest.mark.parametrize("rows", [1, 3, 110])
def test_the_history_asks_the_same_number_of_questions(django_assert_num_queries: Any, rows: int) -> None:
    project = make_project()
    JournalEntry.internal.filter(scope_id=project.pk).delete()
    written = Record("comment.written", "comment", 1, {"text": "x"})
    record_many(project.pk, [(manager_of(project), written)] * rows)
    client = signed_in(project.manager)
    with django_assert_num_queries(16):
        assert len(client.get(f"/projects/{project.pk}/history/").context["entries"]) == min(rows, 100)


def test_the_api_pages_through_the_journal() -> None:
    project = make_plan({"name": "Dig", "duration": "5d"})
    set_fields(project, "Dig", duration="9d")
    answer = signed_in(project.manager).get(f"/api/v1/projects/{project.pk}/journal?kind=plan").json()
    assert answer["total"] == len(answer["items"])
    first = answer["items"][0]
    assert (first["action"], first["changes"]) == (
        "plan.changed",
        [{"label": "“Dig”: Duration", "before": "5d", "after": "9d"}],
    )


def test_the_journal_is_read_in_parts() -> None:
    project = make_planned()
    client, address = signed_in(project.manager), f"/api/v1/projects/{project.pk}/journal"
    whole = client.get(address).json()["items"]
    first = client.get(f"{address}?limit=2").json()
    rest = client.get(f"{address}?after={first['next']}").json()
    assert first["items"] + rest["items"] == whole
    assert (len(first["items"]), rest["next"], rest["total"] > 3) == (2, None, True)
