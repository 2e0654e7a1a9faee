"""Which row drives which: links resolved to rows, and an order to compute them in.

A link to a summary holds each of its leaves. A link from a summary reads the dates rolled up from its leaves,
so a summary comes after its leaves in the order. Links from inactive activities hold nothing.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from headway.engine.errors import NetworkError
from headway.engine.kernels.order import Relation, topological_order

Ints = NDArray[np.int64]


class Graph(NamedTuple):
    """Rows and edges as arrays; row r has the elements `x_of[x_at[r]:x_at[r + 1]]` of each relation.

    Attributes
    ----------
    order : int64 array
        All rows, each after its predecessors and a summary after its leaves.
    parent : int64 array
        Row of the summary, or -1.
    summary : bool array
        Rows that have children.
    edge_link, edge_from, edge_to : int64 arrays
        Row of the link, of its driving activity or summary and of its driven leaf, sorted by driven row.
    in_at, out_at, out_of : int64 arrays
        Edges into a row are consecutive; edges out of it are listed in `out_of`.
    child_at, child_of : int64 arrays
        Children of each row.
    """

    order: Ints
    parent: Ints
    summary: NDArray[np.bool_]
    edge_link: Ints
    edge_from: Ints
    edge_to: Ints
    in_at: Ints
    out_at: Ints
    out_of: Ints
    child_at: Ints
    child_of: Ints


def build_graph(parent: Ints, active: NDArray[np.bool_], predecessor: Ints, successor: Ints) -> Graph:
    """Resolve links between rows and find an order.

    Raises
    ------
    NetworkError
        ``cycle``; its `activities` are rows, in the order of the links that close the cycle.
    """
    count = len(parent)
    summary = np.zeros(count, np.bool_)
    summary[parent[parent >= 0]] = True
    child_at, child_of = grouped(parent, count)
    links = np.flatnonzero(active[predecessor]) if len(predecessor) else np.empty(0, np.int64)
    link, driven = _spread(links, successor, summary, (child_at, child_of))
    by_driven = np.argsort(driven, kind="stable")
    edge_link, edge_to = link[by_driven], driven[by_driven]
    edge_from = predecessor[edge_link]
    in_at = _offsets(edge_to, count)
    out_at, out_of = grouped(edge_from, count)
    order, cycle = topological_order(Relation(in_at, edge_from), Relation(child_at, child_of))
    if len(cycle):
        raise NetworkError("cycle", "Activities wait for each other.", cycle.tolist())
    return Graph(
        order, parent, summary, edge_link, edge_from, edge_to, in_at, out_at, out_of, child_at, child_of
    )


def _offsets(sorted_rows: Ints, count: int) -> Ints:
    return np.searchsorted(sorted_rows, np.arange(count + 1)).astype(np.int64)


def grouped(rows: Ints, count: int) -> tuple[Ints, Ints]:
    """Offsets and elements of a relation: which elements have each row; negative rows have none."""
    elements = np.argsort(rows, kind="stable").astype(np.int64)
    elements = elements[np.searchsorted(rows[elements], 0) :]
    return _offsets(rows[elements], count), elements


def _spread(
    links: Ints, successor: Ints, summary: NDArray[np.bool_], children: tuple[Ints, Ints]
) -> tuple[Ints, Ints]:
    """Pairs of link and driven leaf: a link to a summary drives all leaves below it."""
    plain = links[~summary[successor[links]]]
    pairs = [(plain, successor[plain])]
    leaves: dict[int, Ints] = {}
    for link in links[summary[successor[links]]]:
        top = int(successor[link])
        if top not in leaves:
            leaves[top] = _leaves(top, summary, children)
        pairs.append((np.full(len(leaves[top]), link, np.int64), leaves[top]))
    return np.concatenate([pair[0] for pair in pairs]), np.concatenate([pair[1] for pair in pairs])


def _leaves(top: int, summary: NDArray[np.bool_], children: tuple[Ints, Ints]) -> Ints:
    child_at, child_of = children
    found: list[int] = []
    stack = [top]
    while stack:
        row = stack.pop()
        if summary[row]:
            stack.extend(child_of[child_at[row] : child_at[row + 1]].tolist())
        else:
            found.append(row)
    return np.array(sorted(found), np.int64)
