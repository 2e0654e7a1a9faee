"""The facts of a plan in memory: what people and files say, nothing that is computed.

Rows are immutable, also the lists in them, which are as the database gives them back, and refer to each other
by id. A row that is not stored yet has a negative id, or, in facts that come from a file, any id that is
unique among its kind; storing gives it a real one. Moments are plan times, durations and work are seconds, as
in ``models``.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from headway.engine import Constraint, LagKind, LinkType
from headway.project.schedule.text.durations import Units


class Kind:
    """What an activity is; the values of ``models.Activity.Kind``."""

    TASK = "task"
    MILESTONE = "milestone"
    SUMMARY = "summary"


class CalendarFacts(NamedTuple):
    """Working time of a plan, in the form of ``models.PlanCalendar``."""

    id: int
    name: str
    uid: int | None = None
    base: int | None = None
    days: list[Any] = [None] * 7
    work_weeks: list[Any] = []
    exceptions: list[Any] = []


class ActivityFacts(NamedTuple):
    """What is known of an activity, milestone or summary. Its place is in ``PlanFacts.children``.

    ``number`` 0 is given the next free one when the row is stored.
    """

    id: int
    number: int = 0
    uid: int | None = None
    parent: int | None = None
    name: str = ""
    kind: str = Kind.TASK
    manual: bool = False
    active: bool = True
    duration: int = 28800
    duration_unit: str = "d"
    elapsed: bool = False
    estimated: bool = False
    fixed_duration: bool = False
    effort_driven: bool = False
    calendar: int | None = None
    ignore_resource_calendars: bool = False
    constraint: int = Constraint.ASAP
    constraint_date: int | None = None
    deadline: int | None = None
    manual_start: int | None = None
    manual_finish: int | None = None
    percent_complete: int = 0
    actual_start: int | None = None
    actual_finish: int | None = None
    remaining_duration: int | None = None
    stop: int | None = None
    resume: int | None = None
    pauses: list[Any] = []
    leveling_delay: int = 0
    priority: int = 500
    work: int | None = None
    notes: str = ""

    @property
    def is_summary(self) -> bool:
        """Whether its dates come from the activities below it."""
        return self.kind == Kind.SUMMARY

    @property
    def remaining(self) -> int:
        """Seconds of its duration that are still to do."""
        if self.remaining_duration is not None:
            return self.remaining_duration
        return 0 if self.actual_finish is not None else self.duration


class LinkFacts(NamedTuple):
    """That one end of an activity holds one end of another."""

    id: int
    predecessor: int
    successor: int
    type: int = LinkType.FS
    lag: int = 0
    lag_kind: int = LagKind.WORKING
    lag_unit: str = "d"


class ResourceFacts(NamedTuple):
    """Somebody or something that the plan counts on."""

    id: int
    name: str
    uid: int | None = None
    kind: str = "work"
    person: int | None = None
    calendar: int | None = None
    max_units: float = 1.0

    @property
    def works(self) -> bool:
        """Whether it is people or machines, whose work takes time; material and cost take none."""
        return self.kind == "work"


class AssignmentFacts(NamedTuple):
    """That a resource works in an activity. ``work`` is without overtime; where it is ``contoured``, its
    amount says nothing about the time that it takes.
    """

    id: int
    activity: int
    resource: int
    units: float = 1.0
    work: int = 0
    remaining_work: int | None = None
    delay: int = 0
    contoured: bool = False


class PlanTerms(NamedTuple):
    """What holds for the whole plan; ``calendar`` is the id of the project's calendar."""

    start: int
    calendar: int
    data_date: int | None = None
    minutes_per_day: int = 480
    minutes_per_week: int = 2400
    days_per_month: int = 20
    default_start: int = 8 * 3600
    default_finish: int = 17 * 3600
    critical_limit: int = 0
    honor_constraints: bool = True
    next_number: int = 1

    @property
    def units(self) -> Units:
        """What people write durations in here."""
        return Units(self.minutes_per_day, self.minutes_per_week, self.days_per_month)


