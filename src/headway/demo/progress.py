"""What had really happened by a data date: who used up float, and the one slip that hurts.

Durations stretch within the free float only, so that the finish of the project moves by nothing but the slip:
an activity on the critical path that is under way needs more time than planned. That way the tolerance use of
a project is what its story says.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from headway.engine.plan_time import DAY
from headway.project.schedule.commands import Progress
from headway.project.schedule.plan.facts import ActivityFacts, Computed, PlanFacts
from headway.project.schedule.scheduling import working_time
from headway.project.team.services import Said

from .chance import Stream

WORKDAY = 8 * 3600
HALF_DAY = WORKDAY // 2
WEEK = 7 * DAY
FIRST = 4 * DAY  # after which a report is made for the first time


@dataclass(frozen=True, slots=True)
class Report:
    """What a person says of an activity at a plan time. The last one of an activity is taken over."""

    activity: int
    person: int
    at: int
    said: Said
    last: bool


def reality(
    facts: PlanFacts, computed: Mapping[int, Computed], data_date: int, *, slip: int, chance: Stream
) -> list[Progress]:
    """Progress of every activity that began before ``data_date``; ``slip`` is in working days.

    Chance belongs to the numbers of activities, which are the same wherever a plan is stored.
    """
    calendars = cache(lambda calendar: working_time(facts, calendar, data_date))
    rows = [row for row in facts.activities.values() if not row.is_summary]
    stretch = (chance.lognormal(1.05, 0.25, facts.terms.next_number) - 1.0).tolist()
    on_plan = (chance.uniform(len(stretch)) < 0.35).tolist()  # Parkinson: the time that was planned is used
    hurt, cushion = _hurt(rows, computed, data_date) if slip else (0, 0)
    happened = []
    for row in rows:
        dates = computed[row.id]
        if dates.start is None or dates.finish is None or (dates.start >= data_date and row.id != hurt):
            continue
        start = min(dates.start, data_date)
        share = 0.0 if on_plan[row.number] else stretch[row.number]
        calendar = calendars(row.calendar)
        more = min(max(0, dates.free_float or 0), max(0, int(share * row.duration))) // HALF_DAY * HALF_DAY
        finish = calendar.finish_after(dates.finish, more) if more else dates.finish
        late = slip * WORKDAY + cushion if row.id == hurt else 0
        if finish <= data_date and not late:
            happened.append(Progress(activity=row.id, actual_start=start, actual_finish=finish))
        else:
            done = calendar.work_between(start, data_date)
            left = calendar.work_between(max(start, data_date), finish) + late
            happened.append(_under_way(row, start, done=done, left=left))
    return happened


def _hurt(rows: list[ActivityFacts], computed: Mapping[int, Computed], data_date: int) -> tuple[int, int]:
    """The most critical activity that is under way at the data date, or the next; and its float."""
    open_rows = [
        (max(0, (computed[row.id].start or 0) - data_date), computed[row.id].total_float or 0, row.id)
        for row in rows
        if row.duration and (computed[row.id].finish or 0) > data_date
    ]
    _, total_float, activity = min(open_rows, default=(0, 0, 0))
    return activity, total_float


def _under_way(row: ActivityFacts, start: int, *, done: int, left: int) -> Progress:
    percent = min(99, max(1, done * 100 // max(1, row.duration)))
    return Progress(activity=row.id, actual_start=start, percent=percent, remaining=max(3600, left))


def reports(facts: PlanFacts, happened: Iterable[Progress], data_date: int) -> list[Report]:
    """What the team said week by week until it had happened, in the order in which it was said."""
    person_of = {
        row.activity: facts.resources[row.resource].person or 0 for row in facts.assignments.values()
    }
    said = []
    for progress in happened:
        start, finish = progress.actual_start or 0, progress.actual_finish
        person, until = person_of[progress.activity], data_date if finish is None else finish
        for at in range(start + FIRST, until, WEEK):
            weekly = Said(started=start, percent=min(95, max(1, (at - start) * 100 // (until - start))))
            said.append(Report(progress.activity, person, at, weekly, last=False))
        left = None if finish is not None else progress.remaining
        final = Said(started=start, finished=finish, percent=progress.percent, remaining=left)
        said.append(Report(progress.activity, person, until, final, last=True))
    said.sort(key=lambda report: (report.at, report.activity))
    return said
