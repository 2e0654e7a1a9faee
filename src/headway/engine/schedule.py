"""Dates, floats and the reason of each date, by one of two rule sets.

`docs/method/schedule.md` has the rules of Microsoft Project, `docs/method/schedule-primavera.md` those of
Primavera P6, both with their sources.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from headway.engine.calendar import Calendar, CompiledCalendar
from headway.engine.columns import Activity, Codes, Flags, Ints, Terms
from headway.engine.errors import NetworkError
from headway.engine.horizon import FARTHEST
from headway.engine.kernels import layout as its
from headway.engine.kernels.clock import LEFT, Clocks, Table, build_clocks
from headway.engine.kernels.plan import Dates
from headway.engine.network import Network
from headway.engine.rule_sets import compute
from headway.engine.tables import empty_dates


@dataclass(frozen=True, slots=True, eq=False)
class Schedule:
    """Dates of every row of a network, in its row order.

    Moments are plan times. Floats are working seconds of the activity's calendar, elapsed ones where the
    duration is elapsed, negative where a bound cannot be held. A row without dates (a summary without active
    activities) holds `NONE` in all of them.

    Attributes
    ----------
    start, finish : int64 array
        Scheduled dates; the late ones for activities that are as late as possible.
    early_start, early_finish, late_start, late_finish : int64 array
        Bounds that the network sets.
    duration : int64 array
        Working seconds between start and finish of a summary, the given duration of others.
    total_float, free_float, start_float, finish_float : int64 array
        Total float is the smaller of start and finish float, of a started activity the finish float.
    critical : bool array
        Unfinished, active, and the total float within the limit of the rules; summaries with a critical
        child.
    start_driver, finish_driver, late_finish_driver : int8 array of `Driver`
        What set early start, early finish and late finish. The late start always follows from the late finish
        by the remaining duration, or is the actual start.
    start_driver_row, finish_driver_row, late_finish_driver_row : int64 array
        Row of the link for `LINK`, of the assignment for `ASSIGNMENT`, of the child for `CHILDREN`, of the
        activity or summary whose constraint holds for `CONSTRAINT`; otherwise -1.
    driving : bool array
        Per link whether it sets a date of its successor; under the rules of Primavera every one that asks for
        the same moment of work.
    """

    start: Ints
    finish: Ints
    early_start: Ints
    early_finish: Ints
    late_start: Ints
    late_finish: Ints
    duration: Ints
    total_float: Ints
    free_float: Ints
    start_float: Ints
    finish_float: Ints
    critical: Flags
    start_driver: Codes
    start_driver_row: Ints
    finish_driver: Codes
    finish_driver_row: Ints
    late_finish_driver: Codes
    late_finish_driver_row: Ints
    driving: Flags


def schedule(network: Network) -> Schedule:
    """Dates, floats and drivers of all activities of a network.

    A forward and a backward pass over a topological order, each link and calendar once per pass [1]_, with
    the conventions of Microsoft Project or of Primavera P6 for constraints, lags, progress and float, as the
    kind of the rules in the network's terms says.

    Parameters
    ----------
    network : Network
        Moments in plan time (seconds), durations in working seconds.

    Returns
    -------
    Schedule
        In the row order of the network.

    Raises
    ------
    NetworkError
        ``no_work`` when work lies on a calendar that has too little of it to be done within five centuries.

    References
    ----------
    .. [1] J. E. Kelley, M. R. Walker, "Critical-path planning and scheduling", 1959.

    Examples
    --------
    >>> from headway.engine import Activity, Link, Network, Terms, moment, written
    >>> day = 8 * 3600
    >>> network = Network.of([Activity(id=1, duration=3 * day), Activity(id=2, duration=day)],
    ...                      [Link(predecessor=1, successor=2)],
    ...                      terms=Terms(start=moment("2026-01-08T08:00")))
    >>> dates = schedule(network)
    >>> written(dates.finish[0]), written(dates.start[1])
    ('2026-01-12T17:00:00', '2026-01-13T08:00:00')
    """
    first, last = network.horizon
    while True:
        clocks, dates = _clocks(network, first, last), empty_dates(network.activities.duration)
        driving = compute(network, clocks, dates)
        if not clocks.horizon[LEFT]:
            return _schedule(dates, driving)
        reach = last - first
        if reach >= FARTHEST:
            raise _no_work(network, dates, last)
        more = min(4 * reach, FARTHEST - reach)
        first, last = first - more // 4, last + 3 * more // 4


def warm_up() -> None:
    """Compile the kernels of Microsoft Project's rules, or load them from the cache, so that the first plan
    does not wait for it.

    Compiling takes tens of seconds once per version, loading one.
    """
    schedule(Network.of([Activity(id=1)], terms=Terms(start=0)))


def _clocks(network: Network, first: int, last: int) -> Clocks:
    calendars = network.terms.calendars
    pairs = tuple(
        (calendars[one], None if other < 0 else calendars[other]) for one, other in network.staffing.recipes
    )
    shared = _shared_clocks(pairs, first, last)
    return shared._replace(horizon=shared.horizon.copy())


@lru_cache(maxsize=64)
def _shared_clocks(pairs: tuple[tuple[Calendar, Calendar | None], ...], first: int, last: int) -> Clocks:
    return build_clocks([_compiled(one, other, first, last) for one, other in pairs], first, last)


def _compiled(one: Calendar, other: Calendar | None, first: int, last: int) -> CompiledCalendar:
    """Common working time of two calendars, or the first one's where they have none."""
    if not one.works:
        # Only milestones follow it: the network refuses work on such a calendar.
        return Calendar.around_the_clock().compiled(first, last)
    alone = one.compiled(first, last)
    if other is None:
        return alone
    common = alone.intersection(other.compiled(first, last))
    return common if len(common.starts) else alone


def _schedule(dates: Dates, driving: Flags) -> Schedule:
    early, late, scheduled = (_columns(table) for table in dates)
    return Schedule(
        start=scheduled[its.START],
        finish=scheduled[its.FINISH],
        early_start=early[its.START],
        early_finish=early[its.FINISH],
        late_start=late[its.START],
        late_finish=late[its.FINISH],
        duration=early[its.SPAN],
        total_float=scheduled[its.TOTAL_FLOAT],
        free_float=scheduled[its.FREE_FLOAT],
        start_float=scheduled[its.START_FLOAT],
        finish_float=scheduled[its.FINISH_FLOAT],
        critical=scheduled[its.CRITICAL].astype(np.bool_),
        start_driver=early[its.START_DRIVER].astype(np.int8),
        start_driver_row=early[its.START_DRIVER_ROW],
        finish_driver=early[its.FINISH_DRIVER].astype(np.int8),
        finish_driver_row=early[its.FINISH_DRIVER_ROW],
        late_finish_driver=late[its.DRIVER].astype(np.int8),
        late_finish_driver_row=late[its.DRIVER_ROW],
        driving=driving,
    )


def _columns(table: Table) -> Table:
    by_column = np.ascontiguousarray(table.T)
    by_column.setflags(write=False)
    return by_column


def _no_work(network: Network, dates: Dates, last: int) -> NetworkError:
    """Who could not be placed although the horizon is centuries wide."""
    lost = (dates.early[:, :2] >= last).any(axis=1)
    ids = network.activities.id[lost]
    named = ", ".join(str(activity) for activity in ids[:5])
    said = f"There is too little working time to do the work of: {named}."
    if not len(ids):
        said = "The plan would last for centuries: a duration or a lag is far too long."
    return NetworkError("no_work", said, ids.tolist())
