"""From a plan document to the facts of a plan: what a file says in the form in which plans are changed.

Pure. The ids are numbers of the document alone; storing gives every row a real one.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from headway.engine.calendar import OFFICE_HOURS
from headway.formats import plan
from headway.formats.merged import common_pauses, merged_assignments, merged_links
from headway.formats.recurrence import written_out
from headway.project.schedule.plan.facts import (
    ActivityFacts,
    AssignmentFacts,
    CalendarFacts,
    LinkFacts,
    PlanFacts,
    PlanTerms,
    ReferenceFacts,
    ReferenceRow,
    ResourceFacts,
)

STANDARD = -1  # id of the calendar that a file without one gets
NAME, RESOURCE_NAME, CALENDAR_NAME = 512, 255, 200


def plan_of(document: plan.PlanDocument, *, file_name: str) -> PlanFacts:
    """The facts that a document tells; ``file_name`` is part of the names of its baselines.

    Ids are the file's own identities, calendars of resources included.
    """
    calendars = {row.uid: _calendar(row) for row in document.calendars}
    if document.project.calendar_uid is None:
        days = [list(map(list, OFFICE_HOURS))] * 5 + [[]] * 2
        calendars[STANDARD] = CalendarFacts(STANDARD, "Standard", days=days)
    facts = PlanFacts(_terms(document.project), calendars=calendars)
    numbers = _numbers(document.activities)
    pauses = common_pauses(document)
    for row in document.activities:
        facts.add_activity(_activity(row, numbers[row.uid], pauses.get(row.uid, ())))
    facts.links = {link.id: link for link in _links(document)}
    facts.resources = {row.uid: _resource(row) for row in document.resources}
    facts.assignments = {row.id: row for row in _assignments(document)}
    facts.references = tuple(_references(document, file_name))
    return facts


def _terms(project: plan.ProjectFacts) -> PlanTerms:
    """The status date of a file is no data date: it moved no work in the program that wrote the file."""
    return PlanTerms(
        start=project.start or 0,
        calendar=STANDARD if project.calendar_uid is None else project.calendar_uid,
        minutes_per_day=project.minutes_per_day,
        minutes_per_week=project.minutes_per_week,
        days_per_month=project.days_per_month,
        default_start=project.default_start,
        default_finish=project.default_finish,
        critical_limit=project.critical_limit,
        honor_constraints=project.honor_constraints,
    )


# ---- Calendars ---------------------------------------------------------------------------------------------


def _calendar(row: plan.PlanCalendar) -> CalendarFacts:
    return CalendarFacts(
        id=row.uid,
        uid=row.uid,
        name=row.name[:CALENDAR_NAME],
        base=row.base_uid,
        days=[_shifts(day) for day in row.days],
        work_weeks=[{**_range(week), "days": [_shifts(day) for day in week.days]} for week in row.work_weeks],
        exceptions=[{**_range(each), "shifts": _shifts(each.shifts)} for each in written_out(row.exceptions)],
    )


def _range(row: plan.CalendarException | plan.WorkWeek) -> dict[str, Any]:
    return {"name": row.name, "first": row.first.isoformat(), "last": row.last.isoformat()}


def _shifts(day: Iterable[tuple[int, int]] | None) -> list[list[int]] | None:
    return None if day is None else [list(shift) for shift in day]


# ---- Activities --------------------------------------------------------------------------------------------


def _numbers(activities: Iterable[plan.PlanActivity]) -> dict[int, int]:
    """The number that people see, by identity; one that was used before is left to be given anew (0)."""
    used: set[int] = set()
    numbers = {}
    for row in activities:
        free = row.number > 0 and row.number not in used
        numbers[row.uid] = row.number if free else 0
        used.add(row.number)
    return numbers


def _activity(row: plan.PlanActivity, number: int, pauses: Sequence[plan.Span]) -> ActivityFacts:
    start, finish = row.fixed_dates
    return ActivityFacts(
        id=row.uid,
        uid=row.uid,
        number=number,
        parent=row.parent,
        name=row.name[:NAME],
        kind=row.kind.value,
        manual=row.fixed,
        active=row.active,
        duration=row.duration,
        duration_unit=row.duration_unit,
        elapsed=row.elapsed,
        estimated=row.estimated,
        fixed_duration=row.fixed_duration,
        effort_driven=row.effort_driven,
        calendar=row.calendar_uid,
        ignore_resource_calendars=row.ignore_resource_calendars,
        constraint=int(row.constraint),
        constraint_date=row.constraint_date,
        deadline=row.deadline,
        manual_start=start,
        manual_finish=finish,
        percent_complete=row.percent_complete,
        actual_start=row.actual_start,
        actual_finish=row.actual_finish,
        remaining_duration=row.remaining if row.started else None,
        stop=row.stop,
        resume=row.goes_on,
        pauses=[list(span) for span in pauses],
        leveling_delay=row.leveling_delay,
        priority=row.priority,
        work=row.work,
        notes=row.notes,
    )


# ---- Links, resources, baselines ---------------------------------------------------------------------------


def _links(document: plan.PlanDocument) -> Iterable[LinkFacts]:
    for at, link in enumerate(merged_links(document), start=1):
        yield LinkFacts(
            id=at,
            predecessor=link.predecessor,
            successor=link.successor,
            type=int(link.type),
            lag=link.lag,
            lag_kind=int(link.lag_kind),
            lag_unit=link.lag_unit,
        )


def repeated_links(document: plan.PlanDocument) -> list[plan.PlanLink]:
    """Links that are not taken over because another one between the same ends has a longer lag."""
    kept = {id(link) for link in merged_links(document)}
    return [link for link in document.links if id(link) not in kept]


def _resource(row: plan.PlanResource) -> ResourceFacts:
    name = " ".join(row.name.split())[:RESOURCE_NAME].rstrip()  # in one line, as it can be typed
    return ResourceFacts(
        id=row.uid,
        uid=row.uid,
        name=name or f"Resource {row.number}",
        kind=row.kind.value,
        calendar=row.calendar_uid,
        max_units=row.max_units,
    )


def _assignments(document: plan.PlanDocument) -> Iterable[AssignmentFacts]:
    """Work that is assigned to nobody stays with the activity; overtime has no place in the plan."""
    for at, row in enumerate(merged_assignments(document), start=1):
        yield AssignmentFacts(
            id=at,
            activity=row.activity,
            resource=row.resource or 0,
            units=max(0.0, row.units),
            work=row.regular_work,
            remaining_work=row.remaining_regular_work,
            delay=row.delay,
            contoured=row.contoured,
        )


def _references(document: plan.PlanDocument, file_name: str) -> Iterable[ReferenceFacts]:
    """The baselines of a file become named sets of dates to compare with, never a baseline of the project."""
    rows: dict[int, list[ReferenceRow]] = defaultdict(list)
    names: dict[int, str] = {}
    for activity in document.activities:
        for base in activity.baselines:
            names[base.number] = f"{base.name}: {file_name}"
            cost = None if base.cost is None else f"{base.cost:.2f}"
            rows[base.number].append(
                ReferenceRow(activity.uid, base.start, base.finish, base.duration, base.work, cost)
            )
    return [ReferenceFacts(number, names[number], tuple(rows[number])) for number in sorted(rows)]
