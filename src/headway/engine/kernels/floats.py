"""Floats, and what summaries take from their children."""

from headway.engine.kernels import layout as its
from headway.engine.kernels.clock import Table, work_between
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
    Ints,
    Plan,
    has,
    holds,
    lagged,
)


@kernel
def fill_floats(plan: Plan, order: Ints, dates: Table) -> None:
    """Scheduled dates and floats of every row, children before their summary."""
    for row in order:
        if has(plan, row, SUMMARY):
            _roll_up(plan, dates, row)
        if dates[row, its.EARLY_START] == NONE:
            continue
        if not has(plan, row, SUMMARY):
            late = has(plan, row, WAITS)
            dates[row, its.START] = dates[row, its.LATE_START] if late else dates[row, its.EARLY_START]
            dates[row, its.FINISH] = dates[row, its.LATE_FINISH] if late else dates[row, its.EARLY_FINISH]
        _total_float(plan, dates, row)
    for row in order:
        if dates[row, its.EARLY_START] != NONE:
            _free_float(plan, dates, row)
            _critical(plan, dates, row)


@kernel
def _roll_up(plan: Plan, dates: Table, row: int) -> None:
    start, late_start = NONE, NONE
    child = plan.rows[row, its.FIRST_CHILD]
    while child >= 0:
        if not has(plan, child, INACTIVE) and dates[child, its.EARLY_START] != NONE:
            # A manual child's late dates say what its neighbours allow, not where it is.
            fixed = has(plan, child, MANUAL) and not has(plan, child, SUMMARY)
            begins = dates[child, its.EARLY_START if fixed else its.LATE_START]
            ends = dates[child, its.EARLY_FINISH if fixed else its.LATE_FINISH]
            start = dates[child, its.START] if start == NONE else min(start, dates[child, its.START])
            late_start = begins if late_start == NONE else min(late_start, begins)
            # Nothing is earlier than no date.
            dates[row, its.FINISH] = max(dates[row, its.FINISH], dates[child, its.FINISH])
            dates[row, its.LATE_FINISH] = max(dates[row, its.LATE_FINISH], ends)
        child = plan.rows[child, its.NEXT_CHILD]
    dates[row, its.START], dates[row, its.LATE_START] = start, late_start


@kernel
def _total_float(plan: Plan, dates: Table, row: int) -> None:
    """The smaller of start and finish float; the finish float once started."""
    if has(plan, row, WAITS) and not has(plan, row, SUMMARY):
        dates[row, its.TOTAL_FLOAT] = dates[row, its.START_FLOAT] = dates[row, its.FINISH_FLOAT] = 0
        return
    clock = plan.rows[row, its.CLOCK]
    at_start = work_between(plan.clocks, clock, dates[row, its.EARLY_START], dates[row, its.LATE_START])
    at_finish = work_between(plan.clocks, clock, dates[row, its.EARLY_FINISH], dates[row, its.LATE_FINISH])
    dates[row, its.START_FLOAT], dates[row, its.FINISH_FLOAT] = at_start, at_finish
    started = has(plan, row, STARTED)
    dates[row, its.TOTAL_FLOAT] = at_finish if started else min(at_start, at_finish)


@kernel
def _free_float(plan: Plan, dates: Table, row: int) -> None:
    """Float that no open successor notices; the total float where there is none, never negative."""
    if has(plan, row, FINISHED):
        dates[row, its.FREE_FLOAT] = 0
        return
    free, found = dates[row, its.TOTAL_FLOAT], False
    edge = plan.rows[row, its.FIRST_OUT]
    while edge >= 0:
        if holds(plan, edge):
            gap = _gap(plan, dates, edge)
            free = min(free, gap) if found else gap
            found = True
        edge = plan.edges[edge, its.NEXT_OUT]
    dates[row, its.FREE_FLOAT] = max(free, 0)


@kernel
def _gap(plan: Plan, dates: Table, edge: int) -> int:
    """Float of the predecessor that its successor does not notice."""
    row, driven, kind = plan.edges[edge, its.FROM], plan.edges[edge, its.TO], plan.edges[edge, its.TYPE]
    own = dates[row, its.FINISH if kind in (FS, FF) else its.START]
    other = dates[driven, its.START if kind in (FS, SS) else its.FINISH]
    return work_between(plan.clocks, plan.rows[row, its.CLOCK], lagged(plan, edge, own, 1), other)


@kernel
def _critical(plan: Plan, dates: Table, row: int) -> None:
    if has(plan, row, INACTIVE):
        return
    if has(plan, row, SUMMARY):
        return
    dates[row, its.CRITICAL] = (
        not has(plan, row, FINISHED) and dates[row, its.TOTAL_FLOAT] <= plan.critical_float
    )
    parent = plan.rows[row, its.PARENT]
    while dates[row, its.CRITICAL] and parent >= 0 and not dates[parent, its.CRITICAL]:
        dates[parent, its.CRITICAL] = True
        parent = plan.rows[parent, its.PARENT]
