"""Tables for the kernels, filled from the columns of a network."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from headway.engine.bounds import Bounds
from headway.engine.columns import NONE, ActivityColumns, Codes, Ints, LinkColumns
from headway.engine.constraints import Constraint
from headway.engine.graph import Graph
from headway.engine.kernels import layout as its
from headway.engine.kernels.clock import Table
from headway.engine.kernels.plan import (
    BOUNDED,
    FINISHED,
    INACTIVE,
    MANUAL,
    STAFFED,
    STARTED,
    SUMMARY,
    WAITS,
    Dates,
    HalfTable,
)
from headway.engine.staffing import Staffing

Columns = Mapping[int, Ints | Codes]


class Tables(NamedTuple):
    """The tables of `kernels.plan.Plan` that follow from the network alone; nobody can change them."""

    rows: Table
    limits: Table
    progress: Table
    kin: Table
    edges: HalfTable
    staff: Table


def build_tables(
    activities: ActivityColumns, links: LinkColumns, graph: Graph, staffing: Staffing, bounds: Bounds
) -> Tables:
    """All that the kernels know of a network."""
    features = _features(activities, graph, staffing, bounds)
    return Tables(
        _rows(activities, graph, staffing, features),
        _limits(activities, bounds),
        _progress(activities),
        kin_table(graph, staffing),
        _edges(links, graph),
        _staff(staffing),
    )


def _rows(activities: ActivityColumns, graph: Graph, staffing: Staffing, features: Ints) -> Table:
    columns: Columns = {
        its.FEATURES: features,
        its.CLOCK: staffing.activity_clock,
        its.WHOLE: activities.duration + activities.pause,
        its.DURATION: activities.duration,
        its.IN_AT: graph.in_at[:-1],
        its.IN_END: graph.in_at[1:],
        its.FIRST_OUT: first_of(graph.out_at, graph.out_of),
        its.PARENT: graph.parent,
    }
    return filled(columns, its.ROW_COLUMNS)


def _limits(activities: ActivityColumns, bounds: Bounds) -> Table:
    columns: Columns = {
        its.CONSTRAINT: activities.constraint,
        its.CONSTRAINT_DATE: activities.constraint_date,
        its.DEADLINE: activities.deadline,
        its.FLOOR: bounds.floor,
        its.FLOOR_ROW: bounds.floor_row,
        its.CEILING: bounds.ceiling,
        its.CEILING_ROW: bounds.ceiling_row,
        its.LEVELING_DELAY: activities.leveling_delay,
    }
    return filled(columns, its.LIMIT_COLUMNS)


def _progress(activities: ActivityColumns) -> Table:
    unstarted = (activities.actual_start == NONE) | (activities.remaining_duration == NONE)
    remaining = np.where(unstarted, activities.duration, activities.remaining_duration)
    columns: Columns = {
        its.ACTUAL_START: activities.actual_start,
        its.ACTUAL_FINISH: activities.actual_finish,
        its.LEFT: remaining + activities.pause,
        its.REMAINING: remaining,
        its.PAUSE: activities.pause,
        its.RESUME: activities.resume,
        its.MANUAL_START: activities.start,
        its.MANUAL_FINISH: activities.finish,
    }
    return filled(columns, its.PROGRESS_COLUMNS)


def kin_table(graph: Graph, staffing: Staffing) -> Table:
    """Children of summaries and assignments of rows."""
    columns: Columns = {
        its.FIRST_CHILD: first_of(graph.child_at, graph.child_of),
        its.NEXT_CHILD: following(graph.child_at, graph.child_of, len(graph.parent)),
        its.STAFF_AT: staffing.at[:-1],
        its.STAFF_END: staffing.at[1:],
    }
    return filled(columns, its.KIN_COLUMNS)


def _edges(links: LinkColumns, graph: Graph) -> HalfTable:
    link = graph.edge_link
    columns: Columns = {
        its.LINK: link,
        its.FROM: graph.edge_from,
        its.TO: graph.edge_to,
        its.TYPE: links.type[link],
        its.LAG: links.lag[link],
        its.LAG_KIND: links.lag_kind[link],
        its.NEXT_OUT: following(graph.out_at, graph.out_of, len(link)),
    }
    edges = filled(columns, its.EDGE_COLUMNS).astype(np.int32)
    edges.setflags(write=False)
    return edges


def _staff(staffing: Staffing) -> Table:
    counted = staffing.of
    columns: Columns = {
        its.ASSIGNMENT: counted,
        its.STAFF_CLOCK: staffing.clock[counted],
        its.WORK: staffing.work[counted],
        its.WORK_LEFT: staffing.remaining[counted],
        its.DELAY: staffing.delay[counted],
    }
    return filled(columns, its.STAFF_COLUMNS)


def filled(columns: Columns, width: int) -> Table:
    """A table of these columns that nobody can change."""
    table = _table(len(columns[0]), width)
    for column, values in columns.items():
        table[:, column] = values
    table.setflags(write=False)
    return table


def _features(activities: ActivityColumns, graph: Graph, staffing: Staffing, bounds: Bounds) -> Ints:
    started = activities.actual_start != NONE
    bounded = (activities.constraint != Constraint.ASAP) | (activities.leveling_delay > 0)
    for bound in (activities.deadline, bounds.floor, bounds.ceiling):
        bounded |= bound != NONE
    features = np.zeros(len(activities.id), np.int64)
    for bit, rows in (
        (SUMMARY, graph.summary),
        (INACTIVE, ~activities.active),
        (MANUAL, activities.manual),
        (STARTED, started),
        (FINISHED, activities.actual_finish != NONE),
        (STAFFED, staffing.staffed),
        (
            WAITS,
            (activities.constraint == Constraint.ALAP) & ~started & ~activities.manual & ~graph.summary,
        ),
        (BOUNDED, bounded),
    ):
        features[rows] |= bit
    return features


def _table(rows: int, columns: int) -> Table:
    """An empty table that starts on a cache line."""
    space = np.empty(rows * columns + 7, np.int64)
    skip = -(space.ctypes.data // 8) % 8
    return space[skip : skip + rows * columns].reshape(rows, columns)


def first_of(at: Ints, of: Ints) -> Ints:
    """First element of each row of a relation, -1 where it has none."""
    some = at[1:] > at[:-1]
    first = np.full(len(some), -1, np.int64)
    first[some] = of[at[:-1][some]]
    return first


def following(at: Ints, of: Ints, count: int) -> Ints:
    """For each of `count` elements the next element of the same row of a relation, -1 after the last."""
    following = np.full(count, -1, np.int64)
    inside = np.ones(len(of), np.bool_)
    inside[at[1:][at[1:] > at[:-1]] - 1] = False
    following[of[:-1][inside[:-1]]] = of[1:][inside[:-1]]
    return following


def empty_dates(duration: Ints) -> Dates:
    """Moments and floats that nobody fills are `NONE`, rows -1, codes and flags zero, spans the duration."""
    widths = (its.EARLY_COLUMNS, its.LATE_COLUMNS, its.SCHEDULED_COLUMNS)
    early, late, scheduled = (_table(len(duration), width) for width in widths)
    for table in (early, late, scheduled):
        table.fill(NONE)
    early[:, [its.START_DRIVER, its.FINISH_DRIVER]] = 0
    early[:, [its.START_DRIVER_ROW, its.FINISH_DRIVER_ROW, its.FIRST_LEAF]] = -1
    early[:, its.SPAN] = duration
    late[:, its.DRIVER] = 0
    late[:, [its.DRIVER_ROW, its.FINISH_BOUND_ROW]] = -1
    scheduled[:, its.CRITICAL] = 0
    return Dates(early, late, scheduled)
