"""Why a date is where it is, in one sentence for each kind of reason."""

import pytest

from headway.engine import moment
from headway.project.lifecycle.models import Project
from headway.project.lifecycle.tests.factories import manager_of
from headway.project.schedule.commands import Indent
from headway.project.schedule.models import Activity
from headway.project.schedule.queries import load_plan
from headway.project.schedule.results.why import Line, why
from headway.project.schedule.services import change_plan, set_data_date
from headway.project.schedule.tests.factories import make_plan, named, set_fields
from headway.project.schedule.text import date_text

pytestmark = pytest.mark.django_db


def reason(project: Project, name: str, field: str = "start") -> Line:
    lines = why(load_plan(project), named(project, name).pk)
    return next(line for line in lines if line.field == field)


def plan() -> Project:
    return make_plan({"name": "A", "duration": "2d"}, {"name": "B", "duration": "2d"})


def test_nothing_holds_it() -> None:
    assert (reason(plan(), "A").kind, reason(plan(), "A").activity) == ("project_start", None)


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ("1", "start", "It waits for “A” (1) to finish."),
        ("1FS+2d", "start", "It waits for “A” (1) to finish +2d."),
        ("1SS+1d", "start", "It starts after the start of “A” (1) +1d."),
    ],
)
def test_a_link_holds_it(typed: str, field: str, sentence: str) -> None:
    project = plan()
    set_fields(project, "B", predecessors=typed)
    line = reason(project, "B", field)
    assert (line.kind, line.text, line.activity) == ("link", sentence, named(project, "A").pk)


def test_a_constraint_holds_it() -> None:
    project = plan()
    set_fields(project, "A", start="2026-03-10")
    date = moment("2026-03-10T08:00")
    assert reason(project, "A") == Line(
        "start",
        date,
        "constraint",
        f"It must start no earlier than {date_text(date)}.",
        named(project, "A").pk,
    )


def test_the_data_date_holds_it() -> None:
    project = plan()
    set_data_date(project, moment("2026-03-10T08:00"), actor=manager_of(project))
    assert reason(project, "A").kind == "data_date"


def test_progress_holds_it() -> None:
    project = plan()
    set_fields(project, "A", percent=50)
    assert (reason(project, "A").kind, reason(project, "A").text) == ("progress", "Work began then.")


def test_it_was_put_there_by_hand() -> None:
    project = plan()
    set_fields(project, "A", mode="manual")
    assert reason(project, "A").kind == "manual"


def test_it_was_delayed_for_its_resources() -> None:
    project = plan()
    Activity.internal.filter(project=project, name="A").update(leveling_delay=7 * 86_400)
    set_fields(project, "B", name="B2")
    assert reason(project, "A").kind == "leveling"


def test_a_summary_starts_and_finishes_with_what_is_below() -> None:
    project = plan()
    set_fields(project, "B", start="2026-03-10")
    change_plan(project, [Indent((named(project, "B").pk,))], actor=manager_of(project))
    line = reason(project, "A", "finish")
    assert (line.kind, line.text, line.activity) == (
        "children",
        "Finishes with “B” (2).",
        named(project, "B").pk,
    )


def test_a_resource_determines_the_finish() -> None:
    project = plan()
    set_fields(project, "A", resources="Ann")
    assert reason(project, "A", "finish").text == "“Ann” needs that long for the assigned work."


def test_each_finish_names_the_own_resource_in_whatever_order_they_were_assigned() -> None:
    project = plan()
    set_fields(project, "B", resources="Ann")
    set_fields(project, "A", resources="Bob")
    assert reason(project, "A", "finish").text == "“Bob” needs that long for the assigned work."
    assert reason(project, "B", "finish").text == "“Ann” needs that long for the assigned work."


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("1FF", "It finishes after the finish of “A” (1)."),
        ("1FF+2d", "It finishes after the finish of “A” (1) +2d."),
        ("1SF+5d", "It finishes after the start of “A” (1) +5d."),
    ],
)
def test_a_link_to_its_finish_holds_its_start_and_so_its_finish(typed: str, sentence: str) -> None:
    project = make_plan({"name": "A", "duration": "4d"}, {"name": "B", "duration": "1d"})
    set_fields(project, "B", predecessors=typed)
    line = reason(project, "B")
    assert (line.kind, line.text, line.activity) == ("link", sentence, named(project, "A").pk)
    assert reason(project, "B", "finish").text == "It takes 1d on the calendar “Standard” from its start."


@pytest.mark.parametrize(
    ("constraint", "field", "sentence"),
    [
        ("snet", "start", "It must start no earlier than {date}."),
        ("fnet", "start", "It must finish no earlier than {date}."),
        ("mso", "start", "It must start on {date}."),
        ("mfo", "finish", "It must finish on {date}."),
    ],
)
def test_each_constraint_that_holds_a_date_is_named(constraint: str, field: str, sentence: str) -> None:
    project = plan()
    set_fields(project, "A", constraint=constraint, constraint_date="2026-03-12")
    line, row = reason(project, "A", field), named(project, "A")
    assert row.constraint_date is not None
    assert (line.kind, line.activity) == ("constraint", row.pk)
    assert row.constraint_date in (row.start, row.finish)
    assert line.text == sentence.format(date=date_text(row.constraint_date))


def test_it_starts_as_late_as_possible() -> None:
    project = make_plan({"name": "A", "duration": "2d"}, {"name": "B", "duration": "10d"})
    set_fields(project, "A", constraint="alap")
    line = reason(project, "A")
    assert (line.kind, line.text) == ("constraint", "It starts as late as possible.")
    assert line.date == moment("2026-03-12T08:00")
    early = reason(project, "A", "early_start")
    assert (early.kind, early.date) == ("project_start", moment("2026-03-02T08:00"))


