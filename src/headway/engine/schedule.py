"""The output of the engine: dates, floats and the reason of each date."""

from dataclasses import dataclass
from enum import IntEnum

from headway.engine.columns import Codes, Flags, Ints


class Driver(IntEnum):
    """What set a date.

    `DURATION` means that it follows from the other end of the activity, `CHILDREN` that it was rolled up.
    """

    NONE = 0
    PROJECT_START = 1
    PROJECT_FINISH = 2
    LINK = 3
    CONSTRAINT = 4
    DEADLINE = 5
    LEVELING = 6
    PROGRESS = 7
    DATA_DATE = 8
    MANUAL = 9
    DURATION = 10
    ASSIGNMENT = 11
    CHILDREN = 12


@dataclass(frozen=True, slots=True, eq=False)
class Schedule:
    """Dates of every row of a network, in its row order.

    Moments are plan times; floats are working seconds of the activity's calendar, elapsed ones where the duration
    is elapsed, negative where a bound cannot be held. A row without dates (a summary without active activities)
    holds `NONE` in all of them.

    Attributes
    ----------
    start, finish : int64 array
        Scheduled dates; the late ones for activities that are as late as possible.
    early_start, early_finish, late_start, late_finish : int64 array
    duration : int64 array
        Working seconds between start and finish of a summary, the given duration of others.
    total_float, free_float, start_float, finish_float : int64 array
    critical : bool array
    start_driver, finish_driver, late_finish_driver : int8 array of `Driver`
        What set early start, early finish and late finish. The late start always follows from the late finish by
        the remaining duration, or is the actual start.
    start_driver_row, finish_driver_row, late_finish_driver_row : int64 array
        Row of the link for `LINK`, of the assignment for `ASSIGNMENT`, of the activity for `CHILDREN`, of the
        summary whose constraint holds for `CONSTRAINT`; otherwise -1.
    """

    start: Ints
    finish: Ints
    early_start: Ints
    early_finish: Ints
    late_start: Ints
    late_finish: Ints
    duration: Ints
    total_float: Ints
    free_float: Ints
    start_float: Ints
    finish_float: Ints
    critical: Flags
    start_driver: Codes
    start_driver_row: Ints
    finish_driver: Codes
    finish_driver_row: Ints
    late_finish_driver: Codes
    late_finish_driver_row: Ints
