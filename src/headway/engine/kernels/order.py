"""An order in which every row follows what drives it, and how long the longest way through it is."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from headway.engine.kernels.jit import kernel

Ints = NDArray[np.int64]

# How many a row waits for that has its place in the order: more than there can be.
PLACED = int(np.iinfo(np.int64).max)


class Relation(NamedTuple):
    """Rows that each row is related to: row r to `of[at[r]:at[r + 1]]`."""

    at: Ints
    of: Ints


def topological_order(waits_for: Relation, children: Relation) -> tuple[Ints, Ints]:
    """Rows, each after those that it waits for and its children, and a cycle, empty where there is none.

    As far as links allow it is the order of the rows: neighbours in the plan stay neighbours in memory.
    """
    count = len(waits_for.at) - 1
    order, stack = np.empty(count, np.int64), np.empty(count + 1, np.int64)
    seen = np.full(count, -1, np.int64)
    found, depth = _fill_order(waits_for, children, order, (stack, seen))
    if found == count:
        return order, order[:0]
    path = stack[:depth]
    first = np.flatnonzero(path == path[-1])[0]
    # On the stack each row waits for the next: links lead the other way.
    return order[:found], path[first:-1][::-1]


@kernel
def _fill_order(
    waits_for: Relation, children: Relation, order: Ints, work: tuple[Ints, Ints]
) -> tuple[int, int]:
    """Fill the order depth first; the number of rows that have a place, and the depth of the stack.

    `work` is the stack, in which each row waits for the next, and how many of those that a row waits for were
    seen: -1 before it was reached itself. Where the last on the stack is on it twice, there is a cycle.
    """
    stack, seen = work
    found = depth = 0
    for top in range(len(order)):
        if seen[top] < 0:
            stack[0], seen[top], depth = top, 0, 1
        while depth > 0:
            row = stack[depth - 1]
            other = _awaited(waits_for, children, row, seen[row])
            if other < 0:
                order[found], seen[row] = row, PLACED
                found, depth = found + 1, depth - 1
                continue
            seen[row] += 1
            if seen[other] < PLACED:
                stack[depth], depth = other, depth + 1
                if seen[other] >= 0:
                    return found, depth
                seen[other] = 0
    return found, depth


@kernel
def _awaited(waits_for: Relation, children: Relation, row: int, number: int) -> int:
    """The row that a row waits for, counted from 0, its children last; -1 behind them."""
    at = waits_for.at[row] + number
    if at < waits_for.at[row + 1]:
        return waits_for.of[at]
    at += children.at[row] - waits_for.at[row + 1]
    return children.of[at] if at < children.at[row + 1] else -1


@kernel
def fill_lengths(order: Ints, in_at: Ints, edge_from: Ints, edge_length: Ints, lengths: Ints) -> None:
    """Add to the length of each row that of the longest way to it; summaries add nothing."""
    for row in order:
        longest = 0
        for edge in range(in_at[row], in_at[row + 1]):
            longest = max(longest, lengths[edge_from[edge]] + edge_length[edge])
        lengths[row] += longest
