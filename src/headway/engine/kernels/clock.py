"""Working time inside kernels: all calendars of a plan in one set of arrays."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from headway.engine.kernels.jit import kernel

Ints = NDArray[np.int64]


class Clocks(NamedTuple):
    """Compiled calendars one after the other; a clock is an index, -1 runs around the clock.

    Interval i of clock c is row `at[c] + i`; one more row per clock holds the end of the horizon and all its work.
    `left` holds 1 once a question went beyond the horizon, so that the answers are worth nothing.
    """

    at: Ints
    starts: Ints
    finishes: Ints
    work: Ints
    first: int
    last: int
    left: Ints


@kernel
def _position(clocks: Clocks, clock: int, time: int) -> int:
    """Working seconds before `time`."""
    if time < clocks.first or time > clocks.last:
        clocks.left[0] = 1
        return 0
    low, high = clocks.at[clock], clocks.at[clock + 1]
    while low < high:
        middle = (low + high) >> 1
        if clocks.starts[middle] <= time:
            low = middle + 1
        else:
            high = middle
    row = low - 1
    if row < clocks.at[clock]:
        return 0
    return clocks.work[row] + min(time, clocks.finishes[row]) - clocks.starts[row]


@kernel
def _as_start(clocks: Clocks, clock: int, position: int) -> int:
    """Latest moment at a position: the work after it starts there."""
    low, high = clocks.at[clock], clocks.at[clock + 1] - 1
    if position < 0 or position >= clocks.work[high]:
        clocks.left[0] = 1
        return clocks.first if position < 0 else clocks.last
    while low < high:
        middle = (low + high) >> 1
        if clocks.work[middle] <= position:
            low = middle + 1
        else:
            high = middle
    return clocks.starts[low - 1] + position - clocks.work[low - 1]


@kernel
def _as_finish(clocks: Clocks, clock: int, position: int) -> int:
    """Earliest moment at a position: the work before it ends there."""
    low, high = clocks.at[clock], clocks.at[clock + 1] - 1
    if position <= 0 or position > clocks.work[high]:
        clocks.left[0] = 1
        return clocks.first if position <= 0 else clocks.last
    while low < high:
        middle = (low + high) >> 1
        if clocks.work[middle] < position:
            low = middle + 1
        else:
            high = middle
    return clocks.starts[low - 1] + position - clocks.work[low - 1]


@kernel
def shift(clocks: Clocks, clock: int, time: int, work: int) -> int:
    """Moment `work` after `time`, as a finish; before it when negative, as a start; `time` itself when zero."""
    if work == 0:
        return time
    if clock < 0:
        return time + work
    if work > 0:
        return _as_finish(clocks, clock, _position(clocks, clock, time) + work)
    return _as_start(clocks, clock, _position(clocks, clock, time) + work)


@kernel
def next_start(clocks: Clocks, clock: int, time: int) -> int:
    """`time` if work goes on, else the start of the next shift."""
    if clock < 0:
        return time
    return _as_start(clocks, clock, _position(clocks, clock, time))


@kernel
def previous_finish(clocks: Clocks, clock: int, time: int) -> int:
    """`time` if work goes on just before, else the end of the previous shift."""
    if clock < 0:
        return time
    return _as_finish(clocks, clock, _position(clocks, clock, time))


@kernel
def work_between(clocks: Clocks, clock: int, start: int, finish: int) -> int:
    """Work from `start` to `finish`, negative when `finish` is earlier."""
    if clock < 0:
        return finish - start
    return _position(clocks, clock, finish) - _position(clocks, clock, start)
