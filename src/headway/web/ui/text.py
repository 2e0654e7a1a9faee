"""Numbers as people read them: plan moments, durations, percentages, in the active language. Pure.

A plan moment is wall-clock seconds since 1970-01-01T00:00 without a zone, a duration is working seconds.
"""

import math
from decimal import Decimal
from typing import Literal

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from headway.engine.plan_time import wall_clock

NOTHING = "–"
DateStyle = Literal["date", "short", "time"]

_FORMATS = {"date": "DATE_FORMAT", "short": "SHORT_DATE_FORMAT", "time": "DATETIME_FORMAT"}
_MINUTE, _HOUR = 60, 3600


def plan_date_text(seconds: int | None, style: DateStyle = "date") -> str:
    """A plan moment in words of the active language; a dash for none."""
    if seconds is None:
        return NOTHING
    return date_format(wall_clock(seconds), _FORMATS[style])


def plan_duration_text(seconds: int | None, minutes_per_day: int = 480) -> str:
    """Working seconds as days, hours or minutes, whichever reads shortest; the sign is kept.

    Whole or tenths of days from one day on, hours and minutes below.
    """
    if seconds is None:
        return NOTHING
    size = abs(seconds)
    day = minutes_per_day * _MINUTE
    if size >= day or size == 0:
        return _("%(days)s d") % {"days": plain_number(seconds / day, 1)}
    if size >= _HOUR:
        return _("%(hours)s h") % {"hours": plain_number(seconds / _HOUR, 1)}
    return _("%(minutes)s min") % {"minutes": plain_number(seconds / _MINUTE, 0)}


def plain_number(value: float | Decimal, places: int) -> str:
    """A number with at most ``places`` decimals, without trailing zeros, grouped as the language does."""
    rounded = round(Decimal(str(value)), places)
    whole = rounded == rounded.to_integral_value()
    return number_format(rounded, decimal_pos=0 if whole else places, force_grouping=True)


def share_text(share: float | None) -> str:
    """A share of one as a percentage; a share without bound is said as such."""
    if share is None:
        return NOTHING
    if math.isinf(share):
        return _("no tolerance left")
    return _("%(percent)s %%") % {"percent": number_format(round(share * 100), force_grouping=True)}
