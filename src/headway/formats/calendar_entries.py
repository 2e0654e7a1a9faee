"""Writing the activities of a plan as calendar entries (iCalendar, RFC 5545)."""

import uuid
from collections.abc import Iterator
from typing import BinaryIO

from icalendar import Calendar, Event

from headway.engine.plan_time import wall_clock
from headway.formats.compare import computed_dates
from headway.formats.format import Format
from headway.formats.network import dates_of, network_of
from headway.formats.plan import Kind, PlanActivity, PlanDocument, StoredDates
from headway.formats.words import gettext_noop

ICALENDAR = Format(
    key="ics",
    name="iCalendar",
    how=gettext_noop("a calendar program’s export"),
    extensions=(".ics",),
    media_types=("text/calendar",),
    recognises=lambda head: head.lstrip()[:15].upper() == b"BEGIN:VCALENDAR",
)
# Identities of entries are made from a project's name and an activity's identity in this namespace.
NAMESPACE = uuid.UUID("0b8a3c52-6a5e-5f0e-9c58-2f9a3f6d7e11")


def write_icalendar(document: PlanDocument, sink: BinaryIO) -> None:
    """Write one entry for each active activity and milestone, with its computed dates.

    Times are those of the plan and have no time zone: a calendar program shows them as they are, wherever it
    runs. A milestone is a moment. The same plan gives the same bytes, and an entry keeps its identity while
    the name of the project and the activity's identity in the file stay.

    Parameters
    ----------
    document : PlanDocument
    sink : binary file
        Written from its position on, and left open.

    Raises
    ------
    FormatError
        When the activities make no network.

    Examples
    --------
    >>> import io
    >>> from headway.formats.mspdi import MSPDI
    >>> from headway.formats.plan import ProjectFacts
    >>> dig = PlanActivity(uid=1, number=1, line=0, name="Dig", duration=28800)
    >>> plan = PlanDocument(format=MSPDI, project=ProjectFacts(name="Quay", start=28800), activities=(dig,))
    >>> sink = io.BytesIO()
    >>> write_icalendar(plan, sink)
    >>> [line for line in sink.getvalue().decode().splitlines() if line.startswith("DT")][:2]
    ['DTSTART:19700101T080000', 'DTEND:19700101T170000']
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Headway//Plan//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", document.project.name)
    for entry in _entries(document):
        calendar.add_component(entry)
    sink.write(calendar.to_ical())


def _entries(document: PlanDocument) -> Iterator[Event]:
    dates = dates_of(document, network_of(document))
    names = {activity.uid: activity.name for activity in document.activities}
    for row, activity in enumerate(document.activities):
        when = computed_dates(dates, row)
        if activity.kind is not Kind.SUMMARY and activity.active and when.start is not None:
            yield _entry(document, activity, when, names.get(activity.parent or 0, ""))


def _entry(document: PlanDocument, activity: PlanActivity, when: StoredDates, above: str) -> Event:
    entry = Event()
    entry.add("uid", str(uuid.uuid5(NAMESPACE, f"{document.project.name}/{activity.uid}")))
    entry.add("summary", activity.name)
    entry.add("dtstart", wall_clock(when.start or 0))
    if when.finish is not None and when.finish > (when.start or 0):
        entry.add("dtend", wall_clock(when.finish))
    # When the plan was written; the entry cannot know when it is sent.
    entry.add("dtstamp", wall_clock(document.project.written or document.project.start or 0))
    if above:
        entry.add("categories", [above])
    if activity.notes:
        entry.add("description", activity.notes)
    return entry
