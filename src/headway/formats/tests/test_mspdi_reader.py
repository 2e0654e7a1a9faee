import pytest

from headway.engine import Constraint, LagKind, LinkType, moment
from headway.formats.plan import Baseline, Kind, ResourceKind
from headway.formats.tests.mspdi_text import after, document, task

HOUR = 3600


def test_the_project_is_read() -> None:
    plan = document(
        Title="Bridge over the Aare",
        Manager="Ann",
        StatusDate="2026-02-02T17:00:00",
        MinutesPerDay=450,
        MinutesPerWeek=2250,
        DaysPerMonth=21,
        CriticalSlackLimit=2,
        ScheduleFromStart=0,
        HonorConstraints=0,
        DefaultStartTime="09:00:00",
        CurrencyCode="CHF",
    ).project
    assert plan.name == "Bridge over the Aare"
    assert plan.manager == "Ann"
    assert plan.start == moment("2026-01-05T08:00")
    assert plan.status_date == moment("2026-02-02T17:00")
    assert (plan.minutes_per_day, plan.minutes_per_week, plan.days_per_month) == (450, 2250, 21)
    assert plan.critical_limit == 2 * 450 * 60
    assert not plan.schedule_from_start
    assert not plan.honor_constraints
    assert (plan.default_start, plan.default_finish) == (9 * HOUR, 17 * HOUR)
    assert plan.calendar_uid == 1
    assert plan.currency == "CHF"


def test_the_outline_becomes_parents_and_summaries() -> None:
    plan = document(
        task(0, OutlineLevel=0, Name="Bridge"),
        task(1, OutlineLevel=1, Summary=1),
        task(2, OutlineLevel=2),
        task(3, OutlineLevel=4),
        task(4, OutlineLevel=3, Milestone=1),
        task(5, OutlineLevel=1),
    )
    assert [(a.uid, a.parent, a.kind) for a in plan.activities] == [
        (1, None, Kind.SUMMARY),
        (2, 1, Kind.SUMMARY),
        (3, 2, Kind.TASK),
        (4, 2, Kind.MILESTONE),
        (5, None, Kind.TASK),
    ]


def test_blank_rows_are_left_out() -> None:
    plan = document(task(1), {"UID": 2, "ID": 2, "IsNull": 1}, task(3))
    assert [activity.uid for activity in plan.activities] == [1, 3]


def test_the_facts_of_a_task_are_read() -> None:
    (activity,) = document(
        task(
            7,
            40,
            ID=3,
            Name=" Pour slab ",
            WBS="1.2.3",
            Manual=0,
            Active=0,
            Estimated=1,
            DurationFormat=41,
            Type=1,
            EffortDriven=1,
            CalendarUID=1,
            IgnoreResourceCalendar=1,
            ConstraintType=4,
            ConstraintDate="2026-01-12T08:00:00",
            Deadline="2026-02-01T17:00:00",
            PercentComplete=25,
            PercentWorkComplete=30,
            PhysicalPercentComplete=20,
            ActualStart="2026-01-12T08:00:00",
            ActualDuration="PT10H0M0S",
            RemainingDuration="PT30H0M0S",
            Stop="2026-01-13T10:00:00",
            Resume="2026-01-15T08:00:00",
            LevelingDelay=14400,
            Priority=700,
            Notes="Mind the frost.",
            Work="PT80H0M0S",
        )
    ).activities
    assert (activity.uid, activity.number, activity.name, activity.wbs) == (7, 3, "Pour slab", "1.2.3")
    assert activity.line > 1
    assert (activity.duration, activity.duration_unit, activity.elapsed) == (40 * HOUR, "w", False)
    assert activity.estimated
    assert activity.fixed_duration
    assert activity.effort_driven
    assert not activity.active
    assert activity.ignore_resource_calendars
    assert (activity.constraint, activity.constraint_date) == (Constraint.SNET, moment("2026-01-12T08:00"))
    assert activity.deadline == moment("2026-02-01T17:00")
    assert activity.percent_complete == 25
    assert activity.percent_work_complete == 30
    assert activity.physical_percent_complete == 20
    assert activity.actual_start == moment("2026-01-12T08:00")
    assert activity.actual_finish is None
    assert (activity.actual_duration, activity.remaining_duration) == (10 * HOUR, 30 * HOUR)
    assert (activity.stop, activity.resume) == (moment("2026-01-13T10:00"), moment("2026-01-15T08:00"))
    assert activity.leveling_delay == 24 * HOUR
    assert activity.priority == 700
    assert activity.notes == "Mind the frost."
    assert activity.work == 80 * HOUR


