"""Working time said once more, for the oracle of the property tests: calendars are walked day by day."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from headway.engine import Calendar

DAY = 86_400
RANGE = range(dt.date(2015, 1, 1).toordinal(), dt.date(2040, 1, 1).toordinal())


@cache
def intervals(calendar: Calendar | None, partner: Calendar | None = None) -> list[tuple[int, int]]:
    """Working intervals of one calendar, or common to two, none touching the next; None always works."""
    if calendar is None:
        return [((RANGE.start - 719163) * DAY, (RANGE.stop - 719163) * DAY)]
    if partner is not None:
        ours, theirs = intervals(calendar), intervals(partner)
        common = [
            (max(a, c), min(b, d)) for a, b in ours for c, d in _near(theirs, a, b) if max(a, c) < min(b, d)
        ]
        return common or ours
    found: list[list[int]] = []
    for ordinal in RANGE:
        date = dt.date.fromordinal(ordinal)
        midnight = (date - dt.date(1970, 1, 1)).days * DAY
        for start, finish in sorted(_shifts(calendar, date)):
            if found and found[-1][1] >= midnight + start:
                found[-1][1] = max(found[-1][1], midnight + finish)
            else:
                found.append([midnight + start, midnight + finish])
    return [(start, finish) for start, finish in found]


def _near(spans: list[tuple[int, int]], start: int, finish: int) -> list[tuple[int, int]]:
    low = 0
    high = len(spans)
    while low < high:
        middle = (low + high) // 2
        low, high = (middle + 1, high) if spans[middle][1] <= start else (low, middle)
    near = []
    while low < len(spans) and spans[low][0] < finish:
        near.append(spans[low])
        low += 1
    return near


def _shifts(calendar: Calendar, date: dt.date) -> Sequence[tuple[int, int]]:
    for exception in calendar.exceptions:
        if exception.first <= date <= exception.last:
            return exception.shifts
    for week in calendar.work_weeks:
        shifts = week.days[date.weekday()]
        if week.first <= date <= week.last and shifts is not None:
            return shifts
    return calendar.week[date.weekday()]


@dataclass(frozen=True)
class Clock:
    """Walks the intervals of a calendar."""

    calendar: Calendar | None
    partner: Calendar | None = None

    @property
    def spans(self) -> list[tuple[int, int]]:
        return intervals(self.calendar, self.partner)

    def first_after(self, time: int) -> int:
        """Index of the first interval that ends after `time`."""
        spans, low, high = self.spans, 0, len(self.spans)
        while low < high:
            middle = (low + high) // 2
            low, high = (middle + 1, high) if spans[middle][1] <= time else (low, middle)
        return low

    def forward(self, time: int, work: int) -> int:
        at = self.first_after(time)
        while True:
            start, finish = self.spans[at]
            start = max(start, time)
            if work <= finish - start:
                return start + work
            work -= finish - start
            at += 1

    def back(self, time: int, work: int) -> int:
        at = self.first_after(time - 1) if time > self.spans[0][0] else 0
        at = at if self.spans[at][0] < time else at - 1
        while True:
            start, finish = self.spans[at]
            finish = min(finish, time)
            if work <= finish - start:
                return finish - work
            work -= finish - start
            at -= 1

    def move(self, time: int, work: int) -> int:
        if work == 0:
            return time
        return self.forward(time, work) if work > 0 else self.back(time, -work)

    def next_start(self, time: int) -> int:
        return max(time, self.spans[self.first_after(time)][0])

    def previous_finish(self, time: int) -> int:
        at = self.first_after(time - 1)
        return time if self.spans[at][0] < time else self.spans[at - 1][1]

    def between(self, start: int, finish: int) -> int:
        if finish < start:
            return -self.between(finish, start)
        return sum(min(b, finish) - max(a, start) for a, b in _near(self.spans, start, finish))
