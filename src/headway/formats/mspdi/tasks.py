"""Tasks and links of an MSPDI file."""

from headway.formats.mspdi.omissions import Omissions
from headway.formats.mspdi.row import Row
from headway.formats.mspdi.units import ELAPSED_PERCENT, ESTIMATED, PERCENT, unit_of
from headway.formats.plan import (
    Baseline,
    Constraint,
    Kind,
    LagKind,
    LinkType,
    Omission,
    PlanActivity,
    PlanLink,
    StoredDates,
)

CONSTRAINTS = {
    0: Constraint.ASAP,
    1: Constraint.ALAP,
    2: Constraint.MSO,
    3: Constraint.MFO,
    4: Constraint.SNET,
    5: Constraint.SNLT,
    6: Constraint.FNET,
    7: Constraint.FNLT,
}
UNDATED = (Constraint.ASAP, Constraint.ALAP)
LINK_TYPES = {0: LinkType.FF, 1: LinkType.FS, 2: LinkType.SF, 3: LinkType.SS}
FIXED_DURATION = 1
BASELINES = range(11)


def read_activity(row: Row, omissions: Omissions) -> PlanActivity:
    """A task, without its place in the outline."""
    uid = row.required_integer("UID")
    unit, elapsed = unit_of(row.integer("DurationFormat", 7))
    manual, percent = row.flag("Manual"), row.integer_within("PercentComplete", 0, 100)
    start, finish = row.moment("Start"), row.moment("Finish")
    manual_start, manual_finish = row.moment("ManualStart"), row.moment("ManualFinish")
    constraint, constraint_date = _constraint(row, uid, omissions)
    activity = PlanActivity(
        uid=uid,
        number=row.integer("ID", uid),
        line=row.line,
        name=row.text("Name"),
        outline_level=_outline_level(row),
        wbs=row.text("WBS"),
        kind=Kind.MILESTONE if row.flag("Milestone") else Kind.TASK,
        manual=manual,
        active=row.flag("Active", default=True),
        external=row.flag("ExternalTask"),
        recurring=row.flag("Recurring"),
        duration=row.duration("Duration") or 0,
        elapsed=elapsed,
        estimated=row.flag("Estimated"),
        duration_unit=unit,
        fixed_duration=row.integer("Type", 0) == FIXED_DURATION,
        effort_driven=row.flag("EffortDriven"),
        calendar_uid=row.reference("CalendarUID"),
        ignore_resource_calendars=row.flag("IgnoreResourceCalendar"),
        constraint=constraint,
        constraint_date=constraint_date,
        deadline=row.moment("Deadline"),
        start=(manual_start or start) if manual else None,
        finish=(manual_finish or finish) if manual else None,
        percent_complete=percent,
        percent_work_complete=row.integer("PercentWorkComplete", 0),
        physical_percent_complete=row.integer("PhysicalPercentComplete", 0),
        # Progress without an actual start began when it was to begin.
        actual_start=row.moment("ActualStart") or (start if percent else None),
        actual_finish=row.moment("ActualFinish"),
        actual_duration=row.duration("ActualDuration"),
        remaining_duration=row.duration("RemainingDuration"),
        stop=row.moment("Stop"),
        resume=row.moment("Resume"),
        work=row.duration("Work"),
        actual_work=row.duration("ActualWork"),
        remaining_work=row.duration("RemainingWork"),
        leveling_delay=max(0, row.tenths("LevelingDelay") or 0),
        priority=row.integer_within("Priority", 500, 1000),
        notes=row.text("Notes"),
        hyperlink=row.text("HyperlinkAddress"),
        baselines=_baselines(row),
        stored=_stored(row, start, finish),
    )
    _note(activity, row, omissions)
    return activity


def _outline_level(row: Row) -> int:
    level = row.optional_integer("OutlineLevel")
    if level is not None:
        return level
    return row.values.get("OutlineNumber", "").count(".") + 1


def _constraint(row: Row, uid: int, omissions: Omissions) -> tuple[Constraint, int | None]:
    code = row.integer("ConstraintType", 0)
    if code not in CONSTRAINTS:
        raise row.refuse("ConstraintType", f"is {code}, not 0 to 7")
    constraint, date = CONSTRAINTS[code], row.moment("ConstraintDate")
    if constraint in UNDATED:
        return constraint, None
    if date is None:
        omissions.add(row, uid, "ConstraintType", Omission.NO_DATE, value=constraint.name)
        return Constraint.ASAP, None
    return constraint, date


def _stored(row: Row, start: int | None, finish: int | None) -> StoredDates:
    return StoredDates(
        start=start,
        finish=finish,
        early_start=row.moment("EarlyStart"),
        early_finish=row.moment("EarlyFinish"),
        late_start=row.moment("LateStart"),
        late_finish=row.moment("LateFinish"),
        total_float=row.tenths("TotalSlack"),
        free_float=row.tenths("FreeSlack"),
        critical=row.flag("Critical") if "Critical" in row.values else None,
    )


def _baselines(row: Row) -> tuple[Baseline, ...]:
    found: dict[int, Baseline] = {}
    for entry in row.rows("Baseline"):
        baseline = _baseline(entry)
        if baseline.number not in BASELINES or baseline.number in found:
            raise entry.refuse("Number", f"is {baseline.number}, not 0 to 10 and each once")
        found[baseline.number] = baseline
    return tuple(found.values())


def _baseline(row: Row) -> Baseline:
    return Baseline(
        number=row.integer("Number", 0),
        start=row.moment("Start"),
        finish=row.moment("Finish"),
        duration=row.duration("Duration"),
        work=row.duration("Work"),
        cost=row.decimal("Cost", 0) / 100 if "Cost" in row.values else None,
    )


def _note(activity: PlanActivity, row: Row, omissions: Omissions) -> None:
    if activity.recurring:
        omissions.add(row, activity.uid, "Recurring", Omission.RECURRING, value=activity.name)
    if row.flag("IsSubproject"):
        omissions.add(
            row, activity.uid, "IsSubproject", Omission.SUBPROJECT, value=row.text("SubprojectName")
        )


def read_links(row: Row, successor: int, omissions: Omissions) -> list[PlanLink]:
    """Links to the predecessors of a task; those to other projects are noted."""
    links = []
    for entry in row.rows("PredecessorLink"):
        predecessor = entry.required_integer("PredecessorUID")
        if entry.flag("CrossProject"):
            omissions.add(
                entry,
                successor,
                "PredecessorUID",
                Omission.CROSS_PROJECT,
                value=entry.text("CrossProjectName"),
            )
            continue
        links.append(_link(entry, predecessor, successor))
    return links


def _link(row: Row, predecessor: int, successor: int) -> PlanLink:
    code = row.integer("Type", 1)
    if code not in LINK_TYPES:
        raise row.refuse("Type", f"is {code}, not 0 to 3")
    lag_format = row.integer("LagFormat", 7)
    plain = lag_format - ESTIMATED if lag_format > ESTIMATED else lag_format
    if plain in (PERCENT, ELAPSED_PERCENT):
        lag = row.integer("LinkLag", 0)
        kind = LagKind.PERCENT if plain == PERCENT else LagKind.ELAPSED_PERCENT
        unit = "%"
    else:
        lag = row.tenths("LinkLag") or 0
        unit, elapsed = unit_of(lag_format)
        kind = LagKind.ELAPSED if elapsed else LagKind.WORKING
    return PlanLink(
        line=row.line,
        predecessor=predecessor,
        successor=successor,
        type=LINK_TYPES[code],
        lag=lag,
        lag_kind=kind,
        lag_unit=unit,
    )
