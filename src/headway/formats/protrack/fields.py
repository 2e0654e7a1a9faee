"""Values as ProTrack writes them: dates as digits, durations as working hours."""

import datetime as dt
import re

from headway.engine.plan_time import plan_time
from headway.formats.mspdi.row import Row
from headway.formats.years import LONGEST, YEARS

HOUR = 3600
NO_DATES = {"", "0", "010101000000"}
_STAMP = re.compile(r"(\d{1,2})(\d{2})(\d{4})(\d{2})(\d{2})", re.ASCII)


class Fields(Row):
    """One element whose children are values, each taken once; what cannot be read is refused."""

    __slots__ = ()

    def stamp(self, name: str) -> int | None:
        """A date and time like 150820071000, day first, as plan time; None where there is none."""
        text = self.text(name)
        if text in NO_DATES:
            return None
        found = parse_stamp(text)
        if found is None:
            raise self.refuse(name, f"is “{text[:40]}”, not a date like 150820071000")
        return found

    def hours(self, name: str) -> int:
        """A duration in working hours, as seconds; not negative."""
        hours = self.decimal(name, 0.0)
        if not 0 <= hours * HOUR <= LONGEST:
            raise self.refuse(name, f"is {hours:g} hours, not a duration of a plan")
        return round(hours * HOUR)

    def money(self, name: str) -> float:
        """An amount that may be negative."""
        return self.decimal(name, 0.0)

    def amount(self, name: str) -> float:
        """A number or an amount that is not negative."""
        found = self.decimal(name, 0.0)
        if found < 0:
            raise self.refuse(name, "is negative")
        return found


def parse_stamp(text: str) -> int | None:
    """Plan time of a date and time like 150820071000; None where it is none or outside the years of plans.

    Examples
    --------
    >>> from headway.engine import written
    >>> written(parse_stamp("150820071000")), parse_stamp("310220071000")
    ('2007-08-15T10:00:00', None)
    """
    found = _STAMP.fullmatch(text)
    if not found:
        return None
    day, month, year, hour, minute = map(int, found.groups())
    try:
        moment = dt.datetime(year, month, day, hour, minute)
    except ValueError:
        return None
    return plan_time(moment) if year in YEARS else None
