"""A plan in which no fact has its default: what a writer forgets is missed."""

import datetime as dt
from dataclasses import MISSING, fields
from typing import Any

from headway.engine import moment
from headway.formats.mspdi import MSPDI
from headway.formats.plan import (
    Baseline,
    CalendarException,
    Constraint,
    Frequency,
    Kind,
    LagKind,
    LinkType,
    PlanActivity,
    PlanAssignment,
    PlanCalendar,
    PlanDocument,
    PlanLink,
    PlanResource,
    ProjectFacts,
    Recurrence,
    ResourceKind,
    StoredDates,
    WorkWeek,
)

HOUR = 3600
NIGHT = ((22 * HOUR, 30 * HOUR),)
DAY = ((8 * HOUR, 12 * HOUR), (13 * HOUR, 17 * HOUR))
JANUARY, DECEMBER = dt.date(2026, 1, 1), dt.date(2026, 12, 31)
MONDAY, TUESDAY = moment("2026-01-05T08:00"), moment("2026-01-06T17:00")

RULES = (
    Recurrence(frequency=Frequency.DAILY, period=3, occurrences=4),
    Recurrence(frequency=Frequency.WEEKLY, period=2, weekdays=(0, 2, 6)),
    Recurrence(frequency=Frequency.MONTHLY_DAY, period=2, day=31),
    Recurrence(frequency=Frequency.MONTHLY_WEEKDAY, period=1, position=4, items=(4,)),
    Recurrence(frequency=Frequency.YEARLY_DAY, day=6, month=1),
    Recurrence(frequency=Frequency.YEARLY_WEEKDAY, position=2, items=(0, 1, 2, 3, 4), month=11),
)

PROJECT = ProjectFacts(
    name="Quay & <Mole>",
    author="Ana",
    manager="Ben",
    company="Harbour",
    start=MONDAY,
    finish=TUESDAY,
    status_date=MONDAY + HOUR,
    written=MONDAY - HOUR,
    schedule_from_start=False,
    minutes_per_day=450,
    minutes_per_week=2250,
    days_per_month=21,
    calendar_uid=3,
    default_start=7 * HOUR,
    default_finish=16 * HOUR,
    critical_limit=2 * 450 * 60,
    honor_constraints=False,
    multiple_critical_paths=True,
    currency="NOK",
)
CALENDARS = (
    PlanCalendar(
        uid=3,
        name="Shifts",
        line=1,
        days=(DAY, DAY, NIGHT, DAY, DAY, (), ((0, 24 * HOUR),)),
        exceptions=(
            CalendarException(name="Stocktaking", first=JANUARY, last=JANUARY, shifts=DAY),
            *(
                CalendarException(name=rule.frequency.value, first=JANUARY, last=DECEMBER, recurrence=rule)
                for rule in RULES
            ),
        ),
    ),
    PlanCalendar(
        uid=4,
        name="Ana",
        line=1,
        base_uid=3,
        is_base=False,
        days=(None, (), None, DAY, None, None, None),
        work_weeks=(WorkWeek(name="Summer", first=JANUARY, last=DECEMBER, days=(NIGHT, (), *(None,) * 5)),),
    ),
)
ACTIVITY = PlanActivity(
    uid=12,
    number=2,
    line=1,
    name="Dig\r\n  “deep”",
    parent=11,
    outline_level=2,
    wbs="1.1",
    kind=Kind.MILESTONE,
    manual=True,
    active=False,
    external=True,
    recurring=True,
    duration=5 * HOUR + 61,
    elapsed=True,
    estimated=True,
    duration_unit="w",
    fixed_duration=True,
    effort_driven=True,
    calendar_uid=4,
    ignore_resource_calendars=True,
    constraint=Constraint.FNLT,
    constraint_date=TUESDAY,
    deadline=TUESDAY + HOUR,
    start=MONDAY + 1,
    finish=TUESDAY + 1,
    percent_complete=40,
    percent_work_complete=30,
    physical_percent_complete=20,
    actual_start=MONDAY + 2,
    actual_finish=TUESDAY + 2,
    actual_duration=2 * HOUR,
    remaining_duration=3 * HOUR,
    stop=MONDAY + 3,
    resume=MONDAY + 4,
    leveling_delay=12 * HOUR,
    priority=700,
    work=7 * HOUR,
    actual_work=3 * HOUR,
    remaining_work=4 * HOUR,
    notes="soft\nground",
    hyperlink="https://example.org/?a=1&b=2",
    baselines=tuple(
        Baseline(number=number, start=MONDAY, finish=TUESDAY, duration=HOUR, work=HOUR, cost=12.34)
        for number in (1, 10)
    ),
    stored=StoredDates(
        start=MONDAY,
        finish=TUESDAY,
        early_start=MONDAY + 5,
        early_finish=TUESDAY + 5,
        late_start=MONDAY + 6,
        late_finish=TUESDAY + 6,
        total_float=-HOUR,
        free_float=2 * HOUR,
        critical=True,
    ),
)
LINKS = tuple(
    PlanLink(line=1, predecessor=11, successor=12, type=kind, lag=lag, lag_kind=lag_kind, lag_unit=unit)
    for kind, lag, lag_kind, unit in (
        (LinkType.SS, -HOUR, LagKind.WORKING, "h"),
        (LinkType.FF, 30 * HOUR, LagKind.ELAPSED, "mo"),
        (LinkType.SF, -25, LagKind.PERCENT, "%"),
        (LinkType.FS, 50, LagKind.ELAPSED_PERCENT, "%"),
    )
)
RESOURCE = PlanResource(
    uid=5,
    number=6,
    line=1,
    name="Crane",
    kind=ResourceKind.COST,
    initials="C",
    group="Plant",
    code="P-1",
    email="crane@example.org",
    material_unit="t",
    generic=True,
    active=False,
    calendar_uid=4,
    max_units=2.5,
    notes="leased",
)
ASSIGNMENT = PlanAssignment(
    uid=8,
    line=1,
    activity=12,
    resource=5,
    units=0.5,
    work=20 * HOUR,
    actual_work=HOUR,
    remaining_work=19 * HOUR,
    overtime_work=2 * HOUR,
    remaining_overtime_work=HOUR,
    contoured=True,
    delay=HOUR,
    leveling_delay=2 * HOUR,
    start=MONDAY,
    finish=moment("2026-01-13T17:00"),
    actual_start=MONDAY,
    actual_finish=TUESDAY,
    pauses=(
        (moment("2026-01-06T08:00"), moment("2026-01-07T08:00")),
        (moment("2026-01-08T12:00"), moment("2026-01-09T12:00")),
    ),
)
WHOLE = PlanDocument(
    format=MSPDI,
    project=PROJECT,
    calendars=CALENDARS,
    activities=(
        PlanActivity(uid=11, number=1, line=1, name="Quay", kind=Kind.SUMMARY, duration=HOUR),
        ACTIVITY,
    ),
    links=LINKS,
    resources=(RESOURCE,),
    assignments=(ASSIGNMENT,),
)


def left_at_default(thing: Any) -> list[str]:
    """Fields of a dataclass that say nothing of their own."""
    return [
        field.name
        for field in fields(thing)
        if field.default is not MISSING and getattr(thing, field.name) == field.default
    ]
