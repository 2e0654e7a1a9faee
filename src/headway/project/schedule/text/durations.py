"""Durations as people write them: “2w”, “1.5d”, “3ed” (elapsed days), “5d?” (estimated)."""

import re
from typing import NamedTuple

from django.utils.translation import gettext as _

from headway.common.refusal import Invalid
from headway.engine.plan_time import DAY

MINUTE, HOUR = 60, 3600
LONGEST = 200 * 366 * DAY

_WORDS = {
    "min": ("m", "min", "mins", "minute", "minutes"),
    "h": ("h", "hr", "hrs", "hour", "hours"),
    "d": ("d", "dy", "day", "days"),
    "w": ("w", "wk", "wks", "week", "weeks"),
    "mo": ("mo", "mon", "mons", "month", "months"),
}
_UNIT = {word: unit for unit, words in _WORDS.items() for word in words}
_AMOUNT = re.compile(r"(?P<number>\d{1,9}(?:[.,]\d{1,4})?)\s*(?P<elapsed>e)?(?P<word>[a-z]{0,8})\.?")
_ELAPSED = {"min": MINUTE, "h": HOUR, "d": DAY, "w": 7 * DAY, "mo": 30 * DAY}


class Units(NamedTuple):
    """How much work a day, a week and a month of the project have."""

    minutes_per_day: int = 480
    minutes_per_week: int = 2400
    days_per_month: int = 20

    def seconds(self, unit: str, *, elapsed: bool = False) -> int:
        """Length of one ``min``, ``h``, ``d``, ``w`` or ``mo``."""
        if elapsed:
            return _ELAPSED[unit]
        working = {
            "min": MINUTE,
            "h": HOUR,
            "d": self.minutes_per_day * MINUTE,
            "w": self.minutes_per_week * MINUTE,
            "mo": self.minutes_per_day * self.days_per_month * MINUTE,
        }
        return working[unit]


class Amount(NamedTuple):
    """A span of time with the unit in which it was written."""

    seconds: int
    unit: str = "d"
    elapsed: bool = False


class Duration(NamedTuple):
    """How long an activity takes."""

    amount: Amount
    estimated: bool = False


def parse_duration(text: str, units: Units) -> Duration:
    """Read a duration.

    >>> parse_duration("2w", Units())
    Duration(amount=Amount(seconds=288000, unit='w', elapsed=False), estimated=False)
    >>> parse_duration("3ed?", Units())
    Duration(amount=Amount(seconds=259200, unit='d', elapsed=True), estimated=True)
    """
    written = text.strip()
    amount = parse_amount(written.removesuffix("?"), units)
    if amount is None:
        raise Invalid(
            _(
                "“%(text)s” is no duration. Write a number and "
                "a unit: 30min, 4h, 2d, 1.5w, 3mo, or 3ed for elapsed days."
            )
            % {"text": text[:40]},
            field="duration",
        )
    return Duration(amount, written.endswith("?"))


def parse_amount(text: str, units: Units) -> Amount | None:
    """A number with a unit, days where none is written; None where it is not that."""
    match = _AMOUNT.fullmatch(text.strip().lower())
    if match is None:
        return None
    word, elapsed = match["word"], bool(match["elapsed"])
    unit = _UNIT.get(word or "d")
    if unit is None:
        return None
    seconds = round(float(match["number"].replace(",", ".")) * units.seconds(unit, elapsed=elapsed))
    return Amount(seconds, unit, elapsed) if seconds <= LONGEST else None


def amount_text(amount: Amount, units: Units) -> str:
    """Shortest text that is read back as the same amount.

    >>> amount_text(Amount(43200, "d"), Units()), amount_text(Amount(86400, "d", True), Units())
    ('1.5d', '1ed')
    """
    for unit in (amount.unit, "d", "h", "min"):
        length = units.seconds(unit, elapsed=amount.elapsed)
        number = f"{amount.seconds / length:.2f}".rstrip("0").rstrip(".")
        if round(float(number) * length) == amount.seconds or unit == "min":
            return f"{number}{'e' if amount.elapsed else ''}{unit}"
    raise AssertionError  # the last unit always answers


def duration_text(amount: Amount, units: Units, *, estimated: bool = False) -> str:
    """A duration as it is shown and can be typed again."""
    return amount_text(amount, units) + ("?" if estimated else "")
