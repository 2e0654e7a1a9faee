"""PMXML files tell the rows of XER files: what is read from one is what is read from the other."""

import shutil
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headway.engine import FloatKind, LagCalendar, Progress, moment
from headway.engine.tests.known import FOLDER
from headway.formats.detect import read_plan
from headway.formats.errors import FormatError
from headway.formats.lost import lost_between
from headway.formats.network import dates_of, network_of
from headway.formats.plan import Kind, LinkType, Omission, PlanDocument, ResourceKind
from headway.formats.pmxml import PMXML, read_pmxml
from headway.formats.primavera import ActivityType, Bound, BoundDate, PercentType
from headway.formats.reconcile import reconcile
from headway.formats.tests.java import start_java
from headway.formats.tests.mspdi_text import element
from headway.formats.tests.xer_text import link, task, xer

OFFICE = ((8 * 3600, 12 * 3600), (13 * 3600, 17 * 3600))
WORK = {
    "WorkTime": [{"Start": "08:00:00", "Finish": "11:59:00"}, {"Start": "13:00:00", "Finish": "16:59:00"}]
}
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
CALENDAR: Mapping[str, Any] = {
    "ObjectId": 7,
    "Name": "Standard",
    "Type": "Global",
    "IsDefault": 1,
    "StandardWorkWeek": {
        "StandardWorkHours": [
            *({"DayOfWeek": day, **WORK} for day in DAYS),
            {"DayOfWeek": "Saturday"},
            {"DayOfWeek": "Sunday"},
        ]
    },
    "HolidayOrExceptions": {"HolidayOrException": [{"Date": "2026-01-07T00:00:00"}]},
}
PROJECT = {
    "ObjectId": 1,
    "Id": "HOUSE",
    "Name": "House",
    "DataDate": "2026-01-05T08:00:00",
    "PlannedStartDate": "2026-01-05T08:00:00",
    "ActivityDefaultCalendarObjectId": 7,
}


FLAGS = (
    "sched_retained_logic",
    "sched_lag_early_start_flag",
    "sched_use_expect_end_flag",
    "sched_use_project_end_date_for_float",
)


def activity(uid: int, hours: float = 8, **fields: Any) -> Mapping[str, Any]:
    """An activity of so many hours."""
    named = {
        "ObjectId": uid,
        "ProjectObjectId": 1,
        "CalendarObjectId": 7,
        "Id": f"A{uid}",
        "Name": f"Task {uid}",
    }
    return {**named, "Type": "Task Dependent", "PlannedDuration": hours, "RemainingDuration": hours, **fields}


def pmxml(*activities: Mapping[str, Any], project: Mapping[str, Any] = PROJECT, **parts: Any) -> bytes:
    """A file of one project, with parts inside of it and, as Calendar and Resource, before it."""
    before = element("Calendar", parts.pop("Calendar", CALENDAR)) + element(
        "Resource", parts.pop("Resource", [])
    )
    inside = {**project, **parts, "Activity": list(activities)}
    body = before + element("Project", inside)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<APIBusinessObjects>\n{body}</APIBusinessObjects>'.encode()
    )


def document(*activities: Mapping[str, Any], **parts: Any) -> PlanDocument:
    return read_pmxml(BytesIO(pmxml(*activities, **parts)))


def test_a_plan_is_read_and_computed() -> None:
    wbs = [{"ObjectId": 51, "ProjectObjectId": 1, "Name": "Walls", "Code": "W", "SequenceNumber": 2}]
    follows = {
        "ObjectId": 9,
        "PredecessorActivityObjectId": 1,
        "SuccessorActivityObjectId": 2,
        "Type": "Finish to Start",
        "Lag": 4,
    }
    stored: Mapping[str, Any] = {
        "EarlyStartDate": "2026-01-06T13:00:00",
        "EarlyFinishDate": "2026-01-08T12:00:00",
    }
    late: Mapping[str, Any] = {
        "RemainingLateStartDate": "2026-01-06T13:00:00",
        "RemainingLateFinishDate": "2026-01-08T12:00:00",
    }
    found = document(
        activity(1), activity(2, WBSObjectId=51, **stored, **late), WBS=wbs, Relationship=follows
    )
    assert found.format is PMXML
    assert (found.project.name, found.project.start) == ("House", moment("2026-01-05T08:00"))
    assert [(each.uid, each.parent, each.kind) for each in found.activities] == [
        (1, None, Kind.TASK),
        (-51, None, Kind.SUMMARY),
        (2, -51, Kind.TASK),
    ]
    (between,) = found.links
    assert (between.type, between.lag) == (LinkType.FS, 4 * 3600)
    # The seventh is an exception without work.
    assert reconcile(found).tally.exact == 1


