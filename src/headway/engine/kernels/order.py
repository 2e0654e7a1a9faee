"""An order in which every row follows what drives it, and how long the longest way through it is."""

import numpy as np
from numpy.typing import NDArray

from headway.engine.kernels.jit import kernel

Ints = NDArray[np.int64]


def topological_order(parent: Ints, edge_to: Ints, out_at: Ints, out_of: Ints) -> Ints:
    """Rows so that edges lead onwards and summaries follow their children; too few where there is a cycle."""
    waiting = np.bincount(edge_to, minlength=len(parent)) + np.bincount(
        parent[parent >= 0], minlength=len(parent)
    )
    order = np.empty(len(parent), np.int64)
    found = _fill_order(parent, edge_to, out_at, out_of, (waiting, order))
    return order[:found]


@kernel
def _fill_order(parent: Ints, edge_to: Ints, out_at: Ints, out_of: Ints, work: tuple[Ints, Ints]) -> int:
    """Fill the order, the second array of `work`, and count it; the first counts what each row waits for."""
    waiting, order = work
    found = done = 0
    for row in range(len(parent)):
        found = _release(row, waiting, order, found)
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
    return found


@kernel
def _release(row: int, waiting: Ints, order: Ints, found: int) -> int:
    if waiting[row] == 0:
        order[found] = row
        return found + 1
    return found


@kernel
def fill_lengths(order: Ints, in_at: Ints, edge_from: Ints, edge_length: Ints, lengths: Ints) -> None:
    """Add to the length of each row that of the longest way to it; summaries add nothing."""
    for row in order:
        longest = 0
        for edge in range(in_at[row], in_at[row + 1]):
            longest = max(longest, lengths[edge_from[edge]] + edge_length[edge])
        lengths[row] += longest
