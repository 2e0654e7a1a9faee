"""Working time as XER files write it."""

from collections.abc import Iterable, Mapping
from itertools import islice

from headway.engine.calendar import Shifts
from headway.engine.plan_time import DAY
from headway.formats.network import MOST_EXCEPTIONS
from headway.formats.plan import CalendarException, PlanCalendar, ProjectFacts
from headway.formats.recurrence import occurrences
from headway.formats.xer.calendars import DAY_ZERO, RESOURCE_CALENDAR
from headway.formats.xer.out import Fields

BASE_CALENDAR = "CA_Base"


def calendar_row(
    calendar: PlanCalendar, calendars: Mapping[int, PlanCalendar], project: ProjectFacts
) -> Fields:
    """A calendar; the hours of its days, weeks and months are those of the project."""
    hours = project.minutes_per_day / 60
    return {
        "clndr_id": calendar.uid,
        "default_flag": "Y" if calendar.uid == project.calendar_uid else "N",
        "clndr_name": calendar.name,
        "base_clndr_id": calendar.base_uid,
        "clndr_type": BASE_CALENDAR if calendar.is_base else RESOURCE_CALENDAR,
        "day_hr_cnt": f"{hours:g}",
        "week_hr_cnt": f"{project.minutes_per_week / 60:g}",
        "month_hr_cnt": f"{hours * project.days_per_month:g}",
        "year_hr_cnt": f"{hours * project.days_per_month * 12:g}",
        "clndr_data": _data(calendar, calendars),
    }


def _data(calendar: PlanCalendar, calendars: Mapping[int, PlanCalendar]) -> str:
    week = ""
    if any(day is not None for day in calendar.days):
        days = [_day(calendar, calendars, at) for at in range(7)]
        # Sunday is 1 in the file; Monday is 0 here.
        written = (f"(0||{number}()({_shifts(days[(number - 2) % 7])}))" for number in range(1, 8))
        week = f"(0||DaysOfWeek()({''.join(written)}))"
    return f"(0||CalendarData()({week}(0||Exceptions()({_exceptions(calendar)}))))"


def _day(calendar: PlanCalendar, calendars: Mapping[int, PlanCalendar], at: int) -> Shifts:
    """Shifts of one day; where the calendar does not say them those of its base."""
    shifts, base = calendar.days[at], calendar.base_uid
    if shifts is not None:
        return shifts
    return _day(calendars[base], calendars, at) if base is not None else ()


def _exceptions(calendar: PlanCalendar) -> str:
    """Day by day; those that recur come last, for the first one on a day holds."""
    ordered = sorted(calendar.exceptions, key=lambda each: each.recurrence is not None)
    singles = ((day, each.shifts) for each in ordered for day in _days(each))
    return "".join(
        f"(0||{number}(d|{day})({_shifts(shifts)}))"
        for number, (day, shifts) in enumerate(islice(singles, MOST_EXCEPTIONS))
    )


def _days(exception: CalendarException) -> Iterable[int]:
    if exception.recurrence is not None:
        return [(day - DAY_ZERO).days for day in occurrences(exception)]
    return range((exception.first - DAY_ZERO).days, (exception.last - DAY_ZERO).days + 1)


def _shifts(shifts: Shifts) -> str:
    return "".join(
        f"(0||{number}(s|{_time(start)}|f|{_time(finish)})())"
        for number, (start, finish) in enumerate(shifts)
    )


def _time(seconds: int) -> str:
    """Midnight, and times of the next day, are written as times of a day."""
    return f"{seconds % DAY // 3600:02d}:{seconds % 3600 // 60:02d}"
