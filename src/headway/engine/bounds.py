"""What constraints of summaries mean for the activities below them."""

from typing import NamedTuple

import numpy as np

from headway.engine.columns import NONE, ActivityColumns, Ints
from headway.engine.constraints import Constraint
from headway.engine.graph import Graph


class Bounds(NamedTuple):
    """Per row the latest “start no earlier” and the earliest “finish no later” of the summaries above it.

    `floor_row` and `ceiling_row` are the rows of those summaries, -1 where there is none.
    """

    floor: Ints
    floor_row: Ints
    ceiling: Ints
    ceiling_row: Ints


def build_bounds(activities: ActivityColumns, graph: Graph) -> Bounds:
    """Hand down the constraints of summaries; Microsoft Project allows just these two on them."""
    count = len(activities.id)
    bounds = Bounds(*(np.full(count, value, np.int64) for value in (NONE, -1, NONE, -1)))
    constrained = graph.summary & np.isin(activities.constraint, (Constraint.SNET, Constraint.FNLT))
    if constrained.any():
        # From the top down: a summary comes after its children in the order.
        for row in graph.order[::-1].tolist():
            if graph.parent[row] >= 0:
                _inherit(bounds, row, int(graph.parent[row]), activities)
    return bounds


def _inherit(bounds: Bounds, row: int, parent: int, activities: ActivityColumns) -> None:
    bounds.floor[row], bounds.floor_row[row] = bounds.floor[parent], bounds.floor_row[parent]
    bounds.ceiling[row], bounds.ceiling_row[row] = bounds.ceiling[parent], bounds.ceiling_row[parent]
    date = activities.constraint_date[parent]
    if activities.constraint[parent] == Constraint.SNET and date > bounds.floor[row]:
        bounds.floor[row], bounds.floor_row[row] = date, parent
    if activities.constraint[parent] == Constraint.FNLT and not NONE < bounds.ceiling[row] <= date:
        bounds.ceiling[row], bounds.ceiling_row[row] = date, parent