def test_the_last_minute_of_a_shift_is_in_it_and_some_programs_write_its_end() -> None:
    (standard,) = document(activity(1)).calendars
    assert standard.days == (*(OFFICE,) * 5, (), ())
    ends = {"WorkTime": [{"Start": "08:00:00", "Finish": "12:00:00"}, {"Start": "13:00", "Finish": "17:00"}]}
    week = {"StandardWorkHours": [{"DayOfWeek": "Monday", **ends}]}
    night = {
        "StandardWorkHours": [{"DayOfWeek": "Monday", "WorkTime": {"Start": "00:00", "Finish": "23:59"}}]
    }
    for given_week, expected in ((week, OFFICE), (night, ((0, 86400),))):
        (found,) = document(activity(1), Calendar={**CALENDAR, "StandardWorkWeek": given_week}).calendars
        assert found.days[0] == expected


def test_facts_of_an_activity_are_read() -> None:
    (found,) = document(
        activity(
            1,
            40,
            Type="Finish Milestone",
            PercentCompleteType="Physical",
            PhysicalPercentComplete=0.25,
            PrimaryConstraintType="Mandatory Start",
            PrimaryConstraintDate="2026-01-06T08:00:00",
            SecondaryConstraintType="As Late As Possible",
            ActualStartDate="2026-01-05T08:00:00",
            SuspendDate="2026-01-05T12:00:00",
            IsLongestPath=1,
        )
    ).activities
    facts = found.primavera
    assert facts is not None
    assert (facts.type, facts.percent_type) == (ActivityType.FINISH_MILESTONE, PercentType.PHYSICAL)
    assert (facts.code, facts.on_longest_path) == ("A1", True)
    assert facts.constraints == (
        BoundDate(bound=Bound.MANDATORY_START, date=moment("2026-01-06T08:00")),
        BoundDate(bound=Bound.LATEST),
    )
    assert (found.percent_complete, found.physical_percent_complete) == (25, 25)


def test_options_of_a_project_stand_in_it_or_in_an_element_of_their_own() -> None:
    said = {
        "OutOfSequenceScheduleType": "Progress Override",
        "RelationshipLagCalendar": "24 Hour Calendar",
        "ComputeTotalFloatType": "Start Float = Late Start - Early Start",
        "UseExpectedFinishDates": 0,
    }
    for project in ({**PROJECT, **said}, {**PROJECT, "ScheduleOptions": {"ObjectId": 99, **said}}):
        (found,) = document(activity(1), project=project).projects
        assert (found.uid, found.rules.progress) == (1, Progress.OVERRIDE)
        assert found.rules.lag_calendar is LagCalendar.AROUND_THE_CLOCK
        assert (found.rules.float_kind, found.rules.expected_finish) == (FloatKind.START, False)


def test_several_projects_are_one_document() -> None:
    both = pmxml(activity(1)).replace(b"</APIBusinessObjects>", b"")
    second = element("Project", {**PROJECT, "ObjectId": 2, "Activity": activity(3, ProjectObjectId=2)})
    found = read_pmxml(BytesIO(both + second.encode() + b"</APIBusinessObjects>"))
    assert [project.uid for project in found.projects] == [1, 2]
    assert [each.primavera.project for each in found.activities if each.primavera] == [1, 2]


def test_resources_and_assignments_are_read() -> None:
    crane = {"ObjectId": 5, "Id": "C", "Name": "Crane", "ResourceType": "Nonlabor", "IsActive": 0}
    given = {
        "ObjectId": 8,
        "ActivityObjectId": 1,
        "ResourceObjectId": 5,
        "PlannedUnits": 16,
        "RemainingUnits": 8,
    }
    found = document(activity(1), Resource=crane, ResourceAssignment=given)
    (resource,), (assignment,) = found.resources, found.assignments
    assert (resource.name, resource.initials, resource.active) == ("Crane", "C", False)
    assert resource.kind is ResourceKind.WORK
    assert (assignment.resource, assignment.work, assignment.remaining_work) == (5, 16 * 3600, 8 * 3600)


def test_what_has_no_place_is_listed() -> None:
    udf = {"TypeObjectId": 4, "Text": "north"}
    found = document(
        activity(1, UDF=udf, PlannedLaborCost=90.5, Mood="good"), ActivityExpense={"ObjectId": 1}
    )
    left_out = {(entry.owner, entry.field, entry.reason) for entry in found.not_taken_over}
    assert left_out == {
        ("activity", "UDF", Omission.CUSTOM_FIELD),
        ("task", "PlannedLaborCost", Omission.COST),
        ("task", "Mood", Omission.NO_PLACE),
        ("project", "ActivityExpense", Omission.NO_PLACE),
    }


