"""Working time inside kernels: all calendars of a plan in one set of tables.

A clock is the index of a calendar, or -1 for one that runs around the clock. Its spans are the working
intervals, with one more at the end of the horizon. To find the span of a moment or of an amount of work, an
index says where to look: one entry per bucket of 2**shift seconds, sized so that few buckets hold
two spans.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from headway.engine.calendar import CompiledCalendar
from headway.engine.kernels.jit import kernel

Ints = NDArray[np.int64]
Table = np.ndarray[tuple[int, int], np.dtype[np.int64]]

# Clocks.heads: one row per clock.
SPANS, TIME_INDEX, TIME_SHIFT, WORK_INDEX, WORK_SHIFT, ALL_WORK, HEAD_COLUMNS = range(7)
# Clocks.spans: one row per working interval, and one per clock that ends it.
OPENS, CLOSES, WORK_BEFORE, SPAN_COLUMNS = range(4)
# Clocks.horizon; LEFT becomes 1 once a question went beyond it, so that the answers are worth nothing.
FIRST, LAST, LEFT, HORIZON = range(4)


class Clocks(NamedTuple):
    """Tables of all clocks of a plan."""

    heads: Table
    spans: Table
    lookup: NDArray[np.int32]
    horizon: Ints


def build_clocks(calendars: list[CompiledCalendar], first: int, last: int) -> Clocks:
    """Tables of calendars that were compiled for the same horizon."""
    heads = np.zeros((len(calendars), HEAD_COLUMNS), np.int64)
    spans, index = [np.empty((0, SPAN_COLUMNS), np.int64)], [np.empty(0, np.int32)]
    span_count = index_count = 0
    for head, calendar in zip(heads, calendars, strict=True):
        count = len(calendar.work)
        own = np.empty((count, SPAN_COLUMNS), np.int64)
        own[:-1, OPENS], own[:-1, CLOSES], own[:, WORK_BEFORE] = (
            calendar.starts,
            calendar.finishes,
            calendar.work,
        )
        own[-1, :2] = last
        by_time, time_shift = _index(own[:, OPENS] - first, last - first)
        by_work, work_shift = _index(own[:, WORK_BEFORE], int(calendar.work[-1]))
        head[:] = (
            span_count,
            index_count,
            time_shift,
            index_count + len(by_time),
            work_shift,
            calendar.work[-1],
        )
        spans.append(own)
        index.extend((part + span_count).astype(np.int32) for part in (by_time, by_work))
        span_count += count
        index_count += len(by_time) + len(by_work)
    return Clocks(heads, np.concatenate(spans), np.concatenate(index), np.array([first, last, 0], np.int64))


def _index(keys: Ints, end: int) -> tuple[Ints, int]:
    """For each bucket from 0 to `end` the last key at or before its begin; -1 where there is none."""
    shift = max(end // len(keys) >> 2, 1).bit_length()
    begins = np.arange(0, end + 1, 1 << shift, dtype=np.int64)
    return (np.searchsorted(keys, begins, side="right") - 1).astype(np.int64), shift


@kernel
def _span(clocks: Clocks, clock: int, time: int) -> int:
    """Last span that opens at or before `time`, or the one before the clock's first."""
    if time < clocks.horizon[FIRST] or time > clocks.horizon[LAST]:
        clocks.horizon[LEFT] = 1
        time = clocks.horizon[FIRST]
    bucket = (time - clocks.horizon[FIRST]) >> clocks.heads[clock, TIME_SHIFT]
    span = clocks.lookup[clocks.heads[clock, TIME_INDEX] + bucket]
    while time < clocks.horizon[LAST] and clocks.spans[span + 1, OPENS] <= time:
        span += 1
    return span


@kernel
def _position(clocks: Clocks, clock: int, time: int) -> int:
    """Working seconds between the begin of the horizon and `time`."""
    span = _span(clocks, clock, time)
    if span < clocks.heads[clock, SPANS]:
        return 0
    worked = min(time, clocks.spans[span, CLOSES]) - clocks.spans[span, OPENS]
    return clocks.spans[span, WORK_BEFORE] + worked


@kernel
def _as_start(clocks: Clocks, clock: int, position: int) -> int:
    """Latest moment at a position: the work after it starts there."""
    if position < 0 or position >= clocks.heads[clock, ALL_WORK]:
        clocks.horizon[LEFT] = 1
        return clocks.horizon[FIRST] if position < 0 else clocks.horizon[LAST]
    bucket = position >> clocks.heads[clock, WORK_SHIFT]
    span = clocks.lookup[clocks.heads[clock, WORK_INDEX] + bucket]
    while clocks.spans[span + 1, WORK_BEFORE] <= position:
        span += 1
    return clocks.spans[span, OPENS] + position - clocks.spans[span, WORK_BEFORE]


@kernel
def shift(clocks: Clocks, clock: int, time: int, work: int) -> int:
    """Moment `work` after `time` as a finish; when negative before it as a start; when zero `time`."""
    if work == 0:
        return time
    if clock < 0:
        return time + work
    if work < 0:
        return _as_start(clocks, clock, _position(clocks, clock, time) + work)
    # The end of a second of work is one second after its start.
    return _as_start(clocks, clock, _position(clocks, clock, time) + work - 1) + 1


@kernel
def next_start(clocks: Clocks, clock: int, time: int) -> int:
    """`time` if work goes on, else the start of the next shift."""
    if clock < 0:
        return time
    span = _span(clocks, clock, time)
    if span >= clocks.heads[clock, SPANS] and time < clocks.spans[span, CLOSES]:
        return time
    opens = clocks.spans[span + 1, OPENS]
    if opens >= clocks.horizon[LAST]:
        clocks.horizon[LEFT] = 1
    return opens


@kernel
def previous_finish(clocks: Clocks, clock: int, time: int) -> int:
    """`time` if work goes on just before, else the end of the previous shift."""
    if clock < 0:
        return time
    span = _span(clocks, clock, time - 1)
    if span < clocks.heads[clock, SPANS]:
        clocks.horizon[LEFT] = 1
        return clocks.horizon[FIRST]
    return min(time, clocks.spans[span, CLOSES])


@kernel
def work_between(clocks: Clocks, clock: int, start: int, finish: int) -> int:
    """Work from `start` to `finish`, negative when `finish` is earlier."""
    if clock < 0 or start == finish:
        return finish - start
    return _position(clocks, clock, finish) - _position(clocks, clock, start)
