"""Compiled loops over the graph."""

import numpy as np
from numpy.typing import NDArray

from headway.engine._jit import kernel

Ints = NDArray[np.int64]


@kernel
def topological_order(parent: Ints, edge_from: Ints, edge_to: Ints, out_at: Ints, out_of: Ints) -> Ints:
    """Rows in an order that follows all edges, children before their summary; shorter than `parent` on a cycle."""
    count = len(parent)
    waiting = np.zeros(count, np.int64)
    for edge in range(len(edge_to)):
        waiting[edge_to[edge]] += 1
    for row in range(count):
        if parent[row] >= 0:
            waiting[parent[row]] += 1
    order = np.empty(count, np.int64)
    found = 0
    for row in range(count):
        if waiting[row] == 0:
            order[found] = row
            found += 1
    done = 0
    while done < found:
        row = order[done]
        done += 1
        for at in range(out_at[row], out_at[row + 1]):
            follower = edge_to[out_of[at]]
            waiting[follower] -= 1
            if waiting[follower] == 0:
                order[found] = follower
                found += 1
        if parent[row] >= 0:
            waiting[parent[row]] -= 1
            if waiting[parent[row]] == 0:
                order[found] = parent[row]
                found += 1
    return order[:found]
