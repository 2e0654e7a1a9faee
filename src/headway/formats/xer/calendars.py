"""Calendars of an XER file: working time written as lists in brackets."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from headway.engine.calendar import Shift, Shifts
from headway.engine.plan_time import DAY
from headway.formats.plan import CalendarException, PlanCalendar
from headway.formats.xer.tables import Row
from headway.formats.years import YEARS

DAY_ZERO = dt.date(1899, 12, 30)  # of which days are counted, as spreadsheets do
DEEPEST = 20
MOST_NODES = 1_000_000
RESOURCE_CALENDAR = "CA_Rsrc"

# An element opens with a kind, a name and facts in brackets, holds others, and closes. Space means nothing.
_SPACE = re.compile(r"[\s\x7f]+")
_TOKEN = re.compile(r"\(\d*\|\|([^(|)]*)\(([^()]*)\)\(|\)\)")
_TIME = re.compile(r"(\d{1,2}):(\d{2})(?::\d{2})?([AaPp][Mm])?", re.ASCII)


@dataclass(slots=True)
class Node:
    """One element: its name, its facts, what it holds."""

    name: str
    facts: dict[str, str]
    inner: list["Node"] = field(default_factory=list)


def read_calendar(row: Row) -> PlanCalendar:
    """A calendar; one based on another inherits its exceptions."""
    top = _parsed(row)
    week, exceptions = _child(top, "DaysOfWeek"), _child(top, "Exceptions")
    return PlanCalendar(
        uid=row.identity("clndr_id"),
        name=row.text("clndr_name"),
        line=row.line,
        base_uid=row.reference("base_clndr_id"),
        is_base=row.text("clndr_type") != RESOURCE_CALENDAR,
        days=_week(row, week),
        exceptions=tuple(_exceptions(row, exceptions)),
    )


def _parsed(row: Row) -> Node:
    """The elements in the text of a calendar, below one that is none."""
    top = Node("", {})
    open_nodes = [top]
    for count, token in enumerate(_TOKEN.finditer(_SPACE.sub("", row.text("clndr_data")))):
        if count > MOST_NODES:
            raise row.refuse("clndr_data", f"has more than {MOST_NODES:,} elements")
        if token[1] is None:
            if len(open_nodes) > 1:
                open_nodes.pop()
            continue
        node = Node(token[1], _facts(token[2]))
        open_nodes[-1].inner.append(node)
        open_nodes.append(node)
        if len(open_nodes) > DEEPEST:
            raise row.refuse("clndr_data", f"has more than {DEEPEST} elements inside each other")
    return top


def _facts(text: str) -> dict[str, str]:
    """Facts are written name, value, name, value."""
    parts = text.split("|")
    return dict(zip(parts[::2], parts[1::2], strict=False))


def _child(top: Node, name: str) -> Node | None:
    """The first element of a name, of those two levels down."""
    for node in (top, *top.inner):
        for inner in node.inner:
            if inner.name == name:
                return inner
    return None


def _week(row: Row, week: Node | None) -> tuple[Shifts | None, ...]:
    """Monday to Sunday; a calendar without a week works as its base, or not at all."""
    if week is None:
        return (None,) * 7
    days: list[Shifts | None] = [()] * 7
    for node in week.inner:
        # Sunday is 1 in the file; Monday is 0 here.
        if node.name.isdigit() and 1 <= int(node.name) <= 7:
            days[(int(node.name) - 2) % 7] = _shifts(row, node)
    return tuple(days)


def _exceptions(row: Row, exceptions: Node | None) -> Iterator[CalendarException]:
    for node in exceptions.inner if exceptions is not None else ():
        number = node.facts.get("d", "")
        if not re.fullmatch(r"\d{1,6}", number, re.ASCII):
            raise row.refuse("clndr_data", f"has an exception on “{number[:40]}”, which is no day")
        day = DAY_ZERO + dt.timedelta(days=int(number))
        if day.year in YEARS:
            yield CalendarException(name="", first=day, last=day, shifts=_shifts(row, node))


def _shifts(row: Row, node: Node) -> Shifts:
    found = (_shift(row, inner) for inner in node.inner if "s" in inner.facts or "f" in inner.facts)
    return tuple(sorted(shift for shift in found if shift is not None))


def _shift(row: Row, node: Node) -> Shift | None:
    start, finish = _time(row, node.facts.get("s", "")), _time(row, node.facts.get("f", ""))
    if start == DAY:
        start = 0
    if finish <= start:
        # The end of a day is midnight, or its first moment; another earlier time is one of the next day.
        finish += DAY
    return None if finish - start > DAY or (finish - start == DAY and start != 0) else (start, finish)


def _time(row: Row, text: str) -> int:
    found = _TIME.fullmatch(text)
    if found is None:
        raise row.refuse("clndr_data", f"has a time of day “{text[:40]}”")
    hour, minute, half = int(found[1]), int(found[2]), (found[3] or "").lower()
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    if hour > 24 or minute > 59 or (hour == 24 and minute):
        raise row.refuse("clndr_data", f"has a time of day “{text[:40]}”")
    return hour * 3600 + minute * 60
