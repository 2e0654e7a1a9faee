"""Rules by which the progress of an activity becomes the fraction that it has earned."""

import numpy as np
from numpy.typing import ArrayLike

from headway.engine.earned_value.numbers import MeasureError, Values, column, quotient

UNTIL_ACCEPTED = 0.8
"""Most that a stated per cent earns while nobody has accepted the result."""


def by_start_and_finish(started: ArrayLike, finished: ArrayLike, *, at_start: float = 0.5) -> Values:
    """`at_start` when begun and all when finished: 0.5 is the rule 50/50, 0 the rule 0/100.

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
    """Weight of the milestones that were reached, of the weight of all.

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
    """Units done of the planned ones, at most all; story points of a release are units, too.

    Examples
    --------
    >>> by_units([30, 50], [40, 40])
    array([0.75, 1.  ])
    """
    return np.minimum(quotient(column(done, "done"), column(planned, "planned")), 1.0)


def by_percent(stated: ArrayLike, accepted: ArrayLike) -> Values:
    """The fraction that somebody states, but no more than 0.8 until the result is accepted.

    Examples
    --------
    >>> by_percent([0.5, 0.95, 0.95], [False, False, True])
    array([0.5 , 0.8 , 0.95])
    """
    fraction = np.clip(column(stated, "stated"), 0.0, 1.0)
    return np.where(np.array(accepted, np.bool_), fraction, np.minimum(fraction, UNTIL_ACCEPTED))


def by_effort(planned: ArrayLike, cost: ArrayLike) -> Values:
    """Level of effort: what was planned by now is earned, whatever happened.

    Such work says nothing about the schedule and is left out of SPI.

    Examples
    --------
    >>> by_effort([250.0], [1000.0])
    array([0.25])
    """
    return quotient(column(planned, "planned"), column(cost, "cost"))


def by_share(of: ArrayLike) -> Values:
    """Apportioned: it earns the fraction that the activity earns which it goes with, such as its inspection.

    Examples
    --------
    >>> by_share([0.4])
    array([0.4])
    """
    return np.clip(column(of, "of"), 0.0, 1.0)
