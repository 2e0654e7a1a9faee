"""Tasks and links as MSPDI tells them: what `tasks` reads."""

from collections.abc import Iterable, Iterator

from headway.formats.mspdi.tasks import CONSTRAINTS, FIXED_DURATION, LINK_TYPES
from headway.formats.mspdi.units import ELAPSED_PERCENT, PERCENT, code_of, duration, moment, tenths
from headway.formats.plan import Baseline, Kind, LagKind, PlanActivity, PlanLink, StoredDates
from headway.formats.xml_out import Node, flag, text

CONSTRAINT_CODES = {constraint: code for code, constraint in CONSTRAINTS.items()}
LINK_CODES = {kind: code for code, kind in LINK_TYPES.items()}
FIXED_UNITS = 0
NO_CALENDAR = -1
ELAPSED_DAYS = 8


def task_node(activity: PlanActivity, links: Iterable[PlanLink]) -> Node:
    """One task, with the links to its predecessors."""
    return "Task", [
        *_identity(activity),
        *_times(activity),
        *_nature(activity),
        *_stored(activity.stored),
        *_progress(activity),
        *_wishes(activity),
        *(_link(link) for link in links),
        *(_baseline(baseline) for baseline in activity.baselines),
    ]


def _identity(activity: PlanActivity) -> Iterator[Node]:
    yield "UID", activity.uid
    yield "ID", activity.number
    yield "Name", text(activity.name)
    yield "Active", flag(activity.active)
    yield "Manual", flag(activity.manual)
    yield "Type", FIXED_DURATION if activity.fixed_duration else FIXED_UNITS
    yield "WBS", text(activity.wbs)
    yield "OutlineLevel", activity.outline_level
    yield "Priority", activity.priority


def _times(activity: PlanActivity) -> Iterator[Node]:
    yield "Start", moment(activity.stored.start)
    yield "Finish", moment(activity.stored.finish)
    yield "Duration", duration(activity.duration)
    if activity.manual:
        yield "ManualStart", moment(activity.start)
        yield "ManualFinish", moment(activity.finish)
    estimated = activity.estimated
    yield "DurationFormat", code_of(activity.duration_unit, elapsed=activity.elapsed, estimated=estimated)
    yield "Work", duration(activity.work)
    yield "Stop", moment(activity.stop)
    yield "Resume", moment(activity.resume)


def _nature(activity: PlanActivity) -> Iterator[Node]:
    yield "EffortDriven", flag(activity.effort_driven)
    yield "Recurring", flag(activity.recurring)
    yield "Estimated", flag(activity.estimated)
    yield "Milestone", flag(activity.kind is Kind.MILESTONE)
    yield "Summary", flag(activity.kind is Kind.SUMMARY)
    critical = activity.stored.critical
    yield "Critical", None if critical is None else flag(critical)
    yield "ExternalTask", flag(activity.external)


def _stored(stored: StoredDates) -> Iterator[Node]:
    yield "EarlyStart", moment(stored.early_start)
    yield "EarlyFinish", moment(stored.early_finish)
    yield "LateStart", moment(stored.late_start)
    yield "LateFinish", moment(stored.late_finish)
    yield "FreeSlack", tenths(stored.free_float)
    yield "TotalSlack", tenths(stored.total_float)


def _progress(activity: PlanActivity) -> Iterator[Node]:
    yield "PercentComplete", activity.percent_complete
    yield "PercentWorkComplete", activity.percent_work_complete
    yield "ActualStart", moment(activity.actual_start)
    yield "ActualFinish", moment(activity.actual_finish)
    yield "ActualDuration", duration(activity.actual_duration)
    yield "ActualWork", duration(activity.actual_work)
    yield "RemainingDuration", duration(activity.remaining_duration)
    yield "RemainingWork", duration(activity.remaining_work)


def _wishes(activity: PlanActivity) -> Iterator[Node]:
    yield "ConstraintType", CONSTRAINT_CODES[activity.constraint]
    yield "CalendarUID", NO_CALENDAR if activity.calendar_uid is None else activity.calendar_uid
    yield "ConstraintDate", moment(activity.constraint_date)
    yield "Deadline", moment(activity.deadline)
    yield "LevelingDelay", tenths(activity.leveling_delay)
    yield "LevelingDelayFormat", ELAPSED_DAYS
    yield "HyperlinkAddress", text(activity.hyperlink)
    yield "IgnoreResourceCalendar", flag(activity.ignore_resource_calendars)
    yield "Notes", text(activity.notes)
    yield "PhysicalPercentComplete", activity.physical_percent_complete


def _link(link: PlanLink) -> Node:
    return "PredecessorLink", [
        ("PredecessorUID", link.predecessor),
        ("Type", LINK_CODES[link.type]),
        *_lag(link),
    ]


def _lag(link: PlanLink) -> Iterator[Node]:
    if link.lag_kind in (LagKind.PERCENT, LagKind.ELAPSED_PERCENT):
        yield "LinkLag", link.lag
        yield "LagFormat", PERCENT if link.lag_kind is LagKind.PERCENT else ELAPSED_PERCENT
        return
    yield "LinkLag", tenths(link.lag)
    yield "LagFormat", code_of(link.lag_unit, elapsed=link.lag_kind is LagKind.ELAPSED)


def _baseline(baseline: Baseline) -> Node:
    return "Baseline", [
        ("Number", baseline.number),
        ("Start", moment(baseline.start)),
        ("Finish", moment(baseline.finish)),
        ("Duration", duration(baseline.duration)),
        ("Work", duration(baseline.work)),
        ("Cost", None if baseline.cost is None else f"{baseline.cost * 100:.10g}"),
    ]
