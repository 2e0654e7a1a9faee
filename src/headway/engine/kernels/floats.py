"""Floats, and what summaries take from their children."""

from headway.engine.kernels import layout as its
from headway.engine.kernels.clock import work_between
from headway.engine.kernels.jit import kernel
from headway.engine.kernels.plan import FF, FS, NONE, SS, Plan, Table, lagged, waits


@kernel
def fill_floats(plan: Plan, dates: Table) -> None:
    """Scheduled dates and floats of every row, children before their summary."""
    for row in plan.order:
        if plan.rows[row, its.SUMMARY]:
            _roll_up(plan, dates, row)
        if dates[row, its.EARLY_START] == NONE:
            continue
        if not plan.rows[row, its.SUMMARY]:
            late = waits(plan, row)
            dates[row, its.START] = dates[row, its.LATE_START] if late else dates[row, its.EARLY_START]
            dates[row, its.FINISH] = dates[row, its.LATE_FINISH] if late else dates[row, its.EARLY_FINISH]
        _total_float(plan, dates, row)
    for row in plan.order:
        if dates[row, its.EARLY_START] != NONE:
            _free_float(plan, dates, row)
            _critical(plan, dates, row)


@kernel
def _roll_up(plan: Plan, dates: Table, row: int) -> None:
    start, finish, late_start, late_finish = NONE, NONE, NONE, NONE
    for at in range(plan.rows[row, its.CHILD_AT], plan.rows[row, its.CHILD_END]):
        child = plan.child_of[at]
        if not plan.rows[child, its.ACTIVE] or dates[child, its.EARLY_START] == NONE:
            continue
        # A manual child's late dates say what its neighbours allow, not where it is.
        fixed = plan.rows[child, its.MANUAL] and not plan.rows[child, its.SUMMARY]
        begins = dates[child, its.EARLY_START] if fixed else dates[child, its.LATE_START]
        ends = dates[child, its.EARLY_FINISH] if fixed else dates[child, its.LATE_FINISH]
        start = dates[child, its.START] if start == NONE else min(start, dates[child, its.START])
        finish = max(finish, dates[child, its.FINISH])
        late_start = begins if late_start == NONE else min(late_start, begins)
        late_finish = max(late_finish, ends)
    dates[row, its.START], dates[row, its.FINISH] = start, finish
    dates[row, its.LATE_START], dates[row, its.LATE_FINISH] = late_start, late_finish


@kernel
def _total_float(plan: Plan, dates: Table, row: int) -> None:
    """The smaller of start and finish float; the finish float once started."""
    if waits(plan, row) and not plan.rows[row, its.SUMMARY]:
        dates[row, its.TOTAL_FLOAT] = dates[row, its.START_FLOAT] = dates[row, its.FINISH_FLOAT] = 0
        return
    clock = plan.rows[row, its.CLOCK]
    at_start = work_between(plan.clocks, clock, dates[row, its.EARLY_START], dates[row, its.LATE_START])
    at_finish = work_between(plan.clocks, clock, dates[row, its.EARLY_FINISH], dates[row, its.LATE_FINISH])
    dates[row, its.START_FLOAT], dates[row, its.FINISH_FLOAT] = at_start, at_finish
    started = plan.rows[row, its.ACTUAL_START] != NONE
    dates[row, its.TOTAL_FLOAT] = at_finish if started else min(at_start, at_finish)


@kernel
def _free_float(plan: Plan, dates: Table, row: int) -> None:
    """Float that no open successor notices; the total float where there is none, never negative."""
    if plan.rows[row, its.ACTUAL_FINISH] != NONE:
        dates[row, its.FREE_FLOAT] = 0
        return
    free, found = dates[row, its.TOTAL_FLOAT], False
    for at in range(plan.rows[row, its.OUT_AT], plan.rows[row, its.OUT_END]):
        edge = plan.out_of[at]
        driven = plan.edges[edge, its.TO]
        if not plan.rows[driven, its.ACTIVE] or plan.rows[driven, its.ACTUAL_FINISH] != NONE:
            continue
        kind = plan.edges[edge, its.TYPE]
        own = dates[row, its.FINISH] if kind in (FS, FF) else dates[row, its.START]
        other = dates[driven, its.START] if kind in (FS, SS) else dates[driven, its.FINISH]
        gap = work_between(plan.clocks, plan.rows[row, its.CLOCK], lagged(plan, edge, own, 1), other)
        free = min(free, gap) if found else gap
        found = True
    dates[row, its.FREE_FLOAT] = max(free, 0)


@kernel
def _critical(plan: Plan, dates: Table, row: int) -> None:
    if not plan.rows[row, its.ACTIVE]:
        return
    if plan.rows[row, its.SUMMARY]:
        return
    dates[row, its.CRITICAL] = (
        plan.rows[row, its.ACTUAL_FINISH] == NONE and dates[row, its.TOTAL_FLOAT] <= plan.critical_float
    )
    parent = plan.rows[row, its.PARENT]
    while dates[row, its.CRITICAL] and parent >= 0 and not dates[parent, its.CRITICAL]:
        dates[parent, its.CRITICAL] = True
        parent = plan.rows[parent, its.PARENT]
