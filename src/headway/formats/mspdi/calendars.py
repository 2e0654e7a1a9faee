"""Calendars of an MSPDI file."""

import datetime as dt

from headway.engine.calendar import NO_SHIFTS, OFFICE_HOURS, Shifts
from headway.engine.plan_time import DAY, day_of
from headway.formats.errors import FormatError
from headway.formats.mspdi.row import Row
from headway.formats.plan import CalendarException, Frequency, PlanCalendar, Recurrence, WorkWeek

# Sunday is 1 in the file; Monday is 0 here.
EXCEPTION_DAY = 0
WEEK = range(1, 8)
DAILY = 1
EVERY_SO_MANY_DAYS = 7
FREQUENCIES = {
    2: Frequency.YEARLY_DAY,
    3: Frequency.YEARLY_WEEKDAY,
    4: Frequency.MONTHLY_DAY,
    5: Frequency.MONTHLY_WEEKDAY,
    6: Frequency.WEEKLY,
    EVERY_SO_MANY_DAYS: Frequency.DAILY,
}
# What a position counts: 0 any day, 1 Monday to Friday, 2 the weekend, 3 Sunday to 9 Saturday.
COUNTED_DAYS = {
    0: tuple(range(7)),
    1: tuple(range(5)),
    2: (5, 6),
    3: (6,),
    **{code: (code - 4,) for code in range(4, 10)},
}


def read_calendar(row: Row) -> PlanCalendar:
    """A calendar, with what differs from its base calendar."""
    uid = row.required_integer("UID")
    base = row.reference("BaseCalendarUID")
    days, old_style = _week(row.row("WeekDays"), inherits=base is not None)
    new_style = row.row("Exceptions")
    exceptions = [_exception(entry) for entry in new_style.rows("Exception")] if new_style else []
    # Files for old readers repeat every occurrence of every exception among the week days.
    if not exceptions:
        exceptions = [_old_exception(entry) for entry in old_style]
    weeks = row.row("WorkWeeks")
    return PlanCalendar(
        uid=uid,
        name=row.text("Name"),
        line=row.line,
        base_uid=base,
        is_base=row.flag("IsBaseCalendar", default=True),
        days=days,
        work_weeks=tuple(_work_week(entry) for entry in weeks.rows("WorkWeek")) if weeks else (),
        exceptions=tuple(exceptions),
    )


def _week(row: Row | None, *, inherits: bool) -> tuple[tuple[Shifts | None, ...], list[Row]]:
    """Monday to Sunday, and the days that are exceptions in the way of old files."""
    days: list[Shifts | None] = [None] * 7
    old_style: list[Row] = []
    for entry in row.rows("WeekDay") if row else ():
        day_type = entry.required_integer("DayType")
        if day_type == EXCEPTION_DAY:
            old_style.append(entry)
        elif day_type in WEEK:
            days[(day_type - 2) % 7] = _shifts(entry)
        else:
            raise entry.refuse("DayType", f"is {day_type}, not 0 to 7")
    if not inherits:
        untouched = all(day is None for day in days)
        office = (OFFICE_HOURS,) * 5 + (NO_SHIFTS,) * 2
        days = list(office) if untouched else [NO_SHIFTS if day is None else day for day in days]
    return tuple(days), old_style


def _shifts(row: Row) -> Shifts:
    times = row.row("WorkingTimes")
    if not row.flag("DayWorking"):
        return NO_SHIFTS
    shifts = [_shift(entry) for entry in times.rows("WorkingTime")] if times else []
    return tuple(sorted(shifts)) if shifts else OFFICE_HOURS


def _shift(row: Row) -> tuple[int, int]:
    start, finish = row.time_of_day("FromTime"), row.time_of_day("ToTime")
    if start is None or finish is None:
        raise FormatError(row.line, "A working time has no start or no end.")
    # Midnight as an end is the end of the day; an end before its start lies in the next day.
    return start, finish if finish > start else finish + DAY


def _period(row: Row) -> tuple[dt.date, dt.date]:
    period = row.row("TimePeriod")
    first = period.moment("FromDate") if period else None
    last = period.moment("ToDate") if period else None
    if first is None or last is None:
        raise FormatError(row.line, f"The {row.kind} has no time period.")
    return day_of(first), day_of(max(first, last))


def _old_exception(row: Row) -> CalendarException:
    first, last = _period(row)
    return CalendarException(name="", first=first, last=last, shifts=_shifts(row))


def _exception(row: Row) -> CalendarException:
    first, last = _period(row)
    return CalendarException(
        name=row.text("Name"), first=first, last=last, shifts=_shifts(row), recurrence=_recurrence(row)
    )


def _recurrence(row: Row) -> Recurrence | None:
    kind = row.integer("Type", DAILY)
    period = max(1, row.integer("Period", 1))
    if kind not in FREQUENCIES or (kind == EVERY_SO_MANY_DAYS and period == 1):
        return None
    frequency = FREQUENCIES[kind]
    days = row.integer("DaysOfWeek", 0)
    occurrences = row.optional_integer("Occurrences")
    item = row.integer("MonthItem", 0)
    if item not in COUNTED_DAYS:
        raise row.refuse("MonthItem", f"is {item}, not 0 to 9")
    month = row.integer("Month", 0)
    if month not in range(12):
        raise row.refuse("Month", f"is {month}, not 0 to 11")
    position = row.integer("MonthPosition", 0)
    if position not in range(5):
        raise row.refuse("MonthPosition", f"is {position}, not 0 to 4")
    return Recurrence(
        frequency=frequency,
        period=period,
        occurrences=occurrences if row.flag("EnteredByOccurrences") else None,
        weekdays=tuple(sorted((bit - 1) % 7 for bit in range(7) if days >> bit & 1)),
        day=row.integer("MonthDay", 0),
        month=month + 1 if frequency in _YEARLY else 0,
        position=position,
        items=COUNTED_DAYS[item] if frequency in _BY_WEEKDAY else (),
    )


_YEARLY = {Frequency.YEARLY_DAY, Frequency.YEARLY_WEEKDAY}
_BY_WEEKDAY = {Frequency.MONTHLY_WEEKDAY, Frequency.YEARLY_WEEKDAY}


def _work_week(row: Row) -> WorkWeek:
    first, last = _period(row)
    days, _ = _week(row.row("WeekDays"), inherits=True)
    return WorkWeek(name=row.text("Name"), first=first, last=last, days=days)