@pytest.mark.parametrize(
    ("code", "unit", "elapsed"),
    [
        (3, "min", False),
        (4, "min", True),
        (5, "h", False),
        (6, "h", True),
        (7, "d", False),
        (8, "d", True),
        (9, "w", False),
        (10, "w", True),
        (11, "mo", False),
        (12, "mo", True),
        (21, "d", False),
        (39, "d", False),
        (40, "d", True),
        (43, "mo", False),
        (53, "d", False),
    ],
)
def test_duration_formats_are_units(code: int, unit: str, elapsed: bool) -> None:
    (activity,) = document(task(1, DurationFormat=code)).activities
    assert (activity.duration_unit, activity.elapsed) == (unit, elapsed)


@pytest.mark.parametrize(
    ("code", "constraint"),
    [
        (0, Constraint.ASAP),
        (1, Constraint.ALAP),
        (2, Constraint.MSO),
        (3, Constraint.MFO),
        (4, Constraint.SNET),
        (5, Constraint.SNLT),
        (6, Constraint.FNET),
        (7, Constraint.FNLT),
    ],
)
def test_all_constraints_are_read(code: int, constraint: Constraint) -> None:
    (activity,) = document(task(1, ConstraintType=code, ConstraintDate="2026-01-12T08:00:00")).activities
    assert activity.constraint == constraint
    dated = constraint not in (Constraint.ASAP, Constraint.ALAP)
    assert activity.constraint_date == (moment("2026-01-12T08:00") if dated else None)


@pytest.mark.parametrize(
    ("code", "link_type"), [(0, LinkType.FF), (1, LinkType.FS), (2, LinkType.SF), (3, LinkType.SS)]
)
def test_all_link_types_are_read(code: int, link_type: LinkType) -> None:
    (link,) = document(task(1), task(2, **after(1, Type=code))).links
    assert (link.predecessor, link.successor, link.type) == (1, 2, link_type)


@pytest.mark.parametrize(
    ("lag_format", "raw", "kind", "lag"),
    [
        (7, 4800, LagKind.WORKING, 8 * HOUR),
        (5, -600, LagKind.WORKING, -HOUR),
        (8, 14400, LagKind.ELAPSED, 24 * HOUR),
        (39, 4800, LagKind.WORKING, 8 * HOUR),
        (19, 50, LagKind.PERCENT, 50),
        (20, -25, LagKind.ELAPSED_PERCENT, -25),
        (51, 50, LagKind.PERCENT, 50),
        (52, 75, LagKind.ELAPSED_PERCENT, 75),
    ],
)
def test_lags_are_seconds_or_percents(lag_format: int, raw: int, kind: LagKind, lag: int) -> None:
    (link,) = document(task(1), task(2, **after(1, LagFormat=lag_format, LinkLag=raw))).links
    assert (link.lag_kind, link.lag) == (kind, lag)


def test_manual_tasks_keep_the_dates_that_people_set() -> None:
    manual, auto = document(
        task(
            1,
            Manual=1,
            Start="2026-01-06T08:00:00",
            Finish="2026-01-06T17:00:00",
            ManualStart="2026-01-07T08:00:00",
            ManualFinish="2026-01-07T17:00:00",
        ),
        task(2, Manual=0, Start="2026-01-06T08:00:00", Finish="2026-01-06T17:00:00"),
    ).activities
    assert (manual.manual, manual.start, manual.finish) == (
        True,
        moment("2026-01-07T08:00"),
        moment("2026-01-07T17:00"),
    )
    assert (auto.manual, auto.start, auto.finish) == (False, None, None)
    assert auto.stored.start == moment("2026-01-06T08:00")


def test_stored_dates_and_floats_are_read() -> None:
    (activity,) = document(
        task(
            1,
            EarlyStart="2026-01-05T08:00:00",
            EarlyFinish="2026-01-05T17:00:00",
            LateStart="2026-01-06T08:00:00",
            LateFinish="2026-01-06T17:00:00",
            TotalSlack=4800,
            FreeSlack=0,
            Critical=0,
        )
    ).activities
    stored = activity.stored
    assert stored.complete
    assert (stored.late_start, stored.late_finish) == (moment("2026-01-06T08:00"), moment("2026-01-06T17:00"))
    assert (stored.total_float, stored.free_float, stored.critical) == (8 * HOUR, 0, False)


