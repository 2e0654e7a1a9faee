"""Calendars as MSPDI tells them: what `calendars` reads."""

import datetime as dt
from collections.abc import Iterator, Sequence

from headway.engine.calendar import Shifts
from headway.formats.mspdi.calendars import COUNTED_DAYS, DAILY, FREQUENCIES
from headway.formats.mspdi.units import time_of_day
from headway.formats.plan import CalendarException, PlanCalendar, Recurrence, WorkWeek
from headway.formats.xml_out import Node, flag, text

TYPES = {frequency: code for code, frequency in FREQUENCIES.items()}
ITEMS = {days: code for code, days in COUNTED_DAYS.items()}
NO_BASE = -1


def calendar_node(calendar: PlanCalendar) -> Node:
    """One calendar, with what differs from its base."""
    return "Calendar", [
        ("UID", calendar.uid),
        ("Name", text(calendar.name)),
        ("IsBaseCalendar", flag(calendar.is_base)),
        ("BaseCalendarUID", NO_BASE if calendar.base_uid is None else calendar.base_uid),
        ("WeekDays", _week(calendar.days)),
        ("Exceptions", [_exception(each) for each in calendar.exceptions] or None),
        ("WorkWeeks", [_work_week(each) for each in calendar.work_weeks] or None),
    ]


def _week(days: Sequence[Shifts | None]) -> list[Node] | None:
    """Sunday, which is 1, to Saturday, as far as the calendar says itself when there is work."""
    places = (6, *range(6))
    return [
        ("WeekDay", [("DayType", number), *_work(shifts)])
        for number, place in enumerate(places, start=1)
        if (shifts := days[place]) is not None
    ] or None


def _work(shifts: Shifts) -> Iterator[Node]:
    yield "DayWorking", flag(bool(shifts))
    if shifts:
        yield (
            "WorkingTimes",
            [
                ("WorkingTime", [("FromTime", time_of_day(start)), ("ToTime", time_of_day(finish))])
                for start, finish in shifts
            ],
        )


def _period(first: dt.date, last: dt.date) -> Node:
    return "TimePeriod", [("FromDate", f"{first}T00:00:00"), ("ToDate", f"{last}T23:59:00")]


def _exception(exception: CalendarException) -> Node:
    rule = exception.recurrence
    counted = rule is not None and rule.occurrences is not None
    return "Exception", [
        ("EnteredByOccurrences", flag(counted)),
        _period(exception.first, exception.last),
        ("Occurrences", rule.occurrences if rule is not None else None),
        ("Name", text(exception.name)),
        *(_rule(rule) if rule is not None else [("Type", DAILY)]),
        *_work(exception.shifts),
    ]


def _rule(rule: Recurrence) -> list[Node]:
    return [
        ("Type", TYPES[rule.frequency]),
        ("Period", rule.period),
        ("DaysOfWeek", sum(1 << (day + 1) % 7 for day in rule.weekdays) or None),
        ("MonthItem", ITEMS[rule.items] if rule.items else None),
        ("MonthPosition", rule.position),
        ("Month", rule.month - 1 if rule.month else None),
        ("MonthDay", rule.day),
    ]


def _work_week(week: WorkWeek) -> Node:
    return "WorkWeek", [
        _period(week.first, week.last),
        ("Name", text(week.name)),
        ("WeekDays", _week(week.days)),
    ]
