"""Floats, and what summaries take from their children."""

from headway.engine.kernels import layout as its
from headway.engine.kernels.clock import work_between
from headway.engine.kernels.jit import kernel
from headway.engine.kernels.plan import (
    FF,
    FINISHED,
    FS,
    INACTIVE,
    MANUAL,
    NONE,
    SS,
    STARTED,
    SUMMARY,
    WAITS,
    Dates,
    Ints,
    Plan,
    has,
    holds,
    lagged,
)


@kernel
def fill_floats(plan: Plan, order: Ints, dates: Dates) -> None:
    """Scheduled dates and floats of every row, children before their summary."""
    for row in order:
        if has(plan, row, SUMMARY):
            _roll_up(plan, dates, row)
        if dates.early[row, its.START] == NONE:
            continue
        if not has(plan, row, SUMMARY):
            late = has(plan, row, WAITS)
            dates.scheduled[row, its.START] = (
                dates.late[row, its.START] if late else dates.early[row, its.START]
            )
            dates.scheduled[row, its.FINISH] = (
                dates.late[row, its.FINISH] if late else dates.early[row, its.FINISH]
            )
        _total_float(plan, dates, row)
    for row in order:
        if dates.early[row, its.START] != NONE:
            _free_float(plan, dates, row)
            _critical(plan, dates, row)


@kernel
def _roll_up(plan: Plan, dates: Dates, row: int) -> None:
    start, late_start = NONE, NONE
    child = plan.kin[row, its.FIRST_CHILD]
    while child >= 0:
        if not has(plan, child, INACTIVE) and dates.early[child, its.START] != NONE:
            # A manual child's late dates say what its neighbours allow, not where it is.
            fixed = has(plan, child, MANUAL) and not has(plan, child, SUMMARY)
            placed = dates.early if fixed else dates.late
            begins, ends = placed[child, its.START], placed[child, its.FINISH]
            start = (
                dates.scheduled[child, its.START]
                if start == NONE
                else min(start, dates.scheduled[child, its.START])
            )
            late_start = begins if late_start == NONE else min(late_start, begins)
            # Nothing is earlier than no date.
            dates.scheduled[row, its.FINISH] = max(
                dates.scheduled[row, its.FINISH], dates.scheduled[child, its.FINISH]
            )
            dates.late[row, its.FINISH] = max(dates.late[row, its.FINISH], ends)
        child = plan.kin[child, its.NEXT_CHILD]
    dates.scheduled[row, its.START], dates.late[row, its.START] = start, late_start


@kernel
def _total_float(plan: Plan, dates: Dates, row: int) -> None:
    """The smaller of start and finish float; the finish float once started."""
    if has(plan, row, WAITS) and not has(plan, row, SUMMARY):
        dates.scheduled[row, its.TOTAL_FLOAT] = dates.scheduled[row, its.START_FLOAT] = dates.scheduled[
            row, its.FINISH_FLOAT
        ] = 0
        return
    clock = plan.rows[row, its.CLOCK]
    at_start = work_between(plan.clocks, clock, dates.early[row, its.START], dates.late[row, its.START])
    at_finish = work_between(plan.clocks, clock, dates.early[row, its.FINISH], dates.late[row, its.FINISH])
    dates.scheduled[row, its.START_FLOAT], dates.scheduled[row, its.FINISH_FLOAT] = at_start, at_finish
    started = has(plan, row, STARTED)
    dates.scheduled[row, its.TOTAL_FLOAT] = at_finish if started else min(at_start, at_finish)


@kernel
def _free_float(plan: Plan, dates: Dates, row: int) -> None:
    """Float that no open successor notices; the total float where there is none, never negative."""
    if has(plan, row, FINISHED):
        dates.scheduled[row, its.FREE_FLOAT] = 0
        return
    free, found = dates.scheduled[row, its.TOTAL_FLOAT], False
    edge = plan.rows[row, its.FIRST_OUT]
    while edge >= 0:
        if holds(plan, edge):
            gap = _gap(plan, dates, edge)
            free = min(free, gap) if found else gap
            found = True
        edge = plan.edges[edge, its.NEXT_OUT]
    dates.scheduled[row, its.FREE_FLOAT] = max(free, 0)


@kernel
def _gap(plan: Plan, dates: Dates, edge: int) -> int:
    """Float of the predecessor that its successor does not notice."""
    row, driven, kind = plan.edges[edge, its.FROM], plan.edges[edge, its.TO], plan.edges[edge, its.TYPE]
    own = dates.scheduled[row, its.FINISH if kind in (FS, FF) else its.START]
    other = dates.scheduled[driven, its.START if kind in (FS, SS) else its.FINISH]
    return work_between(plan.clocks, plan.rows[row, its.CLOCK], lagged(plan, dates, edge, own, 1), other)


@kernel
def _critical(plan: Plan, dates: Dates, row: int) -> None:
    if has(plan, row, INACTIVE):
        return
    if has(plan, row, SUMMARY):
        return
    dates.scheduled[row, its.CRITICAL] = (
        not has(plan, row, FINISHED) and dates.scheduled[row, its.TOTAL_FLOAT] <= plan.critical_float
    )
    parent = plan.rows[row, its.PARENT]
    while dates.scheduled[row, its.CRITICAL] and parent >= 0 and not dates.scheduled[parent, its.CRITICAL]:
        dates.scheduled[parent, its.CRITICAL] = True
        parent = plan.rows[parent, its.PARENT]
