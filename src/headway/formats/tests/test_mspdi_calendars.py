import datetime as dt

from headway.formats.plan import Frequency
from headway.formats.tests.mspdi_text import STANDARD, document, week

HOUR = 3600
OFFICE_SHIFTS = ((8 * HOUR, 12 * HOUR), (13 * HOUR, 17 * HOUR))


def test_a_week_is_read_from_monday() -> None:
    calendar = document(
        calendars=[{**STANDARD, "WeekDays": week(("22:00:00", "00:00:00"), days=(1, 2))}]
    ).calendars[0]
    night = ((22 * HOUR, 24 * HOUR),)
    assert calendar.days == (night, (), (), (), (), (), night)


def test_a_shift_past_midnight_ends_in_the_next_day() -> None:
    calendar = document(
        calendars=[{**STANDARD, "WeekDays": week(("22:00:00", "06:00:00"), days=(2,))}]
    ).calendars[0]
    assert calendar.days[0] == ((22 * HOUR, 30 * HOUR),)


def test_a_calendar_without_week_has_office_hours_or_those_of_its_base() -> None:
    base, derived = document(
        calendars=[
            {"UID": 1, "Name": "Base"},
            {"UID": 2, "Name": "Ann", "IsBaseCalendar": 0, "BaseCalendarUID": 1},
        ]
    ).calendars
    assert base.days == (OFFICE_SHIFTS,) * 5 + ((),) * 2
    assert (derived.base_uid, derived.days, derived.is_base) == (1, (None,) * 7, False)


def exception(**fields: object) -> dict[str, object]:
    return {
        "TimePeriod": {"FromDate": "2026-04-03T00:00:00", "ToDate": "2026-04-06T23:59:00"},
        "DayWorking": 0,
        **fields,
    }


def test_exceptions_are_ranges_of_days() -> None:
    calendar = document(
        calendars=[
            {**STANDARD, "Exceptions": {"Exception": [exception(Name="Easter", Type=1, Occurrences=4)]}}
        ]
    ).calendars[0]
    (easter,) = calendar.exceptions
    assert (easter.name, easter.first, easter.last) == ("Easter", dt.date(2026, 4, 3), dt.date(2026, 4, 6))
    assert (easter.shifts, easter.recurrence) == ((), None)


def test_recurring_exceptions_keep_their_rule() -> None:
    yearly = exception(Type=3, EnteredByOccurrences=1, Occurrences=5, Month=10, MonthItem=7, MonthPosition=3)
    weekly = exception(Type=6, Period=2, DaysOfWeek=1 + 32)
    calendar = document(calendars=[{**STANDARD, "Exceptions": {"Exception": [yearly, weekly]}}]).calendars[0]
    thanksgiving, every_second = (entry.recurrence for entry in calendar.exceptions)
    assert thanksgiving is not None
    assert (thanksgiving.frequency, thanksgiving.occurrences) == (Frequency.YEARLY_WEEKDAY, 5)
    assert (thanksgiving.month, thanksgiving.position, thanksgiving.items) == (11, 3, (3,))
    assert every_second is not None
    assert (every_second.frequency, every_second.period) == (Frequency.WEEKLY, 2)
    assert (every_second.weekdays, every_second.occurrences) == ((4, 6), None)


def test_exceptions_of_old_files_are_read_unless_new_ones_say_the_same() -> None:
    old = {
        "DayType": 0,
        "DayWorking": 0,
        "TimePeriod": {"FromDate": "2026-04-03T00:00:00", "ToDate": "2026-04-03T23:59:00"},
    }
    days = {"WeekDay": [{"DayType": 2, "DayWorking": 0}, old]}
    only_old = document(calendars=[{**STANDARD, "WeekDays": days}]).calendars[0]
    both = document(
        calendars=[{**STANDARD, "WeekDays": days, "Exceptions": {"Exception": [exception()]}}]
    ).calendars[0]
    assert [(entry.first, entry.last) for entry in only_old.exceptions] == [
        (dt.date(2026, 4, 3), dt.date(2026, 4, 3))
    ]
    assert [(entry.first, entry.last) for entry in both.exceptions] == [
        (dt.date(2026, 4, 3), dt.date(2026, 4, 6))
    ]


def test_work_weeks_leave_other_days_alone() -> None:
    summer = {
        "Name": "Summer",
        "TimePeriod": {"FromDate": "2026-07-01T00:00:00", "ToDate": "2026-08-31T23:59:00"},
        "WeekDays": {"WeekDay": [{"DayType": 6, "DayWorking": 0}]},
    }
    (entry,) = document(calendars=[{**STANDARD, "WorkWeeks": {"WorkWeek": [summer]}}]).calendars[0].work_weeks
    assert (entry.name, entry.first, entry.last) == ("Summer", dt.date(2026, 7, 1), dt.date(2026, 8, 31))
    assert entry.days == (None,) * 4 + ((),) + (None,) * 2
