"""One element of an MSPDI file whose children are values: read, checked and used up by name."""

import datetime as dt
import re
from collections.abc import Sequence
from functools import lru_cache

from headway.engine.plan_time import DAY, plan_time
from headway.formats.errors import FormatError
from headway.formats.safe_xml import Element, local_name
from headway.formats.years import LONGEST, YEARS, date_and_time

_MOST_TEXT = 60  # characters of a number, a date or a duration

_DURATION = re.compile(
    r"(-?)P(?:(\d+)D)?(?:T(?:(\d+(?:\.\d+)?)H)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)S)?)?"
)


class Row:
    """Values and nested elements of one element, or of several that stand side by side.

    Each is taken once; what remains was not understood.

    Every method that takes a value raises `FormatError` with the line of that value when it cannot be read.
    """

    __slots__ = ("_children", "kind", "line", "nested", "values")

    def __init__(self, children: Element | Sequence[Element], *, kind: str = "") -> None:
        around = children if isinstance(children, Element) else None
        self.kind = kind if around is None else local_name(around).lower()
        self.line = 0 if around is None else around.sourceline or 0
        self.values: dict[str, str] = {}
        self.nested: dict[str, list[Element]] = {}
        self._children = children
        for child in children:
            name = local_name(child)
            if not name:
                continue  # a comment
            if len(child):
                self.nested.setdefault(name, []).append(child)
            elif child.text:
                self.values[name] = child.text

    def line_of(self, name: str) -> int:
        """Where the child `name` starts, or the element when there is none."""
        for child in self._children:
            if local_name(child) == name:
                return child.sourceline or self.line
        return self.line

    def refuse(self, name: str, problem: str) -> FormatError:
        """The error that says what is wrong with the child `name`."""
        return FormatError(self.line_of(name), f"{name} of the {self.kind} {problem}.")

    def text(self, name: str, default: str = "") -> str:
        """Text without surrounding space."""
        return self.values.pop(name, default).strip()

    def flag(self, name: str, *, default: bool = False) -> bool:
        """0 or 1, also written as words."""
        text = self.values.pop(name, None)
        if text is None:
            return default
        if text in ("0", "1"):
            return text == "1"
        if text.strip().lower() in ("true", "false"):
            return text.strip().lower() == "true"
        raise self.refuse(name, f"is “{text[:40]}”, not 0 or 1")

    def integer(self, name: str, default: int) -> int:
        """A whole number of 32 bits."""
        found = self.optional_integer(name)
        return default if found is None else found

    def integer_within(self, name: str, default: int, highest: int) -> int:
        """A whole number from 0 on."""
        number = self.integer(name, default)
        if not 0 <= number <= highest:
            raise self.refuse(name, f"is {number}, not 0 to {highest}")
        return number

    def optional_integer(self, name: str) -> int | None:
        """A whole number, or None when it is not there."""
        text = self.values.pop(name, None)
        if text is None:
            return None
        number = _integer(_short(text))
        if number is None:
            raise self.refuse(name, f"is “{text[:40]}”, not a whole number")
        return number

    def required_integer(self, name: str) -> int:
        """A whole number that must be there."""
        number = self.optional_integer(name)
        if number is None:
            raise FormatError(self.line, f"{name} of the {self.kind} is missing.")
        return number

    def decimal(self, name: str, default: float) -> float:
        """A decimal number."""
        text = self.values.pop(name, None)
        if text is None:
            return default
        if not re.fullmatch(r"\s*[-+]?\d{1,18}(\.\d*)?([eE][-+]?\d{1,2})?\s*", text, re.ASCII):
            raise self.refuse(name, f"is “{text[:40]}”, not a number")
        return float(text)

    def moment(self, name: str) -> int | None:
        """A date with time of day, as plan time."""
        text = self.values.pop(name, None)
        if text is None:
            return None
        time = parse_moment(text)
        if time is None:
            raise self.refuse(
                name, f"is “{text[:40]}”, not a date between {YEARS.start} and {YEARS.stop - 1}"
            )
        return time

    def seconds(self, name: str) -> int | None:
        """A duration like PT8H0M0S, in seconds; it may be negative."""
        text = self.values.pop(name, None)
        if text is None:
            return None
        seconds = parse_duration(text)
        if seconds is None:
            raise self.refuse(name, f"is “{text[:40]}”, not a duration")
        return seconds

    def duration(self, name: str) -> int | None:
        """A duration that is not negative, in seconds."""
        seconds = self.seconds(name)
        if seconds is not None and seconds < 0:
            raise self.refuse(name, "is negative")
        return seconds

    def tenths(self, name: str) -> int | None:
        """Tenths of minutes, in seconds."""
        number = self.optional_integer(name)
        if number is None:
            return None
        if abs(number) * 6 > LONGEST:
            raise self.refuse(name, "is longer than any plan")
        return number * 6

    def time_of_day(self, name: str) -> int | None:
        """A time of day, in seconds from midnight."""
        text = self.values.pop(name, None)
        if text is None:
            return None
        try:
            time = dt.time.fromisoformat(text.strip())
        except ValueError:
            raise self.refuse(name, f"is “{text[:40]}”, not a time of day") from None
        return time.hour * 3600 + time.minute * 60 + time.second

    def reference(self, name: str) -> int | None:
        """The UID of something else; a negative one refers to nothing."""
        uid = self.optional_integer(name)
        return None if uid is None or uid < 0 else uid

    def rows(self, name: str) -> list["Row"]:
        """Nested elements with this name."""
        return [Row(element) for element in self.nested.pop(name, ())]

    def row(self, name: str) -> "Row | None":
        """The nested element with this name."""
        found = self.rows(name)
        return found[0] if found else None


def parse_moment(text: str) -> int | None:
    """Plan time of an ISO date and time; None when it is none or outside the years of plans."""
    return _moment(_short(text))


def parse_duration(text: str) -> int | None:
    """Seconds of an XML duration in days, hours, minutes and seconds; None when it is none or beyond any
    plan."""
    return _seconds(_short(text))


def _short(text: str) -> str:
    """The text without surrounding space, or nothing where it is too long for a value that is remembered."""
    text = text.strip()
    return text if len(text) <= _MOST_TEXT else ""


@lru_cache(maxsize=4096)
def _moment(text: str) -> int | None:
    moment = date_and_time(text)
    return None if moment is None else plan_time(moment)


@lru_cache(maxsize=4096)
def _seconds(text: str) -> int | None:
    found = _DURATION.fullmatch(text)
    if not found:
        return None
    sign, days, hours, minutes, seconds = found.groups(default="0")
    total = int(days) * DAY + round(float(hours) * 3600 + float(minutes) * 60 + float(seconds))
    if total > LONGEST:
        return None
    return -total if sign == "-" else total


@lru_cache(maxsize=4096)
def _integer(text: str) -> int | None:
    found = re.fullmatch(r"\s*([-+]?\d{1,18})\s*(\.0*)?", text, re.ASCII)
    number = int(found[1]) if found else None
    return number if number is not None and abs(number) < 2**31 else None
