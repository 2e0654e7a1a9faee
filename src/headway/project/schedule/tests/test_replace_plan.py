"""A whole plan from a file: first import, newer version, comparison, undo."""

from itertools import pairwise
from typing import Any

import pytest

from headway.common.journal.models import JournalEntry
from headway.common.refusal import Forbidden, Invalid, Stale
from headway.engine import LinkType, moment
from headway.organisation.tests.factories import actor_with, grant, make_organisation, make_person
from headway.project.lifecycle.models import Project
from headway.project.lifecycle.services import Wishes
from headway.project.lifecycle.tests.factories import make_portfolio, make_project, manager_of
from headway.project.schedule.commands import Staff
from headway.project.schedule.models import Activity, Plan, PlanStep, ReferenceDates, ReferenceSet, Resource
from headway.project.schedule.plan.facts import (
    ActivityFacts,
    AssignmentFacts,
    CalendarFacts,
    Kind,
    LinkFacts,
    LoadedPlan,
    PlanFacts,
    PlanTerms,
    ReferenceFacts,
    ReferenceRow,
    ResourceFacts,
)
from headway.project.schedule.queries import load_plan
from headway.project.schedule.services import (
    begin_prepared,
    change_plan,
    compare_plan,
    create_plan,
    prepare_first_plan,
    redo_change,
    replace_plan,
    set_data_date,
    undo_change,
)
from headway.project.schedule.tests.factories import MONDAY, WORKDAY, add, named, raw_rows, set_fields

pytestmark = pytest.mark.django_db
SHIFTS = [[8 * 3600, 12 * 3600], [13 * 3600, 17 * 3600]]


def file(**durations: int) -> PlanFacts:
    """A phase with activities A, B, C in a chain, as readers of files give them: with ids of its own."""
    facts = PlanFacts(PlanTerms(start=MONDAY, calendar=5))
    facts.calendars[5] = CalendarFacts(5, "Office", uid=5, days=[SHIFTS] * 5 + [[], []])
    facts.calendars[6] = CalendarFacts(
        6,
        "Ann",
        uid=6,
        base=5,
        exceptions=[{"name": "Leave", "first": "2026-03-03", "last": "2026-03-03", "shifts": []}],
    )
    facts.resources[9] = ResourceFacts(9, "Ann", uid=9, calendar=6)
    facts.add_activity(ActivityFacts(100, 1, uid=100, name="Phase", kind=Kind.SUMMARY))
    for at, (name, duration) in enumerate({"A": 2, "B": 1, "C": 1, **durations}.items(), start=1):
        if duration:
            facts.add_activity(
                ActivityFacts(
                    100 + at, 1 + at, uid=100 + at, parent=100, name=name, duration=duration * WORKDAY
                )
            )
    chain = [key for key in facts.activities if key != 100]
    for at, (one, other) in enumerate(pairwise(chain)):
        facts.links[at] = LinkFacts(at, one, other, LinkType.FS)
    facts.assignments[1] = AssignmentFacts(1, chain[0], 9, work=facts.activities[chain[0]].duration)
    return facts


def imported(**durations: int) -> Project:
    project = make_project()
    create_plan(project, actor=manager_of(project), start=MONDAY)
    replace(project, file(**durations))
    return project


def replace(project: Project, facts: PlanFacts, **options: Any) -> Any:
    return replace_plan(
        project, facts, **{"actor": manager_of(project), "label": "Import plan.xml", **options}
    )


def test_a_plan_is_taken_over_and_computed() -> None:
    project = imported()
    rows = Activity.internal.filter(project=project).order_by("path")
    assert [(row.wbs, row.number, row.name, row.kind) for row in rows] == [
        ("1", 1, "Phase", "summary"),
        ("1.1", 2, "A", "task"),
        ("1.2", 3, "B", "task"),
        ("1.3", 4, "C", "task"),
    ]
    assert named(project, "A").finish == moment("2026-03-04T17:00")  # Ann is away on Tuesday
    assert named(project, "C").finish == Plan.internal.get(project=project).finish


