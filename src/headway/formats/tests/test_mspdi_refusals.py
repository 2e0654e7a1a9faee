import datetime as dt
from io import BytesIO
from typing import Any

import pytest

from headway.formats.budget import Most
from headway.formats.errors import FormatError
from headway.formats.mspdi import read_mspdi, reader
from headway.formats.network import network_of
from headway.formats.plan import CalendarException
from headway.formats.recurrence import occurrences
from headway.formats.references import MOST_BASES
from headway.formats.safe_xml import XmlLimits
from headway.formats.tests.mspdi_text import STANDARD, after, document, mspdi, task


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"UID": "one"}, "UID of the task is “one”, not a whole number."),
        ({"Duration": "eight"}, "Duration of the task is “eight”, not a duration."),
        ({"Duration": "-PT8H0M0S"}, "Duration of the task is negative."),
        ({"Duration": "PT99999999999H0M0S"}, "Duration of the task is “PT99999999999H0M0S”, not a duration."),
        ({"Start": "2026-02-30"}, "Start of the task is “2026-02-30”, not a date between 1950 and 2199."),
        (
            {"Deadline": "0001-01-01"},
            "Deadline of the task is “0001-01-01”, not a date between 1950 and 2199.",
        ),
        ({"Milestone": "yes"}, "Milestone of the task is “yes”, not 0 or 1."),
        ({"ConstraintType": 8}, "ConstraintType of the task is 8, not 0 to 7."),
        ({"PercentComplete": "٣"}, "PercentComplete of the task is “٣”, not a whole number."),
        ({"PercentComplete": -5}, "PercentComplete of the task is -5, not 0 to 100."),
        ({"PercentComplete": 101}, "PercentComplete of the task is 101, not 0 to 100."),
        ({"Priority": -5}, "Priority of the task is -5, not 0 to 1000."),
        ({"Priority": 99999}, "Priority of the task is 99999, not 0 to 1000."),
        ({"ID": 2**31}, "ID of the task is “2147483648”, not a whole number."),
    ],
)
def test_a_value_that_cannot_be_read_is_refused_with_its_line(fields: dict[str, object], reason: str) -> None:
    content = mspdi(task(1), {**task(2), **fields})
    with pytest.raises(FormatError) as caught:
        read_mspdi(BytesIO(content))
    assert caught.value.reason == reason
    name = next(iter(fields))
    assert f"<{name}>".encode() in content.splitlines()[caught.value.line - 1]


def test_an_identity_used_twice_is_refused() -> None:
    with pytest.raises(FormatError, match="UID 1 of the task was used before, on line"):
        document(task(1), task(1))


def test_a_task_without_identity_is_refused() -> None:
    with pytest.raises(FormatError, match="UID of the task is missing"):
        document({"Name": "Nobody"})


def test_calendars_that_rest_on_each_other_are_refused() -> None:
    with pytest.raises(FormatError, match="based on itself"):
        document(
            calendars=[
                {"UID": 1, "Name": "A", "BaseCalendarUID": 2},
                {"UID": 2, "Name": "B", "BaseCalendarUID": 1},
            ]
        )


def test_calendars_rest_on_few_others_one_below_the_other() -> None:
    def chained(count: int) -> list[dict[str, object]]:
        rows: list[dict[str, object]] = [
            {"UID": uid, "Name": f"{uid}", "BaseCalendarUID": uid - 1} for uid in range(2, count + 1)
        ]
        return [STANDARD, *rows]

    network_of(document(task(1, CalendarUID=MOST_BASES + 1), calendars=chained(MOST_BASES + 1)))
    for rows in (chained(MOST_BASES + 2), chained(5_000)[::-1]):
        with pytest.raises(FormatError, match="based on more than 50 others"):
            document(calendars=rows)


@pytest.mark.parametrize(
    "fields", [{"MinutesPerDay": 0}, {"DaysPerMonth": -1}, {"DefaultStartTime": "25:00:00"}]
)
def test_a_project_that_makes_no_sense_is_refused(fields: dict[str, object]) -> None:
    with pytest.raises(FormatError):
        document(**fields)


