"""What is measured of a project at its status dates, and the variances and indices that follow from it."""

from dataclasses import dataclass, fields

import numpy as np

from headway.engine.earned_value.numbers import MeasureError, Values, column, quotient


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Measures:
    """Planned value, earned value, actual cost and earned schedule at status dates, all cumulative.

    Parameters
    ----------
    bac : float
        Budget at completion, in money; more than 0.
    pd : float
        Planned duration, in any unit of working time; more than 0.
    at, es : array, shape (dates,)
        Actual time and earned schedule, in the unit of `pd`.
    pv, ev, ac : array, shape (dates,)
        In the money of `bac`.

    Raises
    ------
    MeasureError
        When the columns have not one length, or a number is not finite or too small.

    Notes
    -----
    Formulas as in ANSI/EIA-748 practice and ISO 21508; those with earned schedule by Lipke (Schedule is
    different, 2003). Every property has the shape of the columns, and is NaN where its formula divides by 0.

    Examples
    --------
    >>> month = Measures(bac=100, pd=6, at=[4], es=[3.4], pv=[70], ev=[55], ac=[66])
    >>> [round(float(value[0]), 4) for value in (month.cv, month.sv, month.cpi, month.spi, month.spi_t)]
    [-11.0, -15.0, 0.8333, 0.7857, 0.85]
    """

    bac: float
    pd: float
    at: Values
    pv: Values
    ev: Values
    ac: Values
    es: Values

    def __post_init__(self) -> None:
        for name in ("bac", "pd"):
            value = float(getattr(self, name))
            if not 0 < value < np.inf:
                raise MeasureError(f"{name} is {value:g}, not more than 0.")
            object.__setattr__(self, name, value)
        for each in fields(self)[2:]:
            object.__setattr__(self, each.name, column(getattr(self, each.name), each.name))
        if len({len(values) for values in (self.at, self.pv, self.ev, self.ac, self.es)}) > 1:
            raise MeasureError("at, pv, ev, ac and es have not one length.")

    @property
    def sv(self) -> Values:
        """Schedule variance EV - PV, in money."""
        return self.ev - self.pv

    @property
    def cv(self) -> Values:
        """Cost variance EV - AC, in money."""
        return self.ev - self.ac

    @property
    def sv_percent(self) -> Values:
        """SV / PV, as a fraction."""
        return quotient(self.sv, self.pv)

    @property
    def cv_percent(self) -> Values:
        """CV / EV, as a fraction."""
        return quotient(self.cv, self.ev)

    @property
    def sv_t(self) -> Values:
        """Schedule variance ES - AT, in time."""
        return self.es - self.at

    @property
    def spi(self) -> Values:
        """Schedule performance index EV / PV. It becomes 1 at the end of a late project, too."""
        return quotient(self.ev, self.pv)

    @property
    def cpi(self) -> Values:
        """Cost performance index EV / AC."""
        return quotient(self.ev, self.ac)

    @property
    def spi_t(self) -> Values:
        """Schedule performance index in time, ES / AT."""
        return quotient(self.es, self.at)

    @property
    def sci(self) -> Values:
        """Schedule cost index SPI · CPI."""
        return self.spi * self.cpi

    @property
    def sci_t(self) -> Values:
        """Schedule cost index in time, SPI(t) · CPI."""
        return self.spi_t * self.cpi

    @property
    def complete(self) -> Values:
        """EV / BAC, as a fraction."""
        return self.ev / self.bac

    @property
    def spent(self) -> Values:
        """AC / BAC, as a fraction."""
        return self.ac / self.bac

    @property
    def remaining(self) -> Values:
        """Budget of the work that remains, BAC - EV."""
        return self.bac - self.ev

    def tcpi(self, target: float | Values | None = None) -> Values:
        """To-complete cost performance index (BAC - EV) / (target - AC).

        Parameters
        ----------
        target : float or array, optional
            What the project is to cost in the end, in money; the budget when left out.

        Returns
        -------
        array
            Infinite where work remains and the target is spent: no performance reaches it.

        Examples
        --------
        >>> month = Measures(bac=100, pd=6, at=[4], es=[3.4], pv=[70], ev=[55], ac=[66])
        >>> float(month.tcpi()[0].round(4)), float(month.tcpi(108)[0].round(4)), float(month.tcpi(66)[0])
        (1.3235, 1.0714, inf)
        """
        left = np.asarray(self.bac if target is None else target, np.float64) - self.ac
        return np.where((left <= 0) & (self.remaining > 0), np.inf, quotient(self.remaining, left))

    def tspi(self, target: float | Values | None = None) -> Values:
        """To-complete schedule performance index (PD - ES) / (target - AT), with a target duration.

        Returns
        -------
        array
            Infinite where work remains and the target is over.

        Examples
        --------
        >>> month = Measures(bac=100, pd=6, at=[4], es=[3.4], pv=[70], ev=[55], ac=[66])
        >>> float(month.tspi()[0].round(4)), float(month.tspi(7)[0].round(4))
        (1.3, 0.8667)
        """
        work = self.pd - self.es
        left = np.asarray(self.pd if target is None else target, np.float64) - self.at
        return np.where((left <= 0) & (work > 0), np.inf, quotient(work, left))
