"""Projects of an XER file, and how each is scheduled."""

from headway.engine import LagCalendar, PrimaveraRules, Progress
from headway.engine.primavera import FloatKind
from headway.formats.primavera import PrimaveraProject
from headway.formats.xer.codes import FLOAT_KINDS, LAG_CALENDARS
from headway.formats.xer.tables import Row

LONGEST_PATH = "CT_DrivPath"


def read_project(row: Row) -> PrimaveraProject:
    """A project; its options stand elsewhere, all but what is critical."""
    return PrimaveraProject(
        uid=row.identity("proj_id"),
        line=row.line,
        code=row.text("proj_short_name"),
        start=row.moment("plan_start_date"),
        data_date=row.moment("last_recalc_date"),
        must_finish_by=row.moment("plan_end_date"),
        scheduled_finish=row.moment("scd_end_date"),
        calendar_uid=row.reference("clndr_id"),
        rules=PrimaveraRules(
            critical_float=row.hours("critical_drtn_hr_cnt") or 0,
            by_longest_path=row.text("critical_path_type") == LONGEST_PATH,
        ),
    )


def read_options(row: Row) -> PrimaveraRules:
    """How a project is scheduled, without what is critical; options that are not there have P6's defaults."""
    return PrimaveraRules(
        progress=_progress(row),
        lag_calendar=LAG_CALENDARS.get(
            row.text("sched_calendar_on_relationship_lag"), LagCalendar.PREDECESSOR
        ),
        lag_from_actual_start=not row.flag("sched_lag_early_start_flag", default=True),
        float_kind=FLOAT_KINDS.get(row.text("sched_float_type"), FloatKind.FINISH),
        expected_finish=row.flag("sched_use_expect_end_flag", default=True),
        each_project=row.flag("sched_use_project_end_date_for_float", default=True),
    )


def _progress(row: Row) -> Progress:
    if row.flag("sched_progress_override"):
        return Progress.OVERRIDE
    if row.flag("sched_retained_logic", default=True):
        return Progress.RETAINED_LOGIC
    return Progress.ACTUAL_DATES
