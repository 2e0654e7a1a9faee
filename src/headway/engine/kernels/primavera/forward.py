"""Forward pass: the earliest dates of the remaining work."""

from headway.engine.kernels import layout as its
from headway.engine.kernels.clock import next_start, shift, work_between
from headway.engine.kernels.jit import kernel
from headway.engine.kernels.plan import (
    BY_ASSIGNMENT,
    BY_CONSTRAINT,
    BY_DATA_DATE,
    BY_DURATION,
    BY_LINK,
    BY_PROGRESS,
    BY_PROJECT_START,
    FF,
    FS,
    NONE,
    SS,
    Dates,
    Ints,
)
from headway.engine.kernels.primavera import layout as p6
from headway.engine.kernels.primavera.plan import (
    FINISH_MILESTONE,
    FINISHED,
    STARTED,
    UNSTARTED,
    Plan,
    after,
    before,
    data_date,
    ends_shift,
    is_staffed,
    is_work,
    lag_left,
    lagged,
    of_project,
    open_start,
    set_early,
    state,
)
from headway.engine.plan_time import DAY
from headway.engine.primavera import Progress

OVERRIDE, ACTUAL_DATES = int(Progress.OVERRIDE), int(Progress.ACTUAL_DATES)


@kernel
def forward_pass(plan: Plan, order: Ints, dates: Dates) -> None:
    """Fill early dates in order."""
    for row in order:
        if is_work(plan, row):
            _place(plan, dates, row)


@kernel
def _place(plan: Plan, dates: Dates, row: int) -> None:
    start, driver, driver_row = _driven_start(plan, dates, row)
    if state(plan, row) == UNSTARTED:
        start, driver, driver_row = _bounded_start(plan, row, start, driver, driver_row)
    elif plan.progress[row, p6.RESUME] > start and state(plan, row) == STARTED:
        start, driver, driver_row = plan.progress[row, p6.RESUME], BY_PROGRESS, -1
    if plan.rows[row, p6.ROLE] != FINISH_MILESTONE or not ends_shift(plan, row, start):
        start = open_start(plan, row, start)
    if plan.progress[row, p6.EXTERNAL_START] > start:
        start, driver, driver_row = plan.progress[row, p6.EXTERNAL_START], BY_CONSTRAINT, row
    dates.early[row, its.START_DRIVER], dates.early[row, its.START_DRIVER_ROW] = driver, driver_row
    _finish(plan, dates, row, start)


@kernel
def _finish(plan: Plan, dates: Dates, row: int, start: int) -> None:
    """The finish of remaining work that starts at `start`; its driver."""
    if state(plan, row) != FINISHED and plan.limits[row, p6.EXPECTED] != NONE and _may_expect(plan, row):
        _expect(plan, row, start)
    finish, driver, driver_row = after(plan, row, start), BY_DURATION, -1
    if state(plan, row) == FINISHED:
        driver = BY_PROGRESS
    elif plan.limits[row, p6.MUST_FINISH] != NONE and state(plan, row) == UNSTARTED:
        finish, driver, driver_row = plan.limits[row, p6.MUST_FINISH], BY_CONSTRAINT, row
    elif is_staffed(plan, row):
        driver, driver_row = BY_ASSIGNMENT, _last_assignment(plan, row, start, finish)
    set_early(dates, row, start, finish)
    dates.early[row, its.FINISH_DRIVER], dates.early[row, its.FINISH_DRIVER_ROW] = driver, driver_row


@kernel
def _may_expect(plan: Plan, row: int) -> bool:
    """An expected finish counts where no link asks for the finish."""
    for edge in range(plan.rows[row, p6.IN_AT], plan.rows[row, p6.IN_END]):
        if plan.edges[edge, its.TYPE] not in (FS, SS):
            return False
    return True


