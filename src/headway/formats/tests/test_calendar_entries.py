"""A plan as calendar entries, read again by the library that other calendar programs use."""

from io import BytesIO
from typing import Any

import icalendar
import pytest

from headway.formats.calendar_entries import write_icalendar
from headway.formats.errors import FormatError
from headway.formats.plan import PlanDocument
from headway.formats.tests.mspdi_text import after, document, task

LONG = "Pour, cure; strike: “” " + "and so on " * 20


def entries(plan: PlanDocument) -> dict[str, Any]:
    sink = BytesIO()
    write_icalendar(plan, sink)
    calendar = icalendar.Calendar.from_ical(sink.getvalue())
    return {str(event["summary"]): event for event in calendar.walk("VEVENT")}


def test_activities_have_their_computed_dates_and_milestones_are_moments() -> None:
    plan = document(
        task(1, 0, Name="Quay"),
        task(2, 16, Name="Dig", OutlineLevel=2, Notes="soft ground"),
        task(3, 8, Name=LONG.strip(), OutlineLevel=2, **after(2)),
        task(4, 0, Name="Done", OutlineLevel=2, Milestone=1, **after(3)),
    )
    found = entries(plan)
    assert list(found) == ["Dig", LONG.strip(), "Done"]
    spans = [(event["dtstart"].dt, event["dtend"].dt) for event in list(found.values())[:2]]
    assert [[str(moment) for moment in span] for span in spans] == [
        ["2026-01-05 08:00:00", "2026-01-06 17:00:00"],
        ["2026-01-07 08:00:00", "2026-01-07 17:00:00"],
    ]
    assert (str(found["Done"]["dtstart"].dt), "dtend" in found["Done"]) == ("2026-01-07 17:00:00", False)
    assert str(found["Dig"]["description"]) == "soft ground"
    assert found["Dig"]["categories"].cats == ["Quay"]


def test_an_inactive_activity_is_no_entry() -> None:
    assert list(entries(document(task(1, Name="Dig", Active=0), task(2, Name="Pour")))) == ["Pour"]


def test_an_entry_keeps_its_identity_and_the_same_plan_gives_the_same_bytes() -> None:
    first, second = BytesIO(), BytesIO()
    plan = document(task(1, Name="Dig"), task(2, Name="Pour"))
    write_icalendar(plan, first)
    write_icalendar(plan, second)
    assert first.getvalue() == second.getvalue()
    longer = entries(document(task(1, 40, Name="Dig"), task(2, Name="Pour")))
    before = entries(plan)
    assert [str(before[name]["uid"]) for name in before] == [str(longer[name]["uid"]) for name in longer]
    assert len({str(event["uid"]) for event in before.values()}) == 2


def test_what_is_no_network_is_refused() -> None:
    with pytest.raises(FormatError, match="wait for each other"):
        entries(document(task(1, **after(2)), task(2, **after(1))))
