"""What people do to a plan: fields, outline, links, resources, and what is refused."""

from typing import Any

import pytest
from django.db import transaction

from headway.common.access import Actor
from headway.common.journal.models import JournalEntry
from headway.common.refusal import Forbidden, Invalid, Refusal
from headway.engine import Constraint, moment
from headway.organisation.tests.factories import actor_with, grant, make_organisation
from headway.project.lifecycle.models import Project
from headway.project.lifecycle.tests.factories import make_project, manager_of, sponsor_of
from headway.project.schedule.commands import Add, Delete, Indent, Link, Move, Outdent, Set, Unlink
from headway.project.schedule.models import Assignment, Plan, PlanStep, Resource
from headway.project.schedule.models import Link as LinkRow
from headway.project.schedule.services import change_plan, create_plan, set_data_date
from headway.project.schedule.tests.factories import (
    DAY,
    HOUR,
    MONDAY,
    WORKDAY,
    do,
    make_plan,
    named,
    outline,
    raw_rows,
    set_fields,
    three,
)
from headway.project.schedule.text import date_text
from headway.project.schedule.text.dates import LAST_MOMENT

pytestmark = pytest.mark.django_db


def test_a_longer_duration_moves_what_waits_for_it() -> None:
    project = make_plan({"name": "A", "duration": "3d"}, {"name": "B", "predecessors": "1"})
    assert named(project, "B").start == moment("2026-03-05T08:00")
    delta = set_fields(project, "A", duration="2w")
    assert named(project, "B").start == moment("2026-03-16T08:00")
    assert delta.moved == {named(project, "A").pk, named(project, "B").pk}
    assert delta.message == f"“A” finishes {date_text(named(project, 'A').finish or 0)}; project finish +7d"
    assert delta.label == "Change duration of “A”"


def test_a_dragged_bar_starts_no_earlier_than_where_it_was_dropped() -> None:
    project = three()
    set_fields(project, "A", start=moment("2026-03-10T08:00"))
    row = named(project, "A")
    assert (row.constraint, row.constraint_date, row.start) == (
        Constraint.SNET,
        moment("2026-03-10T08:00"),
        moment("2026-03-10T08:00"),
    )


def test_a_dragged_end_changes_the_duration() -> None:
    project = three()
    set_fields(project, "A", finish="2026-03-06")
    assert named(project, "A").duration == 5 * WORKDAY


def test_a_bar_that_is_given_start_and_finish_lies_between_them() -> None:
    project = three()
    set_fields(project, "A", start="2026-03-09", finish="2026-03-10")
    row = named(project, "A")
    assert (row.start, row.finish, row.duration) == (
        moment("2026-03-09T08:00"),
        moment("2026-03-10T17:00"),
        2 * WORKDAY,
    )


def test_a_duration_of_nothing_makes_a_milestone_and_back() -> None:
    project = three()
    set_fields(project, "A", duration="0d")
    assert named(project, "A").kind == "milestone"
    set_fields(project, "A", kind="task")
    assert (named(project, "A").kind, named(project, "A").duration) == ("task", WORKDAY)


def test_the_work_of_resources_grows_with_the_duration() -> None:
    project = make_plan({"name": "A", "duration": "2d", "resources": "Ann[50%];Bob"})
    set_fields(project, "A", duration="4d")
    assert sorted(Assignment.internal.values_list("work", flat=True)) == [2 * WORKDAY, 4 * WORKDAY]
    assert named(project, "A").finish == moment("2026-03-05T17:00")


def test_a_manual_activity_stays_where_it_is_put() -> None:
    project = make_plan({"name": "A", "duration": "3d"}, {"name": "B", "predecessors": "1"})
    set_fields(project, "B", mode="manual")
    set_fields(project, "A", duration="5d")
    assert named(project, "B").start == moment("2026-03-05T08:00")
    set_fields(project, "B", mode="auto")
    assert named(project, "B").start == moment("2026-03-09T08:00")


def test_a_constraint_without_a_date_takes_the_present_one() -> None:
    project = three()
    set_fields(project, "B", constraint="mfo")
    assert named(project, "B").constraint_date == moment("2026-03-03T17:00")
    set_fields(project, "B", constraint="asap")
    assert named(project, "B").constraint_date is None


def test_a_deadline_moves_nothing_and_takes_float_away() -> None:
    project = three()
    set_fields(project, "A", deadline="2026-03-03")
    row = named(project, "A")
    assert (row.start, row.deadline, row.total_float) == (MONDAY, moment("2026-03-03T17:00"), -WORKDAY)


def test_progress_of_half_leaves_half() -> None:
    project = three()
    set_fields(project, "B", percent="50 %")
    row = named(project, "B")
    assert (row.percent_complete, row.actual_start, row.remaining_duration) == (50, MONDAY, WORKDAY)
    set_fields(project, "B", percent=100)
    assert named(project, "B").actual_finish == moment("2026-03-03T17:00")
    set_fields(project, "B", percent=0)
    assert (named(project, "B").actual_start, named(project, "B").actual_finish) == (None, None)


