"""Calendar, activities, links and resources as a ProTrack file tells them."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from headway.engine.calendar import Shifts
from headway.engine.plan_time import day_of
from headway.formats.errors import FormatError
from headway.formats.plan import (
    Baseline,
    CalendarException,
    Constraint,
    Kind,
    LinkType,
    PlanActivity,
    PlanCalendar,
    PlanLink,
    PlanResource,
    ResourceKind,
    StoredDates,
)
from headway.formats.protrack.fields import HOUR, NO_DATES, Fields, parse_stamp
from headway.formats.safe_xml import Element, local_name
from headway.formats.years import LONGEST

CALENDAR = 1
WORKING_HOURS = "0"
LINK_TYPES = {0: LinkType.SS, 1: LinkType.SF, 2: LinkType.FS, 3: LinkType.FF}
NOT_KEPT = ("DueDateEnd", "DueDateStart", "LockedTimeEnd", "ReadyTimeEnd", "ReadyTimeStart")


def read_agenda(element: Element) -> tuple[PlanCalendar, int | None]:
    """The calendar of the project, and the date from which the plan was made."""
    row = Fields(element)
    closed = _numbers(row, "NonWorkingHours", most=23)
    free = _numbers(row, "NonWorkingDays", most=6)
    shifts = _shifts(hour for hour in range(24) if hour not in closed)
    days = tuple(() if day in free else shifts for day in range(7))
    exceptions = tuple(CalendarException(name="", first=day, last=day) for day in _holidays(row))
    calendar = PlanCalendar(uid=CALENDAR, name="Agenda", line=row.line, days=days, exceptions=exceptions)
    return calendar, row.stamp("StartDate")


def _numbers(row: Fields, name: str, *, most: int) -> set[int]:
    found = set()
    for element in (child for nested in row.nested.pop(name, ()) for child in nested if local_name(child)):
        text = (element.text or "").strip()
        if not (text.isascii() and text.isdigit() and len(text) <= 2 and int(text) <= most):
            raise FormatError(element.sourceline or 0, f"{name} has “{text[:40]}”, not 0 to {most}.")
        found.add(int(text))
    return found


def _shifts(hours: Iterable[int]) -> Shifts:
    """Working hours of a day as shifts, those that follow each other as one."""
    shifts: list[tuple[int, int]] = []
    for hour in hours:
        if shifts and shifts[-1][1] == hour * HOUR:
            shifts[-1] = (shifts[-1][0], (hour + 1) * HOUR)
        else:
            shifts.append((hour * HOUR, (hour + 1) * HOUR))
    return tuple(shifts)


def _holidays(row: Fields) -> list[dt.date]:
    days = set()
    for element in (
        child for nested in row.nested.pop("Holidays", ()) for child in nested if local_name(child)
    ):
        moment = parse_stamp((element.text or "").strip())
        if moment is None:
            raise FormatError(
                element.sourceline or 0, f"A holiday is “{(element.text or '')[:40]}”, not a date."
            )
        days.add(day_of(moment))
    return sorted(days)


@dataclass(frozen=True, slots=True)
class Cost:
    """What an activity costs: once, and per working hour."""

    fixed: float
    hourly: float


def read_activity(row: Fields) -> tuple[PlanActivity, Cost, list[tuple[str, str]]]:
    """An activity without its place in the outline, its own cost, and the dates that have no place."""
    duration, start = row.hours("BaseLineDuration"), row.stamp("BaseLineStart")
    limits = Fields(next(iter(row.nested.get("Constraints", ())), ()), kind="activity")
    locked = limits.stamp("LockedTimeStart")
    rest = [(name, limits.text(name)) for name in NOT_KEPT]
    milestone = row.flag("IsMilestone") or not duration
    activity = PlanActivity(
        uid=row.required_integer("UniqueID"),
        number=0,
        line=row.line,
        name=row.text("Name"),
        kind=Kind.MILESTONE if milestone else Kind.TASK,
        duration=duration,
        duration_unit="h",
        fixed_duration=True,
        constraint=Constraint.ASAP if locked is None else Constraint.MSO,
        constraint_date=locked,
        baselines=(Baseline(number=0, start=start, duration=duration),),
        stored=StoredDates(start=start),
    )
    cost = Cost(row.amount("FixedBaselineCost"), row.amount("BaselineCostByUnit"))
    return activity, cost, [(name, text) for name, text in rest if text not in NO_DATES]


def read_link(row: Fields) -> PlanLink:
    """A link; its lag is taken as working hours."""
    code = row.integer("LagType", -1)
    if code not in LINK_TYPES:
        raise row.refuse("LagType", f"is {code}, not 0 to 3")
    if row.values.get("LagKind", "").strip() == WORKING_HOURS:
        row.text("LagKind")  # another kind stays, and is told as something not understood
    lag = row.decimal("Lag", 0.0) * HOUR
    if abs(lag) > LONGEST:
        raise row.refuse("Lag", "is longer than any plan")
    return PlanLink(
        line=row.line,
        predecessor=row.required_integer("FromTask"),
        successor=row.required_integer("ToTask"),
        type=LINK_TYPES[code],
        lag=round(lag),
        lag_unit="h",
    )


@dataclass(frozen=True, slots=True)
class Rates:
    """What a resource costs: by unit, and by use."""

    unit: float
    use: float
    renewable: bool


def read_resource(row: Fields) -> tuple[PlanResource, Rates]:
    """A resource; its fields have numbers for names."""
    renewable = row.flag("FIELD769", default=True)
    resource = PlanResource(
        uid=row.required_integer("FIELD0"),
        number=0,
        line=row.line,
        name=row.text("FIELD1"),
        kind=ResourceKind.WORK if renewable else ResourceKind.MATERIAL,
        max_units=max(0.0, row.decimal("FIELD780", 1.0)),
    )
    return resource, Rates(row.amount("FIELD771"), row.amount("FIELD770"), renewable)


@dataclass(frozen=True, slots=True)
class Demand:
    """So many units of a resource for an activity; `once` where their number does not grow with its time."""

    line: int
    activity: int
    resource: int
    units: float
    once: bool


def read_demand(row: Fields) -> Demand:
    """What an activity needs of a resource."""
    return Demand(
        line=row.line,
        activity=row.required_integer("FIELD1024"),
        resource=row.required_integer("FIELD1025"),
        units=row.amount("FIELD1026"),
        once=row.flag("FIELD1027"),
    )


def cost_of(demand: Demand, rates: Rates) -> Cost:
    """What a demand costs: each renewable unit its use and its hours, of what is used up the quantity."""
    if rates.renewable:
        return Cost(rates.use * demand.units, rates.unit * demand.units)
    quantity = rates.unit * demand.units
    return Cost(rates.use + quantity, 0.0) if demand.once else Cost(rates.use, quantity)
