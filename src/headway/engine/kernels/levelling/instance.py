"""What the kernels of levelling read and the room they work in."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Table = np.ndarray[tuple[int, int], np.dtype[np.int64]]
Reals = NDArray[np.float64]


class Instance(NamedTuple):
    """A problem in one direction of time.

    Row `a` has its predecessors in ``before[before_at[a]:before_at[a + 1]]``, and starts `before_lag` after
    the start of each; successors and needs are kept alike. `capacity` has one row per period.
    """

    duration: Ints
    release: Ints
    before_at: Ints
    before: Ints
    before_lag: Ints
    after_at: Ints
    after: Ints
    need_at: Ints
    need_of: Ints
    need: Ints
    capacity: Table


class Room(NamedTuple):
    """Arrays that a kernel overwrites."""

    free: Table
    waiting: Ints
    eligible: Ints
    keys: Reals
    starts: Ints
    mirrored: Ints
    load: Reals


class Population(NamedTuple):
    """Schedules that have evolved: their start columns, their makespans, and the state of chance.

    `counts` holds how many schedules were generated and the row of the best.
    """

    starts: Table
    makespans: Ints
    sums: Ints
    chance: NDArray[np.uint64]
    counts: Ints


def room_for(instance: Instance) -> Room:
    """Room for the kernels to work in; one per thread."""
    size = len(instance.duration)
    ints = [np.zeros(size, np.int64) for _ in range(4)]
    return Room(
        np.zeros_like(instance.capacity),
        ints[0],
        ints[1],
        np.zeros(size, np.float64),
        ints[2],
        ints[3],
        np.zeros(len(instance.capacity) + 1, np.float64),
    )
