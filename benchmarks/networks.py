"""Seeded networks for benchmarks and golden files: the same numbers give the same network everywhere."""

import datetime as dt
import random
from dataclasses import dataclass, field

from headway.engine import NONE, Calendar, CalendarException, Constraint, LinkType, Network, Terms, moment
from headway.engine.calendar import NO_SHIFTS, OFFICE_HOURS, Shifts

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
    """Office hours, four long days, around the clock, evenings, and mornings six days a week."""
    off = holidays()
    return (
        Calendar.standard(exceptions=off),
        Calendar((TEN_HOURS,) * 4 + (NO_SHIFTS,) * 3, off, name="Four tens"),
        Calendar.around_the_clock(),
        Calendar((EVENING,) * 5 + (NO_SHIFTS,) * 2, off, name="Evenings"),
        Calendar((OFFICE_HOURS[:1],) * 6 + (NO_SHIFTS,), off, name="Mornings"),
    )


def plain(count: int, seed: int = 1) -> Columns:
    """Layers of activities with links of all types and lags on one calendar.

    About the square root of `count` layers; one to three predecessors from the one to three layers before; durations
    of 4 to 80 hours; 70 % FS, 15 % SS, 10 % FF, 5 % SF; 30 % lags of 4 to 40 hours, 10 % leads of 4 to 16.
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
    constraint, constraint_date, deadline = [], [], []
    for _ in range(count):
        monday = START + 7 * DAY * dice.randrange(weeks)
        constrained = dice.random() < 0.1
        constraint.append(
            dice.choices(CONSTRAINTS, (50, 10, 15, 15, 5, 5))[0] if constrained else Constraint.ASAP
        )
        constraint_date.append(monday + 2 * HOUR if constrained else NONE)
        deadline.append(monday + 4 * DAY + 9 * HOUR if dice.random() < 0.05 else NONE)
    columns.activities |= {
        "calendar": [dice.choices((-1, 1, 2, 3, 4), (60, 10, 10, 10, 10))[0] for _ in range(count)],
        "constraint": constraint,
        "constraint_date": constraint_date,
        "deadline": deadline,
    }
    return columns
