import datetime as dt
from io import BytesIO
from typing import Any

import pytest

from headway.engine import FloatKind, LagCalendar, Progress, moment
from headway.formats.plan import Kind, LinkType, Omission, ResourceKind
from headway.formats.primavera import ActivityType, Bound, BoundDate, PercentType, PrimaveraFacts
from headway.formats.reconcile import reconcile
from headway.formats.tests.xer_text import (
    HEADER,
    PROJECT,
    SHIFTS,
    STANDARD,
    WBS,
    clndr_data,
    document,
    link,
    task,
    xer,
)
from headway.formats.xer import XER, read_xer

DAY = 86400
OFFICE = ((8 * 3600, 12 * 3600), (13 * 3600, 17 * 3600))


def facts_of(**fields: Any) -> PrimaveraFacts:
    (activity,) = document(task(1, **fields)).leaves
    assert activity.primavera is not None
    return activity.primavera


def test_a_plan_is_read_with_its_outline() -> None:
    inner = {"wbs_id": 51, "proj_id": 1, "parent_wbs_id": 50, "wbs_name": "Walls", "seq_num": 2}
    first = {"wbs_id": 52, "proj_id": 1, "parent_wbs_id": 50, "wbs_name": "Ground", "seq_num": 1}
    found = document(
        task(1, wbs_id=51), task(2, 16), task(3, wbs_id=99), links=[link(2, 1)], PROJWBS=[WBS, inner, first]
    )
    assert [(each.uid, each.parent, each.outline_level, each.number) for each in found.activities] == [
        (3, None, 1, 1),
        (-50, None, 1, 2),
        (2, -50, 2, 3),
        (-52, -50, 2, 4),
        (-51, -50, 2, 5),
        (1, -51, 3, 6),
    ]
    assert [each.uid for each in found.activities if each.kind is Kind.SUMMARY] == [-50, -52, -51]
    assert (found.project.name, found.project.author, found.project.currency) == ("House", "Ada", "EUR")
    assert found.project.written == moment("2026-01-04T00:00")
    assert found.format is XER


def test_facts_of_an_activity_are_read() -> None:
    (activity,) = document(
        task(
            1,
            40,
            task_type="TT_Rsrc",
            remain_drtn_hr_cnt="10",
            complete_pct_type="CP_Drtn",
            act_start_date="2026-01-05 08:00",
            early_start_date="2026-01-06 08:00",
            early_end_date="2026-01-07 10:00",
            late_start_date="2026-01-08 08:00",
            late_end_date="2026-01-09 10:00",
            total_float_hr_cnt="16",
            free_float_hr_cnt="-2.5",
        )
    ).leaves
    assert (activity.duration, activity.remaining, activity.percent_complete) == (40 * 3600, 10 * 3600, 75)
    assert activity.actual_start == activity.stored.start == moment("2026-01-05T08:00")
    assert activity.stored.finish == activity.stored.early_finish == moment("2026-01-07T10:00")
    assert activity.stored.complete
    assert (activity.stored.total_float, activity.stored.free_float) == (16 * 3600, -9000)
    assert activity.primavera is not None
    assert (activity.primavera.code, activity.primavera.type) == ("A1", ActivityType.RESOURCE_DEPENDENT)
    assert not activity.fixed_duration


def test_what_is_not_finished_is_not_complete() -> None:
    shares = [
        task(1, remain_drtn_hr_cnt="0", complete_pct_type="CP_Drtn", act_start_date="2026-01-05 08:00"),
        task(2, phys_complete_pct="100", complete_pct_type="CP_Phys"),
        task(3, act_work_qty="3", remain_work_qty="1", complete_pct_type="CP_Units"),
        task(4, act_end_date="2026-01-05 17:00"),
    ]
    found = list(document(*shares).leaves)
    assert [each.percent_complete for each in found] == [99, 99, 75, 100]
    assert [each.completed for each in found] == [False, False, False, True]
    assert found[3].actual_start == found[3].actual_finish  # a finish without a start is both


@pytest.mark.parametrize(
    ("code", "bound"),
    [
        ("CS_MSO", Bound.START_ON),
        ("CS_MSOA", Bound.START_FROM),
        ("CS_MSOB", Bound.START_UNTIL),
        ("CS_MEO", Bound.FINISH_ON),
        ("CS_MEOA", Bound.FINISH_FROM),
        ("CS_MEOB", Bound.FINISH_UNTIL),
        ("CS_MANDSTART", Bound.MANDATORY_START),
        ("CS_MANDFIN", Bound.MANDATORY_FINISH),
    ],
)
def test_constraints_are_read_by_their_codes(code: str, bound: Bound) -> None:
    date = moment("2026-01-07T08:00")
    found = facts_of(cstr_type=code, cstr_date="2026-01-07 08:00")
    assert found.constraints == (BoundDate(bound=bound, date=date),)
    pair = facts_of(cstr_type="CS_ALAP", cstr_type2=code, cstr_date2="2026-01-07 08:00")
    assert pair.constraints == (BoundDate(bound=Bound.LATEST), BoundDate(bound=bound, date=date))


