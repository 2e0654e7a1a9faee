"""Tables for the kernels, filled from the columns of a network."""

import numpy as np

from headway.engine.columns import NONE, Constraint, Ints
from headway.engine.kernels import layout as its
from headway.engine.kernels.clock import Clocks, Table
from headway.engine.kernels.plan import (
    BOUNDED,
    FINISHED,
    INACTIVE,
    MANUAL,
    STAFFED,
    STARTED,
    SUMMARY,
    WAITS,
    Plan,
)
from headway.engine.network import Network


def plan_tables(network: Network, clocks: Clocks) -> Plan:
    """All that the kernels know of a network."""
    terms, staffing = network.terms, network.staffing
    edges = np.empty((len(network.graph.edge_link), its.EDGE_COLUMNS), np.int32)
    edges[:, its.LINK], edges[:, its.FROM] = network.graph.edge_link, network.graph.edge_from
    edges[:, its.TO] = network.graph.edge_to
    edges[:, its.NEXT_OUT] = _following(network.graph.out_at, network.graph.out_of, len(edges))
    for column, values in ((its.TYPE, network.links.type), (its.LAG, network.links.lag),
                           (its.LAG_KIND, network.links.lag_kind)):  # fmt: skip
        edges[:, column] = values[network.graph.edge_link]
    staff = np.empty((len(staffing.of), its.STAFF_COLUMNS), np.int64)
    staff[:, its.ASSIGNMENT] = staffing.of
    for column, values in ((its.STAFF_CLOCK, staffing.clock), (its.WORK, staffing.work),
                           (its.WORK_LEFT, staffing.remaining), (its.DELAY, staffing.delay)):  # fmt: skip
        staff[:, column] = values[staffing.of]
    return Plan(
        clocks,
        _rows(network),
        edges,
        staff,
        start=terms.start,
        data_date=NONE if terms.data_date is None else terms.data_date,
        honor_constraints=terms.rules.honor_constraints,
        late_drives=False,
        critical_float=terms.rules.critical_float,
    )


def _features(network: Network) -> Ints:
    activities = network.activities
    started = activities.actual_start != NONE
    bounds = (activities.deadline, network.bounds.floor, network.bounds.ceiling)
    bounded = (activities.constraint != Constraint.ASAP) | (activities.leveling_delay > 0)
    for bound in bounds:
        bounded |= bound != NONE
    features = np.zeros(len(activities.id), np.int64)
    for bit, rows in (
        (SUMMARY, network.graph.summary),
        (INACTIVE, ~activities.active),
        (MANUAL, activities.manual),
        (STARTED, started),
        (FINISHED, activities.actual_finish != NONE),
        (STAFFED, network.staffing.staffed),
        (
            WAITS,
            (activities.constraint == Constraint.ALAP)
            & ~started
            & ~activities.manual
            & ~network.graph.summary,
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


def _rows(network: Network) -> Table:
    activities, graph, bounds, staffing = network.activities, network.graph, network.bounds, network.staffing
    unstarted = (activities.actual_start == NONE) | (activities.remaining_duration == NONE)
    remaining = np.where(unstarted, activities.duration, activities.remaining_duration)
    columns = {
        its.PARENT: graph.parent,
        its.FEATURES: _features(network),
        its.CLOCK: staffing.activity_clock,
        its.DURATION: activities.duration,
        its.REMAINING: remaining,
        its.WHOLE: activities.duration + activities.pause,
        its.LEFT: remaining + activities.pause,
        its.PAUSE: activities.pause,
        its.LEVELING_DELAY: activities.leveling_delay,
        its.CONSTRAINT: activities.constraint,
        its.CONSTRAINT_DATE: activities.constraint_date,
        its.DEADLINE: activities.deadline,
        its.FLOOR: bounds.floor,
        its.FLOOR_ROW: bounds.floor_row,
        its.CEILING: bounds.ceiling,
        its.CEILING_ROW: bounds.ceiling_row,
        its.MANUAL_START: activities.start,
        its.MANUAL_FINISH: activities.finish,
        its.ACTUAL_START: activities.actual_start,
        its.ACTUAL_FINISH: activities.actual_finish,
        its.RESUME: activities.resume,
        its.IN_AT: graph.in_at[:-1],
        its.IN_END: graph.in_at[1:],
        its.FIRST_OUT: _first_of(graph.out_at, graph.out_of),
        its.FIRST_CHILD: _first_of(graph.child_at, graph.child_of),
        its.NEXT_CHILD: _following(graph.child_at, graph.child_of, len(activities.id)),
        its.STAFF_AT: staffing.at[:-1],
        its.STAFF_END: staffing.at[1:],
    }
    rows = _table(len(activities.id), its.ROW_COLUMNS)
    for column, values in columns.items():
        rows[:, column] = values
    return rows


def _first_of(at: Ints, of: Ints) -> Ints:
    """First element of each row of a relation, -1 where it has none."""
    some = at[1:] > at[:-1]
    first = np.full(len(some), -1, np.int64)
    first[some] = of[at[:-1][some]]
    return first


def _following(at: Ints, of: Ints, count: int) -> Ints:
    """For each of `count` elements the next element of the same row of a relation, -1 after the last."""
    following = np.full(count, -1, np.int64)
    inside = np.ones(len(of), np.bool_)
    inside[at[1:][at[1:] > at[:-1]] - 1] = False
    following[of[:-1][inside[:-1]]] = of[1:][inside[:-1]]
    return following


def empty_dates(count: int) -> Table:
    """Moments and floats that nobody fills are `NONE`, rows -1, codes and flags zero."""
    dates = _table(count, its.DATE_COLUMNS)
    dates.fill(NONE)
    dates[:, [its.START_DRIVER, its.FINISH_DRIVER, its.LATE_DRIVER, its.CRITICAL]] = 0
    for column in (its.START_DRIVER_ROW, its.FINISH_DRIVER_ROW, its.LATE_DRIVER_ROW, its.FINISH_BOUND_ROW):
        dates[:, column] = -1
    dates[:, its.FIRST_LEAF] = -1
    return dates
