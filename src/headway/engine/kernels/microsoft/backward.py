"""Backward pass: the latest dates that keep the project finish, deadlines and constraints."""

from headway.engine.kernels import layout as its
from headway.engine.kernels.clock import next_start, shift
from headway.engine.kernels.jit import kernel
from headway.engine.kernels.plan import (
    BOUNDED,
    BY_CONSTRAINT,
    BY_DEADLINE,
    BY_LINK,
    BY_PROGRESS,
    BY_PROJECT_FINISH,
    FF,
    FINISHED,
    FNLT,
    FS,
    INACTIVE,
    MANUAL,
    MFO,
    MSO,
    NONE,
    SNLT,
    SS,
    STARTED,
    SUMMARY,
    Dates,
    Ints,
    Plan,
    closed_finish,
    finish_after,
    has,
    holds,
    lagged,
    start_before,
)


@kernel
def backward_pass(plan: Plan, order: Ints, dates: Dates) -> None:
    """Fill late dates in reverse order."""
    project_finish = _project_finish(plan, dates)
    for at in range(len(order) - 1, -1, -1):
        row = order[at]
        _bound_by_summary(plan, dates, row)
        if has(plan, row, SUMMARY):
            _bound_children(plan, dates, row)
        elif dates.early[row, its.START] != NONE:
            _latest(plan, dates, row, project_finish)


@kernel
def _project_finish(plan: Plan, dates: Dates) -> int:
    finish = NONE
    for row in range(len(plan.rows)):
        if not has(plan, row, INACTIVE) and not has(plan, row, SUMMARY):
            finish = max(finish, dates.early[row, its.FINISH])
    # Without any active activity the inactive ones have only the project start to be late against.
    return plan.start if finish == NONE else finish


@kernel
def _bound_by_summary(plan: Plan, dates: Dates, row: int) -> None:
    """Inherit the latest finish that links from the summaries above ask of all their leaves."""
    parent = plan.rows[row, its.PARENT]
    if parent >= 0 and not has(plan, row, INACTIVE):
        dates.late[row, its.FINISH_BOUND] = dates.late[parent, its.FINISH_BOUND]
        dates.late[row, its.FINISH_BOUND_ROW] = dates.late[parent, its.FINISH_BOUND_ROW]


@kernel
def _bound_children(plan: Plan, dates: Dates, row: int) -> None:
    edge = plan.rows[row, its.FIRST_OUT]
    while edge >= 0:
        kind = plan.edges[edge, its.TYPE]
        if kind in (FS, FF) and holds(plan, edge):
            finish = _finish_by_link(plan, dates, edge, row, 0)
            if dates.late[row, its.FINISH_BOUND] == NONE or finish < dates.late[row, its.FINISH_BOUND]:
                dates.late[row, its.FINISH_BOUND] = finish
                dates.late[row, its.FINISH_BOUND_ROW] = plan.edges[edge, its.LINK]
        edge = plan.edges[edge, its.NEXT_OUT]


@kernel
def _latest(plan: Plan, dates: Dates, row: int, project_finish: int) -> None:
    dates.late[row, its.DRIVER_ROW] = -1
    if has(plan, row, FINISHED):
        finish = plan.progress[row, its.ACTUAL_FINISH]
        dates.late[row, its.DRIVER] = BY_PROGRESS
    else:
        finish = _constrained_finish(plan, dates, row, _linked_finish(plan, dates, row, project_finish))
        finish = closed_finish(plan, row, finish)
    start = start_before(plan, row, finish)
    dates.late[row, its.FINISH], dates.late[row, its.FREE_START] = finish, start
    dates.late[row, its.START] = plan.progress[row, its.ACTUAL_START] if _keeps_start(plan, row) else start


@kernel
def _keeps_start(plan: Plan, row: int) -> bool:
    """A started activity cannot start later; a manual one may until it is complete."""
    if not has(plan, row, STARTED):
        return False
    return not has(plan, row, MANUAL) or has(plan, row, FINISHED)


