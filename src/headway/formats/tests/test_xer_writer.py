"""What is written as XER is read again as the same plan."""

import shutil
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest

from headway.engine import (
    FloatKind,
    LagCalendar,
    LinkType,
    PrimaveraRules,
    Progress,
    moment,
)
from headway.engine.tests.known import FOLDER
from headway.formats.detect import read_plan
from headway.formats.errors import FormatError
from headway.formats.lost import lost_between
from headway.formats.network import dates_of, network_of, starting
from headway.formats.plan import (
    CalendarException,
    Kind,
    PlanActivity,
    PlanCalendar,
    PlanDocument,
    PlanLink,
    PlanResource,
    ProjectFacts,
    ResourceKind,
    StoredDates,
)
from headway.formats.primavera import (
    ActivityType,
    Bound,
    BoundDate,
    DurationType,
    PercentType,
    PrimaveraFacts,
    PrimaveraProject,
)
from headway.formats.tests.java import start_java
from headway.formats.tests.whole_plan import (
    ASSIGNMENT,
    DAY,
    HOUR,
    JANUARY,
    MONDAY,
    NIGHT,
    TUESDAY,
    left_at_default,
)
from headway.formats.tests.whole_plan import WHOLE as MICROSOFT
from headway.formats.tests.xer_text import document, link, task
from headway.formats.xer import XER, read_xer, write_xer

RULES = PrimaveraRules(
    progress=Progress.OVERRIDE,
    lag_calendar=LagCalendar.AROUND_THE_CLOCK,
    lag_from_actual_start=True,
    float_kind=FloatKind.START,
    critical_float=9 * HOUR,
    by_longest_path=True,
    expected_finish=False,
    each_project=False,
)
PROJECT = PrimaveraProject(
    uid=7,
    line=1,
    code="QUAY",
    start=MONDAY,
    data_date=TUESDAY,
    must_finish_by=TUESDAY + HOUR,
    scheduled_finish=TUESDAY + 2 * HOUR,
    calendar_uid=3,
    rules=RULES,
)
FACTS = PrimaveraFacts(
    project=7,
    code="A10",
    type=ActivityType.RESOURCE_DEPENDENT,
    percent_type=PercentType.UNITS,
    duration_type=DurationType.FIXED_UNITS,
    planned_start=MONDAY + 60,
    planned_finish=MONDAY + 120,
    constraints=(
        BoundDate(bound=Bound.START_FROM, date=MONDAY + 180),
        BoundDate(bound=Bound.FINISH_UNTIL, date=MONDAY + 240),
    ),
    expected_finish=MONDAY + 300,
    external_start=MONDAY + 360,
    external_finish=MONDAY + 420,
    suspend=MONDAY + 480,
    resume=MONDAY + 540,
    on_longest_path=True,
)
ACTIVITY = PlanActivity(
    uid=12,
    number=2,
    line=1,
    name="Dig\nthe “Größe”",
    parent=-11,
    outline_level=2,
    duration=5 * HOUR + 61,
    duration_unit="h",
    calendar_uid=4,
    percent_complete=25,
    physical_percent_complete=20,
    actual_start=MONDAY,
    remaining_duration=3 * HOUR,
    work=8 * HOUR,
    actual_work=HOUR,
    remaining_work=3 * HOUR,
    stored=StoredDates(
        start=MONDAY,
        finish=TUESDAY + 60,
        early_start=MONDAY + 660,
        early_finish=TUESDAY + 60,
        late_start=MONDAY + 720,
        late_finish=TUESDAY + 120,
        total_float=-HOUR,
        free_float=2 * HOUR + 1,
    ),
    primavera=FACTS,
)
EVERY_HOUR = ((0, 24 * HOUR),)
WHOLE = PlanDocument(
    format=XER,
    project=ProjectFacts(
        name="Quay & Mole",
        author="Ana",
        start=MONDAY,
        finish=TUESDAY + 2 * HOUR,
        status_date=TUESDAY,
        written=moment("2026-01-04T10:30"),
        calendar_uid=3,
        critical_limit=9 * HOUR,
        currency="NOK",
    ),
    projects=(PROJECT, replace(PROJECT, uid=8, code="MOLE", must_finish_by=None, rules=PrimaveraRules())),
    calendars=(
        PlanCalendar(
            uid=3,
            name="Shifts",
            line=1,
            days=(DAY, DAY, NIGHT, DAY, DAY, (), EVERY_HOUR),
            exceptions=(
                CalendarException(name="", first=JANUARY, last=JANUARY, shifts=DAY),
                CalendarException(name="", first=JANUARY.replace(day=2), last=JANUARY.replace(day=2)),
            ),
        ),
        PlanCalendar(uid=4, name="Ana", line=1, base_uid=3, is_base=False),
    ),
    activities=(
        PlanActivity(uid=-11, number=1, line=1, name="Quay & Mole", wbs="Q", kind=Kind.SUMMARY),
        ACTIVITY,
        PlanActivity(
            uid=13,
            number=3,
            line=1,
            name="%R Done",
            parent=-11,
            outline_level=2,
            kind=Kind.MILESTONE,
            duration_unit="h",
            fixed_duration=True,
            percent_complete=100,
            actual_start=MONDAY,
            actual_finish=TUESDAY,
            remaining_duration=0,
            work=0,
            actual_work=0,
            remaining_work=0,
            stored=StoredDates(start=MONDAY, finish=TUESDAY),
            primavera=PrimaveraFacts(
                project=8,
                code="M",
                type=ActivityType.FINISH_MILESTONE,
                constraints=(BoundDate(bound=Bound.LATEST),),
            ),
        ),
    ),
    links=tuple(
        PlanLink(line=1, predecessor=12, successor=13, type=kind, lag=lag, lag_unit="h")
        for kind, lag in ((LinkType.SS, -HOUR), (LinkType.FF, 30 * HOUR), (LinkType.SF, 1))
    ),
    resources=(
        PlanResource(
            uid=5,
            number=6,
            line=1,
            name="Sand",
            kind=ResourceKind.MATERIAL,
            initials="S",
            code="P-1",
            email="sand@example.org",
            active=False,
            calendar_uid=4,
            max_units=2.5,
            notes="two\n%T lines",
        ),
    ),
    assignments=(
        # What XER has no field for is left at its default.
        replace(
            ASSIGNMENT,
            overtime_work=0,
            remaining_overtime_work=0,
            contoured=False,
            delay=0,
            leveling_delay=0,
            pauses=(),
        ),
    ),
)


