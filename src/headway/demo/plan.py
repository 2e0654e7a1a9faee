"""Plans as people make them: phases, packages and activities in a network, on calendars, with people.

A plan is built in the order in which it is shown. Within a package activities follow each other; packages
of a phase run beside each other between the phase's milestones; other links cross. Links always lead
downwards, so there is no cycle. A plan has exactly the rows it is asked for, and twice as many links.
"""

import datetime as dt
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

from headway.engine import LinkType
from headway.engine.plan_time import moment_of
from headway.project.schedule.plan.facts import (
    ActivityFacts,
    AssignmentFacts,
    CalendarFacts,
    Kind,
    LinkFacts,
    PlanFacts,
    PlanTerms,
    ResourceFacts,
)

from . import words
from .chance import Stream

HOUR = 3600
OFFICE_DAY = [[8 * HOUR, 12 * HOUR], [13 * HOUR, 17 * HOUR]]
FIELD_DAY = [[7 * HOUR, 11 * HOUR + 1800], [12 * HOUR, 15 * HOUR]]
NO_WORK: list[list[int]] = []
YEARS = range(2022, 2032)
HOLIDAYS = (
    (1, 1, "New Year"),
    (1, 6, "Epiphany"),
    (3, 21, "Spring Day"),
    (5, 1, "Labour Day"),
    (5, 9, "Charter Day"),
    (6, 24, "Midsummer"),
    (8, 15, "Assumption"),
    (10, 3, "Founders' Day"),
    (11, 1, "All Saints"),
    (12, 24, "Christmas Eve"),
    (12, 25, "Christmas"),
    (12, 26, "Second Christmas Day"),
)
OFFICE_CALENDAR, FIELD_CALENDAR, NIGHT_CALENDAR = 1, 2, 3


def start_of(day: dt.date) -> int:
    """Plan time of 08:00 on a day."""
    return moment_of(day) + 8 * HOUR


def exceptions() -> list[dict[str, object]]:
    """Twelve holidays a year and the summer stop of two weeks."""
    found: list[dict[str, object]] = []
    for year in YEARS:
        found += [_free(dt.date(year, m, d), dt.date(year, m, d), name) for m, d, name in HOLIDAYS]
        first = dt.date(year, 8, 1) + dt.timedelta(days=-dt.date(year, 8, 1).weekday() % 7)
        found.append(_free(first, first + dt.timedelta(days=11), "Summer stop"))
    return found


def _free(first: dt.date, last: dt.date, name: str) -> dict[str, object]:
    return {"name": name, "first": first.isoformat(), "last": last.isoformat(), "shifts": []}


def calendars() -> dict[int, CalendarFacts]:
    """Office weeks, field shifts, and night possession for outages."""
    week = [OFFICE_DAY] * 5 + [NO_WORK] * 2
    field_week = [FIELD_DAY] * 5 + [NO_WORK] * 2
    night = [[[22 * HOUR, 30 * HOUR]]] * 4 + [NO_WORK] * 3
    return {
        OFFICE_CALENDAR: CalendarFacts(OFFICE_CALENDAR, "Office", days=week, exceptions=exceptions()),
        FIELD_CALENDAR: CalendarFacts(
            FIELD_CALENDAR, "Field shifts", days=field_week, exceptions=exceptions()
        ),
        NIGHT_CALENDAR: CalendarFacts(
            NIGHT_CALENDAR, "Night possession", days=night, exceptions=exceptions()
        ),
    }


LINKS_PER_ROW = 2
FEWEST = 24  # rows


@dataclass(frozen=True, slots=True)
class Brief:
    """What a plan is made from. ``people`` are (person id, name) of the team; ``network`` is work outdoors.

    ``rows`` are activities, milestones and summaries together, at least ``FEWEST``.
    """

    network: bool
    approach: str
    rows: int
    start: dt.date
    people: tuple[tuple[int, str], ...]
    three_calendars: bool = False


@dataclass(slots=True)
class _Draft:
    """The plan while it is being written."""

    facts: PlanFacts
    chance: Stream
    brief: Brief
    done: list[int] = field(default_factory=list)  # leaf activities so far, for links that cross
    linked: set[tuple[int, int]] = field(default_factory=set)

    def add(self, name: str, parent: int | None, **given: Any) -> int:
        """One row, as the last below its parent."""
        number = len(self.facts.activities) + 1
        self.facts.add_activity(ActivityFacts(number, number=number, parent=parent, name=name, **given))
        return number

    def link(self, predecessor: int, successor: int, type_: LinkType = LinkType.FS, lag: int = 0) -> None:
        """One link."""
        number = len(self.facts.links) + 1
        self.facts.links[number] = LinkFacts(number, predecessor, successor, int(type_), lag)
        self.linked.add((predecessor, successor))


