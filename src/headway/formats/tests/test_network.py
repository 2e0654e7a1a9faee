import datetime as dt
from dataclasses import replace

import pytest

from headway.engine import moment, schedule, written
from headway.formats.errors import FormatError
from headway.formats.mspdi import MSPDI
from headway.formats.network import network_of, starting
from headway.formats.plan import Omission, PlanDocument
from headway.formats.tests.mspdi_text import STANDARD, Fields, after, document, mspdi, task

ANN = {"UID": 1, "ID": 1, "Name": "Ann", "Type": 1, "CalendarUID": 1}


def early(plan: PlanDocument) -> list[tuple[str, str]]:
    """Early start and finish of every row."""
    dates = schedule(network_of(plan))
    return [
        (written(start)[:16], written(finish)[:16])
        for start, finish in zip(dates.early_start, dates.early_finish, strict=True)
    ]


def off(first: str, last: str | None = None, **rule: object) -> Fields:
    period = {"FromDate": f"{first}T00:00:00", "ToDate": f"{last or first}T23:59:00"}
    return {"TimePeriod": period, "DayWorking": 0, **rule}


def test_a_chain_follows_the_project_start_and_calendar() -> None:
    plan = document(task(1, 12), task(2, 8, **after(1, LinkLag=4800, LagFormat=7)))
    assert early(plan) == [("2026-01-05T08:00", "2026-01-06T12:00"), ("2026-01-07T13:00", "2026-01-08T12:00")]


def test_a_derived_calendar_inherits_what_it_does_not_say() -> None:
    base = {**STANDARD, "Exceptions": {"Exception": [off("2026-01-05")]}}
    mondays_off = {
        "UID": 2,
        "IsBaseCalendar": 0,
        "BaseCalendarUID": 1,
        "WeekDays": {"WeekDay": [{"DayType": 3, "DayWorking": 0}]},
    }
    plan = document(task(1), task(2, CalendarUID=2), calendars=[base, mondays_off])
    assert early(plan) == [("2026-01-06T08:00", "2026-01-06T17:00"), ("2026-01-07T08:00", "2026-01-07T17:00")]


def test_a_single_exception_beats_a_recurring_one() -> None:
    shift = {"WorkingTimes": {"WorkingTime": {"FromTime": "09:00:00", "ToTime": "17:00:00"}}}
    every_monday = off("2026-01-05", "2026-12-31", Type=6, DaysOfWeek=2)
    this_monday = {**off("2026-01-05"), "DayWorking": 1, "Type": 1, **shift}
    calendar = {**STANDARD, "Exceptions": {"Exception": [this_monday, every_monday]}}
    plan = document(task(1, 16), calendars=[calendar])
    assert early(plan) == [("2026-01-05T09:00", "2026-01-06T17:00")]
    assert plan.calendars[0].exceptions[1].last == dt.date(2026, 12, 31)


def test_work_of_a_resource_determines_the_duration() -> None:
    half_time = {"UID": 1, "TaskUID": 1, "ResourceUID": 1, "Units": "0.5", "Work": "PT8H0M0S"}
    plan = document(task(1, 8), resources=[ANN], assignments=[half_time])
    assert early(plan) == [("2026-01-05T08:00", "2026-01-06T17:00")]


@pytest.mark.parametrize("fields", [{"Type": 1}, {}], ids=["fixed duration", "contour"])
def test_fixed_durations_and_contours_keep_the_duration(fields: Fields) -> None:
    contour = 0 if fields else 4
    bob = {"UID": 1, "TaskUID": 1, "ResourceUID": 1, "Units": 1, "Work": "PT20H0M0S", "WorkContour": contour}
    plan = document(task(1, 8, **fields), resources=[ANN], assignments=[bob])
    assert early(plan) == [("2026-01-05T08:00", "2026-01-05T17:00")]


def test_overtime_takes_no_time() -> None:
    long_day = {
        "UID": 1,
        "TaskUID": 1,
        "ResourceUID": 1,
        "Units": 1,
        "Work": "PT10H0M0S",
        "OvertimeWork": "PT2H0M0S",
    }
    plan = document(task(1, 8), resources=[ANN], assignments=[long_day])
    assert early(plan) == [("2026-01-05T08:00", "2026-01-05T17:00")]


def test_material_and_cost_take_no_time() -> None:
    concrete = {"UID": 2, "ID": 2, "Name": "Concrete", "Type": 0}
    poured = {"UID": 1, "TaskUID": 1, "ResourceUID": 2, "Units": 40, "Work": "PT40H0M0S"}
    plan = document(task(1, 8), resources=[concrete], assignments=[poured])
    assert early(plan) == [("2026-01-05T08:00", "2026-01-05T17:00")]