def test_a_constraint_of_the_summary_holds_what_is_below() -> None:
    project = plan()
    change_plan(project, [Indent((named(project, "B").pk,))], actor=manager_of(project))
    set_fields(project, "A", constraint="snet", constraint_date="2026-03-10")
    line = reason(project, "B")
    date = date_text(moment("2026-03-10T08:00"))
    assert line.text == f"Of its summary “A”: It must start no earlier than {date}."
    assert (line.kind, line.activity) == ("constraint", named(project, "A").pk)


def test_work_that_is_done_is_where_it_was() -> None:
    project = plan()
    set_fields(project, "A", actual_start="2026-03-03", actual_finish="2026-03-05")
    lines = why(load_plan(project), named(project, "A").pk)
    assert [(line.kind, line.text) for line in lines[:2]] == [
        ("progress", "Work began then."),
        ("progress", "Work was done then."),
    ]
    assert len(lines) == 2  # no late dates are left to hold


# ---- Late dates ----


def beside(predecessors: str = "") -> Project:
    """“A” takes two days, “B” ten."""
    return make_plan(
        {"name": "A", "duration": "2d"}, {"name": "B", "duration": "10d", "predecessors": predecessors}
    )


def test_the_project_finish_holds_the_late_dates() -> None:
    project = beside()
    line = reason(project, "A", "late_finish")
    assert (line.kind, line.text, line.activity) == (
        "project_finish",
        "Any later, and the project would finish later.",
        None,
    )
    assert line.date == named(project, "B").finish
    start = reason(project, "A", "late_start")
    assert (start.kind, start.date) == ("duration", named(project, "A").late_start)
    assert start.text == "It takes 2d on the calendar “Standard” until its late finish."


def test_a_milestone_takes_no_time() -> None:
    project = make_plan({"name": "A", "duration": "4d"}, {"name": "B", "kind": "milestone"})
    assert {reason(project, "B", field).text for field in ("finish", "late_start")} == {"It takes no time."}


def test_what_people_work_on_names_no_calendar_that_is_not_theirs() -> None:
    project = make_plan({"name": "A", "duration": "4d"}, {"name": "B", "duration": "2d"})
    set_fields(project, "B", resources="Ann[50%]")
    assert reason(project, "B", "late_start").text == "It takes that long until its late finish."


def test_an_elapsed_duration_is_on_no_calendar() -> None:
    project = make_plan({"name": "A", "duration": "4d"}, {"name": "B", "duration": "2ed"})
    set_fields(project, "B", predecessors="1FF")
    assert reason(project, "B", "finish").text == "It takes 2ed from its start."


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("1", "“B” (2) waits for its finish."),
        ("1FS+2d", "“B” (2) waits for its finish +2d."),
        ("1SS+1d", "“B” (2) waits for its start +1d."),
        ("1FF+1d", "“B” (2) can only finish after its finish +1d."),
        ("1SF+5d", "“B” (2) can only finish after its start +5d."),
    ],
)
def test_a_successor_holds_the_late_finish(typed: str, sentence: str) -> None:
    project = beside(typed)
    line = reason(project, "A", "late_finish")
    assert (line.kind, line.text, line.activity) == ("link", sentence, named(project, "B").pk)
    assert line.date == named(project, "A").late_finish


def test_a_successor_of_the_summary_holds_the_late_finish() -> None:
    project = make_plan({"name": "S"}, {"name": "A", "duration": "2d"}, {"name": "B", "duration": "1d"})
    change_plan(project, [Indent((named(project, "A").pk,))], actor=manager_of(project))
    set_fields(project, "B", predecessors="1")
    line = reason(project, "A", "late_finish")
    assert line.text == "Of its summary “S”: “B” (3) waits for its finish."
    assert line.activity == named(project, "B").pk


def test_deadline_and_constraint_hold_the_late_finish() -> None:
    project = beside()
    set_fields(project, "A", deadline="2026-03-06")
    line, date = reason(project, "A", "late_finish"), moment("2026-03-06T17:00")
    assert (line.kind, line.text, line.date) == ("deadline", f"Its deadline is {date_text(date)}.", date)
    set_fields(project, "A", constraint="fnlt", constraint_date="2026-03-05")
    line, date = reason(project, "A", "late_finish"), moment("2026-03-05T17:00")
    assert (line.kind, line.text, line.date) == (
        "constraint",
        f"It must finish no later than {date_text(date)}.",
        date,
    )
    assert line.activity == named(project, "A").pk


def test_the_late_dates_of_a_summary_are_those_of_what_is_below() -> None:
    project = make_plan(
        {"name": "S"},
        {"name": "A", "duration": "2d"},
        {"name": "B", "duration": "3d"},
        {"name": "C", "duration": "10d"},
    )
    change_plan(
        project, [Indent((named(project, "A").pk, named(project, "B").pk))], actor=manager_of(project)
    )
    set_fields(project, "B", predecessors="2")
    summary = named(project, "S")
    start, finish = reason(project, "S", "late_start"), reason(project, "S", "late_finish")
    assert (start.text, start.date) == ("Starts with “A” (2).", summary.late_start)
    assert (finish.text, finish.date) == ("Finishes with “B” (3).", summary.late_finish)
    assert (start.activity, finish.activity) == (named(project, "A").pk, named(project, "B").pk)


def test_what_has_begun_began_then_however_late_it_may_finish() -> None:
    project = beside()
    set_fields(project, "A", percent=50)
    assert reason(project, "A", "late_start").text == "Work began then."
    assert reason(project, "A", "late_finish").kind == "project_finish"
