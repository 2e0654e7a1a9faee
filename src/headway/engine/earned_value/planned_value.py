"""The planned value as a curve over working time, and the earned schedule that is read from it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from headway.engine.earned_value.numbers import MeasureError, Values, column

Points = NDArray[np.intp]

_SLACK = 1e-9  # of the whole: what sums of money in different orders may differ by


@dataclass(frozen=True, slots=True, eq=False)
class PlannedValue:
    """Cumulative planned value: straight between its points, with a jump where two have one time.

    Parameters
    ----------
    times : array, shape (points,)
        Working time since the project's start, ascending; the last is the planned duration.
    values : array, shape (points,)
        Money, ascending; the last is the budget at completion.

    Raises
    ------
    MeasureError
        When there are no two points, their numbers differ, or a column falls.

    Examples
    --------
    >>> curve = PlannedValue([0, 2, 2, 4], [0, 10, 30, 40])
    >>> curve.at([1, 2, 3, 9])
    array([ 5., 10., 35., 40.])
    """

    times: Values
    values: Values

    def __post_init__(self) -> None:
        for name in ("times", "values"):
            points = column(getattr(self, name), name)
            if len(points) < 2 or (np.diff(points) < 0).any():
                raise MeasureError(f"{name} of a planned value are not two or more ascending numbers.")
            object.__setattr__(self, name, points)
        if len(self.times) != len(self.values):
            raise MeasureError("A planned value has not as many times as values.")

    @classmethod
    def of_periods(cls, cumulative: ArrayLike, *, length: float = 1.0) -> "PlannedValue":
        """The curve through the values at the ends of periods of one length.

        Examples
        --------
        >>> PlannedValue.of_periods([10, 25, 45]).times
        array([0., 1., 2., 3.])
        """
        ends = column(cumulative, "cumulative")
        times = np.arange(len(ends) + 1, dtype=np.float64) * length
        return cls(times, np.concatenate((np.zeros(1), ends)))

    @property
    def duration(self) -> float:
        """Planned duration."""
        return float(self.times[-1])

    @property
    def total(self) -> float:
        """Budget at completion."""
        return float(self.values[-1])

    def at(self, times: ArrayLike) -> Values:
        """Planned value at working times, just before a jump that lies there; all of it from the end on."""
        wanted = column(times, "times")
        found = _between(wanted, (self.times, self.values), _ends_at(self.times, wanted))
        inside = np.where(wanted <= self.times[0], self.values[0], found)
        return np.where(wanted >= self.times[-1], self.values[-1], inside)

    def earned_schedule(self, ev: ArrayLike, at: ArrayLike, *, whole: float = 0.0) -> Values:
        """The times at which the plan has earned what was earned by now.

        Parameters
        ----------
        ev : array, shape (dates,)
            Earned value.
        at : array, shape (dates,)
            Actual time. Where the plan stands still at the earned value, the nearest moment to it counts;
            elsewhere it has no influence.
        whole : float
            The result is cut to multiples of it, as ProTrack does with hours; 0 cuts nothing.

        Returns
        -------
        array
            Never more than the planned duration.

        Notes
        -----
        ES = N + (EV - PV_N) / (PV_{N+1} - PV_N), N the last point with PV_N ≤ EV (Lipke 2003).

        Examples
        --------
        >>> plan = PlannedValue.of_periods([10, 25, 45, 70, 90, 100])
        >>> plan.earned_schedule([55], [4])
        array([3.4])
        """
        earned, now = self._on_corner(column(ev, "ev")), column(at, "at")
        earliest = _between(earned, (self.values, self.times), _ends_at(self.values, earned))
        follows = np.clip(np.searchsorted(self.values, earned, side="right"), 1, len(self.values) - 1)
        latest = _between(earned, (self.values, self.times), follows)
        result = np.where(earned <= self.values[0], self._still_at_start(now), np.clip(now, earliest, latest))
        return np.floor(result / whole + _SLACK) * whole if whole else result

    def _on_corner(self, earned: Values) -> Values:
        """The values, those of a corner where they differ from it by the rounding of sums."""
        near = self.values[np.searchsorted(self.values[:-1], earned - _SLACK * self.total)]
        return np.where(np.abs(near - earned) <= _SLACK * self.total, near, earned)

    def _still_at_start(self, now: Values) -> Values:
        """The nearest moment to each at which nothing is planned to be earned yet."""
        begins = self.times[np.searchsorted(self.values, self.values[0], side="right") - 1]
        return np.clip(now, self.times[0], begins)


def _ends_at(coordinates: Values, wanted: Values) -> Points:
    """The point at which the straight piece ends that reaches each wanted coordinate first."""
    return np.clip(np.searchsorted(coordinates, wanted, side="left"), 1, len(coordinates) - 1)


def _between(wanted: Values, line: tuple[Values, Values], ends: Points) -> Values:
    """On the straight piece with these ends, from the first to the second coordinate."""
    given, asked = line
    width = given[ends] - given[ends - 1]
    share = np.divide(wanted - given[ends - 1], width, out=np.ones(len(wanted)), where=width > 0)
    return np.asarray(asked[ends - 1] + np.clip(share, 0, 1) * (asked[ends] - asked[ends - 1]))