REFUSED = {
    "“Sometimes” is none of": pmxml(activity(1, Type="Sometimes")),
    "not a date between": pmxml(activity(1, PlannedStartDate="soon")),
    "was used before": pmxml(activity(1), activity(1)),
    "is no number": pmxml(activity(1, PhysicalPercentComplete="half")),
    "no day of the week “Funday”": pmxml(
        Calendar={**CALENDAR, "StandardWorkWeek": {"StandardWorkHours": {"DayOfWeek": "Funday"}}}
    ),
    "“08” is no time of day": pmxml(
        Calendar={
            **CALENDAR,
            "StandardWorkWeek": {
                "StandardWorkHours": {"DayOfWeek": "Monday", "WorkTime": {"Start": "00:00", "Finish": "08"}}
            },
        }
    ),
    "is no day of an exception": pmxml(
        Calendar={**CALENDAR, "HolidayOrExceptions": {"HolidayOrException": {"Date": "x" * 99}}}
    ),
    "has no project": b"<APIBusinessObjects></APIBusinessObjects>",
    "cut off": pmxml(activity(1))[:-40],
}


@pytest.mark.parametrize(("words", "content"), REFUSED.items())
def test_what_cannot_be_is_refused_with_a_line(words: str, content: bytes) -> None:
    with pytest.raises(FormatError, match=words) as caught:
        read_pmxml(BytesIO(content))
    assert caught.value.line > 0


WHOLE = pmxml(activity(1, PrimaryConstraintType="Start On", PrimaryConstraintDate="2026-01-06T08:00:00"))


@given(place=st.integers(0, len(WHOLE) - 1), length=st.integers(0, 6), put=st.binary(max_size=4))
@settings(max_examples=200, deadline=None)
def test_any_damage_is_read_or_refused(place: int, length: int, put: bytes) -> None:
    said = read_or_refused(WHOLE[:place] + put + WHOLE[place + length :])
    assert said


def read_or_refused(content: bytes) -> PlanDocument | str:
    try:
        return read_pmxml(BytesIO(content))
    except FormatError as refusal:
        return refusal.reason


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("java") is None, reason="the other writer needs Java")
def test_what_another_program_makes_of_an_xer_file_is_the_same_plan(tmp_path: Path) -> None:
    start_java()
    from java.io import File
    from org.mpxj.primavera import PrimaveraPMFileWriter
    from org.mpxj.reader import UniversalProjectReader

    own = tmp_path / "own.xer"
    bound = {"cstr_type": "CS_MSOA", "cstr_date": "2026-01-06 08:00"}
    kinds = ("PR_SS", "PR_FF", "PR_SF", "PR_FS")
    links = [link(1, number, kind, number) for number, kind in enumerate(kinds, start=2)]
    kind = {"duration_type": "DT_FixedDUR2"}
    tasks = [task(number, 4 * number, **kind, **(bound if number == 2 else {})) for number in range(1, 6)]
    options = {"schedoptions_id": 1, "proj_id": 1, "sched_float_type": "FT_FF", **dict.fromkeys(FLAGS, "Y")}
    own.write_bytes(xer(*tasks, links=links, SCHEDOPTIONS=[options]))
    for path in (own, *FOLDER.glob("networks/*.xer")):
        made = tmp_path / f"{path.stem}.xml"
        PrimaveraPMFileWriter().write(UniversalProjectReader().read(File(str(path))), str(made))
        before, after = (read_plan(BytesIO(each.read_bytes())) for each in (path, made))
        # The other program writes no floats, gives all activities a calendar, and forgets who wrote it.
        lost = {(each.owner, each.field) for each in lost_between(before, after)}
        assert lost <= {
            ("project", "author"),
            ("project", "written"),
            ("project", "currency"),
            ("activity", "calendar_uid"),
            ("activity", "stored"),
        }
        assert dates(before) == dates(after)


def dates(document: PlanDocument) -> list[tuple[int, ...]]:
    """What a plan comes to, row by row in the order of identities."""
    found = dates_of(document, network_of(document))
    rows = sorted(range(len(document.activities)), key=lambda row: document.activities[row].uid)
    columns = (found.early_start, found.early_finish, found.late_start, found.late_finish)
    return [tuple(int(column[row]) for column in columns) for row in rows]
