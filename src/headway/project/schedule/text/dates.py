"""Dates as people write them: ISO, the language's own order, and words such as “next fri” or “+3d”."""

import datetime as dt
import re

from django.utils import formats, timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from headway.common.refusal import Invalid
from headway.engine.plan_time import EPOCH, day_of, end_of, moment_of

LONGEST_TEXT = 60  # characters; no way to write a date needs more
# What people can say of plans and of their history lies between these; what the engine computes may go on.
FIRST_DAY, LAST_DAY = EPOCH, dt.date(2149, 12, 31)
LAST_MOMENT = end_of(LAST_DAY) - 1
YEARS = {"first": FIRST_DAY.year, "last": LAST_DAY.year}
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_UNITS = {
    "d": ("", "d", "day", "days"),
    "w": ("w", "wk", "wks", "week", "weeks"),
    "m": ("m", "mo", "month", "months"),
    "y": ("y", "yr", "yrs", "year", "years"),
}
_UNIT = {word: unit for unit, words in _UNITS.items() for word in words}
_MONTH_FIRST = {"en", "en-us"}
_TIME = re.compile(r"(?P<date>.*?)[ t]+(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::\d{2})?")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_NUMBERS = re.compile(r"(\d{1,2})(?P<mark>[./-])\s*(\d{1,2})(?:[./-]\s*(\d{4}|\d{2})?)?")
_NAMED = re.compile(r"(?:(\d{1,2})\.?\s*([a-z]{3,9})|([a-z]{3,9})\s*(\d{1,2}))\.?,?\s*(\d{4})?")
_RELATIVE = re.compile(r"([+-])\s*(\d{1,4})\s*([a-z]{0,6})")
_WEEKDAY = re.compile(r"(?:(next|this)\s+)?([a-z]{3,9})")


def parse_date(text: str, *, time_of_day: int, today: dt.date | None = None, field: str = "date") -> int:
    """Plan time of a typed date; ``time_of_day`` (seconds) holds where no time is written.

    >>> typed = parse_date("next fri", time_of_day=0, today=dt.date(2026, 3, 11))
    >>> typed == parse_date("2026-03-13", time_of_day=0)
    True
    """
    written = " ".join(text.lower().split()) if len(text) <= LONGEST_TEXT else ""
    timed = _TIME.fullmatch(written)
    if timed and int(timed["hour"]) < 24 and int(timed["minute"]) < 60:
        written, time_of_day = timed["date"].strip(), int(timed["hour"]) * 3600 + int(timed["minute"]) * 60
    try:
        day = _day(written, today or timezone.localdate())
    except (ValueError, OverflowError):
        day = None
    if day is None or not FIRST_DAY <= day <= LAST_DAY:
        raise Invalid(
            _("“%(text)s” is no date. Write it like %(example)s or 2026-03-12, or “next fri”, “+3d”, “+1m”.")
            % {"text": text[:40], "example": date_text(moment_of(dt.date(2026, 3, 12)))},
            field=field,
        )
    return moment_of(day) + time_of_day


def date_text(moment: int) -> str:
    """The day of a plan time, in the active language's short form."""
    return formats.date_format(day_of(moment), "SHORT_DATE_FORMAT")


def _day(text: str, today: dt.date) -> dt.date | None:
    if text in {"today", _("today").lower()}:
        return today
    if text in {"tomorrow", _("tomorrow").lower()}:
        return today + dt.timedelta(days=1)
    for pattern, read in (
        (_ISO, _iso),
        (_NUMBERS, _numbers),
        (_NAMED, _named),
        (_RELATIVE, _relative),
        (_WEEKDAY, _weekday),
    ):
        match = pattern.fullmatch(text)
        if match:
            return read(match, today)
    return None


def _iso(match: re.Match[str], _today: dt.date) -> dt.date:
    return dt.date(*(int(part) for part in match.groups()))


def _numbers(match: re.Match[str], today: dt.date) -> dt.date:
    first, second, year = int(match[1]), int(match[3]), match[4]
    month_first = match["mark"] == "/" and (get_language() or "en") in _MONTH_FIRST
    month, day = (first, second) if month_first else (second, first)
    return _dated(day, month, year, today)


def _named(match: re.Match[str], today: dt.date) -> dt.date | None:
    word, day = match[2] or match[3], match[1] or match[4]
    month = _meant(word, _MONTHS)
    return None if month is None else _dated(int(day), month + 1, match[5], today)


def _meant(word: str, names: tuple[str, ...]) -> int | None:
    """The place of the name of which a word of three letters or more is the beginning, or the whole."""
    return next((place for place, name in enumerate(names) if name.startswith(word)), None)


def _dated(day: int, month: int, year: str | None, today: dt.date) -> dt.date:
    """Without a year: this year, or the next where that was more than half a year ago."""
    if year:
        return dt.date(int(year) + (2000 if len(year) == 2 else 0), month, day)
    found = dt.date(today.year, month, day)
    return found if (today - found).days <= 183 else dt.date(today.year + 1, month, day)


def _relative(match: re.Match[str], today: dt.date) -> dt.date | None:
    count = int(match[2]) * (1 if match[1] == "+" else -1)
    unit = _UNIT.get(match[3])
    if unit is None:
        return None
    if unit in "dw":
        return today + dt.timedelta(days=count * (7 if unit == "w" else 1))
    months = today.year * 12 + today.month - 1 + count * (12 if unit == "y" else 1)
    first = dt.date(months // 12, months % 12 + 1, 1)
    last = (first + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)
    return first.replace(day=min(today.day, last.day))


def _weekday(match: re.Match[str], today: dt.date) -> dt.date | None:
    """The next such day after today; “this” may be today itself."""
    day = _meant(match[2], _DAYS)
    if day is None:
        return None
    ahead = (day - today.weekday()) % 7
    return today + dt.timedelta(days=ahead if ahead or match[1] == "this" else 7)
