"""From a tracked plan to earned value: measures on the calendar's working hours, and the plan rescheduled."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headway import engine
from headway.engine.earned_value import (
    Budgets,
    Finished,
    MeasureError,
    Measures,
    Progress,
    adherence,
    earned_time,
    expected_duration,
    measured,
    rescheduled,
)
from headway.engine.horizon import FARTHEST
from headway.formats.errors import FormatError
from headway.formats.network import engine_calendar
from headway.formats.plan import Kind, PlanActivity
from headway.formats.tracked import Period, Status, TrackedPlan
from headway.formats.years import LONGEST

HOUR = 3600
WHOLE_HOURS = 1.0
MOST_MEASURED = 200_000  # activities times status dates; at each date the whole plan is computed again
_NOTHING = Status(
    line=0, activity=0, actual_start=None, actual_duration=0, remaining_duration=0, complete=0.0
)

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Earned:
    """A project's measures at its status dates, times in working hours since its start.

    Attributes
    ----------
    measures : Measures
    adherence : array, shape (dates,)
        The p-factor.
    network : array, shape (dates,)
        Duration of the whole when the plan is computed again from the status date, remaining work at its
        planned pace.
    expected : array, shape (dates,)
        Expected duration of the whole, from the network and the durations that were earned.
    duration, cost : float, optional
        Where the project ended, if all its activities have.
    """

    measures: Measures
    adherence: Floats
    network: Floats
    expected: Floats
    duration: float | None
    cost: float | None


def earned_of(plan: TrackedPlan) -> Earned:
    """Earned value of a plan at each of its status dates.

    Raises
    ------
    FormatError
        When there are no status dates, nothing costs anything, or the plan has no schedule.
    """
    if not plan.periods:
        raise FormatError(0, "The file has no tracking periods: nothing was measured.")
    hours = Hours(plan)
    if len(plan.periods) * len(hours.activities) > MOST_MEASURED:
        raise FormatError(0, f"Progress of more than {MOST_MEASURED:,} activities and dates is not measured.")
    budgets = _budgets(plan, hours)
    statuses = [_progress(period, hours) for period in plan.periods]
    try:
        measures = measured(budgets, statuses, whole=WHOLE_HOURS)
    except MeasureError as error:
        raise FormatError(0, f"Earned value has no meaning in this plan. {error}") from error
    done = all(complete == 1 for complete in statuses[-1].complete)
    network = np.array([_rescheduled(plan, period, hours) for period in plan.periods])
    return Earned(
        measures=measures,
        adherence=adherence(budgets, statuses, measures.es),
        network=network,
        expected=expected_duration(measures, network, earned_time(budgets, statuses)),
        duration=_ended(plan.periods[-1], hours) if done else None,
        cost=float(measures.ac[-1]) if done else None,
    )


def finished(name: str, earned: Earned) -> Finished | None:
    """What forecasts can learn from a project: None while it runs, or where it has no date on the way."""
    measures = earned.measures
    way = (measures.ev > 0) & (measures.ev < measures.bac * (1 - 1e-9))
    if not earned.duration or not earned.cost or earned.cost <= 0 or not way.any():
        return None
    return Finished(
        name=name,
        measures=part_of(measures, way),
        expected=earned.expected[way],
        duration=earned.duration,
        cost=earned.cost,
    )


def part_of(measures: Measures, dates: NDArray[np.bool_]) -> Measures:
    """The measures at some of the status dates."""
    columns = {name: getattr(measures, name)[dates] for name in ("at", "pv", "ev", "ac", "es")}
    return Measures(bac=measures.bac, pd=measures.pd, **columns)


class Hours:
    """Working hours of a plan since its start, and its activities without summaries."""

    def __init__(self, plan: TrackedPlan) -> None:
        start = plan.document.project.start
        if start is None:
            raise FormatError(0, "The file does not say when anything is planned.")
        self.start = start
        self.calendar = engine_calendar(plan.document.calendars[0], None)
        self.activities = [each for each in plan.document.activities if each.kind is not Kind.SUMMARY]
        if not self.activities or not self.calendar.works:
            raise FormatError(0, "The plan has no activities, or no working time.")
        moments = [start, *self._moments(plan)]
        length = sum(each.duration for each in self.activities) + max(_durations(plan), default=0)
        self._times = self.calendar.compiled(min(moments), _reach(max(moments), length, self.calendar))
        self._origin = self._times.position(start)

    def _moments(self, plan: TrackedPlan) -> Iterator[int]:
        yield from (each.stored.start for each in self.activities if each.stored.start is not None)
        for period in plan.periods:
            yield period.status
            yield from (each.actual_start for each in period.statuses if each.actual_start is not None)

    def of(self, moment: int) -> float:
        """Working hours from the project's start to a plan time."""
        return (self._times.position(moment) - self._origin) / HOUR

    def finish(self, start: int, worked: int) -> int:
        """Plan time at which so many working seconds after a start are over."""
        return max(start, self._times.finish_after(start, worked))

    def moment(self, hours: float) -> int | None:
        """Plan time of so many working hours after the project's start, as a finish; None beyond any plan."""
        if not math.isfinite(hours) or hours * HOUR > LONGEST:
            return None
        place = self._origin + round(hours * HOUR)
        if place > self._times.work[-1]:
            self._times = self.calendar.compiled(self._times.first, FARTHEST)
        return self._times.as_finish(place) if place <= self._times.work[-1] else None