def test_a_constraint_without_a_date_is_noted() -> None:
    found = document(task(1, cstr_type="CS_MSO"))
    (entry,) = found.not_taken_over
    assert (entry.owner, entry.uid, entry.field, entry.reason) == ("task", 1, "cstr_type", Omission.NO_DATE)


def test_links_have_types_and_lags_in_hours() -> None:
    links = [link(1, 2, "PR_SS", 4), link(1, 2, "PR_FF", -2.5), link(2, 1, "PR_SF")]
    found = document(task(1), task(2), links=links).links
    assert [(each.type, each.lag) for each in found] == [
        (LinkType.SS, 4 * 3600),
        (LinkType.FF, -9000),
        (LinkType.SF, 0),
    ]


def test_a_link_to_an_activity_that_is_not_there_is_noted() -> None:
    found = document(task(1), links=[link(9, 1)])
    assert found.links == ()
    assert [(each.field, each.value, each.reason) for each in found.not_taken_over] == [
        ("pred_task_id", "9", Omission.DANGLING)
    ]


def test_options_say_how_a_project_is_scheduled() -> None:
    options = {
        "proj_id": 1,
        "sched_retained_logic": "N",
        "sched_progress_override": "Y",
        "sched_calendar_on_relationship_lag": "rcal_24Hour",
        "sched_lag_early_start_flag": "N",
        "sched_float_type": "FT_SS",
        "sched_use_expect_end_flag": "N",
        "sched_use_project_end_date_for_float": "N",
    }
    critical = {"critical_path_type": "CT_DrivPath", "critical_drtn_hr_cnt": "9"}
    found = document(task(1), SCHEDOPTIONS=[options], PROJECT=[PROJECT | critical])
    rules = found.projects[0].rules
    assert (rules.progress, rules.lag_calendar) == (Progress.OVERRIDE, LagCalendar.AROUND_THE_CLOCK)
    assert (rules.float_kind, rules.lag_from_actual_start) == (FloatKind.START, True)
    assert (rules.expected_finish, rules.each_project) == (False, False)
    assert (rules.by_longest_path, rules.critical_float) == (True, 9 * 3600)
    neither = options | {"sched_progress_override": "N"}
    (project,) = document(task(1), SCHEDOPTIONS=[neither]).projects
    assert project.rules.progress is Progress.ACTUAL_DATES


def test_calendars_have_shifts_exceptions_and_a_base() -> None:
    # Day 46,027 is 5 January 2026, counted from 30 December 1899.
    exceptions = f"(0||0(d|46027)())(0||1(d|46028)({SHIFTS}))"
    base = STANDARD | {"clndr_data": clndr_data(exceptions=exceptions)}
    night = "(0||0(f|06:00|s|22:00)())"
    other = {
        "clndr_id": 8,
        "clndr_name": "Night",
        "base_clndr_id": 7,
        "clndr_type": "CA_Rsrc",
        "clndr_data": clndr_data(days=(1, 7), shifts=night),
    }
    whole = {"clndr_id": 9, "clndr_data": clndr_data(days=range(1, 8), shifts="(0||0(s|00:00|f|00:00)())")}
    found = {each.uid: each for each in document(CALENDAR=[base, other, whole]).calendars}
    assert found[7].days == (OFFICE,) * 5 + ((), ())
    assert [(each.first, each.shifts) for each in found[7].exceptions] == [
        (dt.date(2026, 1, 5), ()),
        (dt.date(2026, 1, 6), OFFICE),
    ]
    assert (found[8].base_uid, found[8].is_base) == (7, False)
    assert found[8].days == ((),) * 5 + (((22 * 3600, 30 * 3600),),) * 2
    assert found[9].days == (((0, DAY),),) * 7


def test_calendars_are_read_however_they_are_spaced() -> None:
    text = (
        clndr_data()
        .replace("(0||", "\x7f\x7f  ( 0||")
        .replace("08:00", "8:00 AM")
        .replace("13:00", "1:00 pm")
    )
    (calendar,) = document(CALENDAR=[STANDARD | {"clndr_data": text}]).calendars
    assert calendar.days == (OFFICE,) * 5 + ((), ())


