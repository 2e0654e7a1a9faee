"""What a plan of Primavera P6 has beyond other plans, whatever file it came in.

A WBS element is an activity of the kind summary without these facts; its identity is the negative of the
file's, since activities and WBS elements are numbered apart.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from headway.engine import PrimaveraRules


class ActivityType(StrEnum):
    """What an activity is to the scheduler."""

    TASK_DEPENDENT = "task dependent"
    RESOURCE_DEPENDENT = "resource dependent"
    START_MILESTONE = "start milestone"
    FINISH_MILESTONE = "finish milestone"
    LEVEL_OF_EFFORT = "level of effort"
    WBS_SUMMARY = "WBS summary"


class Bound(StrEnum):
    """What a constraint of Primavera asks for."""

    START_ON = "start on"
    START_FROM = "start on or after"
    START_UNTIL = "start on or before"
    FINISH_ON = "finish on"
    FINISH_FROM = "finish on or after"
    FINISH_UNTIL = "finish on or before"
    MANDATORY_START = "mandatory start"
    MANDATORY_FINISH = "mandatory finish"
    LATEST = "as late as possible"


class PercentType(StrEnum):
    """What the percentage of completion of an activity is of."""

    DURATION = "duration"
    PHYSICAL = "physical"
    UNITS = "units"


class DurationType(StrEnum):
    """What stays when duration, units or units per time of an assignment are changed."""

    FIXED_UNITS_PER_TIME = "fixed units per time"
    FIXED_DURATION_AND_UNITS_PER_TIME = "fixed duration and units per time"
    FIXED_UNITS = "fixed units"
    FIXED_DURATION_AND_UNITS = "fixed duration and units"


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundDate:
    """One constraint; only “as late as possible” has no date."""

    bound: Bound
    date: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PrimaveraFacts:
    """Facts of one activity.

    Parameters
    ----------
    project : int
        Identity of its project.
    code : str
        The activity's identity as people see and type it.
    planned_start, planned_finish : int, optional
        Dates of the plan before progress.
    constraints : tuple of BoundDate
        The primary one first, the secondary one behind it.
    external_start, external_finish : int, optional
        Earliest start and latest finish that links to projects outside of the file asked for.
    suspend, resume : int, optional
        Between which work rests.
    on_longest_path : bool
        What the file says about the longest path.
    """

    project: int
    code: str = ""
    type: ActivityType = ActivityType.TASK_DEPENDENT
    percent_type: PercentType = PercentType.DURATION
    duration_type: DurationType = DurationType.FIXED_DURATION_AND_UNITS
    planned_start: int | None = None
    planned_finish: int | None = None
    constraints: tuple[BoundDate, ...] = ()
    expected_finish: int | None = None
    external_start: int | None = None
    external_finish: int | None = None
    suspend: int | None = None
    resume: int | None = None
    on_longest_path: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PrimaveraProject:
    """One of the projects of a file, with the options by which it is scheduled.

    `code` is what people see and type, `scheduled_finish` what the file stores.
    """

    uid: int
    line: int
    code: str
    start: int | None = None
    data_date: int | None = None
    must_finish_by: int | None = None
    scheduled_finish: int | None = None
    calendar_uid: int | None = None
    rules: PrimaveraRules = field(default_factory=PrimaveraRules)
