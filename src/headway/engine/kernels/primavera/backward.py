"""Backward pass: the latest dates that keep the finish of the project and constraints; and what waits."""

from headway.engine.kernels import layout as its
from headway.engine.kernels.clock import work_between
from headway.engine.kernels.jit import kernel
from headway.engine.kernels.plan import (
    BY_CONSTRAINT,
    BY_LINK,
    BY_PROJECT_FINISH,
    FF,
    FS,
    NONE,
    SS,
    Dates,
    Ints,
)
from headway.engine.kernels.primavera import layout as p6
from headway.engine.kernels.primavera.forward import start_by_link
from headway.engine.kernels.primavera.plan import (
    FINISH_MILESTONE,
    FINISHED,
    START_MILESTONE,
    STARTED,
    UNSTARTED,
    Plan,
    after,
    before,
    closed_finish,
    data_date,
    ends_shift,
    is_work,
    lag_left,
    of_project,
    open_start,
    set_early,
    state,
    unlagged,
)


@kernel
def backward_pass(plan: Plan, order: Ints, dates: Dates) -> None:
    """Fill late dates in reverse order, and move activities that are as late as possible."""
    find_ends(plan, dates)
    for at in range(len(order) - 1, -1, -1):
        row = order[at]
        if is_work(plan, row):
            _latest(plan, dates, row)
            if plan.limits[row, p6.LATEST] != NONE:
                _wait(plan, dates, row)


@kernel
def find_ends(plan: Plan, dates: Dates) -> None:
    """What late dates hang from: the must-finish date of a project, else its latest finish or that of all."""
    latest = NONE
    for row in range(len(plan.rows)):
        if is_work(plan, row):
            project = plan.progress[row, p6.PROJECT]
            finish = dates.early[row, its.FINISH]
            plan.projects[project, p6.LAST] = max(plan.projects[project, p6.LAST], finish)
            latest = max(latest, finish)
    for project in range(len(plan.projects)):
        end = plan.projects[project, p6.LAST] if plan.projects[project, p6.EACH_PROJECT] else latest
        must = plan.projects[project, p6.MUST_FINISH_BY]
        plan.projects[project, p6.END] = end if must == NONE else must


@kernel
def _latest(plan: Plan, dates: Dates, row: int) -> None:
    linked, asked_start = _linked_finish(plan, dates, row)
    finish, role = linked, plan.rows[row, p6.ROLE]
    if state(plan, row) != FINISHED:
        finish = _bounded_finish(plan, dates, row, linked)
        if role != START_MILESTONE or finish != linked:
            finish = closed_finish(plan, row, finish)
    if plan.progress[row, p6.EXTERNAL_FINISH] != NONE and plan.progress[row, p6.EXTERNAL_FINISH] < finish:
        finish = plan.progress[row, p6.EXTERNAL_FINISH]
        dates.late[row, its.DRIVER], dates.late[row, its.DRIVER_ROW] = BY_CONSTRAINT, row
    start = _latest_before(plan, dates, row, finish)
    dates.late[row, its.START], dates.late[row, its.FINISH] = start, finish
    # Of the two moments that a start can be written as, it keeps the one that its successor asks for.
    if asked_start != NONE and _may_replace(plan, row, asked_start, start):
        dates.late[row, its.START] = asked_start


@kernel
def _may_replace(plan: Plan, row: int, asked: int, start: int) -> bool:
    """Whether a moment touches work, as its begin or its end, and is no later than another in work."""
    touches = open_start(plan, row, asked) == asked or ends_shift(plan, row, asked)
    return touches and work_between(plan.clocks, plan.rows[row, p6.CLOCK], start, asked) <= 0


@kernel
def _latest_before(plan: Plan, dates: Dates, row: int, finish: int) -> int:
    """Where the remaining work starts that ends at `finish`; a milestone stays where links put it."""
    start, role = before(plan, row, finish), plan.rows[row, p6.ROLE]
    if role == START_MILESTONE:
        return start if dates.late[row, its.DRIVER] == BY_LINK else open_start(plan, row, start)
    return open_start(plan, row, start) if role != FINISH_MILESTONE and start < finish else start


@kernel
def _linked_finish(plan: Plan, dates: Dates, row: int) -> tuple[int, int]:
    """Latest finish that successors ask for, and the start that the same one asks for if it asks for one.

    Without successors the finish is that of the project.
    """
    end = of_project(plan, row, p6.END)
    finish, asked_start, link = NONE, NONE, -1
    edge = plan.rows[row, p6.FIRST_OUT]
    while edge >= 0:
        asked = _finish_by_link(plan, dates, edge)
        if asked > end:
            asked = end if plan.rows[row, p6.ROLE] == START_MILESTONE else closed_finish(plan, row, end)
        if link < 0 or asked < finish:
            finish, link, asked_start = asked, plan.edges[edge, its.LINK], NONE
            if plan.edges[edge, its.TYPE] == SS and state(plan, row) == UNSTARTED and asked < end:
                asked_start = _latest_start(plan, dates, edge)
        edge = plan.edges[edge, its.NEXT_OUT]
    if link >= 0:
        dates.late[row, its.DRIVER], dates.late[row, its.DRIVER_ROW] = BY_LINK, link
        return finish, asked_start
    finish, driver = end, BY_PROJECT_FINISH
    external = plan.progress[row, p6.EXTERNAL_FINISH]
    if external != NONE and state(plan, row) != FINISHED:
        finish, driver = external, BY_CONSTRAINT
    dates.late[row, its.DRIVER], dates.late[row, its.DRIVER_ROW] = driver, -1
    return finish, NONE