def test_resources_and_assignments_are_read() -> None:
    crew = {"rsrc_id": 3, "rsrc_name": "Crew", "rsrc_type": "RT_Labor", "clndr_id": 7, "def_qty_per_hr": "2"}
    sand = {"rsrc_id": 4, "rsrc_name": "Sand", "rsrc_type": "RT_Mat"}
    work = {"taskrsrc_id": 5, "task_id": 1, "rsrc_id": 3, "target_qty_per_hr": "0.5", "target_qty": "4"}
    found = document(
        task(1),
        RSRC=[crew, sand],
        TASKRSRC=[work | {"remain_qty": "3", "act_reg_qty": "1"}, {"taskrsrc_id": 6, "task_id": 1}],
    )
    assert [(each.kind, each.max_units) for each in found.resources] == [
        (ResourceKind.WORK, 2.0),
        (ResourceKind.MATERIAL, 1.0),
    ]
    first, second = found.assignments
    assert (first.units, first.work, first.remaining_work, first.actual_work) == (0.5, 14400, 10800, 3600)
    assert second.resource is None


def test_several_projects_have_their_own_terms_and_are_linked() -> None:
    second = PROJECT | {"proj_id": 2, "proj_short_name": "ROAD", "last_recalc_date": "2026-01-07 08:00"}
    plan = document(
        task(1, 8),
        task(2, 8, proj_id=2),
        task(3, 8, proj_id=2),
        links=[{**link(1, 2), "proj_id": 2}],
        PROJECT=[PROJECT, second | {"plan_end_date": "2026-01-30 17:00"}],
    )
    assert [(each.code, each.must_finish_by) for each in plan.projects] == [
        ("HOUSE", None),
        ("ROAD", moment("2026-01-30T17:00")),
    ]
    dates = {each.activity.uid: each.computed for each in reconcile(plan).comparisons}
    assert dates[1].early_start == moment("2026-01-05T08:00")
    assert dates[2].early_start == dates[3].early_start == moment("2026-01-07T08:00")


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("ending", ["\r\n", "\n"])
def test_files_are_read_in_the_encodings_that_there_are(encoding: str, ending: str) -> None:
    text = xer(task(1, task_name="Gebäude – Über"), task(2)).decode("cp1252").replace("\r\n", ending)
    found = read_xer(BytesIO(text.encode(encoding)))
    assert [each.name for each in found.leaves] == ["Gebäude – Über", "Task 2"]


def test_text_that_goes_on_in_the_next_line_belongs_to_its_row() -> None:
    text = xer(task(1, task_name="Two\nlines"), task(2))
    assert next(read_xer(BytesIO(text)).leaves).name == "Two\nlines"


def test_missing_tables_and_columns_leave_what_p6_would_take() -> None:
    found = read_xer(
        BytesIO(
            f"{HEADER}\n%T\tPROJECT\n%F\tproj_id\n%R\t1\n%T\tTASK\n%F\ttask_id\tproj_id\n%R\t4\t1".encode()
        )
    )
    assert [(each.uid, each.duration) for each in found.activities] == [(4, 0)]
    assert found.projects[0].rules.progress is Progress.RETAINED_LOGIC
    assert facts_of().percent_type is PercentType.DURATION


def test_a_project_that_does_not_say_when_it_starts_begins_with_its_data_date_or_first_date() -> None:
    without = {"proj_id": 1, "clndr_id": 7}
    for more, start in (
        ({"last_recalc_date": "2026-01-07 08:00"}, "2026-01-07T08:00"),
        ({}, "2026-01-06T08:00"),
    ):
        found = document(task(1, target_start_date="2026-01-06 08:00"), PROJECT=[without | more])
        assert found.projects[0].start == found.project.start == moment(start)
        assert [(each.field, each.reason) for each in found.not_taken_over] == [
            ("plan_start_date", Omission.ASSUMED)
        ]


def test_what_there_is_no_place_for_is_counted_by_table_and_column() -> None:
    found = document(
        task(1, float_path="1", crt_path_num="3"),
        task(2, crt_path_num="4"),
        UDFVALUE=[{"udf_type_id": 1, "fk_id": 1, "udf_text": "red"}] * 3,
        CURRTYPE=[{"curr_id": 1}],
        TASKRSRC=[{"taskrsrc_id": 5, "task_id": 1, "target_cost": "12.50"}],
    )
    assert {(each.owner, each.field, each.count, each.reason) for each in found.not_taken_over} == {
        ("task", "crt_path_num", 2, Omission.NO_PLACE),
        ("table", "UDFVALUE", 3, Omission.CUSTOM_FIELD),
        ("assignment", "target_cost", 1, Omission.COST),
    }
