"""Resources and assignments as MSPDI tells them: what `resources` reads."""

from collections.abc import Callable, Iterator
from itertools import chain, pairwise

from headway.formats.mspdi.resources import KINDS, NOBODY, REMAINING_WORK
from headway.formats.mspdi.units import duration, moment, tenths
from headway.formats.plan import PlanAssignment, PlanResource, ResourceKind, Span
from headway.formats.xml_out import Node, flag, text

KIND_CODES = {kind: code for code, kind in KINDS.items()}
CONTOURED = 8
HOURS = 2
MINUTE = 60  # seconds

WorkIn = Callable[[Span], int]
"""How many seconds of a span can be worked."""


def resource_node(resource: PlanResource) -> Node:
    """One resource."""
    no_calendar = resource.calendar_uid is None
    return "Resource", [
        ("UID", resource.uid),
        ("ID", resource.number),
        ("Name", text(resource.name)),
        ("Type", KIND_CODES[resource.kind]),
        ("Initials", text(resource.initials)),
        ("MaterialLabel", text(resource.material_unit)),
        ("Code", text(resource.code)),
        ("Group", text(resource.group)),
        ("EmailAddress", text(resource.email)),
        ("MaxUnits", f"{resource.max_units:.10g}"),
        ("CalendarUID", None if no_calendar else resource.calendar_uid),
        ("Notes", text(resource.notes)),
        ("IsGeneric", flag(resource.generic)),
        ("IsInactive", flag(not resource.active)),
        ("IsCostResource", flag(resource.kind is ResourceKind.COST)),
    ]


def assignment_node(assignment: PlanAssignment, work_in: WorkIn) -> Node:
    """One assignment; `work_in` shares its work among the spans between its pauses."""
    return "Assignment", [
        ("UID", assignment.uid),
        ("TaskUID", assignment.activity),
        ("ResourceUID", NOBODY if assignment.resource is None else assignment.resource),
        ("ActualFinish", moment(assignment.actual_finish)),
        ("ActualStart", moment(assignment.actual_start)),
        ("ActualWork", duration(assignment.actual_work)),
        ("Delay", tenths(assignment.delay)),
        ("Finish", moment(assignment.finish)),
        ("LevelingDelay", tenths(assignment.leveling_delay)),
        ("OvertimeWork", duration(assignment.overtime_work)),
        ("RemainingOvertimeWork", duration(assignment.remaining_overtime_work)),
        ("RemainingWork", duration(assignment.remaining_work)),
        ("Start", moment(assignment.start)),
        ("Units", f"{assignment.units:.10g}"),
        ("Work", duration(assignment.work)),
        ("WorkContour", CONTOURED if assignment.contoured else 0),
        *_timephased(assignment, work_in),
    ]


def _timephased(assignment: PlanAssignment, work_in: WorkIn) -> Iterator[Node]:
    """The remaining work span by span, where there are pauses in it."""
    pauses, start, finish = assignment.pauses, assignment.start, assignment.finish
    if not pauses:
        return
    # There is work before the first pause and after the last, or they would be none, whatever the dates say.
    before, after = pauses[0][0] - MINUTE, pauses[-1][1] + MINUTE
    first = before if start is None else min(start, before)
    last = after if finish is None else max(finish, after)
    edges = [first, *chain.from_iterable(pauses), last]
    shares = _shares(assignment, list(pairwise(edges))[::2], work_in)
    for place, span in enumerate(pairwise(edges)):
        paused = place % 2
        yield (
            "TimephasedData",
            [
                ("Type", REMAINING_WORK),
                ("UID", assignment.uid),
                ("Start", moment(span[0])),
                ("Finish", moment(span[1])),
                ("Unit", HOURS),
                ("Value", duration(0 if paused else shares[place // 2])),
            ],
        )


def _shares(assignment: PlanAssignment, spans: list[Span], work_in: WorkIn) -> list[int]:
    """The remaining work by the time that can be worked in each span; in each at least a second of it."""
    work = assignment.work - assignment.actual_work
    if assignment.remaining_work is not None:
        work = assignment.remaining_work
    times = [max(1, work_in(span)) for span in spans]
    done, shares = 0, []
    for place in range(len(spans)):
        until = work * sum(times[: place + 1]) // sum(times)
        shares.append(max(1, until - done))
        done = until
    return shares
