"""Small MSPDI texts for tests, made from what each test is about."""

from collections.abc import Mapping, Sequence
from html import escape
from io import BytesIO
from typing import Any

from headway.formats.mspdi import read_mspdi
from headway.formats.plan import PlanDocument

NAMESPACE = "http://schemas.microsoft.com/project"
Fields = Mapping[str, Any]


def element(name: str, content: object) -> str:
    """One element: a mapping becomes children, a list repeats the element, anything else its text."""
    if isinstance(content, Mapping):
        content = "".join(element(key, value) for key, value in content.items())
    elif isinstance(content, list):
        return "".join(element(name, entry) for entry in content)
    else:
        content = escape(str(content))
    return f"<{name}>{content}</{name}>\n"


def week(*shifts: tuple[str, str], days: Sequence[int] = (2, 3, 4, 5, 6)) -> Fields:
    """Week days of a calendar: Sunday is 1; the other days have no work."""
    times = {"WorkingTimes": {"WorkingTime": [{"FromTime": a, "ToTime": b} for a, b in shifts]}}
    return {
        "WeekDay": [
            {"DayType": day, "DayWorking": int(day in days), **(times if day in days else {})}
            for day in range(1, 8)
        ]
    }


OFFICE = week(("08:00:00", "12:00:00"), ("13:00:00", "17:00:00"))
STANDARD = {"UID": 1, "Name": "Standard", "IsBaseCalendar": 1, "BaseCalendarUID": -1, "WeekDays": OFFICE}


def task(uid: int, hours: float = 8, **fields: Any) -> Fields:
    """A task of so many hours."""
    named = {"UID": uid, "ID": uid, "Name": f"Task {uid}", "OutlineLevel": 1}
    return {**named, "Duration": f"PT{hours:g}H0M0S", "DurationFormat": 7, **fields}


def after(*predecessors: int, **fields: Any) -> Fields:
    """Links to predecessors, finish to start unless said otherwise."""
    return {"PredecessorLink": [{"PredecessorUID": uid, "Type": 1, **fields} for uid in predecessors]}


def dates(*moments: str) -> Fields:
    """Stored early start, early finish, late start, late finish; the first two are start and finish too."""
    names = ("EarlyStart", "EarlyFinish", "LateStart", "LateFinish", "Start", "Finish")
    pairs = zip(names, (*moments, *moments[:2]), strict=True)
    return {name: f"{moment}:00" for name, moment in pairs}


def mspdi(
    *tasks: Fields,
    calendars: Sequence[Fields] = (STANDARD,),
    resources: Sequence[Fields] = (),
    assignments: Sequence[Fields] = (),
    **project: Any,
) -> bytes:
    """An MSPDI file; the project starts on Monday 5 January 2026 at 8."""
    content = {
        "Name": "Bridge",
        "StartDate": "2026-01-05T08:00:00",
        "CalendarUID": 1,
        **project,
        "Calendars": {"Calendar": list(calendars)},
        "Tasks": {"Task": list(tasks)},
        "Resources": {"Resource": list(resources)},
        "Assignments": {"Assignment": list(assignments)},
    }
    body = "".join(element(name, value) for name, value in content.items())
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<Project xmlns="{NAMESPACE}">\n{body}</Project>'.encode()


def document(*tasks: Fields, **parts: Any) -> PlanDocument:
    """The plan document of such a file."""
    return read_mspdi(BytesIO(mspdi(*tasks, **parts)))
