"""What people may ask of the dates of an activity."""

from enum import IntEnum


class Constraint(IntEnum):
    """As soon or late as possible, start or finish not earlier or not later than, must start or finish on."""

    ASAP = 0
    ALAP = 1
    SNET = 2
    SNLT = 3
    FNET = 4
    FNLT = 5
    MSO = 6
    MFO = 7
