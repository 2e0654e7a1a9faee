"""What a file may say several times and a plan holds once: links of one type between the same activities, the
assignments of one resource to one activity, the pauses of all who work in an activity."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from headway.formats.plan import PlanAssignment, PlanDocument, PlanLink, Span


def merged_links(document: PlanDocument) -> list[PlanLink]:
    """One link per pair of activities and type: of several the one with the longest lag, which holds."""
    longest: dict[tuple[int, int, int], PlanLink] = {}
    for link in document.links:
        key = (link.predecessor, link.successor, int(link.type))
        if key not in longest or longest[key].lag < link.lag:
            longest[key] = link
    return list(longest.values())


def merged_assignments(document: PlanDocument) -> list[PlanAssignment]:
    """One assignment per activity and resource: units and work add up. Without a resource there is none."""
    shares: dict[tuple[int, int], list[PlanAssignment]] = defaultdict(list)
    for row in document.assignments:
        if row.resource is not None:
            shares[row.activity, row.resource].append(row)
    return [rows[0] if len(rows) == 1 else _sum(rows) for rows in shares.values()]


def _sum(rows: Sequence[PlanAssignment]) -> PlanAssignment:
    remaining = [row.remaining_work for row in rows if row.remaining_work is not None]
    return replace(
        rows[0],
        units=sum(row.units for row in rows),
        work=sum(row.work for row in rows),
        remaining_work=sum(remaining) if remaining else None,
        overtime_work=sum(row.overtime_work for row in rows),
        remaining_overtime_work=sum(row.remaining_overtime_work for row in rows),
        delay=min(row.delay for row in rows),
        contoured=any(row.contoured for row in rows),
    )


def common_pauses(document: PlanDocument) -> dict[int, tuple[Span, ...]]:
    """Spans in which no assignment of an activity works although the activity lasts, by identity."""
    of_activity: dict[int, list[Sequence[Span]]] = defaultdict(list)
    for row in document.assignments:
        if row.work:
            of_activity[row.activity].append(_joined(row.pauses))
    common = {uid: tuple(_in_all(each)) for uid, each in of_activity.items()}
    return {uid: spans for uid, spans in common.items() if spans}


def _in_all(each: Sequence[Sequence[Span]]) -> Iterator[Span]:
    """What lies in a span of each, in order; the spans of one lie apart."""
    edges = sorted(edge for spans in each for start, finish in spans for edge in ((start, 1), (finish, -1)))
    within = 0
    for (at, step), (until, _step) in pairwise(edges):
        within += step
        if within == len(each):
            yield at, until


def _joined(spans: Sequence[Span]) -> list[Span]:
    """In order, and as one where several overlap."""
    joined: list[Span] = []
    for start, finish in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(joined[-1][1], finish)
        else:
            joined.append((start, finish))
    return joined
