"""Stored against computed dates of one plan: the same minute, the same moment of work, or neither."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from headway.engine import NONE, CompiledCalendar, Network, Schedule
from headway.engine.plan_time import DAY
from headway.formats.plan import Kind, PlanActivity, PlanDocument, StoredDates

MINUTE = 60
TOLERANCE = 18
"""0.3 minutes: what Microsoft Project's tenths of minutes leave open."""
MONTH = 31 * DAY


class Group(StrEnum):
    """What kind of evidence an activity is."""

    OPEN = "open"
    COMPLETED = "completed"
    MANUAL = "manual"
    INACTIVE = "inactive"


@dataclass(frozen=True, slots=True)
class Comparison:
    """One activity: what the file stores and what was computed.

    `compared` says whether all early and late dates are stored; only then can `exact` (all four in the same
    minute) and `equal` (all four the same moment of work) hold. `start_finish` compares start and finish by
    the minute, `early_equal` early start and finish as moments of work.
    """

    activity: PlanActivity
    computed: StoredDates
    compared: bool
    exact: bool
    equal: bool
    early_equal: bool
    start_finish: bool

    @property
    def stored(self) -> StoredDates:
        """What the file says."""
        return self.activity.stored

    @property
    def group(self) -> Group:
        """Inactive, manual, completed or open, in this order."""
        if not self.activity.active:
            return Group.INACTIVE
        if self.activity.manual:
            return Group.MANUAL
        return Group.COMPLETED if self.activity.completed else Group.OPEN


def compare(document: PlanDocument, network: Network, dates: Schedule) -> list[Comparison]:
    """Compare every activity and milestone; `network` and `dates` have the document's rows."""
    clocks = _Clocks(document, network, dates)
    return [
        _compared(activity, computed_dates(dates, row), clocks, row)
        for row, activity in enumerate(document.activities)
        if activity.kind is not Kind.SUMMARY
    ]


def computed_dates(dates: Schedule, row: int) -> StoredDates:
    """The computed dates of one row in the form of stored ones."""

    def value(number: int) -> int | None:
        return None if number == NONE else int(number)

    return StoredDates(
        start=value(dates.start[row]),
        finish=value(dates.finish[row]),
        early_start=value(dates.early_start[row]),
        early_finish=value(dates.early_finish[row]),
        late_start=value(dates.late_start[row]),
        late_finish=value(dates.late_finish[row]),
        total_float=value(dates.total_float[row]),
        free_float=value(dates.free_float[row]),
        critical=bool(dates.critical[row]),
    )


def four_dates(dates: StoredDates) -> tuple[int | None, int | None, int | None, int | None]:
    """Early start, early finish, late start, late finish."""
    return dates.early_start, dates.early_finish, dates.late_start, dates.late_finish


def _compared(activity: PlanActivity, computed: StoredDates, clocks: "_Clocks", row: int) -> Comparison:
    stored = activity.stored
    compared = stored.complete
    pairs = list(zip(four_dates(stored), four_dates(computed), strict=True))
    exact = compared and all(_same_minute(one, other) for one, other in pairs)
    early = exact or (compared and all(clocks.same_work(row, one, other) for one, other in pairs[:2]))
    return Comparison(
        activity=activity,
        computed=computed,
        compared=compared,
        exact=exact,
        equal=exact or (early and all(clocks.same_work(row, one, other) for one, other in pairs[2:])),
        early_equal=early,
        start_finish=_same_minute(stored.start, computed.start)
        and _same_minute(stored.finish, computed.finish),
    )


def _same_minute(one: int | None, other: int | None) -> bool:
    return one is not None and other is not None and one // MINUTE == other // MINUTE


def roots(document: PlanDocument, comparisons: Iterable[Comparison]) -> frozenset[int]:
    """Activities that differ although what they depend on does not.

    Their early dates differ and those of all predecessors are right, or only their late dates differ and all
    dates of their successors are right.
    """
    early: set[int] = set()
    late: set[int] = set()
    for each in comparisons:
        if each.compared and not each.equal:
            (late if each.early_equal else early).add(each.activity.uid)
    driven = {link.successor for link in document.links if link.predecessor in early}
    bound = {link.predecessor for link in document.links if link.successor in early | late}
    return frozenset((early - driven) | (late - bound))


class _Clocks:
    """The calendars by which the work of each activity is counted, compiled once."""

    def __init__(self, document: PlanDocument, network: Network, dates: Schedule) -> None:
        moments = list(_moments(document, dates))
        self._first = min(moments, default=0) - MONTH
        self._last = max(moments, default=0) + MONTH
        self._network = network
        self._compiled: dict[int, CompiledCalendar] = {}
        self._staff = _assigned_calendars(network)

    def same_work(self, row: int, one: int | None, other: int | None) -> bool:
        """Whether no work lies between the two moments, the tolerance apart."""
        if one is None or other is None:
            return False
        if abs(one - other) <= TOLERANCE:
            return True
        columns = self._network.activities
        if columns.elapsed[row]:
            return False
        calendars = {max(0, int(columns.calendar[row])), *self._staff.get(row, ())}
        return any(abs(self._calendar(index).work_between(one, other)) <= TOLERANCE for index in calendars)

    def _calendar(self, index: int) -> CompiledCalendar:
        if index not in self._compiled:
            self._compiled[index] = self._network.terms.calendars[index].compiled(self._first, self._last)
        return self._compiled[index]


def _moments(document: PlanDocument, dates: Schedule) -> Iterable[int]:
    for activity in document.activities:
        yield from (date for date in four_dates(activity.stored) if date is not None)
    for column in (dates.early_start, dates.early_finish, dates.late_start, dates.late_finish):
        yield from (int(date) for date in column[column != NONE])


def _assigned_calendars(network: Network) -> Mapping[int, set[int]]:
    """Calendars of the resources that work in each row."""
    rows = {int(uid): row for row, uid in enumerate(network.activities.id)}
    staff: dict[int, set[int]] = defaultdict(set)
    columns = network.assignments
    for uid, calendar in zip(columns.activity.tolist(), columns.calendar.tolist(), strict=True):
        if calendar >= 0:
            staff[rows[uid]].add(calendar)
    return staff
