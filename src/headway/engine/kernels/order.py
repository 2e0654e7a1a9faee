"""An order in which every row follows what drives it."""

import numpy as np
from numpy.typing import NDArray

from headway.engine.kernels.jit import kernel

Ints = NDArray[np.int64]


@kernel
def topological_order(parent: Ints, edge_to: Ints, out_at: Ints, out_of: Ints) -> Ints:
    """Rows so that edges lead onwards and summaries follow their children; too few where there is a cycle."""
    waiting = _count_waiting(parent, edge_to)
    order = np.empty(len(parent), np.int64)
    found = 0
    for row in range(len(parent)):
        found = _release(row, waiting, order, found)
    done = 0
    while done < found:
        row = order[done]
        done += 1
        for at in range(out_at[row], out_at[row + 1]):
            follower = edge_to[out_of[at]]
            waiting[follower] -= 1
            found = _release(follower, waiting, order, found)
        if parent[row] >= 0:
            waiting[parent[row]] -= 1
            found = _release(parent[row], waiting, order, found)
    return order[:found]


@kernel
def _count_waiting(parent: Ints, edge_to: Ints) -> Ints:
    waiting = np.zeros(len(parent), np.int64)
    for follower in edge_to:
        waiting[follower] += 1
    for summary in parent:
        if summary >= 0:
            waiting[summary] += 1
    return waiting


@kernel
def _release(row: int, waiting: Ints, order: Ints, found: int) -> int:
    if waiting[row] == 0:
        order[found] = row
        return found + 1
    return found
