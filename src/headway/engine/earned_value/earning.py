"""Rules by which the progress of an activity becomes the fraction of its budget that it has earned.

They are those of earned value practice (ANSI/EIA-748; ISO 21508); which one holds for an activity is agreed
before it begins.
"""

import numpy as np
from numpy.typing import ArrayLike

from headway.engine.earned_value.numbers import MeasureError, Values, column, quotient

UNTIL_ACCEPTED = 0.8
"""Most that a stated per cent earns while nobody has accepted the result."""


def by_start_and_finish(started: ArrayLike, finished: ArrayLike, *, at_start: float = 0.5) -> Values:
    """Part at the start and all at the finish: the rules 50/50, 0/100 and x/y.

    Parameters
    ----------
    started, finished : array of bool, shape (activities,)
    at_start : float
        Fraction that is earned when an activity begins, 0 to 1.

    Returns
    -------
    array, shape (activities,)
        Fractions, 0 to 1.

    Raises
    ------
    MeasureError
        When `at_start` is no fraction.

    Examples
    --------
    >>> by_start_and_finish([False, True, True], [False, False, True])
    array([0. , 0.5, 1. ])
    """
    if not 0 <= at_start <= 1:
        raise MeasureError(f"What is earned at the start is {at_start:g}, not 0 to 1.")
    done, begun = np.array(finished, np.bool_), np.array(started, np.bool_)
    return np.where(done, 1.0, np.where(begun, at_start, 0.0))


def by_milestones(weights: ArrayLike, reached: ArrayLike) -> float:
    """Weighted milestones: the weight of those of one activity that were reached, of the weight of all.

    Parameters
    ----------
    weights : array, shape (milestones,)
        In any unit; not negative, and not all 0.
    reached : array of bool, shape (milestones,)

    Returns
    -------
    float
        Fraction, 0 to 1.

    Raises
    ------
    MeasureError
        When a weight is negative or not finite, or all are 0.

    Examples
    --------
    >>> by_milestones([2, 3, 5], [True, True, False])
    0.5
    """
    weight = column(weights, "weights")
    if (weight < 0).any() or weight.sum() == 0:
        raise MeasureError("Weights of milestones are not negative, and not all 0.")
    return float(weight[np.array(reached, np.bool_)].sum() / weight.sum())


def by_units(done: ArrayLike, planned: ArrayLike) -> Values:
    """Units done of the planned ones, at most all; accepted story points of a release are units, too.

    Parameters
    ----------
    done, planned : array, shape (activities,)
        In the unit of each activity.

    Returns
    -------
    array, shape (activities,)
        Fractions up to 1; NaN where no unit is planned.

    Raises
    ------
    MeasureError
        When a number is not finite.

    Examples
    --------
    >>> by_units([30, 50], [40, 40])
    array([0.75, 1.  ])
    """
    return np.minimum(quotient(column(done, "done"), column(planned, "planned")), 1.0)


def by_percent(stated: ArrayLike, accepted: ArrayLike) -> Values:
    """The fraction that somebody states, but no more than 0.8 until the result is accepted.

    Parameters
    ----------
    stated : array, shape (activities,)
        Fractions; what lies outside 0 to 1 counts as its nearer end.
    accepted : array of bool, shape (activities,)

    Returns
    -------
    array, shape (activities,)
        Fractions, 0 to 1.

    Raises
    ------
    MeasureError
        When a number is not finite.

    Examples
    --------
    >>> by_percent([0.5, 0.95, 0.95], [False, False, True])
    array([0.5 , 0.8 , 0.95])
    """
    fraction = np.clip(column(stated, "stated"), 0.0, 1.0)
    return np.where(np.array(accepted, np.bool_), fraction, np.minimum(fraction, UNTIL_ACCEPTED))


def by_effort(planned: ArrayLike, cost: ArrayLike) -> Values:
    """Level of effort: what was planned by now is earned, whatever happened.

    Such work says nothing about the schedule; leave it out where SPI is to.

    Parameters
    ----------
    planned : array, shape (activities,)
        Planned value by now, in money.
    cost : array, shape (activities,)
        Budget, in the same money.

    Returns
    -------
    array, shape (activities,)
        Fractions; NaN where the budget is 0.

    Raises
    ------
    MeasureError
        When a number is not finite.

    Examples
    --------
    >>> by_effort([250.0], [1000.0])
    array([0.25])
    """
    return quotient(column(planned, "planned"), column(cost, "cost"))


def by_share(of: ArrayLike) -> Values:
    """Apportioned: an activity such as an inspection earns the fraction of the one that it goes with.

    Parameters
    ----------
    of : array, shape (activities,)
        Fractions that the others have earned; what lies outside 0 to 1 counts as its nearer end.

    Returns
    -------
    array, shape (activities,)
        Fractions, 0 to 1.

    Raises
    ------
    MeasureError
        When a number is not finite.

    Examples
    --------
    >>> by_share([0.4])
    array([0.4])
    """
    return np.clip(column(of, "of"), 0.0, 1.0)
