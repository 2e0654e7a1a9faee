"""A whole plan from a file: first import, newer version, comparison, undo."""

from itertools import pairwise
from typing import Any

import pytest

from headway.common.refusal import Forbidden, Invalid, Stale
from headway.engine import LinkType, moment
from headway.organisation.tests.factories import actor_with, make_organisation
from headway.project.charter.models import Project
from headway.project.charter.tests.factories import make_project, manager_of
from headway.project.schedule.facts import (
    ActivityFacts,
    AssignmentFacts,
    CalendarFacts,
    Kind,
    LinkFacts,
    PlanFacts,
    PlanTerms,
    ReferenceFacts,
    ReferenceRow,
    ResourceFacts,
)
from headway.project.schedule.models import Activity, Plan, PlanStep, ReferenceDates
from headway.project.schedule.services import compare_plan, create_plan, replace_plan, undo_change
from headway.project.schedule.tests.factories import MONDAY, WORKDAY, add, named, raw_rows, set_fields

pytestmark = pytest.mark.django_db
SHIFTS = [[8 * 3600, 12 * 3600], [13 * 3600, 17 * 3600]]


def file(**durations: int) -> PlanFacts:
    """A phase with activities A, B, C in a chain, as readers of files give them: with ids of its own."""
    facts = PlanFacts(PlanTerms(start=MONDAY, calendar=5))
    facts.calendars[5] = CalendarFacts(5, "Office", uid=5, days=[SHIFTS] * 5 + [[], []])
    facts.calendars[6] = CalendarFacts(
        6, "Ann", uid=6, base=5,
        exceptions=[{"name": "Leave", "first": "2026-03-03", "last": "2026-03-03", "shifts": []}],
    )  # fmt: skip
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
        ("1.1", 2, "A", "task"), ("1.2", 3, "B", "task"), ("1.3", 4, "C", "task"),
    ]  # fmt: skip
    assert named(project, "A").finish == moment("2026-03-04T17:00")  # Ann is away on Tuesday
    assert named(project, "C").finish == Plan.internal.get(project=project).finish


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


def test_a_comparison_says_what_would_change_and_writes_nothing() -> None:
    project = imported()
    before, steps = raw_rows(project), PlanStep.internal.count()
    delta = compare_plan(project, file(A=5, D=3), actor=manager_of(project))
    changed = {change.id: change for change in delta.changes if change.kind == "activity"}
    assert changed[named(project, "A").pk].after == {"duration": 5 * WORKDAY}
    assert sum(change.before is None for change in changed.values()) == 1
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


def test_an_undone_import_leaves_an_empty_plan_and_can_be_redone() -> None:
    project = make_project()
    create_plan(project, actor=manager_of(project), start=MONDAY)
    empty = raw_rows(project)
    replace(project, file())
    undo_change(project, actor=manager_of(project))
    assert raw_rows(project) == empty
