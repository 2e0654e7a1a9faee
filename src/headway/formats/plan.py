"""The neutral plan document: what a plan file says, whatever its format.

Moments are plan times (``int``: wall-clock seconds since 1970-01-01T00:00, without time zone), durations and
lags are seconds of work, or elapsed seconds where a flag says so. Nothing is computed here. What a file says
and this document has no place for is listed in `PlanDocument.not_taken_over`.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from headway.engine import Constraint, LagKind, LinkType
from headway.engine.calendar import Shifts
from headway.formats.format import Format
from headway.formats.primavera import PrimaveraFacts, PrimaveraProject
from headway.formats.words import Worded, gettext_noop

__all__ = [
    "Baseline",
    "CalendarException",
    "Constraint",
    "Kind",
    "LagKind",
    "LinkType",
    "NotTakenOver",
    "Omission",
    "PlanActivity",
    "PlanAssignment",
    "PlanCalendar",
    "PlanDocument",
    "PlanLink",
    "PlanResource",
    "ProjectFacts",
    "Recurrence",
    "ResourceKind",
    "Span",
    "StoredDates",
    "WorkWeek",
]

Span = tuple[int, int]
"""From the first to the second plan time."""


class Kind(StrEnum):
    """What an entry of the plan is."""

    TASK = "task"
    MILESTONE = "milestone"
    SUMMARY = "summary"


class ResourceKind(StrEnum):
    """What a resource is paid and counted by."""

    WORK = "work"
    MATERIAL = "material"
    COST = "cost"


class Omission(Worded):
    """Why something of the file is not taken over."""

    CUSTOM_FIELD = "custom_field", gettext_noop("Custom field")
    COST = "cost", gettext_noop("Costs are not part of the schedule")
    TIMEPHASED = "timephased", gettext_noop("Time-phased values")
    CONTOUR = "contour", gettext_noop("The work follows a contour")
    RESOURCE_BASELINE = "resource_baseline", gettext_noop("Baseline of a resource or an assignment")
    RECURRING = (
        "recurring",
        gettext_noop("Recurring task: its occurrences were imported, the recurrence rule was not"),
    )
    SUBPROJECT = "subproject", gettext_noop("Inserted project")
    FROM_FINISH = (
        "from_finish",
        gettext_noop("Scheduled from its finish; here every plan is scheduled from its start"),
    )
    NO_DATE = "no_date", gettext_noop("Constraint without a date")
    CROSS_PROJECT = "cross_project", gettext_noop("Link to another project")
    DANGLING = "dangling", gettext_noop("Refers to something that is not in the file")
    ASSUMED = "assumed", gettext_noop("The file does not say it; this was taken instead")
    NO_PLACE = "no_place", gettext_noop("The plan has no field for it")


@dataclass(frozen=True, slots=True, kw_only=True)
class NotTakenOver:
    """One fact of the file that the document leaves out.

    `line` is its line in the file, `owner` and `uid` say what it belongs to (``task`` 12), `count` how many
    of its kind are left out when they are not listed one by one; `line`, `uid` and `value` are then those of
    the first.
    """

    line: int
    owner: str
    uid: int | None
    field: str
    value: str
    reason: Omission
    count: int = 1


class Frequency(StrEnum):
    """How a recurring calendar exception repeats."""

    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY_DAY = "monthly on a day"
    MONTHLY_WEEKDAY = "monthly on a weekday"
    YEARLY_DAY = "yearly on a day"
    YEARLY_WEEKDAY = "yearly on a weekday"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recurrence:
    """The rule of a recurring exception.

    Parameters
    ----------
    frequency : Frequency
    period : int
        Every so many days, weeks or months.
    occurrences : int, optional
        How often; None means until the exception's last day.
    weekdays : tuple of int
        Weekly: which days, Monday 0.
    day : int
        On a day: the day of the month; a month without it uses its last.
    month : int
        Yearly: the month, January 1.
    position : int
        On a weekday: 0 first to 3 fourth, 4 last.
    items : tuple of int
        On a weekday: the weekdays among which the position counts; all seven mean any day.
    """

    frequency: Frequency
    period: int = 1
    occurrences: int | None = None
    weekdays: tuple[int, ...] = ()
    day: int = 0
    month: int = 0
    position: int = 0
    items: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarException:
    """Days, first and last included, with their own shifts (none: no work), or the days that `recurrence`
    gives."""

    name: str
    first: dt.date
    last: dt.date
    shifts: Shifts = ()
    recurrence: Recurrence | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkWeek:
    """A week, Monday first, that holds from `first` to `last`; None leaves a day to the calendar's week."""

    name: str
    first: dt.date
    last: dt.date
    days: tuple[Shifts | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanCalendar:
    """Working time: a week, Monday first (None inherits from the base calendar), work weeks and
    exceptions."""

    uid: int
    name: str
    line: int
    base_uid: int | None = None
    is_base: bool = True
    days: tuple[Shifts | None, ...] = (None,) * 7
    work_weeks: tuple[WorkWeek, ...] = ()
    exceptions: tuple[CalendarException, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectFacts:
    """The project as a whole.

    `written` is when the file was written, `default_start` and `default_finish` are seconds from midnight;
    `critical_limit` is the largest total float in working seconds with which an activity is critical.
    """

    name: str
    author: str = ""
    manager: str = ""
    company: str = ""
    start: int | None = None
    finish: int | None = None
    status_date: int | None = None
    written: int | None = None
    schedule_from_start: bool = True
    minutes_per_day: int = 480
    minutes_per_week: int = 2400
    days_per_month: int = 20
    calendar_uid: int | None = None
    default_start: int = 8 * 3600
    default_finish: int = 17 * 3600
    critical_limit: int = 0
    honor_constraints: bool = True
    multiple_critical_paths: bool = False
    currency: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredDates:
    """What the program that wrote the file had computed; floats in working seconds."""

    start: int | None = None
    finish: int | None = None
    early_start: int | None = None
    early_finish: int | None = None
    late_start: int | None = None
    late_finish: int | None = None
    total_float: int | None = None
    free_float: int | None = None
    critical: bool | None = None

    @property
    def complete(self) -> bool:
        """Whether all four early and late dates are there."""
        return None not in (self.early_start, self.early_finish, self.late_start, self.late_finish)


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """What was planned for an activity at one time; 0 is the baseline, 1 to 10 are the numbered ones."""

    number: int
    start: int | None = None
    finish: int | None = None
    duration: int | None = None
    work: int | None = None
    cost: float | None = None

    @property
    def name(self) -> str:
        """As Microsoft Project names it."""
        return f"Baseline {self.number}" if self.number else "Baseline"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanActivity:
    """One entry of the plan: activity, milestone or summary.

    Parameters
    ----------
    uid : int
        Identity in the file; links, assignments and parents refer to it.
    number : int
        The number people see and type.
    line : int
        Where it starts in the file.
    parent : int, optional
        Identity of the summary above.
    duration : int
        Working seconds, elapsed ones when `elapsed`; done work included.
    duration_unit : str
        The unit people typed: ``min``, ``h``, ``d``, ``w`` or ``mo``.
    fixed_duration : bool
        Assigned work does not determine the duration.
    start, finish : int, optional
        Of a manual activity: the dates people set.
    stop, resume : int, optional
        Where the done work ends and the remaining work goes on.
    leveling_delay : int
        Elapsed seconds.
    work : int, optional
        Seconds of work of all assignments.
    external : bool
        A stand-in for an activity of another project.
    primavera : PrimaveraFacts, optional
        What only activities of Primavera have; their constraints are there.
    """

    uid: int
    number: int
    line: int
    name: str
    parent: int | None = None
    outline_level: int = 1
    wbs: str = ""
    kind: Kind = Kind.TASK
    manual: bool = False
    active: bool = True
    external: bool = False
    recurring: bool = False
    duration: int = 0
    elapsed: bool = False
    estimated: bool = False
    duration_unit: str = "d"
    fixed_duration: bool = False
    effort_driven: bool = False
    calendar_uid: int | None = None
    ignore_resource_calendars: bool = False
    constraint: Constraint = Constraint.ASAP
    constraint_date: int | None = None
    deadline: int | None = None
    start: int | None = None
    finish: int | None = None
    percent_complete: int = 0
    percent_work_complete: int = 0
    physical_percent_complete: int = 0
    actual_start: int | None = None
    actual_finish: int | None = None
    actual_duration: int | None = None
    remaining_duration: int | None = None
    stop: int | None = None
    resume: int | None = None
    leveling_delay: int = 0
    priority: int = 500
    work: int | None = None
    actual_work: int | None = None
    remaining_work: int | None = None
    notes: str = ""
    hyperlink: str = ""
    baselines: tuple[Baseline, ...] = ()
    stored: StoredDates = StoredDates()
    primavera: PrimaveraFacts | None = None

    @property
    def completed(self) -> bool:
        """Whether nothing remains to be done."""
        return self.actual_finish is not None or self.percent_complete >= 100

    @property
    def started(self) -> bool:
        """Whether work has begun."""
        return self.actual_start is not None

    @property
    def fixed(self) -> bool:
        """Whether it has its dates whatever it waits for: people set them, or another project does."""
        return self.external or (self.manual and self.start is not None)

    @property
    def fixed_dates(self) -> tuple[int | None, int | None]:
        """Start and finish of a fixed one."""
        if not self.fixed:
            return None, None
        return (self.start, self.finish) if self.manual else (self.stored.start, self.stored.finish)

    @property
    def remaining(self) -> int:
        """What is still to do of the duration; where the file does not say it, what the percentage leaves."""
        if self.remaining_duration is not None:
            return self.remaining_duration
        return 0 if self.completed else round(self.duration * (100 - self.percent_complete) / 100)

    @property
    def goes_on(self) -> int | None:
        """Where the work that remains goes on; None before it has begun and when it is done."""
        return self.resume if self.started and not self.completed else None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanLink:
    """A dependency between two activities; `lag` is seconds, or whole percents where `lag_kind` says so."""

    line: int
    predecessor: int
    successor: int
    type: LinkType = LinkType.FS
    lag: int = 0
    lag_kind: LagKind = LagKind.WORKING
    lag_unit: str = "d"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanResource:
    """Somebody or something that works, is used or is paid; `max_units` 1.0 is one full-time unit."""

    uid: int
    number: int
    line: int
    name: str
    kind: ResourceKind = ResourceKind.WORK
    initials: str = ""
    group: str = ""
    code: str = ""
    email: str = ""
    material_unit: str = ""
    generic: bool = False
    active: bool = True
    calendar_uid: int | None = None
    max_units: float = 1.0
    notes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanAssignment:
    """A resource in an activity. Work in seconds; `pauses` are spans in which it has none although it
    lasts."""

    uid: int
    line: int
    activity: int
    resource: int | None
    units: float = 1.0
    work: int = 0
    actual_work: int = 0
    remaining_work: int | None = None
    overtime_work: int = 0
    remaining_overtime_work: int = 0
    contoured: bool = False
    delay: int = 0
    leveling_delay: int = 0
    start: int | None = None
    finish: int | None = None
    actual_start: int | None = None
    actual_finish: int | None = None
    pauses: tuple[Span, ...] = ()

    @property
    def regular_work(self) -> int:
        """The work that takes time of a calendar; overtime takes none."""
        return max(0, self.work - self.overtime_work)

    @property
    def remaining_regular_work(self) -> int | None:
        """What remains of the regular work."""
        if self.remaining_work is None:
            return None
        return max(0, self.remaining_work - self.remaining_overtime_work)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDocument:
    """A plan as a file tells it, in the file's order.

    With `projects` it is one of Primavera, and scheduled by Primavera's rules; `project` is then the first of
    them.
    """

    format: Format
    project: ProjectFacts
    calendars: tuple[PlanCalendar, ...] = ()
    activities: tuple[PlanActivity, ...] = ()
    links: tuple[PlanLink, ...] = ()
    resources: tuple[PlanResource, ...] = ()
    assignments: tuple[PlanAssignment, ...] = ()
    not_taken_over: tuple[NotTakenOver, ...] = ()
    projects: tuple[PrimaveraProject, ...] = ()

    @property
    def leaves(self) -> Iterator[PlanActivity]:
        """Activities and milestones, in order."""
        return (activity for activity in self.activities if activity.kind is not Kind.SUMMARY)

    @property
    def baseline_numbers(self) -> tuple[int, ...]:
        """Numbers of the baselines that any activity has, ascending."""
        return tuple(sorted({base.number for activity in self.activities for base in activity.baselines}))
