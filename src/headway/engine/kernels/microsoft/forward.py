"""Forward pass: the earliest dates, and with them the scheduled ones."""

from headway.engine.kernels import layout as its
from headway.engine.kernels.clock import shift, work_between
from headway.engine.kernels.jit import kernel
from headway.engine.kernels.plan import (
    BOUNDED,
    BY_ASSIGNMENT,
    BY_CHILDREN,
    BY_CONSTRAINT,
    BY_DATA_DATE,
    BY_DURATION,
    BY_LEVELING,
    BY_LINK,
    BY_MANUAL,
    BY_PROGRESS,
    BY_PROJECT_START,
    FF,
    FINISHED,
    FNET,
    FNLT,
    FS,
    INACTIVE,
    MANUAL,
    MFO,
    MSO,
    NONE,
    SNET,
    SNLT,
    SS,
    STAFFED,
    STARTED,
    SUMMARY,
    WAITS,
    Dates,
    Ints,
    Plan,
    finish_after,
    finish_of_remaining,
    has,
    lagged,
    open_start,
    start_before,
)


@kernel
def forward_pass(plan: Plan, order: Ints, dates: Dates) -> None:
    """Fill early dates in order."""
    for row in order:
        if has(plan, row, SUMMARY):
            _roll_up(plan, dates, row)
        elif has(plan, row, MANUAL) and plan.progress[row, its.MANUAL_START] != NONE:
            _stay(plan, dates, row)
        else:
            _start(plan, dates, row)
            _finish(plan, dates, row)


@kernel
def _roll_up(plan: Plan, dates: Dates, row: int) -> None:
    start, finish = NONE, NONE
    child = plan.kin[row, its.FIRST_CHILD]
    while child >= 0:
        if not has(plan, child, INACTIVE) and dates.early[child, its.START] != NONE:
            late = plan.late_drives and has(plan, child, WAITS)
            placed = dates.late if late else dates.early
            begins, ends = placed[child, its.START], placed[child, its.FINISH]
            if start == NONE or begins < start:
                start = begins
                leaf = dates.early[child, its.FIRST_LEAF] if has(plan, child, SUMMARY) else child
                dates.early[row, its.START_DRIVER_ROW], dates.early[row, its.FIRST_LEAF] = child, leaf
            if ends > finish:
                finish = ends
                dates.early[row, its.FINISH_DRIVER_ROW] = child
        child = plan.kin[child, its.NEXT_CHILD]
    if start != NONE:
        dates.early[row, its.START], dates.early[row, its.FINISH] = start, finish
        dates.early[row, its.START_DRIVER] = dates.early[row, its.FINISH_DRIVER] = BY_CHILDREN
        dates.early[row, its.SPAN] = work_between(plan.clocks, plan.rows[row, its.CLOCK], start, finish)


@kernel
def _stay(plan: Plan, dates: Dates, row: int) -> None:
    """A manual activity keeps its dates."""
    start, finish = plan.progress[row, its.MANUAL_START], plan.progress[row, its.MANUAL_FINISH]
    dates.early[row, its.START] = start
    dates.early[row, its.FINISH] = finish_after(plan, row, start) if finish == NONE else finish
    dates.early[row, its.START_DRIVER] = BY_MANUAL
    dates.early[row, its.FINISH_DRIVER] = BY_DURATION if finish == NONE else BY_MANUAL
    dates.early[row, its.START_DRIVER_ROW] = dates.early[row, its.FINISH_DRIVER_ROW] = -1


@kernel
def _start(plan: Plan, dates: Dates, row: int) -> None:
    if has(plan, row, STARTED):
        dates.early[row, its.START] = plan.progress[row, its.ACTUAL_START]
        dates.early[row, its.START_DRIVER], dates.early[row, its.START_DRIVER_ROW] = BY_PROGRESS, -1
        return
    start, driver, driver_row = _driven_start(plan, dates, row)
    if driver != BY_PROJECT_START or plan.rows[row, its.DURATION] > 0:
        start = open_start(plan, row, start)
    if plan.data_date > start:
        start, driver, driver_row = open_start(plan, row, plan.data_date), BY_DATA_DATE, -1
    if has(plan, row, BOUNDED):
        start, driver, driver_row = _bounded_start(plan, row, start, driver, driver_row)
    dates.early[row, its.START] = start
    dates.early[row, its.START_DRIVER], dates.early[row, its.START_DRIVER_ROW] = driver, driver_row


