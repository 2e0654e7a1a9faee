"""Words of Primavera P6: kinds of activities, and the options of a schedule."""

from dataclasses import dataclass
from enum import IntEnum


class Role(IntEnum):
    """What an activity of Primavera is.

    A level of effort lasts as long as the activities it is linked to, a WBS summary as long as the open work
    below its WBS; both drive nobody. `WBS` is an element of the work breakdown structure, no activity.
    """

    TASK = 0
    START_MILESTONE = 1
    FINISH_MILESTONE = 2
    LEVEL_OF_EFFORT = 3
    WBS_SUMMARY = 4
    WBS = 5


class Progress(IntEnum):
    """How the remaining work of activities that started out of sequence is scheduled.

    Under retained logic it waits for its predecessors. Progress override lets it go on at the data date:
    links to the start of what has started hold nothing while their predecessor is unfinished. Actual dates
    are retained logic in which an actual date after the data date counts.
    """

    RETAINED_LOGIC = 0
    OVERRIDE = 1
    ACTUAL_DATES = 2


class LagCalendar(IntEnum):
    """On which calendar lags run: that of one end of the link, of the project, or day and night."""

    PREDECESSOR = 0
    SUCCESSOR = 1
    PROJECT = 2
    AROUND_THE_CLOCK = 3


class FloatKind(IntEnum):
    """What total float is: the smaller of start and finish float, or one of them."""

    SMALLEST = 0
    START = 1
    FINISH = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class PrimaveraRules:
    """Options of a schedule by the rules of Primavera P6.

    Attributes
    ----------
    progress : Progress
        What becomes of remaining work out of sequence.
    lag_calendar : LagCalendar
    lag_from_actual_start : bool
        The lag of a start to start runs from the actual start of the predecessor, not from its early start.
    float_kind : FloatKind
    critical_float : int
        An unfinished activity is critical when its total float is at most this many working seconds.
    by_longest_path : bool
        Critical is instead what is on the longest path.
    expected_finish : bool
        Whether expected finishes say how much work remains.
    each_project : bool
        Late dates hang from the finish of each project, not from the latest of all.
    projects : tuple of ProjectTerms
        Projects by index; none means one project with start and data date of the terms.
    """

    progress: Progress = Progress.RETAINED_LOGIC
    lag_calendar: LagCalendar = LagCalendar.PREDECESSOR
    lag_from_actual_start: bool = False
    float_kind: FloatKind = FloatKind.FINISH
    critical_float: int = 0
    by_longest_path: bool = False
    expected_finish: bool = True
    each_project: bool = True
    projects: "tuple[ProjectTerms, ...]" = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectTerms:
    """What holds for one of several projects that are scheduled together.

    Attributes
    ----------
    start : int
        Planned start, a plan time; nothing that waits for nobody starts before it.
    data_date : int, optional
        No remaining work is scheduled before it; None is the start.
    must_finish_by : int, optional
        Latest wanted finish of the project, from which late dates hang.
    calendar : int
        The project's calendar, an index in the calendars of the terms.
    rules : PrimaveraRules, optional
        Options of its own; None means those of the whole.
    """

    start: int
    data_date: int | None = None
    must_finish_by: int | None = None
    calendar: int = 0
    rules: PrimaveraRules | None = None
