"""Scheduled dates, floats, driving links and what is critical."""

from headway.engine.kernels import layout as its
from headway.engine.kernels.clock import work_between
from headway.engine.kernels.jit import kernel
from headway.engine.kernels.plan import BY_LINK, FF, FS, NONE, SS, Dates, Ints
from headway.engine.kernels.primavera import layout as p6
from headway.engine.kernels.primavera.forward import start_by_link
from headway.engine.kernels.primavera.plan import (
    FINISH_MILESTONE,
    FINISHED,
    STARTED,
    UNSTARTED,
    WBS,
    WBS_SUMMARY,
    Links,
    Plan,
    is_work,
    lagged,
    of_project,
    open_start,
    state,
)
from headway.engine.primavera import FloatKind

FINISH_FLOAT, START_FLOAT = int(FloatKind.FINISH), int(FloatKind.START)


@kernel
def fill_scheduled(plan: Plan, dates: Dates) -> None:
    """Start and finish of activities: actual ones where there are any."""
    for row in range(len(plan.rows)):
        if is_work(plan, row):
            start, finish = dates.early[row, its.START], dates.early[row, its.FINISH]
            if state(plan, row) != UNSTARTED:
                start = plan.progress[row, p6.ACTUAL_START]
            if state(plan, row) == FINISHED:
                finish = plan.progress[row, p6.ACTUAL_FINISH]
            dates.scheduled[row, its.START], dates.scheduled[row, its.FINISH] = start, finish


@kernel
def fill_links(plan: Plan, order: Ints, dates: Dates, links: Links) -> None:
    """Which links drive their successor, and the longest path: back along them from the latest finish."""
    for row in order:
        if is_work(plan, row) and dates.early[row, its.START_DRIVER] == BY_LINK:
            _fill_driving(plan, dates, links, row)
    latest = NONE
    for project in range(len(plan.projects)):
        latest = max(latest, plan.projects[project, p6.LAST])
    for at in range(len(order) - 1, -1, -1):
        row = order[at]
        if is_work(plan, row):
            own = of_project(plan, row, p6.LAST) if of_project(plan, row, p6.EACH_PROJECT) else latest
            if dates.early[row, its.FINISH] == own or _drives_longest(plan, links, row):
                links.longest[row] = 1


@kernel
def _fill_driving(plan: Plan, dates: Dates, links: Links, row: int) -> None:
    """Links that ask for the same moment of work as the early start drive, however they write it."""
    start = open_start(plan, row, dates.early[row, its.START])
    for edge in range(plan.rows[row, p6.IN_AT], plan.rows[row, p6.IN_END]):
        asked = start_by_link(plan, dates, edge)
        if asked != NONE and open_start(plan, row, asked) == start:
            links.driving[plan.edges[edge, its.LINK]] = 1


@kernel
def _drives_longest(plan: Plan, links: Links, row: int) -> bool:
    edge = plan.rows[row, p6.FIRST_OUT]
    while edge >= 0:
        if links.driving[plan.edges[edge, its.LINK]] and links.longest[plan.edges[edge, its.TO]]:
            return True
        edge = plan.edges[edge, its.NEXT_OUT]
    return False


@kernel
def fill_floats(plan: Plan, dates: Dates, links: Links) -> None:
    """Floats of every row that has dates, and what is critical."""
    for row in range(len(plan.rows)):
        if dates.early[row, its.START] != NONE:
            _total_float(plan, dates, row)
            dates.scheduled[row, its.FREE_FLOAT] = _free_float(plan, dates, row)
            _critical(plan, dates, links, row)


@kernel
def _total_float(plan: Plan, dates: Dates, row: int) -> None:
    """Start or finish float or the smaller, as the project counts; nothing where the work is done."""
    clock = plan.rows[row, p6.CLOCK]
    at_start = work_between(plan.clocks, clock, dates.early[row, its.START], dates.late[row, its.START])
    at_finish = work_between(plan.clocks, clock, dates.early[row, its.FINISH], dates.late[row, its.FINISH])
    if state(plan, row) == FINISHED:
        at_start = at_finish = 0
    total = min(at_start, at_finish)
    kind = of_project(plan, row, p6.FLOAT_KIND)
    if kind == FINISH_FLOAT or (kind != START_FLOAT and state(plan, row) == STARTED):
        total = at_finish
    elif kind == START_FLOAT:
        total = at_start
    dates.scheduled[row, its.START_FLOAT], dates.scheduled[row, its.FINISH_FLOAT] = at_start, at_finish
    dates.scheduled[row, its.TOTAL_FLOAT] = total


@kernel
def _free_float(plan: Plan, dates: Dates, row: int) -> int:
    """Work by which an activity may move before the first of its successors does."""
    if not is_work(plan, row) or state(plan, row) == FINISHED or plan.limits[row, p6.EXPECTED] != NONE:
        return 0
    if plan.limits[row, p6.MUST_FINISH] != NONE:
        return 0
    free, found, edge = 0, False, plan.rows[row, p6.FIRST_OUT]
    while edge >= 0:
        gap = _gap(plan, dates, edge)
        free = min(free, gap) if found else gap
        found, edge = True, plan.edges[edge, its.NEXT_OUT]
    if found:
        return free
    if plan.limits[row, p6.MUST_START] != NONE:
        return 0
    last = of_project(plan, row, p6.LAST)
    return work_between(plan.clocks, plan.rows[row, p6.CLOCK], dates.early[row, its.FINISH], last)


@kernel
def _gap(plan: Plan, dates: Dates, edge: int) -> int:
    """Work between the ends that a link holds together, the first moved by its lag as going forwards."""
    row, driven, kind = plan.edges[edge, its.FROM], plan.edges[edge, its.TO], plan.edges[edge, its.TYPE]
    own = dates.early[row, its.FINISH if kind in (FS, FF) else its.START]
    other = dates.early[driven, its.START if kind in (FS, SS) else its.FINISH]
    own = lagged(plan, edge, own, plan.edges[edge, its.LAG])
    # Ends that are the same to the successor may lie apart on the calendar of the predecessor.
    opens = open_start(plan, driven, other)
    if kind in (FS, SS) or other < own or (other == own and plan.rows[driven, p6.ROLE] == FINISH_MILESTONE):
        other = opens
    gap = work_between(plan.clocks, plan.rows[row, p6.CLOCK], own, other)
    return max(gap, 0) if state(plan, row) == STARTED else gap


@kernel
def _critical(plan: Plan, dates: Dates, links: Links, row: int) -> None:
    """By total float or by the longest path; what is done is not critical, a WBS with critical work is."""
    if state(plan, row) == FINISHED or plan.rows[row, p6.ROLE] in (WBS, WBS_SUMMARY):
        return
    if of_project(plan, row, p6.BY_LONGEST_PATH):
        critical = links.longest[row] == 1
    else:
        critical = dates.scheduled[row, its.TOTAL_FLOAT] <= of_project(plan, row, p6.CRITICAL_FLOAT)
    dates.scheduled[row, its.CRITICAL] = max(dates.scheduled[row, its.CRITICAL], critical)
    parent = plan.rows[row, p6.PARENT]
    while critical and parent >= 0:
        dates.scheduled[parent, its.CRITICAL] = 1
        parent = plan.rows[parent, p6.PARENT]