def make_plan(brief: Brief, chance: Stream) -> PlanFacts:
    """A plan of ``brief.rows`` rows and twice as many links that starts on ``brief.start``."""
    terms = PlanTerms(start=start_of(brief.start), calendar=OFFICE_CALENDAR, data_date=None)
    facts = PlanFacts(terms=terms, calendars=calendars())
    for number, (person, name) in enumerate(brief.people, start=1):
        facts.resources[number] = ResourceFacts(number, name, person=person)
    draft = _Draft(facts, chance, brief)
    phases = words.PHASES[brief.approach][: _phases(brief.rows)]
    share, rest = divmod(brief.rows - 1, len(phases))
    gate = None
    for number, phase in enumerate(phases, start=1):
        gate = _phase(draft, phase, rows=share + (number <= rest), gate=gate, number=number)
    finish = draft.add(words.COMPLETION, None, kind=Kind.MILESTONE, duration=0)
    if gate is not None:
        draft.link(gate, finish)
    _fill(draft, LINKS_PER_ROW * brief.rows - len(facts.links))
    _assign(draft)
    facts.terms = facts.terms._replace(next_number=brief.rows + 1)
    return facts


def _phases(rows: int) -> int:
    return 3 if rows < 80 else 4 if rows < 250 else 5 if rows < 600 else 6


def _phase(draft: _Draft, name: str, *, rows: int, gate: int | None, number: int) -> int:
    """One phase of packages between two gates; returns its closing milestone."""
    summary = draft.add(name, None, kind=Kind.SUMMARY)
    names, ends = words.packages_of(network=draft.brief.network), []
    left, package = rows - 2, 0
    while left > 0:
        size = draft.chance.integer(5, 9)
        if left - 1 - size < 3:
            size = left - 1  # too little would be left for another package
        title = names[(package + number) % len(names)].format(n=f"{number}.{package + 1}")
        ends.append(_package(draft, title, parent=summary, size=size, gate=gate))
        left, package = left - 1 - size, package + 1
    milestone = draft.add(f"{name} complete", summary, kind=Kind.MILESTONE, duration=0)
    for end in ends:
        draft.link(end, milestone)
    return milestone


def _package(draft: _Draft, title: str, *, parent: int, size: int, gate: int | None) -> int:
    """Activities one after the other, some beside their neighbour; returns the last."""
    summary = draft.add(title, parent, kind=Kind.SUMMARY)
    verbs = words.work_of(network=draft.brief.network)
    first = draft.chance.integer(0, max(0, len(verbs) - size))
    days = draft.chance.lognormal(6.0, 0.7, size).clip(1, 40).round().tolist()
    dice = draft.chance.uniform(size * 4).reshape(size, 4).tolist()
    previous, of_what = gate, f"{title[0].lower()}{title[1:]}"
    for place in range(size):
        name = f"{verbs[(first + place) % len(verbs)]} {of_what}"
        calendar = _calendar(draft, dice[place][0])
        duration = int(days[place]) * 8 * HOUR
        activity = draft.add(name, summary, duration=duration, fixed_duration=True, calendar=calendar)
        if previous is not None:
            _follow(draft, previous, activity, dice[place])
        _cross(draft, activity, dice[place][3])
        draft.done.append(activity)
        previous = activity
    return draft.done[-1]


def _calendar(draft: _Draft, die: float) -> int | None:
    if draft.brief.three_calendars and die < 0.1:
        return NIGHT_CALENDAR
    return FIELD_CALENDAR if draft.brief.network and die > 0.6 else None


def _follow(draft: _Draft, previous: int, activity: int, dice: list[float]) -> None:
    """The link to the activity before: mostly finish to start, sometimes overlapping or with a lag."""
    kind, lag = dice[1], dice[2]
    if draft.facts.activities[previous].kind == Kind.MILESTONE or kind < 0.9:
        draft.link(previous, activity, LinkType.FS, 2 * 8 * HOUR if lag < 0.03 else 0)
        return
    finishing = kind > 0.965
    draft.link(previous, activity, LinkType.FF if finishing else LinkType.SS, 0 if finishing else 8 * HOUR)
    if not finishing:
        draft.link(previous, activity, LinkType.FF)


def _cross(draft: _Draft, activity: int, die: float) -> None:
    """Most activities also wait for one of another package that is well before it in the plan."""
    older = len(draft.done) - 25 if len(draft.done) > 25 else len(draft.done) - 9
    if older > 0 and die < 0.9:
        draft.link(draft.done[int(die / 0.9 * older)], activity)


def _fill(draft: _Draft, missing: int) -> None:
    """More links that cross, of pairs drawn by chance; in small plans the last ones pair by pair."""
    count = len(draft.done)
    later = draft.chance.integers(1, count - 1, 3 * missing).tolist()
    share = draft.chance.uniform(3 * missing).tolist()
    drawn = [(int(die * max(1, at - 8)), at) for at, die in zip(later, share, strict=True)]
    for first, second in [*drawn, *(combinations(range(count), 2) if count < FEWEST * 8 else ())]:
        if missing <= 0:
            return
        pair = draft.done[first], draft.done[second]
        if pair not in draft.linked:
            draft.link(*pair)
            missing -= 1


def _assign(draft: _Draft) -> None:
    """One person for each activity; milestones have somebody who says when they are reached."""
    facts = draft.facts
    rows = [row for row in facts.activities.values() if not row.is_summary] if facts.resources else []
    chosen = draft.chance.integers(1, max(1, len(facts.resources)), len(rows)).tolist()
    for number, (row, resource) in enumerate(zip(rows, chosen, strict=True), start=1):
        facts.assignments[number] = AssignmentFacts(number, row.id, resource, work=row.duration)
