"""What kernels know of a plan of Primavera, and how the remaining work of an activity lies in time.

Every activity is a block of remaining work: all of it before it has started, none of it when it is finished.
"""

from typing import NamedTuple

import numpy as np

from headway.engine.kernels import layout as its
from headway.engine.kernels.clock import Clocks, Table, next_start, previous_finish, shift, work_between
from headway.engine.kernels.jit import kernel
from headway.engine.kernels.plan import NONE, Dates, HalfTable, Ints
from headway.engine.kernels.primavera import layout as p6
from headway.engine.primavera import Role

UNSTARTED, STARTED, FINISHED = range(3)

TASK, START_MILESTONE, FINISH_MILESTONE, LEVEL_OF_EFFORT, WBS_SUMMARY, WBS = map(
    int,
    (
        Role.TASK,
        Role.START_MILESTONE,
        Role.FINISH_MILESTONE,
        Role.LEVEL_OF_EFFORT,
        Role.WBS_SUMMARY,
        Role.WBS,
    ),
)


class Plan(NamedTuple):
    """A network of Primavera as its rules see it; `primavera.layout` names the columns of its tables.

    A network keeps it without clocks. A schedule writes into rows, progress and projects, and so into copies.
    Levels of effort come in an order of their own, each after those that it is linked from.
    """

    clocks: Clocks
    projects: Table
    rows: Table
    progress: Table
    limits: Table
    edges: HalfTable
    efforts: Table
    effort_at: Ints
    effort_order: Ints
    kin: Table
    staff: Table


class Links(NamedTuple):
    """Whether each link drives its successor, and which rows are on the longest path."""

    driving: np.ndarray[tuple[int], np.dtype[np.int8]]
    longest: np.ndarray[tuple[int], np.dtype[np.int8]]


@kernel
def is_work(plan: Plan, row: int) -> bool:
    """Whether the row takes part in both passes: no WBS, no summary and no level of effort."""
    return plan.rows[row, p6.ROLE] <= FINISH_MILESTONE


@kernel
def state(plan: Plan, row: int) -> int:
    """Not started, started or finished."""
    return plan.rows[row, p6.STATE]


@kernel
def data_date(plan: Plan, row: int) -> int:
    """The data date of the project of a row."""
    return of_project(plan, row, p6.DATA_DATE)


@kernel
def of_project(plan: Plan, row: int, column: int) -> int:
    """What holds in the project of a row."""
    return plan.projects[plan.progress[row, p6.PROJECT], column]


@kernel
def is_staffed(plan: Plan, row: int) -> bool:
    """Whether the work of assignments says how long the activity lasts."""
    return plan.kin[row, its.STAFF_END] > plan.kin[row, its.STAFF_AT]


@kernel
def after(plan: Plan, row: int, start: int) -> int:
    """When the remaining work is done that starts at `start`."""
    if not is_staffed(plan, row):
        return shift(plan.clocks, plan.rows[row, p6.CLOCK], start, plan.rows[row, p6.LEFT])
    latest = start
    for who in range(plan.kin[row, its.STAFF_AT], plan.kin[row, its.STAFF_END]):
        work, clock = plan.staff[who, its.WORK_LEFT], plan.staff[who, its.STAFF_CLOCK]
        latest = max(latest, shift(plan.clocks, clock, start, work))
    return latest


@kernel
def before(plan: Plan, row: int, finish: int) -> int:
    """When the remaining work must start to be done at `finish`."""
    if not is_staffed(plan, row):
        return shift(plan.clocks, plan.rows[row, p6.CLOCK], finish, -plan.rows[row, p6.LEFT])
    earliest = finish
    for who in range(plan.kin[row, its.STAFF_AT], plan.kin[row, its.STAFF_END]):
        work, clock = plan.staff[who, its.WORK_LEFT], plan.staff[who, its.STAFF_CLOCK]
        earliest = min(earliest, shift(plan.clocks, clock, finish, -work))
    return earliest


@kernel
def open_start(plan: Plan, row: int, time: int) -> int:
    """First moment from `time` on at which work goes on; of a finished activity `time` itself."""
    if state(plan, row) == FINISHED:
        return time
    if not is_staffed(plan, row):
        return next_start(plan.clocks, plan.rows[row, p6.CLOCK], time)
    earliest = NONE
    for who in range(plan.kin[row, its.STAFF_AT], plan.kin[row, its.STAFF_END]):
        start = next_start(plan.clocks, plan.staff[who, its.STAFF_CLOCK], time)
        earliest = start if earliest == NONE else min(earliest, start)
    return earliest


@kernel
def closed_finish(plan: Plan, row: int, time: int) -> int:
    """The end of the shift before where no work lies between it and `time`, else `time`."""
    if not is_staffed(plan, row):
        return previous_finish(plan.clocks, plan.rows[row, p6.CLOCK], time)
    latest = NONE
    for who in range(plan.kin[row, its.STAFF_AT], plan.kin[row, its.STAFF_END]):
        latest = max(latest, previous_finish(plan.clocks, plan.staff[who, its.STAFF_CLOCK], time))
    return latest


@kernel
def ends_shift(plan: Plan, row: int, time: int) -> bool:
    """Whether work goes on just before a moment."""
    return closed_finish(plan, row, time) == time


@kernel
def lagged(plan: Plan, edge: int, time: int, lag: int) -> int:
    """`time` and `lag` after it; a lead ends at the data date of the successor's project."""
    moved = shift(plan.clocks, plan.edges[edge, p6.LAG_CLOCK], time, lag)
    return max(moved, data_date(plan, plan.edges[edge, its.TO])) if lag < 0 else moved


@kernel
def unlagged(plan: Plan, edge: int, time: int, lag: int) -> int:
    """`time` and `lag` before it."""
    return shift(plan.clocks, plan.edges[edge, p6.LAG_CLOCK], time, -lag)


@kernel
def lag_left(plan: Plan, edge: int, since: int) -> int:
    """What the data date leaves of a lag that has run since `since`; nothing is left of a lead."""
    lag = plan.edges[edge, its.LAG]
    reached = data_date(plan, plan.edges[edge, its.TO])
    if lag > 0 and since < reached:
        lag -= work_between(plan.clocks, plan.edges[edge, p6.LAG_CLOCK], since, reached)
    return max(lag, 0)


@kernel
def fill_done(plan: Plan) -> None:
    """Work of started activities up to the data date, without the time for which they were suspended."""
    for row in range(len(plan.rows)):
        if state(plan, row) == STARTED:
            clock, start = plan.rows[row, p6.CLOCK], plan.progress[row, p6.ACTUAL_START]
            until, paused = data_date(plan, row), 0
            suspend, resume = plan.progress[row, p6.SUSPEND], plan.progress[row, p6.RESUME]
            if suspend != NONE and suspend < until:
                if resume != NONE and resume < until:
                    paused = work_between(plan.clocks, clock, suspend, resume)
                else:
                    until = suspend
            plan.progress[row, p6.DONE] = max(work_between(plan.clocks, clock, start, until) - paused, 0)


@kernel
def set_early(dates: Dates, row: int, start: int, finish: int) -> None:
    """Both early dates."""
    dates.early[row, its.START], dates.early[row, its.FINISH] = start, finish
