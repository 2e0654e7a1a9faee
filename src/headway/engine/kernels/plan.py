"""What kernels know of a plan, and how the work of one activity lies in time."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from headway.engine.constraints import Constraint
from headway.engine.drivers import Driver
from headway.engine.kernels import layout as its
from headway.engine.kernels.clock import Clocks, Table, next_start, previous_finish, shift
from headway.engine.kernels.jit import kernel
from headway.engine.link_types import LagKind, LinkType

Ints = NDArray[np.int64]
HalfTable = np.ndarray[tuple[int, int], np.dtype[np.int32]]

NONE = int(np.iinfo(np.int64).min)

ASAP, ALAP, SNET, SNLT, FNET, FNLT, MSO, MFO = map(int, Constraint)
FS, SS, FF, SF = map(int, LinkType)
WORKING, ELAPSED, PERCENT, ELAPSED_PERCENT = map(int, LagKind)

# What is special about a row, as bits of one column: of plain rows nothing else needs to be read. BOUNDED is
# a constraint, a deadline, a bound from a summary or a levelling delay; WAITS is ALAP and not started.
SUMMARY, INACTIVE, MANUAL, STARTED, FINISHED, STAFFED, WAITS, BOUNDED = (1 << bit for bit in range(8))

BY_ASSIGNMENT = int(Driver.ASSIGNMENT)
BY_CHILDREN = int(Driver.CHILDREN)
BY_CONSTRAINT = int(Driver.CONSTRAINT)
BY_DATA_DATE = int(Driver.DATA_DATE)
BY_DEADLINE = int(Driver.DEADLINE)
BY_DURATION = int(Driver.DURATION)
BY_LEVELING = int(Driver.LEVELING)
BY_LINK = int(Driver.LINK)
BY_MANUAL = int(Driver.MANUAL)
BY_PROGRESS = int(Driver.PROGRESS)
BY_PROJECT_FINISH = int(Driver.PROJECT_FINISH)
BY_PROJECT_START = int(Driver.PROJECT_START)


class Plan(NamedTuple):
    """A network as its rules see it; `layout` names the columns of its tables.

    With `late_drives` activities as late as possible drive by their late dates, which must be known.
    """

    clocks: Clocks
    rows: Table
    limits: Table
    progress: Table
    kin: Table
    edges: HalfTable
    staff: Table
    start: int
    data_date: int
    honor_constraints: bool
    late_drives: bool
    critical_float: int


class Dates(NamedTuple):
    """What the passes fill: `early` the forward pass, `late` the backward pass, `scheduled` the floats."""

    early: Table
    late: Table
    scheduled: Table


@kernel
def has(plan: Plan, row: int, feature: int) -> bool:
    """Whether a row has a feature."""
    return plan.rows[row, its.FEATURES] & feature != 0


@kernel
def finish_after(plan: Plan, row: int, start: int) -> int:
    """When the whole work of an activity is done that starts at `start`."""
    if not has(plan, row, STAFFED):
        return shift(
            plan.clocks,
            plan.rows[row, its.CLOCK],
            start,
            plan.rows[row, its.WHOLE],
        )
    latest = start
    for who in range(plan.kin[row, its.STAFF_AT], plan.kin[row, its.STAFF_END]):
        work = plan.staff[who, its.WORK] + plan.staff[who, its.DELAY] + plan.progress[row, its.PAUSE]
        latest = max(latest, shift(plan.clocks, plan.staff[who, its.STAFF_CLOCK], start, work))
    return latest


@kernel
def finish_of_remaining(plan: Plan, row: int, restart: int) -> int:
    """When the remaining work of a started activity is done that goes on at `restart`."""
    if not has(plan, row, STAFFED) or _duration_says_more(plan, row):
        return shift(plan.clocks, plan.rows[row, its.CLOCK], restart, plan.progress[row, its.LEFT])
    latest = restart
    for who in range(plan.kin[row, its.STAFF_AT], plan.kin[row, its.STAFF_END]):
        if plan.staff[who, its.WORK_LEFT] > 0:
            work = plan.staff[who, its.WORK_LEFT] + plan.progress[row, its.PAUSE]
            latest = max(latest, shift(plan.clocks, plan.staff[who, its.STAFF_CLOCK], restart, work))
    return latest


@kernel
def _duration_says_more(plan: Plan, row: int) -> bool:
    """Whether remaining work, reported unevenly, contradicts the remaining duration given with Resume."""
    longest = 0
    for who in range(plan.kin[row, its.STAFF_AT], plan.kin[row, its.STAFF_END]):
        longest = max(longest, plan.staff[who, its.WORK_LEFT])
    return plan.progress[row, its.RESUME] != NONE and longest != plan.progress[row, its.REMAINING]


@kernel
def start_before(plan: Plan, row: int, finish: int) -> int:
    """When an activity must start, or go on, so that all work that remains is done at `finish`.

    A manual activity is taken as a whole, however much of it is done.
    """
    whole = has(plan, row, MANUAL) or not has(plan, row, STARTED)
    if not has(plan, row, STAFFED):
        work = plan.rows[row, its.WHOLE] if whole else plan.progress[row, its.LEFT]
        return shift(plan.clocks, plan.rows[row, its.CLOCK], finish, -work)
    earliest, pause = finish, plan.progress[row, its.PAUSE]
    for who in range(plan.kin[row, its.STAFF_AT], plan.kin[row, its.STAFF_END]):
        work = plan.staff[who, its.WORK_LEFT]
        if whole:
            work = plan.staff[who, its.WORK] + plan.staff[who, its.DELAY]
        if work > 0:
            earliest = min(
                earliest, shift(plan.clocks, plan.staff[who, its.STAFF_CLOCK], finish, -work - pause)
            )
    return earliest


@kernel
def open_start(plan: Plan, row: int, time: int) -> int:
    """First moment from `time` on for an activity to start; a milestone may stay at the end of a shift."""
    if has(plan, row, STAFFED):
        earliest = NONE
        for who in range(plan.kin[row, its.STAFF_AT], plan.kin[row, its.STAFF_END]):
            start = next_start(plan.clocks, plan.staff[who, its.STAFF_CLOCK], time)
            if earliest == NONE or start < earliest:
                earliest = start
        return earliest
    start = next_start(plan.clocks, plan.rows[row, its.CLOCK], time)
    milestone = plan.rows[row, its.DURATION] == 0
    if start > time and milestone and previous_finish(plan.clocks, plan.rows[row, its.CLOCK], time) == time:
        return time
    return start


@kernel
def closed_finish(plan: Plan, row: int, time: int) -> int:
    """The end of the shift before when no work lies between it and `time`, else `time`.

    A milestone has no work to end: its late dates stay where its successors put them.
    """
    if plan.rows[row, its.DURATION] == 0:
        return time
    if not has(plan, row, STAFFED):
        return previous_finish(plan.clocks, plan.rows[row, its.CLOCK], time)
    latest = NONE
    for who in range(plan.kin[row, its.STAFF_AT], plan.kin[row, its.STAFF_END]):
        latest = max(latest, previous_finish(plan.clocks, plan.staff[who, its.STAFF_CLOCK], time))
    return latest


@kernel
def lagged(plan: Plan, dates: Dates, edge: int, time: int, direction: int) -> int:
    """`time` moved by the lag of an edge, onwards (1) or back (-1), on the successor's calendar."""
    amount = plan.edges[edge, its.LAG]
    if amount == 0:
        return time
    kind = plan.edges[edge, its.LAG_KIND]
    driving = plan.edges[edge, its.FROM]
    if kind >= PERCENT:
        amount = dates.early[driving, its.SPAN] * amount // 100
    if kind in (ELAPSED, ELAPSED_PERCENT) or (kind == PERCENT and plan.rows[driving, its.CLOCK] < 0):
        return time + direction * amount
    return shift(plan.clocks, plan.rows[plan.edges[edge, its.TO], its.CLOCK], time, direction * amount)


@kernel
def holds(plan: Plan, edge: int) -> bool:
    """Completed and inactive successors hold nobody back."""
    driven = plan.edges[edge, its.TO]
    return not has(plan, driven, INACTIVE) and not has(plan, driven, FINISHED)
