"""The days on which calendar exceptions hold."""

import calendar
import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import islice, takewhile

from headway.formats.plan import CalendarException, Frequency, Recurrence

LAST = 4
# More occurrences than this say nothing about a plan.
MOST = 20_000

ONE_DAY = dt.timedelta(days=1)
# Where two exceptions hold on one day the single one wins, then the more frequent rule, then the later one.
PRECEDENCE = {
    None: 0,
    Frequency.DAILY: 1,
    Frequency.YEARLY_DAY: 2,
    Frequency.YEARLY_WEEKDAY: 2,
    Frequency.MONTHLY_DAY: 3,
    Frequency.MONTHLY_WEEKDAY: 3,
    Frequency.WEEKLY: 4,
}


def written_out(exceptions: Sequence[CalendarException]) -> Iterator[CalendarException]:
    """The exceptions of a calendar without rules: recurring ones day by day. The ones that win come first."""

    def rank(place: int) -> tuple[int, int]:
        recurrence = exceptions[place].recurrence
        return PRECEDENCE[recurrence.frequency if recurrence else None], -place

    for place in sorted(range(len(exceptions)), key=rank):
        exception = exceptions[place]
        if exception.recurrence is None:
            yield exception
        for day in occurrences(exception):
            yield CalendarException(name=exception.name, first=day, last=day, shifts=exception.shifts)


def occurrences(exception: CalendarException) -> list[dt.date]:
    """The single days of a recurring exception, ascending.

    Examples
    --------
    >>> rule = Recurrence(frequency=Frequency.MONTHLY_DAY, period=2, day=31, occurrences=3)
    >>> exception = CalendarException(
    ...     name="Stocktaking", first=dt.date(2026, 1, 1), last=dt.date(2026, 12, 31), recurrence=rule)
    >>> [str(day) for day in occurrences(exception)]
    ['2026-01-31', '2026-03-31', '2026-05-31']
    """
    rule = exception.recurrence
    if rule is None:
        return []
    days = takewhile(lambda day: day <= exception.last, _days(rule, exception.first, exception.last))
    count = MOST if rule.occurrences is None else max(0, min(rule.occurrences, MOST))
    return list(islice((day for day in days if day >= exception.first), count))


def _days(rule: Recurrence, first: dt.date, last: dt.date) -> Iterator[dt.date]:
    if rule.frequency is Frequency.DAILY:
        yield from _every(first, last, rule.period)
    elif rule.frequency is Frequency.WEEKLY:
        if not rule.weekdays:
            return  # or a rule of no days would cost a walk through all its weeks
        # Weeks start on Sunday.
        sunday = first - ONE_DAY * ((first.weekday() + 1) % 7)
        for start in _every(sunday, last, 7 * rule.period):
            yield from (start + ONE_DAY * offset for offset in range(7) if (offset - 1) % 7 in rule.weekdays)
    else:
        for year, month in _months(rule, first, last):
            day = _day_of_month(rule, year, month)
            if day is not None:
                yield day


def _every(first: dt.date, last: dt.date, days: int) -> Iterator[dt.date]:
    for ordinal in range(first.toordinal(), last.toordinal() + 1, days):
        yield dt.date.fromordinal(ordinal)


def _months(rule: Recurrence, first: dt.date, last: dt.date) -> Iterator[tuple[int, int]]:
    if rule.frequency in (Frequency.YEARLY_DAY, Frequency.YEARLY_WEEKDAY):
        yield from ((year, rule.month) for year in range(first.year, last.year + 1))
        return
    for index in range(first.year * 12 + first.month - 1, last.year * 12 + last.month, rule.period):
        yield index // 12, index % 12 + 1


def _day_of_month(rule: Recurrence, year: int, month: int) -> dt.date | None:
    length = calendar.monthrange(year, month)[1]
    if rule.frequency in (Frequency.MONTHLY_DAY, Frequency.YEARLY_DAY):
        return dt.date(year, month, min(max(rule.day, 1), length))
    counted = [day for day in range(1, length + 1) if dt.date(year, month, day).weekday() in rule.items]
    if rule.position == LAST:
        return dt.date(year, month, counted[-1])
    return dt.date(year, month, counted[rule.position]) if rule.position < len(counted) else None
