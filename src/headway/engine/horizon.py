"""How far calendars must reach, at first."""

import numpy as np

from headway.engine.columns import NONE, ActivityColumns, LinkColumns
from headway.engine.graph import Graph
from headway.engine.kernels.order import fill_lengths
from headway.engine.link_types import LagKind
from headway.engine.plan_time import DAY

FARTHEST = 500 * 366 * DAY  # no plan is placed farther; a calendar of more is hundreds of megabytes
_MARGIN = 500 * DAY


def first_horizon(
    activities: ActivityColumns, links: LinkColumns, graph: Graph, start: int
) -> tuple[int, int]:
    """A range that holds most plans; `schedule` widens it when it does not. Whole steps make caches meet."""
    dates = np.concatenate(
        (
            activities.constraint_date,
            activities.deadline,
            activities.start,
            activities.finish,
            activities.actual_start,
            activities.actual_finish,
            activities.resume,
            [start],
        )
    )
    known = dates[dates != NONE]
    around = min(_MARGIN + 6 * _longest_path(activities, links, graph), FARTHEST // 3)
    first, last = int(known.min()) - around, int(known.max()) + around
    return first // _MARGIN * _MARGIN, -(-last // _MARGIN) * _MARGIN


def _longest_path(activities: ActivityColumns, links: LinkColumns, graph: Graph) -> int:
    """Seconds of work and lag on the longest way through the links; a week is about four times its work."""
    lengths = activities.duration + activities.pause + activities.leveling_delay
    lags = np.abs(links.lag)
    percents = links.lag_kind >= LagKind.PERCENT
    lags[percents] = lags[percents] * int(lengths.max(initial=0)) // 100
    fill_lengths(graph.order, graph.in_at, graph.edge_from, lags[graph.edge_link], lengths)
    return int(lengths.max(initial=0))