def test_a_summary_shows_the_done_share_of_what_is_below() -> None:
    project = three()
    do(project, Indent((named(project, "B").pk,)))
    set_fields(project, "B", percent=50)
    assert named(project, "A").scheduled_percent == 50
    assert named(project, "A").kind == "summary"


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"duration": "soon"}, "duration"),
        ({"duration": 2**63}, "duration"),
        ({"duration": -1}, "duration"),
        ({"duration": True}, "duration"),
        ({"start": "someday"}, "start"),
        ({"start": 2**62}, "start"),
        ({"finish": None}, "finish"),
        ({"finish": "2026-01-01"}, "finish"),
        ({"percent": 101}, "percent"),
        ({"percent": "half"}, "percent"),
        ({"name": "  "}, "name"),
        ({"name": "x" * 513}, "name"),
        ({"kind": "summary"}, "kind"),
        ({"constraint": "later"}, "constraint"),
        ({"calendar": 999_999}, "calendar"),
        ({"active": "maybe"}, "active"),
        ({"predecessors": "99"}, "predecessors"),
        ({"predecessors": "1"}, "predecessors"),
        ({"id": 5}, "id"),
        ({"version": 5}, "version"),
        ({"total_float": 5}, "total_float"),
        ({"project_id": 5}, "project_id"),
        ({"manual_start": 5}, "manual_start"),
        ({"__class__": "x"}, "__class__"),
    ],
)
def test_a_value_that_cannot_be_is_refused_with_its_field_and_nothing_changes(
    fields: Any, field: str
) -> None:
    project = three()
    before = raw_rows(project)
    with pytest.raises(Invalid) as refused:
        set_fields(project, "A", **fields)
    assert (refused.value.extra["field"], refused.value.extra["row"]) == (field, named(project, "A").pk)
    assert raw_rows(project) == before


def test_values_of_a_summary_are_changed_below_it() -> None:
    project = three()
    do(project, Indent((named(project, "B").pk,)))
    with pytest.raises(Invalid, match="comes from the activities below"):
        set_fields(project, "A", duration="9d")


# ---- outline ----


def test_activities_are_added_behind_a_sibling_or_first() -> None:
    project = three()
    do(project, Add("x", None, named(project, "A").pk, {"name": "X"}), Add("y", None, None, {"name": "Y"}))
    assert outline(project) == "1:Y 2:A 3:X 4:B 5:C"
    assert named(project, "X").number == 4


def test_rows_of_one_list_refer_to_each_other() -> None:
    project = three()
    delta = do(
        project,
        Add("s", None, named(project, "C").pk, {"name": "S"}),
        Add("t", "s", None, {"name": "T", "duration": "2d"}),
        Link(named(project, "A").pk, "t", "FS", "1d"),
        Set("t", {"resources": "Ann"}),
    )
    assert outline(project) == "1:A 2:B 3:C 4:S 4.1:T"
    assert delta.refs == {"s": named(project, "S").pk, "t": named(project, "T").pk}
    assert named(project, "S").start == moment("2026-03-06T08:00")


def test_indenting_goes_below_the_sibling_above_and_outdenting_back() -> None:
    project = three()
    both = named(project, "B").pk, named(project, "C").pk
    do(project, Indent(both))
    assert outline(project) == "1:A 1.1:B 1.2:C"
    do(project, Outdent(both))
    assert outline(project) == "1:A 2:B 3:C"
    assert named(project, "A").kind == "task"


def test_moving_keeps_the_order_of_what_is_moved() -> None:
    project = make_plan(*({"name": name} for name in "ABCDE"))
    ids = {name: named(project, name).pk for name in "ABCDE"}
    do(project, Move((ids["B"], ids["D"]), None, ids["E"]))
    assert outline(project) == "1:A 2:C 3:E 4:B 5:D"
    do(project, Move((ids["E"],), None, None))
    assert outline(project) == "1:E 2:A 3:C 4:B 5:D"
    do(project, Move((ids["C"], ids["A"]), ids["E"], None))
    assert outline(project) == "1:E 1.1:A 1.2:C 2:B 3:D"
    do(project, Move((ids["A"],), ids["E"], ids["C"]))
    assert outline(project) == "1:E 1.1:C 1.2:A 2:B 3:D"


def test_nothing_goes_below_itself() -> None:
    project = three()
    do(project, Indent((named(project, "B").pk,)))
    before = raw_rows(project)
    for parent in ("A", "B"):
        with pytest.raises(Invalid, match="below itself"):
            do(project, Move((named(project, "A").pk,), named(project, parent).pk, None))
    assert raw_rows(project) == before