def test_baselines_are_numbered_sets_of_values() -> None:
    plan = document(
        task(
            1,
            Baseline=[
                {"Number": 0, "Start": "2026-01-05T08:00:00", "Duration": "PT8H0M0S", "Cost": "150050"},
                {"Number": 3, "Finish": "2026-01-09T17:00:00", "Work": "PT16H0M0S"},
            ],
        ),
    )
    (activity,) = plan.activities
    first, second = activity.baselines
    assert first == Baseline(number=0, start=moment("2026-01-05T08:00"), duration=8 * HOUR, cost=1500.5)
    assert second == Baseline(number=3, finish=moment("2026-01-09T17:00"), work=16 * HOUR)
    assert (first.name, second.name) == ("Baseline", "Baseline 3")
    assert plan.baseline_numbers == (0, 3)


def test_resources_and_assignments_are_read() -> None:
    plan = document(
        task(1),
        resources=[
            {"UID": 0, "ID": 0, "Type": 1},
            {
                "UID": 1,
                "ID": 1,
                "Name": "Ann",
                "Type": 1,
                "CalendarUID": 1,
                "MaxUnits": "0.50",
                "Group": "Design",
            },
            {"UID": 2, "ID": 2, "Name": "Concrete", "Type": 0, "MaterialLabel": "m3"},
            {"UID": 3, "ID": 3, "Name": "Travel", "Type": 0, "IsCostResource": 1},
        ],
        assignments=[
            {"UID": 1, "TaskUID": 1, "ResourceUID": 1, "Units": "0.5", "Work": "PT4H0M0S", "Delay": 600},
            {"UID": 2, "TaskUID": 1, "ResourceUID": -65535, "Units": 1},
        ],
    )
    ann, concrete, travel = plan.resources
    assert (ann.name, ann.kind, ann.calendar_uid, ann.max_units) == ("Ann", ResourceKind.WORK, 1, 0.5)
    assert (concrete.kind, concrete.material_unit) == (ResourceKind.MATERIAL, "m3")
    assert travel.kind == ResourceKind.COST
    named, nobody = plan.assignments
    assert (named.activity, named.resource, named.units, named.work, named.delay) == (
        1,
        1,
        0.5,
        4 * HOUR,
        HOUR,
    )
    assert nobody.resource is None


def test_time_without_work_between_time_with_work_is_a_pause() -> None:
    def span(start: str, finish: str, value: str) -> dict[str, object]:
        return {"Type": 1, "Start": start, "Finish": finish, "Unit": 2, "Value": value}

    plan = document(
        task(1),
        assignments=[
            {
                "UID": 1,
                "TaskUID": 1,
                "Work": "PT16H0M0S",
                "TimephasedData": [
                    span("2026-01-05T08:00:00", "2026-01-06T08:00:00", "PT8H0M0S"),
                    span("2026-01-06T08:00:00", "2026-01-07T08:00:00", "PT0H0M0S"),
                    span("2026-01-07T08:00:00", "2026-01-08T08:00:00", "PT0H0M0S"),
                    span("2026-01-08T08:00:00", "2026-01-09T08:00:00", "PT8H0M0S"),
                    span("2026-01-09T08:00:00", "2026-01-10T08:00:00", "PT0H0M0S"),
                ],
            }
        ],
    )
    assert plan.assignments[0].pauses == ((moment("2026-01-06T08:00"), moment("2026-01-08T08:00")),)


# ---- Files of programs that say less than Microsoft Project ------------------------------------------------


def test_outline_numbers_stand_in_for_levels() -> None:
    def numbered(uid: int, number: str) -> dict[str, object]:
        return {"UID": uid, "OutlineNumber": number}

    plan = document(numbered(1, "1"), numbered(2, "1.1"), numbered(3, "1.1.1"), numbered(4, "2"))
    assert [activity.parent for activity in plan.activities] == [None, 1, 2, None]


def test_progress_without_actual_start_began_at_the_start() -> None:
    begun, not_begun = document(
        task(1, PercentComplete=40, Start="2026-01-06T08:00:00"),
        task(2, PercentComplete=0, Start="2026-01-06T08:00:00"),
    ).activities
    assert begun.actual_start == moment("2026-01-06T08:00")
    assert not_begun.actual_start is None


def test_a_duration_that_is_not_given_is_the_work_between_start_and_finish() -> None:
    given = {"UID": 1, "Start": "2026-01-09T13:00:00", "Finish": "2026-01-12T12:00:00"}
    milestone = {"UID": 2, "Start": "2026-01-09T13:00:00", "Finish": "2026-01-09T13:00:00"}
    first, second = document(given, milestone).activities
    assert (first.duration, second.duration) == (8 * HOUR, 0)
