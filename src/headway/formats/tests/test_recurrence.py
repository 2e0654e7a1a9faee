import datetime as dt

import pytest

from headway.formats.plan import CalendarException, Frequency, Recurrence
from headway.formats.recurrence import occurrences

MONTHLY = Frequency.MONTHLY_WEEKDAY


def days(first: str, last: str, **rule: object) -> list[str]:
    exception = CalendarException(
        name="",
        first=dt.date.fromisoformat(first),
        last=dt.date.fromisoformat(last),
        recurrence=Recurrence(**rule),  # type: ignore[arg-type]  # the rows above hold both kinds
    )
    return [str(day) for day in occurrences(exception)]


CASES = {
    "every third day": (
        ("2026-02-27", "2026-03-06", {"frequency": Frequency.DAILY, "period": 3}),
        ["2026-02-27", "2026-03-02", "2026-03-05"],
    ),
    "days until enough": (
        ("2026-02-27", "2026-12-31", {"frequency": Frequency.DAILY, "period": 7, "occurrences": 2}),
        ["2026-02-27", "2026-03-06"],
    ),
    "weekly, from the middle of a week": (
        ("2026-01-07", "2026-01-31", {"frequency": Frequency.WEEKLY, "weekdays": (0, 4)}),
        ["2026-01-09", "2026-01-12", "2026-01-16", "2026-01-19", "2026-01-23", "2026-01-26", "2026-01-30"],
    ),
    "every second week, which starts on Sunday": (
        ("2026-01-05", "2026-02-10", {"frequency": Frequency.WEEKLY, "period": 2, "weekdays": (0, 6)}),
        ["2026-01-05", "2026-01-18", "2026-01-19", "2026-02-01", "2026-02-02"],
    ),
    "fewer times than never": (
        ("2026-02-27", "2026-12-31", {"frequency": Frequency.DAILY, "occurrences": -5}),
        [],
    ),
    "weekly on no day": (
        ("1950-01-01", "2199-12-31", {"frequency": Frequency.WEEKLY, "weekdays": ()}),
        [],
    ),
    "monthly, on the last day of short months": (
        ("2026-01-31", "2026-04-30", {"frequency": Frequency.MONTHLY_DAY, "day": 31}),
        ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"],
    ),
    "every fifth month over the year's end": (
        ("2026-09-01", "2027-12-31", {"frequency": Frequency.MONTHLY_DAY, "day": 4, "period": 5}),
        ["2026-09-04", "2027-02-04", "2027-07-04", "2027-12-04"],
    ),
    "monthly on the last Friday": (
        ("2026-01-01", "2026-03-31", {"frequency": MONTHLY, "items": (4,), "position": 4}),
        ["2026-01-30", "2026-02-27", "2026-03-27"],
    ),
    "monthly on the first weekend day": (
        ("2026-01-01", "2026-03-31", {"frequency": MONTHLY, "items": (5, 6), "position": 0}),
        ["2026-01-03", "2026-02-01", "2026-03-01"],
    ),
    "monthly on the second day of any kind": (
        ("2026-01-03", "2026-03-31", {"frequency": MONTHLY, "items": tuple(range(7)), "position": 1}),
        ["2026-02-02", "2026-03-02"],
    ),
    "yearly on a leap day": (
        ("2026-01-01", "2028-12-31", {"frequency": Frequency.YEARLY_DAY, "month": 2, "day": 29}),
        ["2026-02-28", "2027-02-28", "2028-02-29"],
    ),
    "yearly on the fourth Thursday of November": (
        (
            "2026-01-01",
            "2027-12-31",
            {"frequency": Frequency.YEARLY_WEEKDAY, "month": 11, "items": (3,), "position": 3},
        ),
        ["2026-11-26", "2027-11-25"],
    ),
}


@pytest.mark.parametrize(("exception", "expected"), CASES.values(), ids=CASES.keys())
def test_occurrences_follow_the_rule(
    exception: tuple[str, str, dict[str, object]], expected: list[str]
) -> None:
    first, last, rule = exception
    assert days(first, last, **rule) == expected


def test_an_exception_without_rule_has_no_occurrences() -> None:
    assert occurrences(CalendarException(name="", first=dt.date(2026, 1, 1), last=dt.date(2026, 1, 2))) == []