def test_a_pause_of_every_assignment_postpones_the_finish() -> None:
    def span(start: str, finish: str, value: str) -> Fields:
        return {"Type": 1, "Start": start, "Finish": finish, "Unit": 2, "Value": value}

    split = {
        "UID": 1,
        "TaskUID": 1,
        "ResourceUID": 1,
        "Units": 1,
        "Work": "PT16H0M0S",
        "TimephasedData": [
            span("2026-01-05T08:00:00", "2026-01-06T08:00:00", "PT8H0M0S"),
            span("2026-01-06T08:00:00", "2026-01-07T08:00:00", "PT0H0M0S"),
            span("2026-01-07T08:00:00", "2026-01-08T08:00:00", "PT8H0M0S"),
        ],
    }
    plan = document(task(1, 16), resources=[ANN], assignments=[split])
    assert early(plan) == [("2026-01-05T08:00", "2026-01-07T17:00")]


def test_an_activity_of_another_project_stays_where_it_was_stored() -> None:
    stored = {"Start": "2026-02-02T08:00:00", "Finish": "2026-02-03T17:00:00"}
    plan = document(task(1, 16, ExternalTask=1, **stored), task(2, 8, **after(1)))
    assert early(plan)[1] == ("2026-02-04T08:00", "2026-02-04T17:00")


def test_remaining_work_goes_on_at_resume() -> None:
    plan = document(
        task(
            1,
            16,
            PercentComplete=50,
            ActualStart="2026-01-05T08:00:00",
            RemainingDuration="PT8H0M0S",
            Stop="2026-01-05T17:00:00",
            Resume="2026-01-08T08:00:00",
        )
    )
    assert early(plan) == [("2026-01-05T08:00", "2026-01-08T17:00")]


def test_a_project_without_start_begins_with_its_first_stored_date() -> None:
    plan = document(
        task(1, Start="2026-03-03T08:00:00"),
        task(2, Start="2026-03-02T08:00:00"),
        StartDate="",
        CalendarUID=-1,
    )
    assert early(plan)[0] == ("2026-03-02T08:00", "2026-03-02T17:00")
    (entry,) = plan.not_taken_over
    assert (entry.field, entry.value, entry.reason) == ("StartDate", "2026-03-02T08:00:00", Omission.ASSUMED)


def test_a_project_without_any_date_begins_on_the_day_on_which_the_file_was_written() -> None:
    plan = document(
        task(1),
        StartDate="",
        CurrentDate="2026-03-04T19:30:00",
        CreationDate="2025-01-01T08:00:00",
        DefaultStartTime="08:00:00",
    )
    assert early(plan) == [("2026-03-04T08:00", "2026-03-04T17:00")]
    assert [entry.value for entry in plan.not_taken_over] == ["2026-03-04T08:00:00"]


def test_a_start_that_is_given_is_no_assumption() -> None:
    plan = starting(
        document(task(1), StartDate="", CurrentDate="2026-03-04T19:30:00"), moment("2026-04-01T08:00")
    )
    assert early(plan) == [("2026-04-01T08:00", "2026-04-01T17:00")]
    assert plan.not_taken_over == ()


START = "<StartDate>2026-01-05T08:00:00</StartDate>"


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (
            MSPDI.start,
            "Add <StartDate>2026-01-05T08:00:00</StartDate> to it, or give “headway plan” a start:",
        ),
        ("", "Give “headway plan” a start:"),
    ],
)
def test_a_plan_without_any_date_is_refused_and_says_what_to_type(typed: str, told: str) -> None:
    plan = replace(document(task(1), StartDate=""), format=replace(MSPDI, start=typed))
    with pytest.raises(FormatError) as caught:
        network_of(plan)
    assert caught.value.reason == (
        "The file does not say when the project starts, and has no date to take instead. "
        f"{told} --start 2026-01-05T08:00."
    )


def test_a_cycle_is_refused_with_the_line_of_its_first_task() -> None:
    tasks = [task(1), task(2, **after(3)), task(3, **after(2))]
    plan = document(*tasks)
    with pytest.raises(FormatError) as caught:
        network_of(plan)
    assert caught.value.line == plan.activities[1].line
    assert mspdi(*tasks).splitlines()[caught.value.line - 1].endswith(b"<UID>2</UID>")


def test_plan_times_are_wall_clock_seconds() -> None:
    network = network_of(document(task(1)))
    assert network.terms.start == moment("2026-01-05T08:00")


def test_progress_in_percent_alone_leaves_the_rest_of_the_duration() -> None:
    plan = document(
        task(1, 16, PercentComplete=50, Start="2026-01-06T08:00:00", Resume="2026-01-08T08:00:00"),
        task(2, 16, PercentComplete=100, Start="2026-01-06T08:00:00"),
    )
    assert early(plan) == [("2026-01-06T08:00", "2026-01-08T17:00"), ("2026-01-06T08:00", "2026-01-07T17:00")]


def test_remaining_duration_ends_a_started_activity_whatever_its_assignments_say() -> None:
    untouched = {"UID": 1, "TaskUID": 1, "ResourceUID": 1, "Units": "0.5", "Work": "PT8H0M0S"}
    plan = document(
        task(
            1,
            16,
            PercentComplete=50,
            ActualStart="2026-01-05T08:00:00",
            RemainingDuration="PT8H0M0S",
            Resume="2026-01-07T08:00:00",
        ),
        resources=[ANN],
        assignments=[untouched],
    )
    assert early(plan) == [("2026-01-05T08:00", "2026-01-07T17:00")]
