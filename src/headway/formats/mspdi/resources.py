"""Resources and assignments of an MSPDI file."""

from headway.formats.mspdi.omissions import Omissions
from headway.formats.mspdi.row import Row, parse_duration
from headway.formats.plan import Omission, PlanAssignment, PlanResource, ResourceKind, Span

KINDS = {0: ResourceKind.MATERIAL, 1: ResourceKind.WORK, 2: ResourceKind.COST}
NOBODY = -65535
REMAINING_WORK = 1


def read_resource(row: Row) -> PlanResource:
    """A resource; `uid` 0 is the file's stand-in for nobody."""
    uid = row.required_integer("UID")
    code = row.integer("Type", 1)
    if code not in KINDS:
        raise row.refuse("Type", f"is {code}, not 0 to 2")
    return PlanResource(
        uid=uid,
        number=row.integer("ID", uid),
        line=row.line,
        name=row.text("Name"),
        kind=ResourceKind.COST if row.flag("IsCostResource") else KINDS[code],
        initials=row.text("Initials"),
        group=row.text("Group"),
        code=row.text("Code"),
        email=row.text("EmailAddress"),
        material_unit=row.text("MaterialLabel"),
        generic=row.flag("IsGeneric"),
        active=not row.flag("IsInactive"),
        calendar_uid=row.reference("CalendarUID"),
        max_units=row.decimal("MaxUnits", 1.0),
        notes=row.text("Notes"),
    )


def read_assignment(row: Row, omissions: Omissions) -> PlanAssignment:
    """Somebody's or something's part in a task."""
    uid = row.required_integer("UID")
    resource = row.integer("ResourceUID", NOBODY)
    contour = row.integer("WorkContour", 0)
    if contour:
        omissions.add(row, uid, "WorkContour", Omission.CONTOUR, value=str(contour))
    assignment = PlanAssignment(
        uid=uid,
        line=row.line,
        activity=row.required_integer("TaskUID"),
        resource=None if resource <= 0 else resource,
        units=row.decimal("Units", 1.0),
        work=row.duration("Work") or 0,
        actual_work=row.duration("ActualWork") or 0,
        remaining_work=row.duration("RemainingWork"),
        overtime_work=row.duration("OvertimeWork") or 0,
        remaining_overtime_work=row.duration("RemainingOvertimeWork") or 0,
        contoured=contour != 0,
        delay=max(0, row.tenths("Delay") or 0),
        leveling_delay=max(0, row.tenths("LevelingDelay") or 0),
        start=row.moment("Start"),
        finish=row.moment("Finish"),
        actual_start=row.moment("ActualStart"),
        actual_finish=row.moment("ActualFinish"),
        pauses=_pauses(row),
    )
    # Said again by the activity.
    for name in ("Stop", "Resume"):
        row.values.pop(name, None)
    return assignment


def _pauses(row: Row) -> tuple[Span, ...]:
    """Spans without work between spans with work, as the time-phased remaining work tells."""
    spans: list[tuple[int, int, int]] = []
    for element in row.nested.get("TimephasedData", ()):
        entry = Row(element)
        if entry.integer("Type", 0) != REMAINING_WORK:
            continue
        start, finish = entry.moment("Start"), entry.moment("Finish")
        if start is not None and finish is not None and finish > start:
            spans.append((start, finish, parse_duration(entry.text("Value", "PT0S")) or 0))
    spans.sort()
    worked = [index for index, span in enumerate(spans) if span[2] > 0]
    if not worked:
        return ()
    pauses: list[Span] = []
    for start, finish, work in spans[worked[0] : worked[-1]]:
        if work:
            continue
        if pauses and pauses[-1][1] == start:
            pauses[-1] = (pauses[-1][0], finish)
        else:
            pauses.append((start, finish))
    return tuple(pauses)
