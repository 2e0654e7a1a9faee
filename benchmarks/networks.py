"""Seeded networks for benchmarks and golden files: the same numbers give the same network everywhere."""

import datetime as dt
import random
from dataclasses import dataclass, field

from headway.engine import (
    NONE,
    Calendar,
    CalendarException,
    Constraint,
    LagKind,
    LinkType,
    Network,
    Terms,
    moment,
)
from headway.engine.calendar import NO_SHIFTS, Shifts

HOUR = 3600
DAY = 86_400
START = moment("2025-01-06T08:00")

LINK_TYPES = (LinkType.FS, LinkType.SS, LinkType.FF, LinkType.SF)
CONSTRAINTS = (
    Constraint.SNET,
    Constraint.SNLT,
    Constraint.FNET,
    Constraint.FNLT,
    Constraint.MSO,
    Constraint.MFO,
)
TEN_HOURS: Shifts = ((6 * HOUR, 11 * HOUR), (12 * HOUR, 17 * HOUR))
AFTERNOON: Shifts = ((12 * HOUR, 18 * HOUR),)
EVENING: Shifts = ((14 * HOUR, 22 * HOUR),)


@dataclass
class Columns:
    """A network as plain lists, ready for `Network.from_columns` and for other tools."""

    terms: Terms
    activities: dict[str, list[int]] = field(default_factory=dict)
    links: dict[str, list[int]] = field(default_factory=dict)

    def network(self) -> Network:
        return Network.from_columns(self.activities, self.links, terms=self.terms)


def holidays(years: int = 50) -> tuple[CalendarException, ...]:
    """Ten days a year without work, always the same."""
    dates = ((1, 1), (1, 20), (4, 18), (4, 21), (5, 1), (5, 29), (7, 4), (10, 3), (12, 25), (12, 26))
    days = [dt.date(2025 + year, month, day) for year in range(years) for month, day in dates]
    return tuple(CalendarException(day, day) for day in days)


def calendars() -> tuple[Calendar, ...]:
    """Office hours, four long days, around the clock, evenings, and afternoons six days a week."""
    off = holidays()
    return (
        Calendar.standard(exceptions=off),
        Calendar((TEN_HOURS,) * 4 + (NO_SHIFTS,) * 3, off, name="Four tens"),
        Calendar.around_the_clock(),
        Calendar((EVENING,) * 5 + (NO_SHIFTS,) * 2, off, name="Evenings"),
        Calendar((AFTERNOON,) * 6 + (NO_SHIFTS,), off, name="Afternoons"),
    )


def plain(count: int, seed: int = 1) -> Columns:
    """Layers of activities with links of all types and lags on one calendar.

    About the square root of `count` layers; one to three predecessors from the one to three layers before;
    durations of 4 to 80 hours; 70 % FS, 15 % SS, 10 % FF, 5 % SF; 30 % lags of 4 to 40 hours, 10 % leads of 4
    to 16.
    """
    dice = random.Random(seed)
    columns = Columns(Terms(start=START, calendars=(Calendar.standard(exceptions=holidays()),)))
    columns.activities = {
        "id": list(range(1, count + 1)),
        "duration": [dice.randrange(4, 81, 4) * HOUR for _ in range(count)],
    }
    columns.links = {name: [] for name in ("predecessor", "successor", "type", "lag")}
    width = max(1, round(count**0.5))
    for activity in range(width, count):
        layer = activity // width
        before = range(max(0, layer - dice.randint(1, 3)) * width, layer * width)
        for predecessor in sorted(dice.sample(before, min(dice.randint(1, 3), len(before)))):
            columns.links["predecessor"].append(predecessor + 1)
            columns.links["successor"].append(activity + 1)
            columns.links["type"].append(dice.choices(LINK_TYPES, (70, 15, 10, 5))[0])
            columns.links["lag"].append(_lag(dice))
    return columns


def _lag(dice: random.Random) -> int:
    kind = dice.random()
    if kind < 0.3:
        return dice.randrange(4, 41, 4) * HOUR
    return -dice.randrange(4, 17, 4) * HOUR if kind < 0.4 else 0


def varied(count: int, seed: int = 1) -> Columns:
    """`plain` with five calendars, constraints on a tenth and deadlines on a twentieth of the activities."""
    columns, dice = plain(count, seed), random.Random(seed + 1)
    columns.terms = Terms(start=START, calendars=calendars())
    weeks = 50 if count <= 1000 else 130 if count <= 10_000 else 400
    constrained = [dice.random() < 0.1 for _ in range(count)]
    columns.activities |= {
        "calendar": [dice.choices((-1, 1, 2, 3, 4), (60, 10, 10, 10, 10))[0] for _ in range(count)],
        "constraint": [
            dice.choices(CONSTRAINTS, (50, 10, 15, 15, 5, 5))[0] if bound else Constraint.ASAP
            for bound in constrained
        ],
        "constraint_date": [_working_moment(dice, weeks) if bound else NONE for bound in constrained],
        "deadline": [_working_moment(dice, weeks) if dice.random() < 0.05 else NONE for _ in range(count)],
    }
    return columns


def _working_moment(dice: random.Random, weeks: int) -> int:
    """Three o'clock on a Tuesday, Wednesday or Thursday that is no holiday: all calendars work then."""
    off = {exception.first for exception in holidays()}
    while True:
        day = dt.date(2025, 1, 7) + dt.timedelta(days=7 * dice.randrange(weeks) + dice.randrange(3))
        if day not in off:
            return moment(f"{day}T15:00")


def grouped(count: int, seed: int = 1) -> Columns:
    """`varied` in summaries of five, a link between every other two, percent and elapsed lags, a few ALAP."""
    columns, dice = varied(count, seed), random.Random(seed + 2)
    first = count + 1
    groups = range(-(-count // 5))
    columns.activities["parent"] = [first + row // 5 for row in range(count)] + [NONE] * len(groups)
    alap = [dice.random() < 0.05 for _ in range(count)]
    for row in range(count):
        if alap[row] and columns.activities["constraint"][row] == Constraint.ASAP:
            columns.activities["constraint"][row] = Constraint.ALAP
    rest = {
        "id": 0,
        "duration": 0,
        "calendar": -1,
        "constraint": 0,
        "constraint_date": NONE,
        "deadline": NONE,
    }
    for name, value in rest.items():
        columns.activities[name] += [first + group if name == "id" else value for group in groups]
    kinds = dice.choices(
        (LagKind.WORKING, LagKind.ELAPSED, LagKind.PERCENT), (80, 10, 10), k=len(columns.links["lag"])
    )
    columns.links["lag_kind"] = list(kinds)
    for row, kind in enumerate(kinds):
        if kind == LagKind.PERCENT:
            columns.links["lag"][row] = dice.choice((25, 50, 100))
    for group in groups[:-2:2]:
        for name, value in (
            ("predecessor", first + group),
            ("successor", first + group + 2),
            ("lag", 0),
            ("type", dice.choice((LinkType.FS, LinkType.FF))),
            ("lag_kind", 0),
        ):
            columns.links[name].append(value)
    return columns
