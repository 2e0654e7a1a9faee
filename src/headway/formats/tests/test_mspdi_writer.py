"""What is written as MSPDI is read again as the same plan."""

import re
import shutil
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from headway.engine import moment
from headway.engine.tests.known import known_networks, known_plans
from headway.formats.detect import detect_format, read_plan
from headway.formats.lost import lost_between
from headway.formats.mspdi import MSPDI, read_mspdi, write_mspdi
from headway.formats.plan import PlanActivity, PlanAssignment, PlanDocument, ProjectFacts
from headway.formats.tests.java import start_java
from headway.formats.tests.whole_plan import (
    ACTIVITY,
    ASSIGNMENT,
    CALENDARS,
    HOUR,
    LINKS,
    PROJECT,
    RESOURCE,
    RULES,
    WHOLE,
    left_at_default,
)


def written(document: PlanDocument) -> bytes:
    sink = BytesIO()
    write_mspdi(document, sink)
    return sink.getvalue()


@pytest.mark.parametrize(
    "thing",
    [PROJECT, ACTIVITY, RESOURCE, ASSIGNMENT, ACTIVITY.stored],
    ids=lambda thing: type(thing).__name__,
)
def test_the_plan_of_these_tests_leaves_nothing_at_its_default(thing: Any) -> None:
    """So that a fact added to the plan document is written, or turns the next test red."""
    # Only files of Primavera have facts of Primavera.
    assert left_at_default(thing) == (["primavera"] if thing is ACTIVITY else [])


def test_the_calendars_and_links_of_these_tests_leave_nothing_at_its_default() -> None:
    for field in ("base_uid", "is_base", "days", "work_weeks", "exceptions"):
        assert any(field not in left_at_default(calendar) for calendar in CALENDARS), field
    for field in ("type", "lag", "lag_kind", "lag_unit"):
        assert any(field not in left_at_default(link) for link in LINKS), field
    for field in ("period", "occurrences", "weekdays", "day", "month", "position", "items"):
        assert any(field not in left_at_default(rule) for rule in RULES), field


def test_every_fact_of_a_plan_is_read_as_it_was_written() -> None:
    again = read_mspdi(BytesIO(written(WHOLE)))
    # A recurring task, and a plan scheduled from its finish, are noted each time a file is read.
    assert lost_between(WHOLE, again) == ()
    assert lost_between(again, WHOLE) == ()


def test_work_stands_between_the_pauses_by_the_time_there_is() -> None:
    """Eight hours before the pause and four after it: of six hours, four and two."""
    paused = PlanAssignment(
        uid=1,
        line=0,
        activity=1,
        resource=None,
        work=6 * HOUR,
        start=moment("2026-01-05T08:00"),
        finish=moment("2026-01-07T17:00"),
        pauses=((moment("2026-01-06T08:00"), moment("2026-01-07T13:00")),),
    )
    document = PlanDocument(
        format=MSPDI,
        project=ProjectFacts(name="Bridge", start=0),
        activities=(PlanActivity(uid=1, number=1, line=0, name="Dig", duration=12 * HOUR),),
        assignments=(paused,),
    )
    values = re.findall("<Value>(.*)</Value>", written(document).decode())
    assert values == ["PT4H0M0S", "PT0H0M0S", "PT2H0M0S"]


def test_pauses_are_kept_of_an_assignment_without_dates() -> None:
    document = replace(WHOLE, assignments=(replace(ASSIGNMENT, start=None, finish=None, units=0.0),))
    assert lost_between(document, read_mspdi(BytesIO(written(document)))) == ()


def test_what_xml_cannot_say_is_left_out_and_what_it_escapes_comes_back() -> None:
    document = PlanDocument(
        format=MSPDI,
        project=ProjectFacts(name="A\x00B", start=0),
        activities=(PlanActivity(uid=1, number=1, line=0, name="a\r\nb & <c> “d” \ud800"),),
    )
    again = read_mspdi(BytesIO(written(document)))
    assert again.project.name == "AB"
    assert again.activities[0].name == "a\r\nb & <c> “d”"


def test_a_fact_that_is_lost_is_named() -> None:
    other = replace(
        WHOLE,
        activities=(WHOLE.activities[0], replace(ACTIVITY, notes="", deadline=None)),
        links=LINKS[1:],
        resources=(),
    )
    lost = {(each.owner, each.uid, each.field, each.found) for each in lost_between(WHOLE, other)}
    assert {
        ("activity", 12, "notes", ""),
        ("activity", 12, "deadline", "None"),
        ("link", 12, "predecessor", None),
        ("resource", 5, "name", None),
    } <= lost


needs_files = pytest.mark.skipif(not known_plans(), reason="no plan files of other programs on this machine")


def others_files() -> list[Path]:
    paths = [*known_plans(), *known_networks()]
    return [path for path in paths if detect_format(path.read_bytes()) is MSPDI]


def read(path: Path) -> PlanDocument:
    with path.open("rb") as source:
        return read_plan(source)


@needs_files
def test_plans_of_other_programs_are_read_as_they_were_written() -> None:
    for path in others_files():
        document = read(path)
        again = read_mspdi(BytesIO(written(document)))
        assert lost_between(document, again) == (), path.name
        assert lost_between(again, document) == (), path.name


@needs_files
@pytest.mark.slow
@pytest.mark.skipif(shutil.which("java") is None, reason="the other reader needs Java")
def test_another_reader_opens_what_is_written_and_finds_the_same_dates(tmp_path: Path) -> None:
    start_java()
    from java.io import File
    from org.mpxj.reader import UniversalProjectReader

    def tasks(path: Path) -> dict[int, list[str]]:
        project = UniversalProjectReader().read(File(str(path)))
        assert [str(error) for error in project.getIgnoredErrors()] == []
        return {
            int(task.getUniqueID()): [
                str(value)
                for value in (
                    *(task.getName(), task.getStart(), task.getFinish(), task.getDuration()),
                    *(task.getEarlyStart(), task.getEarlyFinish(), task.getLateStart(), task.getLateFinish()),
                    *(task.getTotalSlack(), task.getConstraintType(), task.getPredecessors()),
                )
            ]
            for task in project.getTasks()
            if task.getUniqueID() and int(task.getUniqueID())
        }

    target = tmp_path / "written.xml"
    for path in others_files():
        target.write_bytes(written(read(path)))
        assert tasks(target) == tasks(path), path.name
