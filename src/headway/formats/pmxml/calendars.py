"""Calendars of a PMXML file, written as an XER file writes them."""

from collections.abc import Iterator

from headway.formats.errors import FormatError
from headway.formats.safe_xml import Element, local_name
from headway.formats.xer.calendars import DAY_ZERO
from headway.formats.xer.tables import Row
from headway.formats.years import date_and_time

# Sunday is 1 in an XER file.
DAYS = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
TYPES = {"Global": "CA_Base", "Resource": "CA_Rsrc", "Project": "CA_Project"}


def calendar_row(element: Element) -> Row:
    """The row of a calendar."""
    said = {local_name(child): (child.text or "").strip() for child in element if not len(child)}
    fields = {
        "clndr_id": said.get("ObjectId", ""),
        "clndr_name": said.get("Name", ""),
        "base_clndr_id": said.get("BaseCalendarObjectId", ""),
        "clndr_type": TYPES.get(said.get("Type", ""), "CA_Base"),
        "default_flag": "Y" if said.get("IsDefault") in ("1", "true") else "N",
        "clndr_data": _data(element),
    }
    places = {name: at for at, name in enumerate(fields)}
    return Row("CALENDAR", places, list(fields.values()), element.sourceline or 0)


def _data(element: Element) -> str:
    week, exceptions = _part(element, "StandardWorkWeek"), _part(element, "HolidayOrExceptions")
    days = "" if week is None else _node("DaysOfWeek", "".join(_days(week)))
    others = "" if exceptions is None else _node("Exceptions", "".join(_exceptions(exceptions)))
    return _node("CalendarData", days + others)


def _part(element: Element, name: str) -> Element | None:
    return next((child for child in element if local_name(child) == name), None)


def _node(name: str, inner: str, facts: str = "") -> str:
    return f"(0||{name}({facts})({inner}))"


def _days(week: Element) -> Iterator[str]:
    for day in week:
        name = _said(day, "DayOfWeek")
        if name not in DAYS:
            raise FormatError(day.sourceline or 0, f"There is no day of the week “{name[:40]}”.")
        yield _node(str(DAYS.index(name) + 1), "".join(_shifts(day)))


def _exceptions(exceptions: Element) -> Iterator[str]:
    for exception in exceptions:
        said = _said(exception, "Date")
        date = date_and_time(said) if len(said) <= 40 else None
        if date is None:
            raise FormatError(exception.sourceline or 0, f"“{said[:40]}” is no day of an exception.")
        yield _node("0", "".join(_shifts(exception)), facts=f"d|{(date.date() - DAY_ZERO).days}")


def _said(element: Element, name: str) -> str:
    found = _part(element, name)
    return "" if found is None else (found.text or "").strip()


def _shifts(day: Element) -> Iterator[str]:
    for work in day:
        start, finish = _said(work, "Start"), _said(work, "Finish")
        if local_name(work) == "WorkTime" and start and finish:
            yield _node("0", "", facts=f"s|{start[:5]}|f|{_minute_after(work, finish)}")


def _minute_after(work: Element, text: str) -> str:
    """The end of a shift. P6 gives the last minute in it: 11:59 of one until noon; others give the end."""
    hour, minute = text[:2], text[3:5]
    if not (hour.isdecimal() and minute.isdecimal()):
        raise FormatError(work.sourceline or 0, f"“{text[:40]}” is no time of day.")
    minutes = int(hour) * 60 + int(minute)
    minutes += minutes % 5 != 0
    return f"{minutes // 60:02}:{minutes % 60:02}"
