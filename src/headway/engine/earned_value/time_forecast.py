"""Estimates of the final duration: planned value, earned duration and earned schedule methods."""

from collections.abc import Callable, Mapping
from enum import StrEnum

import numpy as np

from headway.engine.earned_value.measures import Measures
from headway.engine.earned_value.numbers import Values, quotient


class TimeMethod(StrEnum):
    """What the final duration is estimated from, and how well the remaining work is expected to be done."""

    PV_ONE = "PV, 1"
    PV_SPI = "PV, SPI"
    PV_SCI = "PV, SCI"
    ED_ONE = "ED, 1"
    ED_SPI = "ED, SPI"
    ED_SCI = "ED, SCI"
    ES_ONE = "ES, 1"
    ES_SPI_T = "ES, SPI(t)"
    ES_SCI_T = "ES, SCI(t)"


def _earned_schedule(measures: Measures, factor: Values) -> Values:
    work = measures.pd - measures.es
    return measures.at + np.where(work == 0, 0.0, quotient(work, factor))


def _earned_duration(measures: Measures, factor: Values) -> Values:
    work = np.maximum(measures.pd, measures.at) - measures.at * measures.spi
    return measures.at + np.where(work == 0, 0.0, quotient(work, factor))


_METHODS: Mapping[TimeMethod, Callable[[Measures], Values]] = {
    TimeMethod.PV_ONE: lambda measures: measures.pd - measures.sv * measures.pd / measures.bac,
    TimeMethod.PV_SPI: lambda measures: quotient(measures.pd, measures.spi),
    TimeMethod.PV_SCI: lambda measures: quotient(measures.pd, measures.sci),
    TimeMethod.ED_ONE: lambda measures: _earned_duration(measures, np.ones(len(measures.ev))),
    TimeMethod.ED_SPI: lambda measures: _earned_duration(measures, measures.spi),
    TimeMethod.ED_SCI: lambda measures: _earned_duration(measures, measures.sci),
    TimeMethod.ES_ONE: lambda measures: _earned_schedule(measures, np.ones(len(measures.ev))),
    TimeMethod.ES_SPI_T: lambda measures: _earned_schedule(measures, measures.spi_t),
    TimeMethod.ES_SCI_T: lambda measures: _earned_schedule(measures, measures.sci_t),
}


def duration_at_completion(measures: Measures, method: TimeMethod = TimeMethod.ES_ONE) -> Values:
    """EAC(t), the expected duration of the whole project, in the unit of the planned one.

    Parameters
    ----------
    measures : Measures
    method : TimeMethod
        Planned value: PD - SV / (BAC / PD), PD / SPI, PD / SCI. Earned duration, with ED = AT · SPI:
        AT + (max(PD, AT) - ED) / PF, PF 1, SPI or SCI. Earned schedule: AT + (PD - ES) / PF, PF 1, SPI(t) or
        SCI(t).

    Notes
    -----
    The methods of Anbari (2003), Jacob (2003) and Lipke (2003) as compared by Vandevoorde and Vanhoucke
    (2006). They are given as they are written: what is estimated may lie before the status date.

    Examples
    --------
    >>> month = Measures(bac=100, pd=6, at=[4], es=[3.4], pv=[70], ev=[55], ac=[66])
    >>> [float(duration_at_completion(month, kind)[0].round(2)) for kind in ("ES, 1", "ES, SPI(t)")]
    [6.6, 7.06]
    """
    return _METHODS[TimeMethod(method)](measures)