@kernel
def _bounded_finish(plan: Plan, dates: Dates, row: int, finish: int) -> int:
    """Latest finish after the constraints; those of the start count until the activity has started."""
    bound = plan.limits[row, p6.FINISH_UNTIL]
    if state(plan, row) == UNSTARTED and plan.limits[row, p6.START_UNTIL] != NONE:
        by_start = after(plan, row, plan.limits[row, p6.START_UNTIL])
        bound = by_start if bound == NONE else min(bound, by_start)
    must = plan.limits[row, p6.MUST_FINISH]
    if state(plan, row) == UNSTARTED and plan.limits[row, p6.MUST_START] != NONE:
        must = after(plan, row, plan.limits[row, p6.MUST_START])
    if must != NONE:
        bound = must
    if bound == NONE or (must == NONE and bound >= finish):
        return finish
    dates.late[row, its.DRIVER], dates.late[row, its.DRIVER_ROW] = BY_CONSTRAINT, row
    return bound


@kernel
def _finish_by_link(plan: Plan, dates: Dates, edge: int) -> int:
    """Latest finish of the predecessor that one successor asks for."""
    driving, driven = plan.edges[edge, its.FROM], plan.edges[edge, its.TO]
    if start_by_link(plan, dates, edge) == NONE:
        return of_project(plan, driving, p6.END)
    kind = plan.edges[edge, its.TYPE]
    if kind == FS:
        return unlagged(plan, edge, dates.late[driven, its.START], _lag_after_finish(plan, edge))
    if kind == FF:
        return unlagged(plan, edge, dates.late[driven, its.FINISH], _lag_between_finishes(plan, edge))
    if kind == SS:
        return after(plan, driving, _latest_start(plan, dates, edge))
    start = unlagged(plan, edge, dates.late[driven, its.FINISH], _lag_of_start(plan, edge))
    return after(plan, driving, start)


@kernel
def _lag_after_finish(plan: Plan, edge: int) -> int:
    """Lag of a finish to start that late dates count."""
    driving, driven = plan.edges[edge, its.FROM], plan.edges[edge, its.TO]
    if state(plan, driving) == FINISHED:
        left = lag_left(plan, edge, plan.progress[driving, p6.ACTUAL_FINISH])
        return 0 if state(plan, driven) == STARTED else left
    lag = plan.edges[edge, its.LAG]
    runs_on = state(plan, driving) == UNSTARTED or lag > 0
    return 0 if state(plan, driven) == FINISHED or (state(plan, driven) == STARTED and not runs_on) else lag


@kernel
def _lag_between_finishes(plan: Plan, edge: int) -> int:
    """Lag of a finish to finish that late dates count."""
    driving, driven = plan.edges[edge, its.FROM], plan.edges[edge, its.TO]
    if state(plan, driving) != FINISHED:
        return plan.edges[edge, its.LAG]
    if state(plan, driven) == STARTED:
        return 0
    return lag_left(plan, edge, plan.progress[driving, p6.ACTUAL_FINISH])


@kernel
def _lag_of_start(plan: Plan, edge: int) -> int:
    """Lag of a start to finish that late dates count."""
    driving = plan.edges[edge, its.FROM]
    if state(plan, driving) == UNSTARTED:
        return plan.edges[edge, its.LAG]
    return lag_left(plan, edge, plan.progress[driving, p6.ACTUAL_START])


@kernel
def _latest_start(plan: Plan, dates: Dates, edge: int) -> int:
    """Start to start: the latest start of the remaining work of the predecessor."""
    driving, driven = plan.edges[edge, its.FROM], plan.edges[edge, its.TO]
    start, lag = dates.late[driven, its.START], plan.edges[edge, its.LAG]
    if state(plan, driving) == UNSTARTED:
        return unlagged(plan, edge, start, lag)
    if state(plan, driving) == FINISHED:
        left = lag_left(plan, edge, plan.progress[driving, p6.ACTUAL_START])
        return unlagged(plan, edge, start, 0 if state(plan, driven) == STARTED else left)
    if state(plan, driven) == FINISHED:
        return start
    return unlagged(plan, edge, start, max(lag - plan.progress[driving, p6.DONE], 0))


@kernel
def _wait(plan: Plan, dates: Dates, row: int) -> None:
    """As late as possible: as late as the early dates of successors allow, so that none of them moves."""
    start, edge = NONE, plan.rows[row, p6.FIRST_OUT]
    while edge >= 0:
        asked = _start_before(plan, dates, edge)
        start = asked if start == NONE else min(start, asked)
        edge = plan.edges[edge, its.NEXT_OUT]
    if start == NONE:
        start = before(plan, row, max(of_project(plan, row, p6.END), of_project(plan, row, p6.LAST)))
    if start > dates.early[row, its.START] or state(plan, row) == FINISHED:
        if state(plan, row) != FINISHED and plan.rows[row, p6.ROLE] == FINISH_MILESTONE:
            start = closed_finish(plan, row, start)
        set_early(dates, row, start, after(plan, row, start))
        dates.early[row, its.START_DRIVER], dates.early[row, its.START_DRIVER_ROW] = BY_CONSTRAINT, row


@kernel
def _start_before(plan: Plan, dates: Dates, edge: int) -> int:
    """Latest start of the predecessor with which the early dates of a successor stay as they are."""
    driving, driven = plan.edges[edge, its.FROM], plan.edges[edge, its.TO]
    kind, lag = plan.edges[edge, its.TYPE], plan.edges[edge, its.LAG]
    if kind == FS and state(plan, driving) == FINISHED:
        return data_date(plan, driving)
    end = dates.early[driven, its.START] if kind in (FS, SS) else dates.early[driven, its.FINISH]
    end = unlagged(plan, edge, end, lag)
    return before(plan, driving, end) if kind in (FS, FF) else end
