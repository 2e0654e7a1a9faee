"""Working time: calendars as plain values, compiled once to arrays.

Moments are plan times, see `headway.engine.plan_time`. Work is counted in seconds.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from headway.engine.errors import NetworkError
from headway.engine.plan_time import DAY, EPOCH

Shift = tuple[int, int]
"""Work from the first to the second number, in seconds from midnight; the second may lie in the next day."""
Shifts = tuple[Shift, ...]
Times = NDArray[np.int64]

OFFICE_HOURS: Shifts = ((8 * 3600, 12 * 3600), (13 * 3600, 17 * 3600))
NO_SHIFTS: Shifts = ()


@dataclass(frozen=True, slots=True)
class CalendarException:
    """Days from `first` to `last`, both included, that follow `shifts` instead of the week."""

    first: dt.date
    last: dt.date
    shifts: Shifts = NO_SHIFTS


@dataclass(frozen=True, slots=True)
class WorkWeek:
    """A week, Monday first, that holds from `first` to `last`; a day that is None follows the next rule."""

    first: dt.date
    last: dt.date
    days: tuple[Shifts | None, ...]


@dataclass(frozen=True, slots=True)
class Calendar:
    """When work happens: a week, Monday first, with exceptions and work weeks for ranges of days.

    Of the exceptions that hold on a day the first in the tuple wins, then the first work week, then the week.

    Parameters
    ----------
    week : tuple of 7 tuples of (start, finish)
        Shifts of Monday to Sunday in seconds from midnight. 24:00 is 86400; a shift that ends in the next day
        ends after 86400.
    exceptions, work_weeks : tuple
        What differs from the week, by ranges of dates.
    name : str
        Only for messages.

    Raises
    ------
    NetworkError
        ``bad_column`` when a week has not seven days or a shift ends before it starts or lasts over 24 hours.

    Examples
    --------
    >>> from headway.engine import moment, written
    >>> shop = Calendar.standard().compiled(moment("2026-01-05T00:00"), moment("2026-02-01T00:00"))
    >>> written(shop.finish_after(moment("2026-01-09T15:00"), 4 * 3600))
    '2026-01-12T10:00:00'
    """

    week: tuple[Shifts, ...]
    exceptions: tuple[CalendarException, ...] = ()
    work_weeks: tuple[WorkWeek, ...] = ()
    name: str = field(default="", compare=False)
    _hash: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # Compiled arrays are found by value; hashing hundreds of exceptions each time would cost more than a
        # pass.
        object.__setattr__(self, "_hash", hash((self.week, self.exceptions, self.work_weeks)))
        for days in (self.week, *(work_week.days for work_week in self.work_weeks)):
            if len(days) != 7:
                raise NetworkError("bad_column", f"Calendar “{self.name}” has a week of {len(days)} days.")
        for shifts in self._all_shifts():
            for start, finish in shifts:
                if not (0 <= start < DAY and start < finish <= start + DAY):
                    raise NetworkError("bad_column", f"Calendar “{self.name}” has a shift {start}-{finish}.")

    def __hash__(self) -> int:
        return self._hash

    def _all_shifts(self) -> Iterable[Shifts]:
        yield from self.week
        yield from (exception.shifts for exception in self.exceptions)
        for work_week in self.work_weeks:
            yield from (shifts for shifts in work_week.days if shifts is not None)

    @classmethod
    def standard(cls, *, exceptions: Iterable[CalendarException] = (), name: str = "Standard") -> "Calendar":
        """Monday to Friday, 08:00-12:00 and 13:00-17:00."""
        return cls((OFFICE_HOURS,) * 5 + (NO_SHIFTS,) * 2, tuple(exceptions), (), name)

    @classmethod
    def around_the_clock(cls, *, name: str = "24 Hours") -> "Calendar":
        """Work at every moment: elapsed time."""
        return cls((((0, DAY),),) * 7, (), (), name)

    def derived(
        self,
        *,
        days: Sequence[Shifts | None] = (None,) * 7,
        exceptions: Iterable[CalendarException] = (),
        work_weeks: Iterable[WorkWeek] = (),
        name: str = "",
    ) -> "Calendar":
        """A calendar based on this one: its own exceptions, work weeks and days go before the inherited ones.

        Examples
        --------
        >>> part_time = Calendar.standard().derived(days=[None] * 4 + [()] + [None] * 2)
        >>> [len(shifts) for shifts in part_time.week]
        [2, 2, 2, 2, 0, 0, 0]
        """
        week = tuple(
            inherited if own is None else tuple(own) for own, inherited in zip(days, self.week, strict=True)
        )
        return Calendar(
            week, (*exceptions, *self.exceptions), (*work_weeks, *self.work_weeks), name or self.name
        )

    @property
    def works(self) -> bool:
        """Whether there is any day with work."""
        return any(self._all_shifts())

    def compiled(self, first: int, last: int) -> "CompiledCalendar":
        """Arrays of all working intervals of the days from `first` to `last` (plan times)."""
        return _compile(self, first // DAY, -(-last // DAY))


@dataclass(frozen=True, slots=True, eq=False)
class CompiledCalendar:
    """Working intervals of a range of days, disjoint and ascending; every question costs O(log n).

    Attributes
    ----------
    starts, finishes : int64 array
        Plan times; interval i is [starts[i], finishes[i]).
    work : int64 array
        Working seconds before interval i, with the total behind the last.
    first, last : int
        Plan times between which the arrays are complete.

    Notes
    -----
    A position is a number of working seconds since `first`. One position may have two moments, the end of a
    shift and the start of the next: `as_start` gives the later, `as_finish` the earlier. Outside the range,
    and in a calendar without work, answers are clipped to `first` and `last`.
    """

    starts: Times
    finishes: Times
    work: Times
    first: int
    last: int

    def position(self, time: int) -> int:
        """Working seconds between `first` and `time`."""
        i = int(np.searchsorted(self.starts, time, side="right")) - 1
        if i < 0:
            return 0
        return int(self.work[i]) + min(time, int(self.finishes[i])) - int(self.starts[i])

    def work_between(self, start: int, finish: int) -> int:
        """Working seconds from `start` to `finish`, negative when `finish` is earlier."""
        return self.position(finish) - self.position(start)

    def as_start(self, position: int) -> int:
        """Latest moment at `position`: where the work after it starts."""
        i = int(np.searchsorted(self.work, position, side="right")) - 1
        if position < 0:
            return self.first
        if i >= len(self.starts):
            return self.last
        return int(self.starts[i]) + position - int(self.work[i])

    def as_finish(self, position: int) -> int:
        """Earliest moment at `position`: where the work before it ends."""
        i = int(np.searchsorted(self.work, position, side="left")) - 1
        if i < 0:
            return self.first
        if i >= len(self.starts):
            return self.last
        return int(self.starts[i]) + position - int(self.work[i])

    def next_work(self, time: int) -> int:
        """`time` if work goes on then, else the start of the next shift."""
        return self.as_start(self.position(time))

    def previous_work(self, time: int) -> int:
        """`time` if work goes on just before, else the end of the previous shift."""
        return self.as_finish(self.position(time))

    def start_after(self, time: int, work: int) -> int:
        """Moment `work` seconds of work after `time` (before it when negative), as a start."""
        return self.as_start(self.position(time) + work)

    def finish_after(self, time: int, work: int) -> int:
        """Moment `work` seconds of work after `time` (before it when negative), as a finish."""
        return self.as_finish(self.position(time) + work)

    def intersection(self, other: "CompiledCalendar") -> "CompiledCalendar":
        """Time when both calendars work, over the range both know."""
        first, last = max(self.first, other.first), min(self.last, other.last)
        edges = np.concatenate((self.starts, self.finishes, other.starts, other.finishes))
        turns = np.concatenate(
            (
                np.ones(len(self.starts), np.int64),
                -np.ones(len(self.starts), np.int64),
                np.ones(len(other.starts), np.int64),
                -np.ones(len(other.starts), np.int64),
            )
        )
        order = np.lexsort((turns, edges))
        edges, depth = edges[order], np.cumsum(turns[order])
        both = np.flatnonzero(depth == 2)
        starts = np.maximum(edges[both], first)
        finishes = np.minimum(edges[both + 1], last) if len(both) else starts
        return _from_intervals(starts, finishes, first, last)


def _from_intervals(starts: Times, finishes: Times, first: int, last: int) -> CompiledCalendar:
    """Sort, merge what touches and count the work."""
    keep = starts < finishes
    starts, finishes = starts[keep], finishes[keep]
    order = np.argsort(starts, kind="stable")
    starts, reached = starts[order], np.maximum.accumulate(finishes[order])
    opens = np.ones(len(starts), np.bool_)
    opens[1:] = starts[1:] > reached[:-1]
    heads = np.flatnonzero(opens)
    starts, finishes = starts[heads], reached[np.append(heads, len(reached))[1:] - 1]
    work = np.zeros(len(starts) + 1, np.int64)
    np.cumsum(finishes - starts, out=work[1:])
    for array in (starts, finishes, work):
        array.setflags(write=False)
    return CompiledCalendar(starts, finishes, work, first, last)


def _day(date: dt.date) -> int:
    return (date - EPOCH).days


@lru_cache(maxsize=512)
def _compile(calendar: Calendar, first_day: int, last_day: int) -> CompiledCalendar:
    # One day before: its last shift may end after midnight.
    days = np.arange(first_day - 1, last_day, dtype=np.int64)
    weekdays = (days + EPOCH.weekday()) % 7
    patterns: dict[Shifts, int] = {}

    def number(shifts: Shifts) -> int:
        return patterns.setdefault(shifts, len(patterns))

    pattern = np.array([number(shifts) for shifts in calendar.week], np.int64)[weekdays]

    def reach(first: dt.date, last: dt.date) -> slice:
        return slice(max(0, _day(first) - first_day + 1), max(0, _day(last) - first_day + 2))

    # The first rule that holds wins, so the last is laid down first.
    for work_week in reversed(calendar.work_weeks):
        held = reach(work_week.first, work_week.last)
        for weekday, shifts in enumerate(work_week.days):
            if shifts is not None:
                pattern[held][weekdays[held] == weekday] = number(shifts)
    for exception in reversed(calendar.exceptions):
        pattern[reach(exception.first, exception.last)] = number(exception.shifts)

    starts, finishes = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
    for shifts, code in patterns.items():
        midnights = days[pattern == code] * DAY
        for start, finish in shifts:
            starts.append(midnights + start)
            finishes.append(midnights + finish)
    first, last = first_day * DAY, last_day * DAY
    opening = np.maximum(np.concatenate(starts), first)
    closing = np.minimum(np.concatenate(finishes), last)
    return _from_intervals(opening, closing, first, last)
