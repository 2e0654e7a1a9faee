"""What follows from the dates of others and drives nobody: level of effort, WBS summaries, the WBS itself."""

from headway.engine.kernels import layout as its
from headway.engine.kernels.clock import next_start, previous_finish, shift, work_between
from headway.engine.kernels.jit import kernel
from headway.engine.kernels.plan import (
    BY_CHILDREN,
    BY_DATA_DATE,
    BY_LINK,
    BY_PROJECT_FINISH,
    FF,
    FS,
    NONE,
    SF,
    SS,
    Dates,
    Ints,
)
from headway.engine.kernels.primavera import layout as p6
from headway.engine.kernels.primavera.plan import (
    FINISHED,
    LEVEL_OF_EFFORT,
    START_MILESTONE,
    UNSTARTED,
    WBS,
    WBS_SUMMARY,
    Plan,
    data_date,
    of_project,
    set_early,
    state,
)


@kernel
def effort_pass(plan: Plan, dates: Dates) -> None:
    """Dates of levels of effort, each after those that it is linked from."""
    for row in plan.effort_order:
        _stretch(plan, dates, row)


@kernel
def _stretch(plan: Plan, dates: Dates, row: int) -> None:
    """From the first start that a link gives to the last finish that one gives."""
    start, start_link = _first(plan, dates, row, False)
    finish, finish_link = _last(plan, dates, row, False)
    clock, reached = plan.rows[row, p6.CLOCK], data_date(plan, row)
    begun = start
    if start == NONE or start < reached:
        start = reached
    early_start = next_start(plan.clocks, clock, start)
    finish = early_start if finish == NONE else max(finish, reached)
    late_finish, late_link = _last(plan, dates, row, True)
    if late_finish == NONE:
        late_finish = of_project(plan, row, p6.END)
    late_start, _link = _first(plan, dates, row, True)
    late_start = late_finish if late_start == NONE else min(late_start, late_finish)
    set_early(dates, row, early_start, max(finish, start))
    dates.late[row, its.START] = next_start(plan.clocks, clock, late_start)
    dates.late[row, its.FINISH] = late_finish
    dates.scheduled[row, its.START] = begun if begun != NONE else early_start
    dates.scheduled[row, its.FINISH] = max(finish, start)
    _drive(dates, row, start_link, finish_link, late_link)


@kernel
def _drive(dates: Dates, row: int, start_link: int, finish_link: int, late_link: int) -> None:
    dates.early[row, its.START_DRIVER] = BY_LINK if start_link >= 0 else BY_DATA_DATE
    dates.early[row, its.FINISH_DRIVER] = BY_LINK if finish_link >= 0 else BY_DATA_DATE
    dates.late[row, its.DRIVER] = BY_LINK if late_link >= 0 else BY_PROJECT_FINISH
    dates.early[row, its.START_DRIVER_ROW] = start_link
    dates.early[row, its.FINISH_DRIVER_ROW] = finish_link
    dates.late[row, its.DRIVER_ROW] = late_link


@kernel
def _first(plan: Plan, dates: Dates, row: int, late: bool) -> tuple[int, int]:
    """The earliest start that a link gives, and the link."""
    first, link = NONE, -1
    for at in range(plan.effort_at[row], plan.effort_at[row + 1]):
        ahead, kind = plan.efforts[at, p6.AHEAD] == 1, plan.efforts[at, p6.EFFORT_TYPE]
        if kind == SS or (ahead and kind == FS) or (not ahead and kind == SF):
            by_finish = kind != SS
            time = _given(plan, dates, at, by_finish, late)
            if time != NONE and (first == NONE or time < first):
                first, link = time, plan.efforts[at, p6.EFFORT_LINK]
    return first, link


@kernel
def _last(plan: Plan, dates: Dates, row: int, late: bool) -> tuple[int, int]:
    """The latest finish that a link gives, and the link."""
    last, link = NONE, -1
    for at in range(plan.effort_at[row], plan.effort_at[row + 1]):
        ahead, kind = plan.efforts[at, p6.AHEAD] == 1, plan.efforts[at, p6.EFFORT_TYPE]
        if kind == FF or (not ahead and kind == FS) or (ahead and kind == SF):
            time = _given(plan, dates, at, kind == FF, late)
            if time != NONE:
                time = previous_finish(plan.clocks, plan.rows[row, p6.CLOCK], time)
                if time > last:
                    last, link = time, plan.efforts[at, p6.EFFORT_LINK]
    return last, link