def test_deleting_takes_what_is_below_links_and_assignments() -> None:
    project = make_plan({"name": "A"}, {"name": "B", "resources": "Ann"}, {"name": "C", "predecessors": "2"})
    do(project, Indent((named(project, "B").pk,)))
    delta = do(project, Delete((named(project, "A").pk,)))
    assert outline(project) == "1:C"
    assert len(delta.removed) == 2
    assert (LinkRow.internal.count(), Assignment.internal.count(), Resource.internal.count()) == (0, 0, 1)


# ---- links and resources ----


def test_a_link_is_added_given_a_lag_and_removed() -> None:
    project = three()
    a, b = named(project, "A").pk, named(project, "B").pk
    do(project, Link(a, b, "SS", "1d"))
    assert named(project, "B").start == MONDAY + DAY
    do(project, Link(a, b, "SS", "2d"))
    assert (named(project, "B").start, LinkRow.internal.count()) == (MONDAY + 2 * DAY, 1)
    do(project, Unlink(a, b))
    assert (named(project, "B").start, LinkRow.internal.count()) == (MONDAY, 0)


def test_typed_predecessors_replace_those_before() -> None:
    project = three()
    set_fields(project, "C", predecessors="1;2SS+1d")
    kept = LinkRow.internal.get(type=0).pk
    set_fields(project, "C", predecessors="1FS+4h")
    assert list(LinkRow.internal.values_list("pk", "lag")) == [(kept, 4 * HOUR)]


def test_a_cycle_is_refused_with_the_names_and_nothing_changes() -> None:
    project = three()
    set_fields(project, "B", predecessors="1")
    set_fields(project, "C", predecessors="2")
    before = raw_rows(project)
    with pytest.raises(Invalid) as refused:
        set_fields(project, "A", predecessors="3")
    assert all(name in str(refused.value) for name in ("“A” (1)", "“B” (2)", "“C” (3)"))
    assert refused.value.extra["field"] == "predecessors"
    assert raw_rows(project) == before


def test_a_summary_is_not_linked_with_what_is_below_it() -> None:
    project = three()
    do(project, Indent((named(project, "B").pk,)))
    with pytest.raises(Invalid, match="cannot be linked"):
        do(project, Link(named(project, "A").pk, named(project, "B").pk))


def test_unknown_resources_become_resources_of_the_plan_and_known_ones_are_met() -> None:
    project = three()
    set_fields(project, "A", resources="Ann[50%]; Crane")
    set_fields(project, "B", resources="ann")
    assert sorted(Resource.internal.values_list("name", flat=True)) == ["Ann", "Crane"]
    set_fields(project, "A", resources="Crane")
    assert sorted(Assignment.internal.values_list("activity__name", "resource__name")) == [
        ("A", "Crane"),
        ("B", "Ann"),
    ]


def test_a_resource_whose_name_holds_a_comma_is_typed_again_and_keeps_its_work() -> None:
    project = three()
    set_fields(project, "A", resources='"Müller, Otto"')
    Assignment.internal.update(work=5 * HOUR)
    set_fields(project, "A", resources='"Müller, Otto";Crane')
    set_fields(project, "B", resources="müller, otto[50%]")
    assert sorted(Assignment.internal.values_list("activity__name", "resource__name", "work")) == [
        ("A", "Crane", 3 * WORKDAY),
        ("A", "Müller, Otto", 5 * HOUR),
        ("B", "Müller, Otto", WORKDAY),
    ]
    assert Resource.internal.count() == 2


def test_of_resources_with_one_name_each_activity_keeps_its_own() -> None:
    project = three()
    set_fields(project, "A", resources="Ann")
    older = Resource.internal.get()
    Resource.objects.create(project=project, name="Ann")
    set_fields(project, "A", resources="Ann;Crane")
    assert Assignment.internal.get(resource__name="Ann").resource == older


def test_a_resource_that_is_named_twice_is_refused() -> None:
    project = three()
    for text in ("Ann;ann", '"Ann"[50%];Ann'):
        with pytest.raises(Invalid, match="named twice"):
            set_fields(project, "A", resources=text)
    assert not Resource.internal.exists()


def test_the_amount_of_material_does_not_grow_with_the_duration() -> None:
    project = make_plan({"name": "A", "duration": "2d", "resources": "Ann;Sand"})
    Resource.internal.filter(name="Sand").update(kind=Resource.Kind.MATERIAL)
    Assignment.internal.filter(resource__name="Sand").update(work=40 * HOUR)
    set_fields(project, "A", duration="4d")
    works = Assignment.internal.values_list("resource__name", "work")
    assert dict(works) == {"Ann": 4 * WORKDAY, "Sand": 40 * HOUR}
    assert (named(project, "A").work, named(project, "A").finish) == (
        4 * WORKDAY,
        MONDAY + 3 * DAY + 9 * HOUR,
    )


