"""Reasons of dates."""

from enum import IntEnum


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
