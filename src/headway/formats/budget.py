"""How much of everything a plan may have, so that no file takes more memory than a plan needs.

The limits are far above real plans. They hold for what is kept of a file; `safe_xml` bounds what is read of
it at a time.
"""

from enum import Enum

from headway.formats.errors import FormatError

MEGABYTE = 1_000_000  # as people and file managers count


class Most(Enum):
    """The largest number of each thing in one plan."""

    ACTIVITIES = (80_000, "activities")
    LINKS = (200_000, "links")
    ASSIGNMENTS = (200_000, "assignments")
    RESOURCES = (50_000, "resources")
    BASELINES = (300_000, "baselines of activities")
    PAUSES = (100_000, "interruptions of assignments")
    EXCEPTIONS = (100_000, "days and weeks with exceptions in calendars")
    SHIFTS = (100_000, "shifts in calendars")
    PERIODS = (1_000, "tracking periods")
    STATUSES = (100_000, "statuses of activities")
    PROPERTIES = (1_000, "properties of the project")
    TEXT = (20_000_000, "characters of names and notes")


class Budget:
    """Counts what has been kept of one file."""

    def __init__(self) -> None:
        self._spent = dict.fromkeys(Most, 0)

    def spend(self, most: Most, amount: int, line: int) -> None:
        """Count so many more. Raises `FormatError` with the line where they are too many."""
        self._spent[most] += amount
        limit, words = most.value
        if self._spent[most] > limit:
            raise FormatError(line, f"The plan has more than {limit:,} {words}.")
