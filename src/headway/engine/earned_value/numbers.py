"""Arrays of numbers in which a quotient by nothing is not a number."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

Values = NDArray[np.float64]
"""One number per status date, activity or period; NaN where it is not defined."""


class MeasureError(ValueError):
    """Numbers that are no measures of a project; the message says which.

    Examples
    --------
    >>> column([1.0, float("inf")], "ev")
    Traceback (most recent call last):
    headway.engine.earned_value.numbers.MeasureError: ev has a value that is not finite.
    """


def column(given: ArrayLike, name: str) -> Values:
    """A read-only array of finite numbers, one dimension.

    Raises
    ------
    MeasureError
        For more dimensions, or a value that is not finite.
    """
    values = np.array(given, np.float64, ndmin=1)
    if values.ndim != 1:
        raise MeasureError(f"{name} has {values.ndim} dimensions, not one.")
    if not np.isfinite(values).all():
        raise MeasureError(f"{name} has a value that is not finite.")
    values.setflags(write=False)
    return values


def quotient(over: ArrayLike, under: ArrayLike) -> Values:
    """`over` / `under`, NaN where `under` is 0 or either is not a number.

    Examples
    --------
    >>> quotient([1.0, 1.0], [2.0, 0.0])
    array([0.5, nan])
    """
    top, bottom = np.broadcast_arrays(np.asarray(over, np.float64), np.asarray(under, np.float64))
    result = np.full(top.shape, np.nan)
    np.divide(top, bottom, out=result, where=bottom != 0)
    return result
