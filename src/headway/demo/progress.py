"""What had really happened by a data date: who used up float, and the one slip that hurts.

Durations stretch within the free float only, so that the finish of the project moves by nothing but the slip:
an activity on the critical path that is under way needs more time than planned. That way the tolerance use of
a project is what its story says.
"""

from collections.abc import Mapping
from functools import cache

from headway.project.schedule.commands import Progress
from headway.project.schedule.facts import ActivityFacts, Computed, PlanFacts
from headway.project.schedule.network import working_time

from .chance import Stream

WORKDAY = 8 * 3600


def reality(
    facts: PlanFacts, computed: Mapping[int, Computed], data_date: int, *, slip: int, chance: Stream
) -> list[Progress]:
    """Progress of every activity that began before ``data_date``; ``slip`` is in working days."""
    calendars = cache(lambda calendar: working_time(facts, calendar, data_date))
    stretch = chance.lognormal(1.05, 0.25, max(facts.activities, default=0) + 1) - 1.0
    on_plan = chance.uniform(len(stretch)) < 0.35  # Parkinson: the time that was planned is used
    hurt, cushion = _hurt(facts, computed, data_date) if slip else (0, 0)
    reports = []
    for row in _leaves(facts):
        dates = computed[row.id]
        if dates.start is None or dates.finish is None or (dates.start >= data_date and row.id != hurt):
            continue
        start = min(dates.start, data_date)
        share = 0.0 if on_plan[row.id] else float(stretch[row.id])
        calendar = calendars(row.calendar)
        more = min(max(0, dates.free_float or 0), max(0, int(share * row.duration)))
        finish = calendar.finish_after(dates.finish, more) if more >= 3600 else dates.finish
        late = slip * WORKDAY + cushion if row.id == hurt else 0
        if finish <= data_date and not late:
            reports.append(Progress(activity=row.id, actual_start=start, actual_finish=finish))
        else:
            done = calendar.work_between(start, data_date)
            left = calendar.work_between(max(start, data_date), finish) + late
            reports.append(_under_way(row, start, done=done, left=left))
    return reports


def _leaves(facts: PlanFacts) -> list[ActivityFacts]:
    return [row for row in facts.activities.values() if not row.is_summary]


def _hurt(facts: PlanFacts, computed: Mapping[int, Computed], data_date: int) -> tuple[int, int]:
    """The most critical activity that is under way at the data date, or the next; and its float."""
    open_rows = [
        (max(0, (computed[row.id].start or 0) - data_date), computed[row.id].total_float or 0, row.id)
        for row in _leaves(facts)
        if row.duration and (computed[row.id].finish or 0) > data_date
    ]
    _, total_float, activity = min(open_rows, default=(0, 0, 0))
    return activity, total_float


def _under_way(row: ActivityFacts, start: int, *, done: int, left: int) -> Progress:
    percent = min(99, max(1, done * 100 // max(1, row.duration)))
    return Progress(activity=row.id, actual_start=start, percent=percent, remaining=max(3600, left))
