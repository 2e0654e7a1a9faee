"""What a date and a duration of a plan can be, whatever file it comes in."""

import datetime as dt

from headway.engine.plan_time import DAY

# Wide enough for every plan, narrow enough that no calendar is unrolled over millennia.
YEARS = range(1950, 2200)
LONGEST = 300 * 366 * DAY


def date_and_time(text: str) -> dt.datetime | None:
    """An ISO date with or without time of day; None when it is none or outside the years of plans.

    Examples
    --------
    >>> date_and_time("2026-01-05 08:00"), date_and_time("0026-01-05 08:00")
    (datetime.datetime(2026, 1, 5, 8, 0), None)
    """
    try:
        moment = dt.datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        return None
    return moment if moment.year in YEARS else None