def test_plans_end_with_the_last_day_that_can_be_typed() -> None:
    project = three()
    set_fields(project, "A", deadline=LAST_MOMENT)
    set_fields(project, "A", deadline="2149-12-31 23:59")
    assert moment("2149-12-31T23:59:59") == LAST_MOMENT
    late = LAST_MOMENT + 1
    with pytest.raises(Invalid, match="between 1970 and 2149"):
        set_fields(project, "A", deadline=late)
    with pytest.raises(Invalid, match="between 1970 and 2149"):
        set_data_date(project, late, actor=manager_of(project))
    with pytest.raises(Invalid, match="between 1970 and 2149"):
        create_plan(make_project(), actor=manager_of(project), start=late)
    with pytest.raises(Invalid, match="is no date"):
        set_fields(project, "A", deadline="2150-01-01")


# ---- versions, rights, one intention ----


def test_a_preview_computes_the_same_and_writes_nothing() -> None:
    project = make_plan({"name": "A"}, {"name": "B", "predecessors": "1"})
    row = named(project, "A")
    before, steps, entries = raw_rows(project), PlanStep.internal.count(), JournalEntry.internal.count()
    command = Set(row.pk, {"duration": "9d"}, row.version), Add("n", None, None, {"name": "New"})
    seen = do(project, *command, preview=True)
    assert (raw_rows(project), PlanStep.internal.count(), JournalEntry.internal.count()) == (
        before,
        steps,
        entries,
    )
    done = do(project, *command)
    finish = named(project, "B").finish
    assert (
        seen.plan.computed[named(project, "B").pk].finish == done.plan.computed[named(project, "B").pk].finish
    )
    assert finish == done.plan.finish
    assert seen.message == done.message


def test_one_bad_command_undoes_the_whole_list() -> None:
    project = three()
    before = raw_rows(project)
    a = named(project, "A")
    with pytest.raises(Invalid):
        do(
            project,
            Set(a.pk, {"name": "A2"}, a.version),
            Delete((named(project, "B").pk,)),
            Link(a.pk, 999_999),
        )
    assert raw_rows(project) == before


def test_each_intention_is_one_step_and_one_journal_entry() -> None:
    project = three()
    a, b = named(project, "A"), named(project, "B")
    entries = JournalEntry.internal.filter(scope_id=project.pk).count()
    steps = PlanStep.internal.count()
    do(project, Set(a.pk, {"name": "A2"}, a.version), Set(b.pk, {"duration": "9d"}, b.version))
    assert JournalEntry.internal.filter(scope_id=project.pk).count() == entries + 1
    assert PlanStep.internal.count() == steps + 1
    entry = JournalEntry.internal.filter(scope_id=project.pk).latest("seq")
    assert entry.action == "plan.changed"
    assert entry.content is not None
    assert entry.content["after"][f"activity:{a.pk}"] == {"name": "A2"}


def test_a_change_of_nothing_leaves_no_trace() -> None:
    project = three()
    steps, revision = PlanStep.internal.count(), Plan.internal.get(project=project).revision
    set_fields(project, "A", name="A")
    assert (PlanStep.internal.count(), Plan.internal.get(project=project).revision) == (steps, revision)


def reader(project: Project, role: str) -> Actor:
    return sponsor_of(project) if role == "SP" else actor_with(role, make_organisation())


@pytest.mark.parametrize("role", ["PD", "PA", "ML", "AS", "RM", "PgM", "FC", "SP", "GA", "SA"])
def test_nobody_but_the_manager_changes_a_plan(role: str) -> None:
    project = three()
    before, steps = raw_rows(project), PlanStep.internal.count()
    row = named(project, "A")
    with pytest.raises(Forbidden):
        change_plan(project, [Set(row.pk, {"name": "X"}, row.version)], actor=reader(project, role))
    assert (raw_rows(project), PlanStep.internal.count()) == (before, steps)


def test_a_manager_in_the_hat_of_the_office_changes_nothing() -> None:
    project = three()
    grant(project.manager, "PA", make_organisation())
    actor = manager_of(project)
    office = type(actor)(project.manager, "PA")
    row = named(project, "A")
    with pytest.raises(Forbidden):
        change_plan(project, [Set(row.pk, {"name": "X"}, row.version)], actor=office)


def test_a_closed_project_keeps_its_plan() -> None:
    project = three()
    project.state = Project.State.CLOSED
    project.save()
    with pytest.raises(Refusal, match="closed"):
        set_fields(project, "A", name="X")


def test_a_project_has_one_plan() -> None:
    project = three()
    with pytest.raises(Refusal, match="has a plan already"), transaction.atomic():
        create_plan(project, actor=manager_of(project), start=MONDAY)