def test_more_rows_than_any_plan_has_are_refused() -> None:
    with pytest.raises(FormatError, match="more than 5 rows"):
        read_mspdi(BytesIO(mspdi(*(task(uid) for uid in range(1, 9)))), limits=XmlLimits(rows=5))


@pytest.mark.parametrize("numbers", [(11,), (-1,), (2, 2)])
def test_baselines_other_than_the_eleven_are_refused(numbers: tuple[int, ...]) -> None:
    with pytest.raises(FormatError, match="Number of the baseline"):
        document(task(1, Baseline=[{"Number": number, "Work": "PT1H0M0S"} for number in numbers]))


def test_a_calendar_with_endless_exceptions_is_refused() -> None:
    daily = {
        "TimePeriod": {"FromDate": "1950-01-01T00:00:00", "ToDate": "2199-12-31T23:59:00"},
        "Type": 7,
        "Period": 2,
        "DayWorking": 0,
    }
    with pytest.raises(
        FormatError, match="line 6: The plan has more than 100,000 days and weeks with except"
    ):
        document(task(1), calendars=[{**STANDARD, "Exceptions": {"Exception": [daily] * 10}}])


def test_exceptions_that_never_hold_are_counted_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Most.EXCEPTIONS, "_value_", (20, "days and weeks with exceptions in calendars"))
    never = {
        "TimePeriod": {"FromDate": "1950-01-01T00:00:00", "ToDate": "2199-12-31T23:59:00"},
        "Type": 6,
        "DaysOfWeek": 0,
        "DayWorking": 0,
    }
    with pytest.raises(FormatError, match="more than 20 days and weeks with exceptions"):
        document(task(1), calendars=[{**STANDARD, "Exceptions": {"Exception": [never] * 21}}])


def test_exceptions_are_counted_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten thousand of them fit in one calendar; the first five are too many."""
    daily = {
        "TimePeriod": {"FromDate": "1950-01-01T00:00:00", "ToDate": "2199-12-31T23:59:00"},
        "Type": 7,
        "Period": 2,
        "DayWorking": 0,
    }
    asked: list[CalendarException] = []

    def counted(exception: CalendarException) -> list[dt.date]:
        asked.append(exception)
        return occurrences(exception)

    monkeypatch.setattr(reader, "occurrences", counted)
    with pytest.raises(FormatError, match="more than 100,000 days"):
        document(task(1), calendars=[{**STANDARD, "Exceptions": {"Exception": [daily] * 50}}])
    assert len(asked) == 6


def test_many_calendars_on_one_with_many_exceptions_are_refused() -> None:
    daily = {
        "TimePeriod": {"FromDate": "1950-01-01T00:00:00", "ToDate": "2199-12-31T23:59:00"},
        "Type": 7,
        "Period": 1,
        "DayWorking": 0,
        "EnteredByOccurrences": 0,
    }
    often = {**daily, "Period": 2}
    calendars = [{**STANDARD, "Exceptions": {"Exception": [often, often]}}]
    calendars += [{"UID": uid, "Name": f"{uid}", "BaseCalendarUID": 1} for uid in range(2, 30)]
    plan = document(*(task(uid, CalendarUID=uid) for uid in range(2, 30)), calendars=calendars)
    with pytest.raises(FormatError, match="Too many calendars are based on one with many exceptions"):
        network_of(plan)


@pytest.mark.parametrize(
    ("most", "rows", "words"),
    [
        (Most.ACTIVITIES, [task(1), task(2), task(3)], "activities"),
        (Most.LINKS, [task(1), task(2, **after(1, 1, 1))], "links"),
        (Most.BASELINES, [task(1, Baseline=[{"Number": n} for n in range(3)])], "baselines of activities"),
        (Most.TEXT, [task(1, Notes="long")], "characters of names and notes"),
    ],
)
def test_more_than_any_plan_has_is_refused(
    most: Most, rows: list[Any], words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(most, "_value_", (2, words))
    with pytest.raises(FormatError, match=f"The plan has more than 2 {words}") as caught:
        document(*rows)
    assert caught.value.line > 0


def test_a_long_property_of_the_project_is_refused() -> None:
    with pytest.raises(FormatError, match="characters of names and notes"):
        document(Title="x" * 3_000_000, **{f"Text{n}": "x" * 3_000_000 for n in range(7)})
