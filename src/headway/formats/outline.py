"""From outline levels, as files write them, to parents and summaries."""

from collections.abc import Iterable
from dataclasses import replace

from headway.formats.plan import Kind, PlanActivity


def placed_in_outline(activities: Iterable[PlanActivity]) -> tuple[PlanActivity, ...]:
    """The activities with the summary above each, and with kind summary where something is below.

    A level that skips one hangs on the nearest entry above with a lower level.
    """
    rows = list(activities)
    above: list[PlanActivity] = []
    parents: list[int | None] = []
    summaries: set[int] = set()
    for row in rows:
        while above and above[-1].outline_level >= row.outline_level:
            above.pop()
        parents.append(above[-1].uid if above else None)
        if above:
            summaries.add(above[-1].uid)
        above.append(row)
    return tuple(
        replace(row, parent=parent, kind=Kind.SUMMARY if row.uid in summaries else row.kind)
        for row, parent in zip(rows, parents, strict=True)
    )
