"""The input of the engine: a plan as checked, immutable columns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

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
)
from headway.engine.graph import Graph
from headway.engine.horizon import first_horizon
from headway.engine.staffing import Staffing, build_staffing
from headway.engine.tables import Tables, build_tables
from headway.engine.validation import check_network, check_work


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
    tables : Tables
        The same as the kernels read it.
    horizon : tuple of two moments
        Between them lie the dates of most plans; calendars are compiled so far at first.
    """

    terms: Terms
    activities: ActivityColumns
    links: LinkColumns
    assignments: AssignmentColumns
    graph: Graph
    staffing: Staffing
    tables: Tables
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
        return cls.from_columns(
            column_values(ActivityColumns, activities),
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
        rows: ActivityColumns = columns_of(ActivityColumns, activities, "id")
        edges: LinkColumns = columns_of(LinkColumns, links or {}, "predecessor")
        work: AssignmentColumns = columns_of(AssignmentColumns, assignments or {}, "activity")
        graph, assigned = check_network(rows, edges, work, terms=terms, names=names)
        staffing = build_staffing(rows, work, assigned, graph, terms)
        check_work(rows, staffing, terms, names)
        tables = build_tables(rows, edges, graph, staffing, build_bounds(rows, graph))
        horizon = first_horizon(rows, edges, graph, terms.start)
        return cls(terms, rows, edges, work, graph, staffing, tables, horizon)
