from io import BytesIO

import pytest

from headway.formats.errors import FormatError
from headway.formats.mspdi import read_mspdi
from headway.formats.network import network_of
from headway.formats.safe_xml import XmlLimits
from headway.formats.tests.mspdi_text import STANDARD, document, mspdi, task


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
    plan = document(task(1), calendars=[{**STANDARD, "Exceptions": {"Exception": [daily] * 10}}])
    with pytest.raises(FormatError, match="too many exceptions"):
        network_of(plan)