def test_a_project_begins_with_a_prepared_plan_as_with_one_that_is_replaced() -> None:
    portfolio, sponsor = make_portfolio(), make_person()
    opener = actor_with("POOL", portfolio.scope)
    grant(sponsor, "PB", portfolio.scope)
    wishes = Wishes(portfolio=portfolio.pk, code="NEW", name="New house", sponsor=sponsor.pk)
    prepared = prepare_first_plan(file(), label="Import plan.xml")
    project = begin_prepared(wishes, prepared, actor=opener)
    other = imported()
    found, expected = load_plan(project), load_plan(other)
    assert found.revision == expected.revision
    assert found.finish == expected.finish
    assert shape(found) == shape(expected)
    one, two = PlanStep.internal.get(project=project), PlanStep.internal.get(project=other)
    assert len(one.before) == len(two.before)
    undo_change(project, actor=manager_of(project))
    undone = load_plan(project).facts
    calendar = Plan.internal.get(project=project).calendar_id
    assert (list(undone.calendars), undone.terms.calendar) == ([calendar], calendar)
    assert (undone.activities, undone.terms.start) == ({}, MONDAY)
    redo_change(project, actor=manager_of(project))
    assert shape(load_plan(project)) == shape(expected)


def shape(plan: LoadedPlan) -> list[object]:
    """What a plan says, without the ids of its rows."""
    facts = plan.facts
    return [
        facts.terms._replace(calendar=0),
        facts.calendars[facts.terms.calendar].name,
        [
            (
                facts.activities[key].name,
                facts.activities[key].number,
                plan.versions[key],
                plan.computed[key].start,
                plan.computed[key].finish,
            )
            for key in facts.in_order()
        ],
        len(facts.links),
        len(facts.calendars),
        [row.name for row in facts.resources.values()],
    ]


def test_a_new_activity_is_numbered_behind_the_highest_of_the_file() -> None:
    project = imported()
    add(project, {"name": "New"})
    assert named(project, "New").number == 5


@pytest.mark.parametrize("number", [-5, 0, 2**31 - 1])
def test_a_number_that_nobody_could_type_is_replaced(number: int) -> None:
    given = file()
    given.activities[102] = given.activities[102]._replace(number=number)
    project = make_project()
    create_plan(project, actor=manager_of(project), start=MONDAY)
    replace(project, given)
    assert named(project, "B").number == 5
    assert Plan.internal.get(project=project).next_number == 6


def test_the_same_file_again_changes_nothing() -> None:
    project = imported()
    before, steps = raw_rows(project), PlanStep.internal.count()
    assert replace(project, file()).changes == ()
    assert (raw_rows(project), PlanStep.internal.count()) == (before, steps)


def test_a_newer_file_changes_adds_and_removes_and_keeps_identities() -> None:
    project = imported()
    ids = {name: named(project, name).pk for name in "AC"}
    before = raw_rows(project)
    replace(project, file(A=5, B=0, D=3))
    assert {name: named(project, name).pk for name in "AC"} == ids
    assert named(project, "A").duration == 5 * WORKDAY
    assert named(project, "D").wbs == "1.3"
    assert not Activity.internal.filter(project=project, name="B").exists()
    undo_change(project, actor=manager_of(project))
    assert raw_rows(project) == before


def test_what_no_file_has_stays_as_people_set_it() -> None:
    project, ann = imported(), make_person("Ann")
    manager, resource = manager_of(project), Resource.internal.get(project=project)
    change_plan(project, [Staff(resource.pk, ann.pk)], actor=manager)
    set_data_date(project, MONDAY, actor=manager)
    replace(project, file(A=5))
    assert named(project, "A").duration == 5 * WORKDAY
    assert Resource.internal.get(project=project).person == ann
    assert Plan.internal.get(project=project).data_date == MONDAY


def test_a_comparison_says_what_would_change_and_writes_nothing() -> None:
    project = imported()
    before, steps = raw_rows(project), PlanStep.internal.count()
    delta = compare_plan(project, file(A=5, D=3), actor=manager_of(project))
    changed = {change.id: change for change in delta.changes if change.kind == "activity"}
    assert changed[named(project, "A").pk].after == {"duration": 5 * WORKDAY}
    assert sum(change.before is None for change in changed.values()) == 1
    assert delta.before == load_plan(project)
    assert (raw_rows(project), PlanStep.internal.count()) == (before, steps)


def test_a_plan_that_changed_since_it_was_compared_is_not_overwritten() -> None:
    project = imported()
    revision = compare_plan(project, file(A=5), actor=manager_of(project)).revision
    set_fields(project, "B", name="B2")
    with pytest.raises(Stale, match="Compare again"):
        replace(project, file(A=5), revision=revision)


def test_a_file_with_a_cycle_writes_nothing() -> None:
    project = make_project()
    create_plan(project, actor=manager_of(project), start=MONDAY)
    before, facts = raw_rows(project), file()
    facts.links[99] = LinkFacts(99, 103, 101)
    with pytest.raises(Invalid, match="wait for each other"):
        replace(project, facts)
    assert raw_rows(project) == before


