"""Whatever an XER file says: it is read and scheduled, or refused with a line and a reason."""

from io import BytesIO
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from headway.formats.errors import FormatError
from headway.formats.reconcile import Reconciliation, reconcile
from headway.formats.tests.xer_text import PROJECT, STANDARD, WBS, clndr_data, written
from headway.formats.xer import read_xer

MOMENTS = st.sampled_from(
    ["", "2026-01-05 08:00", "2026-01-05 17:00", "2026-01-10 12:00", "2025-06-01 00:00", "2031-12-31 23:59"]
)
FAR = st.sampled_from(["", "1984-01-01 00:00", "2149-06-01 00:00", "soon"])
HOURS = st.sampled_from(["0", "8", "0.01", "2000", "12.333333", "90000", "-8", ""])
NUMBERS = st.integers(1, 6)
FLAGS = st.sampled_from(["Y", "N", ""])
TYPES = st.sampled_from(["TT_Task", "TT_Rsrc", "TT_Mile", "TT_FinMile", "TT_LOE", "TT_WBS"])
BOUNDS = st.sampled_from(
    [
        "",
        "CS_MSO",
        "CS_MSOA",
        "CS_MSOB",
        "CS_MEO",
        "CS_MEOA",
        "CS_MEOB",
        "CS_MANDSTART",
        "CS_MANDFIN",
        "CS_ALAP",
    ]
)
TASK = st.fixed_dictionaries(
    {"task_type": TYPES, "target_drtn_hr_cnt": HOURS, "remain_drtn_hr_cnt": HOURS},
    optional={
        "proj_id": st.sampled_from([1, 2]),
        "wbs_id": st.sampled_from([50, 51, 99]),
        "clndr_id": st.integers(7, 10),
        "cstr_type": BOUNDS,
        "cstr_date": MOMENTS,
        "cstr_type2": BOUNDS,
        "cstr_date2": st.one_of(MOMENTS, FAR),
        "act_start_date": MOMENTS,
        "act_end_date": MOMENTS,
        "suspend_date": MOMENTS,
        "resume_date": MOMENTS,
        "expect_end_date": MOMENTS,
        "external_early_start_date": MOMENTS,
        "external_late_end_date": MOMENTS,
        "early_start_date": MOMENTS,
        "early_end_date": MOMENTS,
        "late_start_date": MOMENTS,
        "late_end_date": MOMENTS,
    },
)
LINK = st.fixed_dictionaries(
    {
        "pred_task_id": NUMBERS,
        "task_id": NUMBERS,
        "pred_type": st.sampled_from(["PR_FS", "PR_SS", "PR_FF", "PR_SF"]),
        "lag_hr_cnt": HOURS,
    }
)
WORK = st.fixed_dictionaries(
    {
        "task_id": NUMBERS,
        "rsrc_id": st.integers(1, 3),
        "remain_qty": HOURS,
        "target_qty_per_hr": st.sampled_from(["1", "0.5", "0", "4.058E-005", "-1"]),
    }
)
OPTIONS = st.fixed_dictionaries(
    {},
    optional={
        "sched_retained_logic": FLAGS,
        "sched_progress_override": FLAGS,
        "sched_lag_early_start_flag": FLAGS,
        "sched_use_expect_end_flag": FLAGS,
        "sched_use_project_end_date_for_float": FLAGS,
        "sched_float_type": st.sampled_from(["FT_FF", "FT_SS", "FT_Min", "FT_Odd"]),
        "sched_calendar_on_relationship_lag": st.sampled_from(
            ["rcal_Predecessor", "rcal_Successor", "rcal_ProjDefault", "rcal_24Hour"]
        ),
    },
)
PROJECTS = st.fixed_dictionaries(
    {},
    optional={
        "last_recalc_date": MOMENTS,
        "plan_start_date": MOMENTS,
        "plan_end_date": MOMENTS,
        "scd_end_date": MOMENTS,
        "clndr_id": st.integers(7, 10),
        "critical_path_type": st.sampled_from(["CT_TotFloat", "CT_DrivPath"]),
    },
)
CALENDARS = [
    STANDARD,
    {"clndr_id": 8, "base_clndr_id": 7, "clndr_data": ""},
    {"clndr_id": 9, "clndr_data": clndr_data(days=())},
]


@st.composite
def files(draw: st.DrawFn) -> bytes:
    tasks = draw(st.lists(TASK, min_size=1, max_size=6))
    links = draw(st.lists(LINK, max_size=6))
    work = draw(st.lists(WORK, max_size=3))
    rows: dict[str, list[Any]] = {
        "PROJECT": [
            {**PROJECT, **draw(PROJECTS)},
            {**PROJECT, **draw(PROJECTS), "proj_id": 2},
        ],
        "CALENDAR": CALENDARS,
        "SCHEDOPTIONS": [{**draw(OPTIONS), "proj_id": 1}],
        "PROJWBS": [WBS, {"wbs_id": 51, "proj_id": 1, "parent_wbs_id": 50}],
        "RSRC": [{"rsrc_id": 1, "clndr_id": 7}, {"rsrc_id": 2, "clndr_id": 9}],
        "TASK": [{"proj_id": 1, "wbs_id": 50, **row, "task_id": at} for at, row in enumerate(tasks, start=1)],
        "TASKPRED": links,
        "TASKRSRC": [{**row, "taskrsrc_id": at} for at, row in enumerate(work, start=1)],
    }
    return written(rows)


def reconciled(content: bytes) -> Reconciliation | FormatError:
    try:
        return reconcile(read_xer(BytesIO(content)))
    except FormatError as error:
        return error


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(files())
def test_every_file_is_scheduled_or_refused_with_a_line(content: bytes) -> None:
    found = reconciled(content)
    if isinstance(found, FormatError):
        assert found.line > 0
        return
    # Work has dates, and what differs has a reason.
    for each in found.comparisons:
        dates = each.computed
        if each.activity.primavera is not None and each.activity.primavera.type.value != "WBS summary":
            assert None not in (dates.early_start, dates.late_finish, dates.start, dates.finish)
        assert (each.activity.uid in found.reasons) == (each.compared and not each.equal)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.sampled_from(["%T\tTASK", "%F\ttask_id", "%R\t1", "%E", "x", "\t", "%T", "%F", "%R"]), max_size=9
    )
)
def test_every_order_of_lines_is_read_or_refused(lines: list[str]) -> None:
    found = reconciled("\n".join(["ERMHDR\t19.12", *lines]).encode())
    assert isinstance(found, FormatError)  # there is no project in any of them
    assert found.reason
