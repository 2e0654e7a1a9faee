"""Whatever a file says: it is read and scheduled, or refused with a line and a reason."""

from io import BytesIO
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from headway.formats.detect import detect_format, read_plan
from headway.formats.errors import FormatError
from headway.formats.lost import lost_between
from headway.formats.mspdi import MSPDI, write_mspdi
from headway.formats.reconcile import Reconciliation, reconcile
from headway.formats.tests.mspdi_text import STANDARD, Fields, mspdi, week

MOMENTS = st.sampled_from(
    [
        "2026-01-05T08:00:00",
        "2026-01-05T17:00:00",
        "2026-01-10T12:00:00",
        "2025-06-01T00:00:00",
        "2031-12-31T23:59:00",
        "1984-01-01T00:00:00",
        "2149-06-01T00:00:00",
    ]
)
DURATIONS = st.sampled_from(["PT0H0M0S", "PT8H0M0S", "PT0H30M0S", "PT2000H0M0S", "PT1H20M6S", "PT90000H0M0S"])
FLAGS = st.sampled_from(["0", "1"])
UIDS = st.integers(1, 6)
LINK = st.fixed_dictionaries(
    {"PredecessorUID": UIDS, "Type": st.integers(0, 3)},
    optional={
        "LinkLag": st.sampled_from([0, 4800, -4800, 144000, 50]),
        "LagFormat": st.sampled_from([7, 8, 19, 20]),
    },
)
TASK = st.fixed_dictionaries(
    {"OutlineLevel": st.integers(1, 4), "Duration": DURATIONS},
    optional={
        "DurationFormat": st.sampled_from([5, 7, 8, 53]),
        "Milestone": FLAGS,
        "Manual": FLAGS,
        "Active": FLAGS,
        "ConstraintType": st.integers(0, 7),
        "ConstraintDate": MOMENTS,
        "Deadline": MOMENTS,
        "Type": st.integers(0, 2),
        "Start": MOMENTS,
        "Finish": MOMENTS,
        "EarlyStart": MOMENTS,
        "EarlyFinish": MOMENTS,
        "LateStart": MOMENTS,
        "LateFinish": MOMENTS,
        "ActualStart": MOMENTS,
        "ActualFinish": MOMENTS,
        "RemainingDuration": DURATIONS,
        "Stop": MOMENTS,
        "Resume": MOMENTS,
        "PercentComplete": st.integers(0, 100),
        "CalendarUID": st.integers(-1, 3),
        "LevelingDelay": st.sampled_from([0, 4800, 14400]),
        "ExternalTask": FLAGS,
        "IgnoreResourceCalendar": FLAGS,
        "PredecessorLink": st.lists(LINK, max_size=2),
    },
)
REMAINING_WORK = st.fixed_dictionaries(
    {
        "Type": st.just(1),
        "Start": MOMENTS,
        "Finish": MOMENTS,
        "Unit": st.just(2),
        "Value": st.sampled_from(["PT0H0M0S", "PT8H0M0S"]),
    }
)
ASSIGNMENT = st.fixed_dictionaries(
    {
        "TaskUID": UIDS,
        "ResourceUID": st.integers(-1, 2),
        "Units": st.sampled_from(["0", "0.25", "1", "7", "1e18"]),
    },
    optional={
        "Work": DURATIONS,
        "RemainingWork": DURATIONS,
        "OvertimeWork": DURATIONS,
        "RemainingOvertimeWork": DURATIONS,
        "Delay": st.just(4800),
        "WorkContour": st.integers(0, 2),
        "TimephasedData": st.lists(REMAINING_WORK, max_size=4),
    },
)
RESOURCES = [{"UID": 1, "Name": "Ann", "Type": 1, "CalendarUID": 2}, {"UID": 2, "Name": "Ben", "Type": 1}]
CALENDARS = st.sampled_from(
    [
        [STANDARD],
        [STANDARD, {"UID": 2, "BaseCalendarUID": 1, "WeekDays": week(("22:00:00", "06:00:00"), days=(1, 7))}],
        [STANDARD, {"UID": 2, "WeekDays": {"WeekDay": [{"DayType": 2, "DayWorking": 0}]}}],
    ]
)


def numbered(rows: list[Fields]) -> list[dict[str, Any]]:
    return [{"UID": number, "ID": number, **row} for number, row in enumerate(rows, 1)]


def reconciled(content: bytes) -> Reconciliation | FormatError:
    try:
        return reconcile(read_plan(BytesIO(content)))
    except FormatError as refusal:
        return refusal


def check(content: bytes) -> None:
    found = reconciled(content)
    if isinstance(found, Reconciliation):
        sink = BytesIO()
        write_mspdi(found.document, sink)
        assert lost_between(found.document, read_plan(BytesIO(sink.getvalue()))) == ()
    if isinstance(found, FormatError):
        assert found.reason
        assert found.line > 0 or detect_format(content) is not MSPDI
    else:
        assert found.tally.exact <= found.tally.equal <= found.tally.compared
        differing = {c.activity.uid for c in found.comparisons if c.compared and not c.equal}
        assert set(found.reasons) == differing


@pytest.mark.slow
@given(
    tasks=st.lists(TASK, min_size=1, max_size=6),
    assignments=st.lists(ASSIGNMENT, max_size=4),
    calendars=CALENDARS,
    start=st.one_of(MOMENTS, st.just("")),
)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_plan_is_scheduled_or_refused(
    tasks: list[Fields], assignments: list[Fields], calendars: list[Fields], start: str
) -> None:
    content = mspdi(
        *numbered(tasks),
        calendars=calendars,
        resources=RESOURCES,
        assignments=numbered(assignments),
        StartDate=start,
    )
    check(content)


def test_a_plan_that_would_last_for_centuries_is_refused_and_takes_no_memory() -> None:
    first = {"Duration": "PT90000H0M0S"}
    after = {"PredecessorLink": [{"PredecessorUID": 1, "Type": 1, "LinkLag": 90_000, "LagFormat": 19}]}
    refused = reconciled(mspdi(*numbered([first, {"Duration": "PT8H0M0S", **after}]), resources=RESOURCES))
    assert isinstance(refused, FormatError)
    assert (
        "The plan would last for centuries" in refused.reason or "too little working time" in refused.reason
    )


WHOLE = mspdi(
    *numbered(
        [{"Name": "Dig", "Duration": "PT8H0M0S"}, {"PredecessorLink": [{"PredecessorUID": 1, "Type": 1}]}]
    ),
    resources=RESOURCES,
)


@given(place=st.integers(0, len(WHOLE) - 1), length=st.integers(0, 6), put=st.binary(max_size=4))
@settings(max_examples=200, deadline=None)
def test_any_damage_is_read_or_refused(place: int, length: int, put: bytes) -> None:
    check(WHOLE[:place] + put + WHOLE[place + length :])
