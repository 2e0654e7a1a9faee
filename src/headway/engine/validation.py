"""What makes rows a network; every refusal names the activities."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headway.engine.columns import (
    NONE,
    ActivityColumns,
    AssignmentColumns,
    Codes,
    Flags,
    Ints,
    LinkColumns,
    Terms,
)
from headway.engine.constraints import Constraint
from headway.engine.errors import NetworkError
from headway.engine.graph import Graph, build_graph
from headway.engine.link_types import LagKind, LinkType
from headway.engine.primavera import Role
from headway.engine.primavera_columns import PrimaveraColumns
from headway.engine.primavera_tables import projects_of
from headway.engine.staffing import Staffing


@dataclass(frozen=True, slots=True)
class _Namer:
    """Says which activities an error is about."""

    ids: Ints
    names: Sequence[str]

    def text(self, row: int) -> str:
        if row < len(self.names) and self.names[row]:
            return f"“{self.names[row]}” ({self.ids[row]})"
        return str(self.ids[row])

    def error(self, code: str, message: str, rows: Ints | Sequence[int]) -> NetworkError:
        """An error whose message has `{}` where the first few activities are named."""
        shown = [self.text(int(row)) for row in rows[:5]]
        listed = ", ".join(shown) + (" …" if len(rows) > len(shown) else "")
        return NetworkError(code, message.format(listed), [int(self.ids[row]) for row in rows])

    def refuse(self, wrong: Flags, code: str, message: str) -> None:
        """Raise when any row is wrong."""
        rows = np.flatnonzero(wrong)
        if len(rows):
            raise self.error(code, message, rows)


class RowFinder:
    """Rows by identity."""

    def __init__(self, ids: Ints) -> None:
        self._order = np.argsort(ids, kind="stable")
        self._sorted = ids[self._order]

    def duplicates(self) -> Ints:
        twice: Ints = self._sorted[1:][self._sorted[1:] == self._sorted[:-1]]
        return twice

    def rows(self, ids: Ints) -> Ints:
        """Row of each identity, -1 where there is none."""
        if not len(self._sorted):
            return np.full(len(ids), -1, np.int64)
        at = np.minimum(np.searchsorted(self._sorted, ids), len(self._sorted) - 1)
        found: Ints = np.where(self._sorted[at] == ids, self._order[at], -1).astype(np.int64)
        return found


def check_network(
    activities: ActivityColumns,
    links: LinkColumns,
    assignments: AssignmentColumns,
    *,
    terms: Terms,
    names: Sequence[str] = (),
) -> tuple[Graph, Ints]:
    """The graph of a network and the activity row of each assignment.

    Raises
    ------
    NetworkError
        When the rows make no network.
    """
    namer, finder = _Namer(activities.id, names), RowFinder(activities.id)
    if len(finder.duplicates()):
        twice = finder.duplicates()
        raise NetworkError("duplicate_activity", f"Activity {twice[0]} occurs twice.", twice.tolist())
    _check_activities(activities, namer, terms)
    _check_links(links, finder)
    parent = _parents(activities, finder, namer)
    rows = finder.rows(assignments.activity)
    if (rows < 0).any():
        missing = assignments.activity[rows < 0]
        raise NetworkError(
            "missing_activity",
            f"An assignment names activity {missing[0]}, which does not exist.",
            missing.tolist(),
        )
    _check_calendars(assignments.calendar, activities.id[rows], terms)
    try:
        graph = build_graph(
            parent, activities.active, finder.rows(links.predecessor), finder.rows(links.successor)
        )
    except NetworkError as error:
        raise namer.error(error.code, "Activities wait for each other: {}.", error.activities) from None
    return graph, rows


def check_primavera(more: PrimaveraColumns, links: LinkColumns, terms: Terms) -> None:
    """Refuse what the rules of Primavera do not know.

    Raises
    ------
    NetworkError
        ``bad_column`` for a role, a project or a kind of lag that there is none of.
    """
    _check_codes(more.role, Role)
    if (links.lag_kind >= LagKind.PERCENT).any():
        raise NetworkError("bad_column", "Primavera knows no lags in percent.")
    projects = projects_of(terms)
    if ((more.project < 0) | (more.project >= len(projects))).any():
        raise NetworkError("bad_column", "An activity names a project that does not exist.")
    if any(not 0 <= project.calendar < len(terms.calendars) for project in projects):
        raise NetworkError("missing_calendar", "A project names a calendar that does not exist.")


def check_work(activities: ActivityColumns, staffing: Staffing, terms: Terms, names: Sequence[str]) -> None:
    """Refuse work on a calendar that never works."""
    idle = np.array([not terms.calendars[recipe[0]].works for recipe in staffing.recipes], np.bool_)
    if not idle.any():
        return
    lost = (staffing.activity_clock >= 0) & ~staffing.staffed & idle[staffing.activity_clock]
    assigned = np.repeat(np.arange(len(activities.id)), np.diff(staffing.at))
    lost[assigned[idle[staffing.clock[staffing.of]]]] = True
    lost &= (
        (activities.duration > 0)
        & activities.active
        & ~activities.manual
        & (activities.actual_finish == NONE)
    )
    _Namer(activities.id, names).refuse(lost, "no_work", "The calendar of an activity never works: {}.")


def _check_activities(activities: ActivityColumns, namer: _Namer, terms: Terms) -> None:
    _check_calendars(activities.calendar, activities.id, terms)
    for column in (activities.duration, activities.leveling_delay, activities.pause):
        namer.refuse(column < 0, "negative_duration", "A duration or delay is negative: {}.")
    remaining = activities.remaining_duration
    namer.refuse(
        (remaining < 0) & (remaining != NONE), "negative_duration", "A remaining duration is negative: {}."
    )
    _check_codes(activities.constraint, Constraint)
    dated = activities.constraint > Constraint.ALAP
    namer.refuse(
        dated & (activities.constraint_date == NONE), "impossible_constraint", "A constraint has no date: {}."
    )
    for first, last, words in (
        (activities.start, activities.finish, "finishes before it starts"),
        (activities.actual_start, activities.actual_finish, "has an actual finish before its actual start"),
    ):
        known = (first != NONE) & (last != NONE)
        namer.refuse(known & (last < first), "impossible_constraint", "An activity " + words + ": {}.")


def _check_codes(column: Codes, kind: type[Constraint | LinkType | LagKind | Role]) -> None:
    if ((column < 0) | (column >= len(kind))).any():
        raise NetworkError("bad_column", f"A {kind.__name__} code is outside 0 to {len(kind) - 1}.")


def _check_calendars(calendar: Ints, ids: NDArray[np.int64], terms: Terms) -> None:
    wrong = (calendar < -1) | (calendar >= len(terms.calendars))
    if wrong.any():
        raise NetworkError(
            "missing_calendar",
            f"Activity {ids[wrong][0]} names a calendar that does not exist.",
            ids[wrong].tolist(),
        )
    if not terms.calendars:
        raise NetworkError("missing_calendar", "The project has no calendar.")


def _check_links(links: LinkColumns, finder: RowFinder) -> None:
    _check_codes(links.type, LinkType)
    _check_codes(links.lag_kind, LagKind)
    # Kernels keep lags in 32 bits.
    endless = np.abs(links.lag) >= 1 << 31
    if endless.any():
        driven = links.successor[endless]
        raise NetworkError(
            "bad_column", f"A lag of activity {driven[0]} lasts over 68 years.", driven.tolist()
        )
    for end, other in ((links.predecessor, links.successor), (links.successor, links.predecessor)):
        missing = finder.rows(end) < 0
        if missing.any():
            raise NetworkError(
                "dangling_link",
                f"Activity {other[missing][0]} is linked to {end[missing][0]}, which does not exist.",
                other[missing].tolist(),
            )


def _parents(activities: ActivityColumns, finder: RowFinder, namer: _Namer) -> Ints:
    parent = finder.rows(activities.parent)
    namer.refuse(
        (activities.parent != NONE) & (parent < 0),
        "missing_parent",
        "The summary of an activity does not exist: {}.",
    )
    # Twice as many steps up each time: who is still not at the top has itself above it.
    above = parent.copy()
    for _ in range(max(1, len(parent)).bit_length()):
        above = np.where(above >= 0, above[above], -1)
    namer.refuse(above >= 0, "cycle", "A summary lies within itself: {}.")
    return parent