@kernel
def _linked_finish(plan: Plan, dates: Dates, row: int, project_finish: int) -> int:
    """Latest finish that successors, own and of the summaries above, and the project finish allow."""
    finish, driver, link = project_finish, BY_PROJECT_FINISH, -1
    if dates.late[row, its.FINISH_BOUND] != NONE and dates.late[row, its.FINISH_BOUND] < finish:
        finish, driver, link = (
            dates.late[row, its.FINISH_BOUND],
            BY_LINK,
            dates.late[row, its.FINISH_BOUND_ROW],
        )
    holder = row
    while holder >= 0:
        asked, by = _asked_finish(plan, dates, holder, row, project_finish)
        if by >= 0 and (asked < finish or (asked == finish and driver == BY_PROJECT_FINISH)):
            finish, driver, link = asked, BY_LINK, by
        holder = plan.rows[holder, its.PARENT]
        # Of a summary's starts only the first leaf knows: the others may start later.
        while holder >= 0 and dates.early[holder, its.FIRST_LEAF] != row:
            holder = plan.rows[holder, its.PARENT]
    dates.late[row, its.DRIVER], dates.late[row, its.DRIVER_ROW] = driver, link
    return finish


@kernel
def _asked_finish(plan: Plan, dates: Dates, holder: int, row: int, project_finish: int) -> tuple[int, int]:
    """Earliest finish that links from `holder`, the row or a summary above, ask of `row`, and the link."""
    finish, link = project_finish, -1
    edge = plan.rows[holder, its.FIRST_OUT]
    while edge >= 0:
        counted = holder != row and plan.edges[edge, its.TYPE] in (FS, FF)
        if not counted and holds(plan, edge):
            asked = _finish_by_link(plan, dates, edge, row, project_finish)
            if link < 0 or asked < finish:
                finish, link = asked, plan.edges[edge, its.LINK]
        edge = plan.edges[edge, its.NEXT_OUT]
    return finish, link


@kernel
def _finish_by_link(plan: Plan, dates: Dates, edge: int, row: int, project_finish: int) -> int:
    """Latest finish of `row` that one successor asks for."""
    driven = plan.edges[edge, its.TO]
    kind = plan.edges[edge, its.TYPE]
    if kind == FS:
        return lagged(plan, dates, edge, dates.late[driven, its.FREE_START], -1)
    if kind == FF:
        return lagged(plan, dates, edge, dates.late[driven, its.FINISH], -1)
    if kind == SS:
        return _finish_by_start(plan, dates, edge, row, project_finish)
    return lagged(plan, dates, edge, finish_after(plan, row, dates.late[driven, its.FINISH]), -1)


@kernel
def _finish_by_start(plan: Plan, dates: Dates, edge: int, row: int, project_finish: int) -> int:
    """Start-to-start: once an end of the link has started there is little left to hold."""
    driven = plan.edges[edge, its.TO]
    last = plan.rows[driven, its.FIRST_OUT] < 0
    if has(plan, row, STARTED):
        return project_finish
    if has(plan, driven, STARTED):
        if last:
            return project_finish
        done = max(plan.rows[driven, its.DURATION] - plan.progress[driven, its.REMAINING], 0)
        return finish_after(
            plan,
            row,
            shift(plan.clocks, plan.rows[driven, its.CLOCK], plan.progress[driven, its.ACTUAL_START], done),
        )
    if has(plan, row, MANUAL):
        return dates.late[driven, its.FINISH] if last else project_finish
    start = next_start(plan.clocks, plan.rows[row, its.CLOCK], dates.late[driven, its.START])
    return finish_after(plan, row, lagged(plan, dates, edge, start, -1))


@kernel
def _constrained_finish(plan: Plan, dates: Dates, row: int, finish: int) -> int:
    """The latest finish after constraint and deadline."""
    if not has(plan, row, BOUNDED):
        return finish
    constraint = plan.limits[row, its.CONSTRAINT]
    if constraint in (MSO, SNLT):
        bound = finish_after(plan, row, plan.limits[row, its.CONSTRAINT_DATE])
    elif constraint in (MFO, FNLT):
        bound = plan.limits[row, its.CONSTRAINT_DATE]
    else:
        bound = NONE
    if bound != NONE and (bound < finish or constraint in (MSO, MFO)):
        finish = bound
        dates.late[row, its.DRIVER], dates.late[row, its.DRIVER_ROW] = BY_CONSTRAINT, row
    if plan.limits[row, its.CEILING] != NONE and plan.limits[row, its.CEILING] < finish:
        finish = plan.limits[row, its.CEILING]
        dates.late[row, its.DRIVER], dates.late[row, its.DRIVER_ROW] = (
            BY_CONSTRAINT,
            plan.limits[row, its.CEILING_ROW],
        )
    if plan.limits[row, its.DEADLINE] != NONE and plan.limits[row, its.DEADLINE] < finish:
        finish = plan.limits[row, its.DEADLINE]
        dates.late[row, its.DRIVER], dates.late[row, its.DRIVER_ROW] = BY_DEADLINE, -1
    return finish