def _durations(plan: TrackedPlan) -> Iterable[int]:
    return (each.actual_duration for period in plan.periods for each in period.statuses)


def _reach(moment: int, work: int, calendar: engine.Calendar) -> int:
    """A moment that lies farther than so much work after another one, as far as plans go."""
    share = sum(finish - start for shifts in calendar.week for start, finish in shifts)
    weeks = math.ceil(work / share) + 60 if share else 60
    return min(moment + 2 * weeks * 7 * 86_400, FARTHEST)


def _budgets(plan: TrackedPlan, hours: Hours) -> Budgets:
    budgets = {each.activity: each for each in plan.budgets}
    rows = [(each, budgets[each.uid]) for each in hours.activities]
    return Budgets(
        start=np.array([max(0.0, hours.of(_start(each, hours))) for each, _ in rows]),
        duration=np.array([each.duration / HOUR for each, _ in rows]),
        fixed=np.array([budget.fixed for _, budget in rows]),
        rate=np.array([budget.hourly for _, budget in rows]),
    )


def _start(activity: PlanActivity, hours: Hours) -> int:
    return hours.start if activity.stored.start is None else activity.stored.start


def _told(period: Period, hours: Hours) -> list[Status]:
    """What the period says of each activity; nothing was done where it says nothing."""
    told = {status.activity: status for status in period.statuses}
    return [told.get(activity.uid, _NOTHING) for activity in hours.activities]


def _progress(period: Period, hours: Hours) -> Progress:
    told = _told(period, hours)
    return Progress(
        at=hours.of(period.status),
        started=np.array([status.actual_start is not None for status in told]),
        complete=np.array([status.complete for status in told]),
        worked=np.array([status.actual_duration / HOUR for status in told]),
        extra=np.array([status.extra_cost for status in told]),
    )


def _ended(period: Period, hours: Hours) -> float | None:
    """Working hours from start to the last actual finish."""
    ends = [
        hours.of(status.actual_start) + status.actual_duration / HOUR
        for status in period.statuses
        if status.actual_start is not None
    ]
    return max(ends, default=None)


def _rescheduled(plan: TrackedPlan, period: Period, hours: Hours) -> float:
    told = _told(period, hours)
    rows = [_row(activity, status, hours) for activity, status in zip(hours.activities, told, strict=True)]
    known = {row.id for row in rows}
    links = [
        engine.Link(predecessor=each.predecessor, successor=each.successor, type=each.type, lag=each.lag)
        for each in plan.document.links
        if each.predecessor in known and each.successor in known
    ]
    try:
        found = rescheduled(
            rows,
            links,
            terms=engine.Terms(start=hours.start, calendars=(hours.calendar,)),
            status=period.status,
            planned=[_start(activity, hours) for activity in hours.activities],
        )
    except engine.NetworkError as error:
        raise FormatError(0, str(error)) from error
    return max(hours.of(int(finish)) for finish in found.finish)


def _row(activity: PlanActivity, status: Status, hours: Hours) -> engine.Activity:
    """The activity with its progress; what remains of one that runs takes its planned share."""
    worked, start = status.actual_duration, status.actual_start
    if start is None:
        return engine.Activity(id=activity.uid, duration=activity.duration)
    if status.complete == 1:
        ended = hours.finish(start, worked)
        return engine.Activity(id=activity.uid, duration=worked, actual_start=start, actual_finish=ended)
    left = round(activity.duration * (1 - status.complete))
    return engine.Activity(
        id=activity.uid, duration=worked + left, actual_start=start, remaining_duration=left
    )
