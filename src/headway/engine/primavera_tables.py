"""Tables for the kernels of Primavera, filled from the columns of a network."""

from dataclasses import replace
from typing import NamedTuple

import numpy as np

from headway.engine.columns import (
    NONE,
    ActivityColumns,
    AssignmentColumns,
    Flags,
    Ints,
    LinkColumns,
    Terms,
)
from headway.engine.errors import NetworkError
from headway.engine.graph import Graph, grouped
from headway.engine.kernels import layout as its
from headway.engine.kernels.clock import Table, build_clocks
from headway.engine.kernels.order import Relation, topological_order
from headway.engine.kernels.plan import HalfTable
from headway.engine.kernels.primavera import layout as p6
from headway.engine.kernels.primavera.plan import Plan
from headway.engine.link_types import LagKind
from headway.engine.primavera import PrimaveraRules, ProjectTerms, Role
from headway.engine.primavera_columns import PrimaveraColumns
from headway.engine.staffing import Staffing, first_equal, seconds_of
from headway.engine.tables import Columns, filled, first_of, following, kin_table

LEAST_UNITS = 0.001  # less is shown as none, and counted as none


class Facts(NamedTuple):
    """The columns of a network of Primavera, and its links by rows."""

    activities: ActivityColumns
    more: PrimaveraColumns
    links: LinkColumns
    ends: tuple[Ints, Ints]
    projects: tuple[ProjectTerms, ...]


def projects_of(terms: Terms) -> tuple[ProjectTerms, ...]:
    """The projects of the rules, each with its options, or the one that the terms are."""
    rules = terms.rules
    if not isinstance(rules, PrimaveraRules):
        return ()
    one = ProjectTerms(start=terms.start, data_date=terms.data_date)
    return tuple(
        project if project.rules is not None else replace(project, rules=rules)
        for project in rules.projects or (one,)
    )


def build_primavera_staffing(
    activities: ActivityColumns,
    more: PrimaveraColumns,
    assignments: AssignmentColumns,
    rows: Ints,
    terms: Terms,
) -> Staffing:
    """A clock per calendar; assignments work on those of their resources alone."""
    same = first_equal(terms)
    of_project = np.array([project.calendar for project in projects_of(terms)], np.int64)
    own = same[np.where(activities.calendar >= 0, activities.calendar, of_project[more.project])]
    left = np.where(assignments.remaining_work != NONE, assignments.remaining_work, assignments.work)
    seconds = seconds_of(
        np.maximum(left, 0), np.where(assignments.units < LEAST_UNITS, 0.0, assignments.units)
    )
    counted = more.resource_dependent[rows] & (assignments.calendar >= 0) & (assignments.units > 0)
    at, of = grouped(np.where(counted, rows, -1), len(activities.id))
    return Staffing(
        tuple((index, -1) for index in range(len(terms.calendars))),
        np.where(activities.elapsed, -1, own),
        at[1:] > at[:-1],
        at,
        of,
        np.where(assignments.calendar >= 0, same[assignments.calendar], 0),
        seconds,
        seconds,
        assignments.delay,
    )


def build_primavera_tables(facts: Facts, graph: Graph, staffing: Staffing, terms: Terms) -> Plan:
    """All that the kernels know of a network of Primavera."""
    lag_clock = _lag_clocks(facts, staffing, terms)
    effort = facts.more.role == Role.LEVEL_OF_EFFORT
    efforts, effort_at = _efforts(facts, effort, lag_clock)
    edges, out_at, out_of = _edges(facts, graph, lag_clock)
    return Plan(
        clocks=build_clocks([], 0, 0),
        projects=_projects(facts.projects),
        rows=_rows(facts, graph, staffing, first_of(out_at, out_of)),
        progress=_progress(facts),
        limits=_limits(facts),
        edges=edges,
        efforts=efforts,
        effort_at=effort_at,
        effort_order=_effort_order(facts, effort),
        kin=kin_table(graph, staffing),
        staff=_staff(staffing),
    )


def _rows(facts: Facts, graph: Graph, staffing: Staffing, first_out: Ints) -> Table:
    activities = facts.activities
    given = activities.remaining_duration
    left = np.where(given == NONE, activities.duration, given)
    finished = activities.actual_finish != NONE
    state = np.where(finished, 2, np.where(activities.actual_start != NONE, 1, 0))
    columns: Columns = {
        p6.ROLE: facts.more.role,
        p6.CLOCK: staffing.activity_clock,
        p6.STATE: state,
        p6.LEFT: np.where(finished, 0, left),
        p6.IN_AT: graph.in_at[:-1],
        p6.IN_END: graph.in_at[1:],
        p6.FIRST_OUT: first_out,
        p6.PARENT: graph.parent,
    }
    return filled(columns, p6.ROW_COLUMNS)


def _limits(facts: Facts) -> Table:
    more = facts.more
    expects = _option(facts, "expected_finish").astype(np.bool_)
    columns = {
        p6.START_FROM: more.start_from,
        p6.START_UNTIL: more.start_until,
        p6.FINISH_FROM: more.finish_from,
        p6.FINISH_UNTIL: more.finish_until,
        p6.MUST_START: more.mandatory_start,
        p6.MUST_FINISH: more.mandatory_finish,
        p6.EXPECTED: np.where(expects, more.expected_finish, NONE),
        p6.LATEST: np.where(more.as_late_as_possible, 1, NONE),
    }
    return filled(columns, p6.LIMIT_COLUMNS)