class ReferenceRow(NamedTuple):
    """What a reference set says of one activity; ``cost`` is a decimal number as text."""

    activity: int
    start: int | None = None
    finish: int | None = None
    duration: int | None = None
    work: int | None = None
    cost: str | None = None


class ReferenceFacts(NamedTuple):
    """A named set of dates that somebody once planned, such as “Baseline 3 of plan.xml”."""

    number: int
    name: str
    rows: tuple[ReferenceRow, ...]


Row = CalendarFacts | ActivityFacts | LinkFacts | ResourceFacts | AssignmentFacts


@dataclass(slots=True)
class PlanFacts:
    """All facts of one plan, by id. ``children`` holds the display order: ids below each summary, None = top.

    ``references`` are sets of dates that came with a file; None says nothing about them.
    """

    terms: PlanTerms
    calendars: dict[int, CalendarFacts] = field(default_factory=dict)
    activities: dict[int, ActivityFacts] = field(default_factory=dict)
    links: dict[int, LinkFacts] = field(default_factory=dict)
    resources: dict[int, ResourceFacts] = field(default_factory=dict)
    assignments: dict[int, AssignmentFacts] = field(default_factory=dict)
    children: dict[int | None, list[int]] = field(default_factory=dict)
    references: tuple[ReferenceFacts, ...] | None = None

    def copy(self) -> "PlanFacts":
        """The same facts, to be changed while these stay as they are."""
        return replace(
            self,
            calendars=dict(self.calendars),
            activities=dict(self.activities),
            links=dict(self.links),
            resources=dict(self.resources),
            assignments=dict(self.assignments),
            children={parent: list(below) for parent, below in self.children.items()},
        )

    def add_activity(self, row: ActivityFacts) -> None:
        """Append an activity as the last below its parent; for plans that are read from top to bottom."""
        self.activities[row.id] = row
        self.children.setdefault(row.parent, []).append(row.id)

    def in_order(self) -> Iterator[int]:
        """Ids of all activities in display order; what hangs on nothing is left out."""
        stack = list(reversed(self.children.get(None, ())))
        while stack:
            current = stack.pop()
            yield current
            below = self.children.get(current)
            if below:
                stack.extend(reversed(below))

    def put_in_order(self) -> None:
        """Activities in display order, everything else by age, new rows in the order in which they were made.

        Of two equal reasons of a date the engine names the first.
        """
        self.activities = {key: self.activities[key] for key in self.in_order()}
        for name in ("calendars", "resources", "links", "assignments"):
            rows = getattr(self, name)
            ids = sorted(rows, key=lambda key: (key < 0, abs(key)))
            setattr(self, name, {key: rows[key] for key in ids})

    def below(self, activity: int) -> Iterator[int]:
        """Ids of everything below a summary, in display order."""
        stack = list(reversed(self.children.get(activity, ())))
        while stack:
            current = stack.pop()
            yield current
            stack.extend(reversed(self.children.get(current, ())))


class Computed(NamedTuple):
    """What engine and outline say of one activity; the second part of ``models.Activity``'s columns."""

    position: int = 0
    start: int | None = None
    finish: int | None = None
    early_start: int | None = None
    early_finish: int | None = None
    late_start: int | None = None
    late_finish: int | None = None
    total_float: int | None = None
    free_float: int | None = None
    critical: bool = False
    start_driver: int = 0
    start_driver_row: int | None = None
    finish_driver: int = 0
    finish_driver_row: int | None = None
    scheduled_duration: int = 0
    scheduled_percent: int = 0
    wbs: str = ""
    path: str = ""


@dataclass(slots=True)
class LoadedPlan:
    """A stored plan as it was read: its facts, and what goes with them.

    ``changed_in`` holds the plan's revision in which each activity last changed in any way, dates included.
    """

    revision: int
    finish: int | None
    facts: PlanFacts
    computed: dict[int, Computed]
    versions: dict[int, int]
    changed_in: dict[int, int]
