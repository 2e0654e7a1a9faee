"""The input of the engine: a plan as checked, immutable columns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike

from headway.engine.bounds import build_bounds
from headway.engine.columns import (
    Activity,
    ActivityColumns,
    Assignment,
    AssignmentColumns,
    Link,
    LinkColumns,
    Terms,
    column_values,
    columns_of,
    part_of,
    refuse_unknown,
)
from headway.engine.graph import Graph
from headway.engine.horizon import first_horizon
from headway.engine.kernels.primavera.plan import Plan as PrimaveraPlan
from headway.engine.primavera import PrimaveraRules, Role
from headway.engine.primavera_columns import PrimaveraColumns
from headway.engine.primavera_tables import (
    Facts,
    build_primavera_staffing,
    build_primavera_tables,
    projects_of,
)
from headway.engine.staffing import Staffing, build_staffing
from headway.engine.tables import Tables, build_tables
from headway.engine.validation import RowFinder, check_network, check_primavera, check_work


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """A plan that can be scheduled: checked columns that nobody can change.

    Make one with `of` from dataclasses or with `from_columns` from arrays. Row order is the caller's.

    Attributes
    ----------
    terms : Terms
        What holds for the whole plan.
    activities, links, assignments
        The columns.
    graph : Graph
        Links resolved to rows, with an order in which every row follows what drives it.
    staffing : Staffing
        Which calendar runs each activity and each assignment.
    tables : Tables or PrimaveraPlan
        The same as the kernels of the rule set read it.
    horizon : tuple of two moments
        Between them lie the dates of most plans; calendars are compiled so far at first.
    """

    terms: Terms
    activities: ActivityColumns
    links: LinkColumns
    assignments: AssignmentColumns
    graph: Graph
    staffing: Staffing
    tables: Tables | PrimaveraPlan
    horizon: tuple[int, int]

    @classmethod
    def of(
        cls,
        activities: Sequence[Activity],
        links: Sequence[Link] = (),
        assignments: Sequence[Assignment] = (),
        *,
        terms: Terms,
    ) -> "Network":
        """A network from one dataclass per row.

        Raises
        ------
        NetworkError
            When the rows make no network; the error names the activities.

        Examples
        --------
        >>> network = Network.of([Activity(id=1, duration=28800), Activity(id=2, duration=14400)],
        ...                      [Link(predecessor=1, successor=2)], terms=Terms(start=0))
        >>> network.graph.order.tolist()
        [0, 1]
        """
        columns = column_values(ActivityColumns, activities)
        if isinstance(terms.rules, PrimaveraRules):
            columns |= column_values(PrimaveraColumns, activities)
        return cls.from_columns(
            columns,
            column_values(LinkColumns, links),
            column_values(AssignmentColumns, assignments),
            terms=terms,
            names=[activity.name for activity in activities],
        )

    @classmethod
    def from_columns(
        cls,
        activities: Mapping[str, ArrayLike],
        links: Mapping[str, ArrayLike] | None = None,
        assignments: Mapping[str, ArrayLike] | None = None,
        *,
        terms: Terms,
        names: Sequence[str] = (),
    ) -> "Network":
        """A network from columns named as in `ActivityColumns`, `LinkColumns` and `AssignmentColumns`.

        Under the rules of Primavera those of activities may also be named as in `PrimaveraColumns`.

        Columns that are left out hold the defaults of `Activity`, `Link` and `Assignment`; `id`,
        `predecessor`, `successor` and `activity` are needed. `names` are for messages.

        Raises
        ------
        NetworkError
            When the rows make no network; the error names the activities.

        Examples
        --------
        >>> network = Network.from_columns({"id": [7, 9], "duration": [28800, 0]},
        ...                                {"predecessor": [7], "successor": [9]}, terms=Terms(start=0))
        >>> network.activities.duration.tolist()
        [28800, 0]
        """
        edges: LinkColumns = columns_of(LinkColumns, links or {}, "predecessor")
        work: AssignmentColumns = columns_of(AssignmentColumns, assignments or {}, "activity")
        build = _primavera if isinstance(terms.rules, PrimaveraRules) else _microsoft
        rows, graph, staffing, tables = build(activities, edges, work, terms, names)
        horizon = first_horizon(rows, edges, graph, terms.start)
        return cls(terms, rows, edges, work, graph, staffing, tables, horizon)


_Parts = tuple[ActivityColumns, Graph, Staffing, Tables | PrimaveraPlan]


def _microsoft(
    activities: Mapping[str, ArrayLike],
    links: LinkColumns,
    work: AssignmentColumns,
    terms: Terms,
    names: Sequence[str],
) -> _Parts:
    rows: ActivityColumns = columns_of(ActivityColumns, activities, "id")
    graph, assigned = check_network(rows, links, work, terms=terms, names=names)
    staffing = build_staffing(rows, work, assigned, graph, terms)
    check_work(rows, staffing, terms, names)
    return rows, graph, staffing, build_tables(rows, links, graph, staffing, build_bounds(rows, graph))


def _primavera(
    activities: Mapping[str, ArrayLike],
    links: LinkColumns,
    work: AssignmentColumns,
    terms: Terms,
    names: Sequence[str],
) -> _Parts:
    refuse_unknown(activities, ActivityColumns, PrimaveraColumns)
    length = np.size(activities["id"]) if "id" in activities else 0
    rows: ActivityColumns = part_of(ActivityColumns, activities, length)
    more: PrimaveraColumns = part_of(PrimaveraColumns, activities, length)
    # What follows from the dates of others drives nobody.
    rows = replace(rows, active=rows.active & (more.role <= Role.FINISH_MILESTONE))
    check_primavera(more, links, terms)
    graph, assigned = check_network(rows, links, work, terms=terms, names=names)
    staffing = build_primavera_staffing(rows, more, work, assigned, terms)
    check_work(rows, staffing, terms, names)
    finder = RowFinder(rows.id)
    ends = finder.rows(links.predecessor), finder.rows(links.successor)
    facts = Facts(rows, more, links, ends, projects_of(terms))
    return rows, graph, staffing, build_primavera_tables(facts, graph, staffing, terms)
