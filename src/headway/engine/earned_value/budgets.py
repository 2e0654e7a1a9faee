"""Budgets and progress of single activities, from which a project's measures are summed."""

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import ArrayLike, NDArray

from headway.engine.earned_value.measures import Measures
from headway.engine.earned_value.numbers import MeasureError, Values, column, quotient
from headway.engine.earned_value.planned_value import PlannedValue

_ROUNDING = 1e-12  # of all rates: what their sum may be where none is due any more


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Budgets:
    """When each activity is planned and what it costs, one row per activity.

    Parameters
    ----------
    start, duration : array, shape (activities,)
        Working time since the project's start, and of the work; a duration is not negative.
    fixed : array, shape (activities,)
        Money that is due when the activity begins.
    rate : array, shape (activities,)
        Money per unit of its duration.

    Raises
    ------
    MeasureError
        When the columns have not one length or there are none, or a number is negative or not finite.

    Examples
    --------
    >>> plan = Budgets(start=[0, 8], duration=[8, 16], fixed=[100, 0], rate=[10, 25])
    >>> plan.cost, plan.total, plan.finish
    (array([180., 400.]), 580.0, 24.0)
    """

    start: Values
    duration: Values
    fixed: Values
    rate: Values

    def __post_init__(self) -> None:
        for each in fields(self):
            values = column(getattr(self, each.name), each.name)
            if (values < 0).any():
                raise MeasureError(f"{each.name} of a budget has a negative number.")
            object.__setattr__(self, each.name, values)
        lengths = {len(getattr(self, each.name)) for each in fields(self)}
        if len(lengths) > 1 or 0 in lengths:
            raise MeasureError("The columns of budgets have not one length, or no rows.")

    @property
    def cost(self) -> Values:
        """Budget of each activity."""
        return self.fixed + self.rate * self.duration

    @property
    def total(self) -> float:
        """Budget at completion."""
        return float(self.cost.sum())

    @property
    def finish(self) -> float:
        """Planned duration of the whole."""
        return float((self.start + self.duration).max())

    def planned(self, time: float) -> Values:
        """Planned value of each activity at a working time."""
        begun = (time > self.start) | (time >= self.finish)
        return self.fixed * begun + self.rate * np.clip(time - self.start, 0, self.duration)

    def curve(self) -> PlannedValue:
        """Planned value of the whole.

        Examples
        --------
        >>> plan = Budgets(start=[0, 8], duration=[8, 16], fixed=[100, 0], rate=[10, 25])
        >>> plan.curve().at([0, 4, 8, 24])
        array([  0., 140., 180., 580.])
        """
        times = np.unique(np.concatenate(([0.0], self.start, self.start + self.duration)))
        pace, jump = np.zeros(len(times)), np.zeros(len(times))
        np.add.at(jump, np.searchsorted(times, self.start), self.fixed)
        lasting = self.duration > 0
        np.add.at(pace, np.searchsorted(times, self.start[lasting]), self.rate[lasting])
        ends = np.searchsorted(times, (self.start + self.duration)[lasting])
        np.add.at(pace, ends, -self.rate[lasting])
        paces = np.cumsum(pace)
        paces[paces <= _ROUNDING * self.rate.sum()] = 0.0  # the plan stands still there
        grown = np.concatenate(([0.0], paces[:-1] * np.diff(times)))
        after = np.cumsum(grown + jump)
        points = np.stack((after - jump, after), axis=1).ravel()
        return PlannedValue(np.repeat(times, 2), np.maximum.accumulate(points))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Progress:
    """What has been done of each activity by one status date, in the rows of the budgets.

    Parameters
    ----------
    at : float
        The status date: working time since the project's start.
    started : bool array, shape (activities,)
    complete : array, shape (activities,)
        Fraction that is earned, 0 to 1; `earning` has the usual rules.
    worked : array, shape (activities,)
        Working time since it began, to its end or the status date.
    extra : array, shape (activities,)
        Cost above what begin and working time make due, in money; negative where less was paid.

    Raises
    ------
    MeasureError
        When the columns have not one length, or a fraction is not one.

    Examples
    --------
    >>> Progress(at=4, started=[True], complete=[1.5], worked=[4], extra=[0])
    Traceback (most recent call last):
    headway.engine.earned_value.numbers.MeasureError: complete has a value that is not 0 to 1.
    """

    at: float
    started: NDArray[np.bool_]
    complete: Values
    worked: Values
    extra: Values

    def __post_init__(self) -> None:
        object.__setattr__(self, "started", np.array(self.started, np.bool_, ndmin=1))
        for name in ("complete", "worked", "extra"):
            object.__setattr__(self, name, column(getattr(self, name), name))
        if ((self.complete < 0) | (self.complete > 1)).any():
            raise MeasureError("complete has a value that is not 0 to 1.")
        if len({len(each) for each in (self.started, self.complete, self.worked, self.extra)}) > 1:
            raise MeasureError("The columns of progress have not one length.")

    def earned(self, budgets: Budgets) -> Values:
        """Earned value of each activity: what is due when it begins, and its fraction of the rest."""
        begun = budgets.fixed * self.started
        return np.asarray(begun + budgets.rate * budgets.duration * self.complete)

    def cost(self, budgets: Budgets) -> Values:
        """Actual cost of each activity."""
        return np.asarray(budgets.fixed * self.started + budgets.rate * self.worked + self.extra)