@kernel
def _expect(plan: Plan, row: int, start: int) -> None:
    """The remaining work becomes what lies between the start and the expected finish."""
    left = work_between(plan.clocks, plan.rows[row, p6.CLOCK], start, plan.limits[row, p6.EXPECTED])
    plan.rows[row, p6.LEFT] = max(left, 0)


@kernel
def _last_assignment(plan: Plan, row: int, start: int, finish: int) -> int:
    """The caller's row of the assignment that finishes last."""
    for who in range(plan.kin[row, its.STAFF_AT], plan.kin[row, its.STAFF_END]):
        work = plan.staff[who, its.WORK_LEFT]
        if shift(plan.clocks, plan.staff[who, its.STAFF_CLOCK], start, work) == finish:
            return plan.staff[who, its.ASSIGNMENT]
    return -1


@kernel
def _driven_start(plan: Plan, dates: Dates, row: int) -> tuple[int, int, int]:
    """Latest start that a link asks for; without links the data date or the start of the project."""
    best, link = NONE, -1
    for edge in range(plan.rows[row, p6.IN_AT], plan.rows[row, p6.IN_END]):
        start = start_by_link(plan, dates, edge)
        if start > best:
            best, link = start, plan.edges[edge, its.LINK]
    reached, begin = data_date(plan, row), _floor(plan, row)
    if state(plan, row) != UNSTARTED:
        begin = reached
    if link >= 0 and best >= begin:
        return best, BY_LINK, link
    if link < 0 and begin > reached and plan.limits[row, p6.START_FROM] != NONE:
        # Without predecessors a start no earlier than some day replaces the start of the project.
        return max(reached, plan.limits[row, p6.START_FROM]), BY_CONSTRAINT, row
    return begin, BY_PROJECT_START if begin > reached else BY_DATA_DATE, -1


@kernel
def _bounded_start(plan: Plan, row: int, start: int, driver: int, driver_row: int) -> tuple[int, int, int]:
    """Start after the constraints of an activity that has not started; mandatory ones go before links."""
    if plan.limits[row, p6.MUST_START] != NONE:
        return plan.limits[row, p6.MUST_START], BY_CONSTRAINT, row
    if plan.limits[row, p6.MUST_FINISH] != NONE:
        return before(plan, row, plan.limits[row, p6.MUST_FINISH]), BY_CONSTRAINT, row
    if plan.limits[row, p6.START_FROM] != NONE:
        bound = _timed(plan, row, plan.limits[row, p6.START_FROM], start)
        if bound > start:
            start, driver, driver_row = bound, BY_CONSTRAINT, row
    if plan.limits[row, p6.FINISH_FROM] != NONE:
        bound = before(plan, row, plan.limits[row, p6.FINISH_FROM])
        if bound > start:
            start, driver, driver_row = bound, BY_CONSTRAINT, row
    return start, driver, driver_row


@kernel
def _timed(plan: Plan, row: int, bound: int, start: int) -> int:
    """A bound at midnight takes the time of day of the start that it replaces, if that is work on its day."""
    if bound % DAY != 0 or start % DAY == 0:
        return bound
    timed = bound + start % DAY
    return timed if open_start(plan, row, timed) // DAY == timed // DAY else bound


@kernel
def start_by_link(plan: Plan, dates: Dates, edge: int) -> int:
    """Start of the remaining work that a link asks of its successor, `NONE` where it holds nothing."""
    kind = plan.edges[edge, its.TYPE]
    driving, driven = plan.edges[edge, its.FROM], plan.edges[edge, its.TO]
    if kind in (FS, SS):
        if _overridden(plan, driving, driven):
            return NONE
        return _after_finish(plan, dates, edge) if kind == FS else _after_start(plan, dates, edge)
    return _ending_after_finish(plan, dates, edge) if kind == FF else _ending_after_start(plan, dates, edge)