@kernel
def _given(plan: Plan, dates: Dates, at: int, by_finish: bool, late: bool) -> int:
    """The date of the other end of a link, moved by its lag: an actual one where there is one."""
    other, lag = plan.efforts[at, p6.OTHER], plan.efforts[at, p6.EFFORT_LAG]
    time = _end(plan, dates, other, by_finish, late)
    if time == NONE:
        return NONE
    ahead = plan.efforts[at, p6.AHEAD] == 1
    moved = shift(plan.clocks, plan.efforts[at, p6.EFFORT_CLOCK], time, lag if ahead else -lag)
    return max(moved, data_date(plan, other)) if ahead and lag < 0 else moved


@kernel
def _end(plan: Plan, dates: Dates, row: int, by_finish: bool, late: bool) -> int:
    placed = dates.late if late else dates.early
    if by_finish:
        if state(plan, row) == FINISHED and not (late and plan.rows[row, p6.ROLE] == START_MILESTONE):
            return plan.progress[row, p6.ACTUAL_FINISH]
        return placed[row, its.FINISH]
    if state(plan, row) != UNSTARTED and not late:
        return plan.progress[row, p6.ACTUAL_START]
    return placed[row, its.START]


@kernel
def roll_up(plan: Plan, order: Ints, dates: Dates) -> None:
    """Dates of the WBS, children before what they belong to, and of WBS summary activities."""
    for row in order:
        if plan.rows[row, p6.ROLE] == WBS:
            _roll_up(plan, dates, row)
    for row in range(len(plan.rows)):
        parent = plan.rows[row, p6.PARENT]
        if plan.rows[row, p6.ROLE] == WBS_SUMMARY and parent >= 0:
            _take_over(plan, dates, row, parent)


@kernel
def _counts(plan: Plan, dates: Dates, child: int) -> bool:
    """A WBS summary counts nowhere, a finished level of effort only with its scheduled dates."""
    return plan.rows[child, p6.ROLE] != WBS_SUMMARY and dates.early[child, its.START] != NONE


@kernel
def _roll_up(plan: Plan, dates: Dates, row: int) -> None:
    child = plan.kin[row, its.FIRST_CHILD]
    while child >= 0:
        if _counts(plan, dates, child):
            _widen(dates.early, dates.early, row, child)
            _widen(dates.late, dates.late, row, child)
            _widen(dates.scheduled, dates.scheduled, row, child)
        child = plan.kin[child, its.NEXT_CHILD]
    if dates.early[row, its.START] != NONE:
        dates.early[row, its.START_DRIVER] = dates.early[row, its.FINISH_DRIVER] = BY_CHILDREN
        span = work_between(
            plan.clocks,
            plan.rows[row, p6.CLOCK],
            dates.scheduled[row, its.START],
            dates.scheduled[row, its.FINISH],
        )
        dates.early[row, its.SPAN] = span


@kernel
def _widen(into: Ints, of: Ints, row: int, child: int) -> None:
    """Stretch the dates of a row so that those of a child lie between them."""
    start = of[child, its.START]
    into[row, its.START] = start if into[row, its.START] == NONE else min(into[row, its.START], start)
    into[row, its.FINISH] = max(into[row, its.FINISH], of[child, its.FINISH])


@kernel
def _take_over(plan: Plan, dates: Dates, row: int, parent: int) -> None:
    """A WBS summary activity: the dates of all open work below its WBS, the whole span of it as scheduled."""
    child = parent
    # Depth first without a stack: down to the first child, on to the next, up to the one after the parent.
    while child >= 0:
        role = plan.rows[child, p6.ROLE]
        if role <= LEVEL_OF_EFFORT and state(plan, child) != FINISHED and _counts(plan, dates, child):
            _widen(dates.early, dates.early, row, child)
            _widen(dates.late, dates.late, row, child)
        following = plan.kin[child, its.FIRST_CHILD]
        while following < 0 and child != parent:
            following = plan.kin[child, its.NEXT_CHILD]
            child = plan.rows[child, p6.PARENT] if following < 0 else child
        child = following
    dates.scheduled[row, its.START] = dates.scheduled[parent, its.START]
    dates.scheduled[row, its.FINISH] = dates.scheduled[parent, its.FINISH]