def written(plan: PlanDocument) -> bytes:
    sink = BytesIO()
    write_xer(plan, sink)
    return sink.getvalue()


@pytest.mark.parametrize("thing", [PROJECT, FACTS, RULES], ids=lambda thing: type(thing).__name__)
def test_the_plan_of_these_tests_leaves_nothing_of_primavera_at_its_default(thing: Any) -> None:
    """So that a fact added to the plan document is written, or turns the next test red."""
    # The projects of the rules are those of the document.
    assert left_at_default(thing) == (["projects"] if thing is RULES else [])


def test_every_fact_of_a_plan_is_read_as_it_was_written() -> None:
    again = read_xer(BytesIO(written(WHOLE)))
    notes = (replace(WHOLE.resources[0], notes="two\n %T lines"),)  # no line may begin like a table
    assert lost_between(replace(WHOLE, resources=notes), again) == ()
    assert lost_between(again, replace(WHOLE, resources=notes)) == ()
    assert again.not_taken_over == ()


def test_a_text_that_would_be_read_as_another_is_written_as_utf_8() -> None:
    for name in ("Größe", "GrÃ¶ÃŸe", "工事", "tab\tand\r\nline"):
        (activity,) = read_xer(BytesIO(written(document(task(1, task_name="x"))))).leaves
        plan = document(task(1))
        plan = replace(plan, activities=(plan.activities[0], replace(activity, name=name)))
        (again,) = read_xer(BytesIO(written(plan))).leaves
        assert again.name == name.replace("\t", " ").replace("\r\n", "\n")


def test_days_that_a_base_calendar_says_are_written_out() -> None:
    base = WHOLE.calendars[0]
    part = PlanCalendar(uid=9, name="Part", line=1, base_uid=3, days=(None, (), *(None,) * 5))
    again = read_xer(BytesIO(written(replace(WHOLE, calendars=(*WHOLE.calendars, part)))))
    assert again.calendars[2].days == (base.days[0], (), *base.days[2:])


def test_a_plan_by_other_rules_is_refused_and_nothing_is_written() -> None:
    sink = BytesIO()
    with pytest.raises(FormatError, match="Only plans that follow the rules of Primavera"):
        write_xer(MICROSOFT, sink)
    assert sink.getvalue() == b""


def test_links_between_projects_name_both() -> None:
    plan = document(task(1), task(2), links=[link(1, 2)])
    assert b"%R\t1\t2\t1\t1\t1\tPR_FS\t0\r\n" in written(plan)


NETWORK = FOLDER / "networks" / "net-1000.xer"


@pytest.mark.skipif(not NETWORK.exists(), reason="no network of another program on this machine")
def test_a_network_of_another_program_is_read_as_it_was_written() -> None:
    with NETWORK.open("rb") as source:
        plan = read_plan(source)
    again = read_xer(BytesIO(written(plan)))
    assert lost_between(plan, again) == lost_between(again, plan) == ()


@pytest.mark.slow
@pytest.mark.skipif(not NETWORK.exists() or shutil.which("java") is None, reason="needs a network and Java")
def test_another_reader_opens_what_is_written_and_finds_the_same_dates() -> None:
    start_java()
    from java.io import ByteArrayInputStream
    from org.mpxj.primavera import PrimaveraXERFileReader

    with NETWORK.open("rb") as source:
        plan = starting(read_plan(source), moment("2025-01-06T08:00"))
    dates = dates_of(plan, network_of(plan))
    stored = tuple(
        replace(
            each,
            stored=StoredDates(
                early_start=int(dates.early_start[row]), late_finish=int(dates.late_finish[row])
            ),
        )
        for row, each in enumerate(plan.activities)
    )
    project = PrimaveraXERFileReader().read(ByteArrayInputStream(written(replace(plan, activities=stored))))
    assert [str(error) for error in project.getIgnoredErrors()] == []
    found = {
        int(each.getUniqueID()): (str(each.getEarlyStart()), str(each.getLateFinish()))
        for each in project.getTasks()
        if not each.getSummary()
    }
    assert found == {
        each.uid: (each_moment(each.stored.early_start), each_moment(each.stored.late_finish))
        for each in stored
    }


def each_moment(time: int | None) -> str:
    from headway.engine import written as iso

    assert time is not None
    return iso(time)[:16]