@kernel
def _overridden(plan: Plan, driving: int, driven: int) -> bool:
    """Whether progress out of sequence lets work go on although its predecessor is not finished."""
    if of_project(plan, driven, p6.PROGRESS_RULE) != OVERRIDE:
        return False
    return state(plan, driven) != UNSTARTED and state(plan, driving) != FINISHED


@kernel
def _after_finish(plan: Plan, dates: Dates, edge: int) -> int:
    """Finish to start. Of the lag after a finished predecessor the data date leaves the rest."""
    driving, driven = plan.edges[edge, its.FROM], plan.edges[edge, its.TO]
    finish = dates.early[driving, its.FINISH]
    if state(plan, driving) != FINISHED:
        return lagged(plan, edge, finish, plan.edges[edge, its.LAG])
    actual = plan.progress[driving, p6.ACTUAL_FINISH]
    if of_project(plan, driven, p6.PROGRESS_RULE) == ACTUAL_DATES:
        finish = max(finish, actual)
    if state(plan, driven) == FINISHED:
        return finish
    return lagged(plan, edge, finish, lag_left(plan, edge, actual))


@kernel
def _after_start(plan: Plan, dates: Dates, edge: int) -> int:
    """Start to start. A lag that has begun to run runs on from the data date, or from the actual start."""
    driving, driven = plan.edges[edge, its.FROM], plan.edges[edge, its.TO]
    lag, start = plan.edges[edge, its.LAG], dates.early[driving, its.START]
    actual = plan.progress[driving, p6.ACTUAL_START]
    if state(plan, driving) == UNSTARTED:
        if lag == 0 and state(plan, driven) == UNSTARTED:
            return next_start(plan.clocks, plan.edges[edge, p6.LAG_CLOCK], start)
        return lagged(plan, edge, start, lag)
    if of_project(plan, driven, p6.PROGRESS_RULE) == ACTUAL_DATES:
        start = max(start, actual)
    if state(plan, driven) == FINISHED:
        return start
    if state(plan, driving) == FINISHED or of_project(plan, driven, p6.LAG_FROM_ACTUAL_START):
        counted = lagged(plan, edge, actual, lag)
        rests = state(plan, driven) == STARTED and lag <= 0
        return start if rests or counted <= data_date(plan, driven) else counted
    done = plan.progress[driving, p6.DONE]
    if lag <= done or (done == 0 and state(plan, driven) == UNSTARTED):
        return start
    return lagged(plan, edge, start, lag - done)


@kernel
def _ending_after_finish(plan: Plan, dates: Dates, edge: int) -> int:
    """Finish to finish: the start lies the remaining work before it, never before the project."""
    driving, driven = plan.edges[edge, its.FROM], plan.edges[edge, its.TO]
    finish = dates.early[driving, its.FINISH]
    if state(plan, driving) == FINISHED:
        if state(plan, driven) == FINISHED:
            return finish
        finish = plan.progress[driving, p6.ACTUAL_FINISH]
    finish = lagged(plan, edge, finish, plan.edges[edge, its.LAG])
    return max(before(plan, driven, finish), _floor(plan, driven))


@kernel
def _ending_after_start(plan: Plan, dates: Dates, edge: int) -> int:
    """Start to finish."""
    driving, driven = plan.edges[edge, its.FROM], plan.edges[edge, its.TO]
    start, lag = dates.early[driving, its.START], plan.edges[edge, its.LAG]
    if state(plan, driving) != UNSTARTED and state(plan, driven) != UNSTARTED:
        lag = lag_left(plan, edge, plan.progress[driving, p6.ACTUAL_START])
        if lag == 0:
            return start
    finish = lagged(plan, edge, start, lag)
    return max(before(plan, driven, finish), _floor(plan, driven))


@kernel
def _floor(plan: Plan, row: int) -> int:
    """The data date of a row's project, or its start where that is later and nothing has started."""
    begin = of_project(plan, row, p6.PROJECT_START)
    return max(begin, data_date(plan, row))
