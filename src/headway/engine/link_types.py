"""How one activity may hold another."""

from enum import IntEnum


class LinkType(IntEnum):
    """Which end of the predecessor holds which end of the successor."""

    FS = 0
    SS = 1
    FF = 2
    SF = 3


class LagKind(IntEnum):
    """How a lag is measured.

    Working and elapsed lags are seconds; percents are of the predecessor's duration, in working or elapsed
    time.
    """

    WORKING = 0
    ELAPSED = 1
    PERCENT = 2
    ELAPSED_PERCENT = 3
