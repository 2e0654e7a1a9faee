"""What an XER file may not say, and the line that the refusal names."""

from io import BytesIO
from typing import Any

import pytest

from headway.formats.budget import Most
from headway.formats.errors import FormatError
from headway.formats.network import network_of
from headway.formats.tests.xer_text import HEADER, PROJECT, STANDARD, WBS, document, link, task, xer
from headway.formats.xer import read_xer
from headway.formats.xer.tables import XerLimits


def refused(content: bytes, limits: XerLimits | None = None) -> FormatError:
    with pytest.raises(FormatError) as caught:
        read_xer(BytesIO(content), limits=limits or XerLimits())
    return caught.value


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"task_id": ""}, "task_id of TASK is missing"),
        ({"task_id": "-4"}, "task_id of TASK is -4, not a number from 1 on"),
        ({"task_id": "four"}, "task_id of TASK is “four”, not a whole number"),
        ({"task_type": "TT_Odd"}, "task_type of TASK is “TT_Odd”, not one of"),
        ({"cstr_type": "CS_ODD"}, "cstr_type of TASK is “CS_ODD”, not one of"),
        ({"target_drtn_hr_cnt": "eight"}, "target_drtn_hr_cnt of TASK is “eight”, not a number"),
        ({"target_drtn_hr_cnt": "1e15"}, "target_drtn_hr_cnt of TASK is longer than any plan"),
        ({"target_drtn_hr_cnt": "1e999"}, "target_drtn_hr_cnt of TASK is “1e999”, not a number"),
        ({"act_start_date": "yesterday"}, "act_start_date of TASK is “yesterday”, not a date between"),
        ({"act_start_date": "0001-01-01 00:00"}, "act_start_date of TASK is “0001-01-01 00:00”, not a date"),
        ({"proj_id": "9"}, "The activity belongs to project 9, which is not there"),
    ],
)
def test_a_value_that_cannot_be_read_is_refused_with_its_line(fields: dict[str, Any], reason: str) -> None:
    error = refused(xer(task(1), {**task(2), **fields}))
    assert (error.line, error.reason[: len(reason)]) == (14, reason)


def calendar(text: str) -> bytes:
    return xer(CALENDAR=[STANDARD | {"clndr_data": text}])


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("(0||Exceptions()((0||0(d|soon)())))", "has an exception on “soon”, which is no day"),
        ("(0||DaysOfWeek()((0||2()((0||0(s|08:00|f|25:00)())))))", "has a time of day “25:00”"),
        ("(0||DaysOfWeek()((0||2()((0||0(s|08:00)())))))", "has a time of day “”"),
        ("(0||a()(" * 30, "has more than 20 elements inside each other"),
    ],
)
def test_a_calendar_that_cannot_be_read_is_refused(text: str, reason: str) -> None:
    error = refused(calendar(text))
    assert (error.line, error.reason) == (4, f"clndr_data of CALENDAR {reason}.")


def test_broken_brackets_of_a_calendar_are_read_as_far_as_they_go() -> None:
    for text in ("", "((((", "))))", "(0||DaysOfWeek()((0||2()(", " \x7f" * 50_000, "(0||" * 50_000):
        read_xer(BytesIO(calendar(text)))


def test_a_number_used_twice_is_refused() -> None:
    assert refused(xer(task(1), task(1))).reason == "The number 1 in TASK was used before, on line 13."
    assert "in PROJECT" in refused(xer(PROJECT=[PROJECT, PROJECT])).reason
    assert "The number 50 in PROJWBS" in refused(xer(PROJWBS=[WBS, WBS])).reason


def test_elements_within_themselves_and_calendars_based_on_themselves_are_refused() -> None:
    ring = [WBS | {"parent_wbs_id": 51}, WBS | {"wbs_id": 51, "parent_wbs_id": 50}]
    assert refused(xer(PROJWBS=ring)).reason == "A WBS element lies within itself."
    assert "based on itself" in refused(xer(CALENDAR=[STANDARD | {"base_clndr_id": 7}])).reason
    deep = [WBS | {"wbs_id": number, "parent_wbs_id": number - 1} for number in range(1, 150)]
    assert refused(xer(PROJWBS=deep)).reason == "More than 100 WBS elements lie within each other."


def test_activities_that_wait_for_each_other_are_refused_by_name() -> None:
    found = document(task(1), task(2), links=[link(1, 2), link(2, 1)])
    with pytest.raises(FormatError, match="Activities wait for each other: “Task 2”") as caught:
        network_of(found)
    assert caught.value.line == 13


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "The file is empty."),
        (b"no plan", "The file does not begin as an XER file does, with ERMHDR."),
        (f"{HEADER}\n%E".encode(), "The file has no project."),
        (f"{HEADER}\n%T\tTASK\n%R\t1".encode(), "A row stands before the names of its columns."),
    ],
)
def test_what_is_no_whole_file_is_refused(content: bytes, reason: str) -> None:
    assert refused(content).reason == reason


def test_what_is_too_large_is_refused() -> None:
    assert "larger than 0 MB" in refused(xer(task(1)), XerLimits(row=60)).reason
    assert "more than 3 rows" in refused(xer(task(1), task(2)), XerLimits(rows=3)).reason
    assert "more than 2 columns" in refused(xer(task(1)), XerLimits(columns=2)).reason
    long = xer(task(1, task_name="a\n" * 400))
    assert "larger than 0 MB" in refused(long, XerLimits(row=700)).reason
    assert (
        "larger than 0 MB"
        in refused(xer(task(1)).decode("cp1252").encode("utf-16"), XerLimits(row=60)).reason
    )


KEPT = (
    *(Most.ACTIVITIES, Most.LINKS, Most.ASSIGNMENTS, Most.RESOURCES),
    *(Most.EXCEPTIONS, Most.SHIFTS, Most.TEXT),
)


@pytest.mark.parametrize("most", KEPT)
def test_no_file_keeps_more_than_a_plan_may_have(most: Most, monkeypatch: pytest.MonkeyPatch) -> None:
    content = xer(
        task(1),
        task(2),
        links=[link(1, 2), link(1, 2, "PR_SS")],
        RSRC=[{"rsrc_id": number} for number in (1, 2)],
        TASKRSRC=[{"taskrsrc_id": number, "task_id": 1} for number in (1, 2)],
    )
    read_xer(BytesIO(content))
    monkeypatch.setattr(most, "_value_", (1 if most is not Most.EXCEPTIONS else 0, most.value[1]))
    assert refused(content).reason.startswith("The plan has more than ")