def test_who_may_not_change_the_plan_may_not_import_or_compare() -> None:
    project = imported()
    office = actor_with("PA", make_organisation())
    before = raw_rows(project)
    with pytest.raises(Forbidden):
        replace(project, file(A=5), actor=office)
    with pytest.raises(Forbidden):
        compare_plan(project, file(A=5), actor=office)
    assert raw_rows(project) == before


def test_reference_dates_of_a_file_are_kept_for_comparison() -> None:
    project = make_project()
    create_plan(project, actor=manager_of(project), start=MONDAY)
    facts = file()
    facts.references = (
        ReferenceFacts(0, "Baseline", (ReferenceRow(101, MONDAY, MONDAY + 60, cost="12.50"),)),
    )
    replace(project, facts)
    replace(project, facts)
    row = ReferenceDates.internal.get(project=project)
    assert (row.activity.name, row.start, str(row.cost)) == ("A", MONDAY, "12.50")


Dates = dict[str, list[tuple[str, int | None, str | None]]]


def sets(project: Project) -> Dates:
    rows = ReferenceDates.internal.filter(project=project).order_by("activity__name")
    return {
        reference.name: [
            (row.activity.name, row.start, None if row.cost is None else str(row.cost))
            for row in rows.filter(reference=reference)
        ]
        for reference in ReferenceSet.internal.filter(project=project).order_by("number")
    }


def with_sets(facts: PlanFacts, *references: ReferenceFacts) -> PlanFacts:
    facts.references = references
    return facts


def test_sets_of_reference_dates_are_replaced_and_brought_back_with_the_rest() -> None:
    project = imported()
    first = ReferenceFacts(
        0, "Baseline: old", (ReferenceRow(101, MONDAY, cost="12.50"), ReferenceRow(102, MONDAY))
    )
    replace(project, with_sets(file(), first))
    old = {"Baseline: old": [("A", MONDAY, "12.50"), ("B", MONDAY, None)]}
    assert sets(project) == old
    newer = with_sets(
        file(B=0, D=1),
        ReferenceFacts(0, "Baseline: new", (ReferenceRow(101, MONDAY + 60), ReferenceRow(104, MONDAY))),
        ReferenceFacts(3, "Baseline 3: new", (ReferenceRow(104, MONDAY),)),
    )
    replace(project, newer)
    new: Dates = {
        "Baseline: new": [("A", MONDAY + 60, None), ("D", MONDAY, None)],
        "Baseline 3: new": [("D", MONDAY, None)],
    }
    assert sets(project) == new
    manager = manager_of(project)
    undo_change(project, actor=manager)
    assert sets(project) == old
    redo_change(project, actor=manager)
    assert sets(project) == new
    undo_change(project, actor=manager)
    undo_change(project, actor=manager)
    assert sets(project) == {}


def test_a_file_whose_only_news_are_reference_dates_is_one_step() -> None:
    project = imported()
    steps = PlanStep.internal.count()
    facts = with_sets(file(), ReferenceFacts(1, "Baseline 1: plan.xml", (ReferenceRow(101, MONDAY),)))
    (change,) = compare_plan(project, facts, actor=manager_of(project)).changes
    assert (change.kind, change.id, change.before) == ("reference_set", 1, None)
    assert sets(project) == {}
    replace(project, facts)
    assert (PlanStep.internal.count(), list(sets(project))) == (steps + 1, ["Baseline 1: plan.xml"])


def test_the_same_reference_dates_from_a_file_of_another_name_are_no_change() -> None:
    project = imported()
    replace(project, with_sets(file(), ReferenceFacts(0, "Baseline: old", (ReferenceRow(101, MONDAY),))))
    again = with_sets(file(), ReferenceFacts(0, "Baseline: new", (ReferenceRow(101, MONDAY),)))
    assert replace(project, again).changes == ()
    assert list(sets(project)) == ["Baseline: old"]


def test_the_journal_names_a_set_and_counts_its_dates() -> None:
    project = imported()
    replace(project, with_sets(file(), ReferenceFacts(0, "Baseline: old", (ReferenceRow(101, MONDAY),))))
    entry = JournalEntry.internal.filter(scope_id=project.pk, action="plan.replaced").latest("seq")
    assert entry.content is not None
    assert entry.content["after"]["reference_set:0"] == {"name": "Baseline: old", "activities": 1}


def test_an_undone_import_leaves_an_empty_plan_and_can_be_redone() -> None:
    project = make_project()
    create_plan(project, actor=manager_of(project), start=MONDAY)
    empty = raw_rows(project)
    replace(project, file())
    undo_change(project, actor=manager_of(project))
    assert raw_rows(project) == empty