@kernel
def _bounded_start(plan: Plan, row: int, start: int, driver: int, driver_row: int) -> tuple[int, int, int]:
    """Start after the bounds of summaries and constraints; what pulls back comes last, after leveling."""
    floor, delay = plan.limits[row, its.FLOOR], plan.limits[row, its.LEVELING_DELAY]
    if floor > start:
        start, driver, driver_row = (
            open_start(plan, row, floor),
            BY_CONSTRAINT,
            plan.limits[row, its.FLOOR_ROW],
        )
    start, driver, driver_row = _not_earlier(plan, row, start, driver, driver_row)
    if delay > 0:
        start, driver, driver_row = open_start(plan, row, start + delay), BY_LEVELING, -1
    return _not_later(plan, row, start, driver, driver_row)


@kernel
def _driven_start(plan: Plan, dates: Dates, row: int) -> tuple[int, int, int]:
    """Latest start that a link asks for; without links the constraint's, without that the project's."""
    best, link = NONE, -1
    for edge in range(plan.rows[row, its.IN_AT], plan.rows[row, its.IN_END]):
        if dates.early[plan.edges[edge, its.FROM], its.START] == NONE:
            continue
        start = _start_by_link(plan, dates, edge)
        if start > best:
            best, link = start, plan.edges[edge, its.LINK]
    if link >= 0:
        return best, BY_LINK, link
    if not has(plan, row, BOUNDED):
        return plan.start, BY_PROJECT_START, -1
    if plan.limits[row, its.CONSTRAINT] == SNET:
        return plan.limits[row, its.CONSTRAINT_DATE], BY_CONSTRAINT, row
    if plan.limits[row, its.CONSTRAINT] == FNET:
        return start_before(plan, row, plan.limits[row, its.CONSTRAINT_DATE]), BY_CONSTRAINT, row
    return plan.start, BY_PROJECT_START, -1


@kernel
def _start_by_link(plan: Plan, dates: Dates, edge: int) -> int:
    """Start that a link asks of its successor; FF and SF place the finish, and so the start."""
    driving, driven = plan.edges[edge, its.FROM], plan.edges[edge, its.TO]
    kind = plan.edges[edge, its.TYPE]
    late = plan.late_drives and has(plan, driving, WAITS) and not has(plan, driven, WAITS)
    if kind in (FS, FF):
        end = dates.late[driving, its.FINISH] if late else dates.early[driving, its.FINISH]
    else:
        end = dates.late[driving, its.START] if late else dates.early[driving, its.START]
    if kind in (FS, SS):
        return lagged(plan, dates, edge, end, 1)
    start = lagged(plan, dates, edge, start_before(plan, driven, end), 1)
    # A successor held by its finish does not start before the project; one held by SF may.
    return max(start, plan.start) if kind == FF else start


@kernel
def _not_earlier(plan: Plan, row: int, start: int, driver: int, driver_row: int) -> tuple[int, int, int]:
    if plan.limits[row, its.CONSTRAINT] == SNET:
        bound = open_start(plan, row, plan.limits[row, its.CONSTRAINT_DATE])
    elif plan.limits[row, its.CONSTRAINT] == FNET:
        bound = start_before(plan, row, plan.limits[row, its.CONSTRAINT_DATE])
    else:
        return start, driver, driver_row
    if bound > start:
        return bound, BY_CONSTRAINT, row
    return start, driver, driver_row


