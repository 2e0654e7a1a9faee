"""Estimates of the final cost: what was spent, and what remains divided by a performance factor."""

from collections.abc import Callable, Mapping
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike

from headway.engine.earned_value.measures import Measures
from headway.engine.earned_value.numbers import MeasureError, Values, quotient

CPI_SHARE = 0.8
"""Share of the cost index in the weighted factors."""


class CostFactor(StrEnum):
    """How well the remaining work is expected to be done."""

    ONE = "1"
    CPI = "CPI"
    SPI = "SPI"
    SPI_T = "SPI(t)"
    SCI = "SCI"
    SCI_T = "SCI(t)"
    CPI_SPI = "CPI and SPI"
    CPI_SPI_T = "CPI and SPI(t)"


_FACTORS: Mapping[CostFactor, Callable[[Measures, float], Values]] = {
    CostFactor.ONE: lambda measures, share: np.ones(len(measures.ev)),
    CostFactor.CPI: lambda measures, share: measures.cpi,
    CostFactor.SPI: lambda measures, share: measures.spi,
    CostFactor.SPI_T: lambda measures, share: measures.spi_t,
    CostFactor.SCI: lambda measures, share: measures.sci,
    CostFactor.SCI_T: lambda measures, share: measures.sci_t,
    CostFactor.CPI_SPI: lambda measures, share: share * measures.cpi + (1 - share) * measures.spi,
    CostFactor.CPI_SPI_T: lambda measures, share: share * measures.cpi + (1 - share) * measures.spi_t,
}


def estimate_at_completion(
    measures: Measures, factor: CostFactor = CostFactor.CPI, *, share: float = CPI_SHARE
) -> Values:
    """EAC = AC + (BAC - EV) / PF, in the money of the budget.

    Parameters
    ----------
    measures : Measures
    factor : CostFactor
        What PF is. With CPI the estimate is BAC / CPI.
    share : float
        Share of CPI in the two weighted factors, from 0 to 1; the rest is SPI or SPI(t).

    Notes
    -----
    The eight kinds that Vanhoucke (Measuring time, 2010) compares and ProTrack reports.

    Examples
    --------
    >>> month = Measures(bac=100, pd=6, at=[4], es=[3.4], pv=[70], ev=[55], ac=[66])
    >>> [float(estimate_at_completion(month, kind)[0].round(2)) for kind in ("CPI", "1", "SCI")]
    [120.0, 111.0, 134.73]
    """
    if not 0 <= share <= 1:
        raise MeasureError(f"The share of CPI is {share:g}, not 0 to 1.")
    return estimate_with(measures, _FACTORS[CostFactor(factor)](measures, share))


def estimate_with(measures: Measures, factor: ArrayLike) -> Values:
    """AC + (BAC - EV) / factor with any performance factor; AC alone where nothing remains.

    Examples
    --------
    >>> month = Measures(bac=100, pd=6, at=[4], es=[3.4], pv=[70], ev=[55], ac=[66])
    >>> estimate_with(month, 0.9)
    array([116.])
    """
    rest = quotient(measures.remaining, factor)
    return measures.ac + np.where(measures.remaining == 0, 0.0, rest)


def moving_cpi(measures: Measures, periods: int) -> Values:
    """Cost performance index of the last `periods` status periods alone, Σ EV / Σ AC.

    Parameters
    ----------
    measures : Measures
        Its dates ascending; the first period begins with nothing.
    periods : int
        How many, usually 3 or 6; at the first dates as many as there were.

    Examples
    --------
    >>> dates = Measures(
    ...     bac=9, pd=3, at=[1, 2, 3], es=[1, 2, 3], pv=[3, 6, 9], ev=[2, 5, 9], ac=[4, 6, 8]
    ... )
    >>> moving_cpi(dates, 1)
    array([0.5, 1.5, 2. ])
    """
    if periods < 1:
        raise MeasureError(f"An index cannot be taken over {periods} periods.")
    return quotient(_over_last(measures.ev, periods), _over_last(measures.ac, periods))


def _over_last(cumulative: Values, periods: int) -> Values:
    before = np.concatenate((np.zeros(min(periods, len(cumulative))), cumulative[:-periods]))
    return cumulative - before