def measured(budgets: Budgets, statuses: Sequence[Progress], *, whole: float = 0.0) -> Measures:
    """The measures of a project whose activities made progress.

    Parameters
    ----------
    budgets : Budgets
    statuses : sequence of Progress
        One per status date.
    whole : float
        The earned schedule is cut to multiples of it; see `PlannedValue.earned_schedule`.

    Raises
    ------
    MeasureError
        When progress is not told of each budget, or nothing costs anything.

    Examples
    --------
    >>> plan = Budgets(start=[0, 8], duration=[8, 16], fixed=[100, 0], rate=[10, 25])
    >>> half = Progress(at=8, started=[True, False], complete=[0.5, 0], worked=[8, 0], extra=[0, 0])
    >>> found = measured(plan, [half])
    >>> found.pv, found.ev, found.ac, found.es
    (array([180.]), array([140.]), array([180.]), array([4.]))
    """
    if any(len(status.complete) != len(budgets.cost) for status in statuses):
        raise MeasureError("Progress is not told of each budget.")
    curve = budgets.curve()
    at = np.array([status.at for status in statuses])
    ev = np.array([status.earned(budgets).sum() for status in statuses])
    ac = np.array([status.cost(budgets).sum() for status in statuses])
    es = curve.earned_schedule(ev, at, whole=whole)
    return Measures(bac=curve.total, pd=curve.duration, at=at, pv=curve.at(at), ev=ev, ac=ac, es=es)


def earned_time(budgets: Budgets, statuses: Sequence[Progress]) -> Values:
    """Earned schedule at each status date in which durations count and not money.

    Notes
    -----
    Earned duration management (Khamooshi and Golafshani 2014): cost that is due early or unevenly says
    nothing about time.

    Examples
    --------
    >>> plan = Budgets(start=[0, 8], duration=[8, 16], fixed=[100, 0], rate=[10, 25])
    >>> half = Progress(at=8, started=[True, False], complete=[0.5, 0], worked=[8, 0], extra=[0, 0])
    >>> earned_time(plan, [half])
    array([4.])
    """
    nothing, each = np.zeros(len(budgets.cost)), np.ones(len(budgets.cost))
    hours = Budgets(start=budgets.start, duration=budgets.duration, fixed=nothing, rate=each)
    earned = [status.earned(hours).sum() for status in statuses]
    return hours.curve().earned_schedule(earned, [status.at for status in statuses])


def adherence(budgets: Budgets, statuses: Sequence[Progress], es: ArrayLike) -> Values:
    """The p-factor: how much of what was earned is what the plan had wanted by its earned schedule.

    Notes
    -----
    P = Σ min(PV_i(ES), EV_i) / Σ PV_i(ES) over the activities (Lipke 2004). 1 is work in the planned order.

    Examples
    --------
    >>> plan = Budgets(start=[0, 8], duration=[8, 8], fixed=[0, 0], rate=[10, 10])
    >>> astray = Progress(at=8, started=[True, True], complete=[0.5, 0.5], worked=[8, 8], extra=[0, 0])
    >>> adherence(plan, [astray], measured(plan, [astray]).es)
    array([0.5])
    """
    planned = [budgets.planned(float(time)) for time in column(es, "es")]
    kept = [
        np.minimum(plan, status.earned(budgets)).sum() for plan, status in zip(planned, statuses, strict=True)
    ]
    return quotient(kept, [plan.sum() for plan in planned])