@kernel
def _not_later(plan: Plan, row: int, start: int, driver: int, driver_row: int) -> tuple[int, int, int]:
    """Constraints that pull a start back, even before its predecessors when constraints are honoured."""
    constraint = plan.limits[row, its.CONSTRAINT]
    if constraint in (SNLT, MSO):
        bound = plan.limits[row, its.CONSTRAINT_DATE]
    elif constraint in (FNLT, MFO):
        bound = start_before(plan, row, plan.limits[row, its.CONSTRAINT_DATE])
    else:
        return start, driver, driver_row
    must = constraint in (MSO, MFO)
    if (bound < start and plan.honor_constraints) or (must and bound > start):
        return bound, BY_CONSTRAINT, row
    if must and bound == start:
        return start, BY_CONSTRAINT, row
    return start, driver, driver_row


@kernel
def _finish(plan: Plan, dates: Dates, row: int) -> None:
    start = dates.early[row, its.START]
    dates.early[row, its.FINISH_DRIVER_ROW] = -1
    if has(plan, row, FINISHED):
        dates.early[row, its.FINISH], dates.early[row, its.FINISH_DRIVER] = (
            plan.progress[row, its.ACTUAL_FINISH],
            BY_PROGRESS,
        )
        return
    if has(plan, row, STARTED):
        finish, driver = _finish_in_progress(plan, row)
        if plan.limits[row, its.CONSTRAINT] == FNET and plan.limits[row, its.CONSTRAINT_DATE] > finish:
            finish, driver = plan.limits[row, its.CONSTRAINT_DATE], BY_CONSTRAINT
            dates.early[row, its.FINISH_DRIVER_ROW] = row
    elif has(plan, row, BOUNDED) and _must_finish(plan, dates, row):
        finish, driver = plan.limits[row, its.CONSTRAINT_DATE], BY_CONSTRAINT
        dates.early[row, its.FINISH_DRIVER_ROW] = row
    else:
        finish, driver = finish_after(plan, row, start), BY_DURATION
    dates.early[row, its.FINISH], dates.early[row, its.FINISH_DRIVER] = finish, driver
    if driver == BY_DURATION and has(plan, row, STAFFED):
        dates.early[row, its.FINISH_DRIVER] = BY_ASSIGNMENT
        dates.early[row, its.FINISH_DRIVER_ROW] = _last_assignment(plan, row, start, finish)


@kernel
def _must_finish(plan: Plan, dates: Dates, row: int) -> bool:
    """Whether “must finish on” set the start, so that the finish is exactly its date."""
    if plan.limits[row, its.CONSTRAINT] != MFO or dates.early[row, its.START_DRIVER] != BY_CONSTRAINT:
        return False
    return dates.early[row, its.START_DRIVER_ROW] == row


@kernel
def _finish_in_progress(plan: Plan, row: int) -> tuple[int, int]:
    """Finish of a started activity: remaining work goes on at Resume, and not before the data date."""
    restart, driver = plan.progress[row, its.RESUME], BY_PROGRESS
    if restart == NONE and plan.data_date != NONE:
        done = plan.rows[row, its.DURATION] - plan.progress[row, its.REMAINING]
        restart = shift(
            plan.clocks, plan.rows[row, its.CLOCK], plan.progress[row, its.ACTUAL_START], max(done, 0)
        )
    if plan.data_date != NONE and plan.data_date > restart:
        restart, driver = plan.data_date, BY_DATA_DATE
    if restart == NONE:
        return finish_after(plan, row, plan.progress[row, its.ACTUAL_START]), BY_DURATION
    return finish_of_remaining(plan, row, open_start(plan, row, restart)), driver


@kernel
def _last_assignment(plan: Plan, row: int, start: int, finish: int) -> int:
    """The caller's row of the assignment that finishes last."""
    for who in range(plan.kin[row, its.STAFF_AT], plan.kin[row, its.STAFF_END]):
        work = plan.staff[who, its.WORK] + plan.staff[who, its.DELAY] + plan.progress[row, its.PAUSE]
        if shift(plan.clocks, plan.staff[who, its.STAFF_CLOCK], start, work) == finish:
            return plan.staff[who, its.ASSIGNMENT]
    return -1
