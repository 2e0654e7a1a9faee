"""Where a project will end, as a range, learnt from projects that have ended."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from headway.engine.earned_value.cost_forecast import estimate_with
from headway.engine.earned_value.measures import Measures
from headway.engine.earned_value.numbers import MeasureError, Values, column

STAGES = (0.3, 0.7)
"""Borders between the early, middle and late stage, as fractions of the budget that are earned."""
COVERAGE = 0.8
_TO_SIGMA = 1.4826  # median absolute deviation of a normal distribution, to its standard deviation
_LEAST = 0.02  # of the final cost: remaining money below that says nothing about a performance factor


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Finished:
    """A project that has ended: what was measured on the way, and where it ended.

    Parameters
    ----------
    name : str
    measures : Measures
        At status dates on which something was earned, and not everything.
    expected : array, shape (dates,)
        Duration that was expected at these dates, in the unit of the measures; `expected_duration`.
    duration, cost : float
        Actual duration and cost in the end; more than 0.
    """

    name: str
    measures: Measures
    expected: Values
    duration: float
    cost: float

    def __post_init__(self) -> None:
        object.__setattr__(self, "expected", column(self.expected, "expected"))
        if len(self.expected) != len(self.measures.at) or (self.expected <= 0).any():
            raise MeasureError("What was expected is not one duration above 0 for each date.")
        if not (0 < self.duration < math.inf and 0 < self.cost < math.inf):
            raise MeasureError(f"“{self.name}” did not end with a duration and a cost above 0.")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Outlook:
    """Expected duration and cost, with the range that is to hold the truth as often as was asked.

    Attributes
    ----------
    duration, earliest, latest : array, shape (dates,)
        In the unit of the measures. `latest` is infinite where too few projects have ended.
    cost, lowest, highest : array, shape (dates,)
        In the money of the budget. `highest` likewise.
    """

    duration: Values
    earliest: Values
    latest: Values
    cost: Values
    lowest: Values
    highest: Values


def expected_duration(measures: Measures, network: ArrayLike, esd: ArrayLike) -> Values:
    """Half of what the network says and half of what the index of durations says, and never over already.

    Parameters
    ----------
    measures : Measures
    network : array, shape (dates,)
        Duration of the whole by `rescheduled`, in the unit of the measures.
    esd : array, shape (dates,)
        Earned schedule in which durations count and not money; `earned_time`.

    Notes
    -----
    (network + AT + PD - ES_d) / 2. The network knows which work is behind, and the index (earned duration
    management: Khamooshi and Golafshani 2014) that small delays everywhere are delays. Two forecasts that err
    differently are better averaged with equal weights than with learnt ones, until very much is known (Bates
    and Granger 1969; Clemen 1989). Nothing is learnt here.

    Examples
    --------
    >>> month = Measures(bac=100, pd=6, at=[4], es=[3.4], pv=[70], ev=[55], ac=[66])
    >>> expected_duration(month, network=[7.0], esd=[3.0])
    array([7.])
    """
    by_index = measures.at + measures.pd - column(esd, "esd")
    return np.maximum((column(network, "network") + by_index) / 2, measures.at)


def expected_cost(measures: Measures, noise: float) -> Values:
    """The remaining work at the cost of the work done, as far as that is more than noise.

    Parameters
    ----------
    measures : Measures
    noise : float
        How far the logarithm of AC / EV usually is from that of the remaining work; `learnt_noise`. 0 gives
        BAC / CPI, a very large one AC + BAC - EV.

    Notes
    -----
    With z = ln(AC / EV) the remaining budget is multiplied by exp(z · z² / (z² + noise²)), the plug-in Wiener
    filter: a deviation far above the noise is believed, one below it is not.

    Examples
    --------
    >>> month = Measures(bac=100, pd=6, at=[4], es=[3.4], pv=[70], ev=[55], ac=[66])
    >>> [float(expected_cost(month, noise)[0].round(1)) for noise in (0, 0.2, 9)]
    [120.0, 114.9, 111.0]
    """
    growth = _growth(measures)
    signal = growth**2
    share = np.divide(signal, signal + noise**2, out=np.zeros(len(signal)), where=signal > 0)
    return estimate_with(measures, np.exp(-share * growth))


def learnt_noise(projects: Sequence[Finished]) -> float:
    """How far ln(AC / EV) was from what the remaining work then cost: a robust standard deviation.

    Parameters
    ----------
    projects : sequence of Finished
        Each counts once, however many status dates it has.

    Returns
    -------
    float
        1.4826 times the weighted median of the distances, a number without unit.

    Raises
    ------
    MeasureError
        When there are no projects.

    Examples
    --------
    >>> half = Measures(bac=100, pd=6, at=[3], es=[3], pv=[50], ev=[50], ac=[50])
    >>> dearer = Finished(name="", measures=half, expected=[6], duration=6, cost=110)
    >>> round(learnt_noise([dearer]), 4)  # the remaining 50 cost 60
    0.2703
    """
    if not projects:
        raise MeasureError("No project has ended: nothing can be learnt.")
    missed = [np.abs(_growth_left(each) - _growth(each.measures)) for each in projects]
    weights = [np.full(len(each), 1 / max(1, len(each))) for each in missed]
    flat, weight = np.concatenate(missed), np.concatenate(weights)
    order = np.argsort(flat, kind="stable")
    reached = np.cumsum(weight[order])
    return _TO_SIGMA * float(flat[order][np.searchsorted(reached, reached[-1] / 2)])


def outlook(
    measures: Measures, expected: ArrayLike, projects: Sequence[Finished], *, coverage: float = COVERAGE
) -> Outlook:
    """Expected duration and cost of a project, with ranges from how far forecasts of ended projects were off.

    Parameters
    ----------
    measures : Measures
        Of a project that has not ended.
    expected : array, shape (dates,)
        Its expected duration, in the unit of the measures; by the same method as that of the projects.
    projects : sequence of Finished
        The reference class: ended projects of the same kind, this one not among them.
    coverage : float
        How often the range is to hold the truth, between 0 and 1.

    Returns
    -------
    Outlook
        For each status date, in the order of the measures.

    Raises
    ------
    MeasureError
        When there are no projects or the coverage is not between 0 and 1.

    Notes
    -----
    Conformal ranges over projects, in which each project counts once (Vovk et al. 2005; with groups Dunn,
    Wasserman and Ramdas 2023): the quantiles of ln(actual / forecast) at the same stage of progress. They
    hold for any distribution, provided that the projects are alike; where there are too few for the
    quantile, the upper end is infinite and the lower end is what is over or spent already.

    Examples
    --------
    >>> def ended(duration, cost):
    ...     done = Measures(bac=100, pd=6, at=[3], es=[3], pv=[45], ev=[45], ac=[45])
    ...     return Finished(name="", measures=done, expected=[6], duration=duration, cost=cost)
    >>> others = [ended(6 + late / 2, 100 + late) for late in range(19)]
    >>> month = Measures(bac=100, pd=6, at=[4], es=[3.4], pv=[70], ev=[55], ac=[66])
    >>> found = outlook(month, [6.8], others)
    >>> [float(value[0].round(1)) for value in (found.earliest, found.duration, found.latest)]
    [7.4, 6.8, 16.4]
    """
    if not 0 < coverage < 1:
        raise MeasureError(f"The coverage is {coverage:g}, not between 0 and 1.")
    noise = learnt_noise(projects)
    duration, cost = column(expected, "expected"), expected_cost(measures, noise)
    late = [np.log(each.duration / each.expected) for each in projects]
    dear = [np.log(each.cost / expected_cost(each.measures, noise)) for each in projects]
    time = [_range(_at_stage(late, projects, stage), coverage) for stage in _stages(measures)]
    money = [_range(_at_stage(dear, projects, stage), coverage) for stage in _stages(measures)]
    return Outlook(
        duration=duration,
        earliest=np.maximum(duration * _ends(time, 0), measures.at),
        latest=np.maximum(duration * _ends(time, 1), measures.at),
        cost=cost,
        lowest=np.maximum(cost * _ends(money, 0), measures.ac),
        highest=np.maximum(cost * _ends(money, 1), measures.ac),
    )


def _growth(measures: Measures) -> Values:
    """ln(AC / EV), 0 where nothing was spent or earned."""
    known = (measures.ac > 0) & (measures.ev > 0)
    return np.log(np.where(known, measures.ac, 1.0) / np.where(known, measures.ev, 1.0))


def _growth_left(project: Finished) -> Values:
    """ln of what the remaining work cost, by its budget."""
    left = np.maximum(project.cost - project.measures.ac, _LEAST * project.cost)
    return np.log(left / np.maximum(project.measures.remaining, _LEAST * project.measures.bac))


def _stages(measures: Measures) -> list[int]:
    return [int(stage) for stage in np.searchsorted(STAGES, measures.complete)]


Scored = tuple[Values, Values]
"""Scores and the weight of each, all weights together at most 1."""


def _at_stage(scores: Sequence[Values], projects: Sequence[Finished], stage: int) -> Scored:
    """Scores at one stage, each project counting once; of all stages where no project was at this one."""
    chosen = [
        score[np.array(_stages(each.measures)) == stage] for score, each in zip(scores, projects, strict=True)
    ]
    some = [each for each in chosen if len(each)] or [each for each in scores if len(each)]
    # One more than there are: the project that is forecast may be off farther than all of them.
    weights = [np.full(len(each), 1 / (len(some) + 1) / len(each)) for each in some]
    return np.concatenate(some), np.concatenate(weights)


def _range(scored: Scored, coverage: float) -> tuple[float, float]:
    scores, weights = scored
    tail = (1 - coverage) / 2
    return -_quantile((-scores, weights), 1 - tail), _quantile(scored, 1 - tail)


def _quantile(scored: Scored, level: float) -> float:
    """Smallest score with so much weight up to it; infinite where all of them have less."""
    scores, weights = scored
    order = np.argsort(scores, kind="stable")
    place = int(np.searchsorted(np.cumsum(weights[order]), level - 1e-12))
    return float(scores[order][place]) if place < len(scores) else math.inf


def _ends(ranges: Sequence[tuple[float, float]], end: int) -> Values:
    return np.exp(np.array([each[end] for each in ranges], np.float64))