def _progress(facts: Facts) -> Table:
    activities, more = facts.activities, facts.more
    finish = activities.actual_finish
    # What is finished has started, whatever is said of its start.
    start = np.where((activities.actual_start == NONE) & (finish != NONE), finish, activities.actual_start)
    columns = {
        p6.ACTUAL_START: start,
        p6.ACTUAL_FINISH: finish,
        p6.SUSPEND: more.suspend,
        p6.RESUME: activities.resume,
        p6.EXTERNAL_START: more.external_start,
        p6.EXTERNAL_FINISH: more.external_finish,
        p6.PROJECT: more.project,
        p6.DONE: np.zeros(len(start), np.int64),
    }
    return filled(columns, p6.PROGRESS_COLUMNS)


def _option(facts: Facts, name: str) -> Ints:
    """An option of the project of each activity."""
    values = [int(getattr(project.rules, name)) for project in facts.projects]
    return np.array(values, np.int64)[facts.more.project]


def _lag_clocks(facts: Facts, staffing: Staffing, terms: Terms) -> Ints:
    """The clock of the lag of each link, as the project of its successor has it."""
    predecessor, successor = facts.ends
    calendars = np.array([project.calendar for project in facts.projects], np.int64)
    of_project = first_equal(terms)[calendars[facts.more.project[successor]]]
    clocks = np.array(
        [
            staffing.activity_clock[predecessor],
            staffing.activity_clock[successor],
            of_project,
            np.full(len(predecessor), -1, np.int64),
        ]
    )
    wanted = _option(facts, "lag_calendar")[successor]
    return np.where(facts.links.lag_kind == LagKind.ELAPSED, -1, clocks[wanted, np.arange(len(predecessor))])


def _edges(facts: Facts, graph: Graph, lag_clock: Ints) -> tuple[HalfTable, Ints, Ints]:
    """The edges, and which of them leave each row for one that takes part in the passes."""
    link = graph.edge_link
    beside = facts.more.role[graph.edge_to] > Role.FINISH_MILESTONE
    out_at, out_of = grouped(np.where(beside, -1, graph.edge_from), len(facts.activities.id))
    columns: Columns = {
        its.LINK: link,
        its.FROM: graph.edge_from,
        its.TO: graph.edge_to,
        its.TYPE: facts.links.type[link],
        its.LAG: facts.links.lag[link],
        its.LAG_KIND: facts.links.lag_kind[link],
        its.NEXT_OUT: following(out_at, out_of, len(link)),
        p6.LAG_CLOCK: lag_clock[link],
    }
    edges = filled(columns, its.EDGE_COLUMNS).astype(np.int32)
    edges.setflags(write=False)
    return edges, out_at, out_of


def _staff(staffing: Staffing) -> Table:
    counted = staffing.of
    columns = {
        its.ASSIGNMENT: counted,
        its.STAFF_CLOCK: staffing.clock[counted],
        its.WORK: staffing.work[counted],
        its.WORK_LEFT: staffing.remaining[counted],
        its.DELAY: staffing.delay[counted],
    }
    return filled(columns, its.STAFF_COLUMNS)


def _efforts(facts: Facts, effort: Flags, lag_clock: Ints) -> tuple[Table, Ints]:
    """One row per link of a level of effort, consecutive for each, and where those of each row begin."""
    predecessor, successor = facts.ends
    after, before = np.flatnonzero(effort[successor]), np.flatnonzero(effort[predecessor])
    link = np.concatenate((after, before))
    own = np.concatenate((successor[after], predecessor[before]))
    at, of = grouped(own, len(effort))
    columns: Columns = {
        p6.EFFORT_LINK: link[of],
        p6.OTHER: np.concatenate((predecessor[after], successor[before]))[of],
        p6.AHEAD: np.concatenate((np.ones(len(after), np.int64), np.zeros(len(before), np.int64)))[of],
        p6.EFFORT_TYPE: facts.links.type[link][of],
        p6.EFFORT_LAG: facts.links.lag[link][of],
        p6.EFFORT_CLOCK: lag_clock[link][of],
    }
    return filled(columns, p6.EFFORT_COLUMNS), at


def _effort_order(facts: Facts, effort: Flags) -> Ints:
    """Levels of effort, each after those that it is linked from."""
    predecessor, successor = facts.ends
    between = effort[predecessor] & effort[successor]
    at, of = grouped(np.where(between, successor, -1), len(effort))
    none = Relation(np.zeros(len(effort) + 1, np.int64), np.empty(0, np.int64))
    order, cycle = topological_order(Relation(at, predecessor[of]), none)
    if len(cycle):
        ids = facts.activities.id[cycle].tolist()
        raise NetworkError(
            "cycle", f"Levels of effort wait for each other: {', '.join(map(str, ids[:5]))}.", ids
        )
    return order[effort[order]]


def _projects(projects: tuple[ProjectTerms, ...]) -> Table:
    table = np.full((len(projects), p6.PROJECT_COLUMNS), NONE, np.int64)
    for row, project in zip(table, projects, strict=True):
        rules = project.rules or PrimaveraRules()
        row[p6.PROJECT_START] = project.start
        row[p6.DATA_DATE] = project.start if project.data_date is None else project.data_date
        row[p6.MUST_FINISH_BY] = NONE if project.must_finish_by is None else project.must_finish_by
        row[p6.PROGRESS_RULE :] = (
            rules.progress,
            rules.lag_from_actual_start,
            rules.each_project,
            rules.float_kind,
            rules.critical_float,
            rules.by_longest_path,
        )
    table.setflags(write=False)
    return table
