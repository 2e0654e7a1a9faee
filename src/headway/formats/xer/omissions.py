"""What an XER file says and the plan document has no place for."""

from collections.abc import Collection, Mapping

from headway.formats.omission_list import LONGEST_VALUE, OmissionList
from headway.formats.plan import NotTakenOver, Omission
from headway.formats.xer.tables import Row


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


# What each table is called in the reports, and which of its columns are read.
OWNERS = {
    "PROJECT": "project",
    "PROJWBS": "wbs",
    "CALENDAR": "calendar",
    "TASK": "task",
    "TASKPRED": "link",
    "RSRC": "resource",
    "TASKRSRC": "assignment",
    "SCHEDOPTIONS": "options",
}
READ: Mapping[str, Collection[str]] = {
    "PROJECT": _names(
        "proj_id proj_short_name plan_start_date last_recalc_date plan_end_date scd_end_date clndr_id "
        "critical_drtn_hr_cnt critical_path_type proj_name"
    ),
    "PROJWBS": _names("wbs_id proj_id parent_wbs_id wbs_name wbs_short_name seq_num proj_node_flag"),
    "CALENDAR": _names(
        "clndr_id clndr_name base_clndr_id clndr_type clndr_data proj_id default_flag day_hr_cnt "
        "week_hr_cnt month_hr_cnt year_hr_cnt"
    ),
    "TASK": _names(
        "task_id proj_id wbs_id clndr_id task_code task_name task_type complete_pct_type "
        "duration_type status_code phys_complete_pct target_drtn_hr_cnt remain_drtn_hr_cnt cstr_type "
        "cstr_date cstr_type2 cstr_date2 act_start_date act_end_date expect_end_date "
        "external_early_start_date external_late_end_date suspend_date resume_date target_start_date "
        "target_end_date early_start_date early_end_date late_start_date late_end_date "
        "total_float_hr_cnt free_float_hr_cnt driving_path_flag"
    ),
    "TASKPRED": _names("task_pred_id task_id pred_task_id proj_id pred_proj_id pred_type lag_hr_cnt"),
    "RSRC": _names(
        "rsrc_id rsrc_seq_num rsrc_name rsrc_type rsrc_short_name employee_code email_addr "
        "active_flag clndr_id def_qty_per_hr rsrc_notes"
    ),
    "TASKRSRC": _names(
        "taskrsrc_id task_id proj_id rsrc_id rsrc_type target_qty_per_hr target_qty act_reg_qty "
        "act_ot_qty remain_qty target_start_date target_end_date act_start_date act_end_date"
    ),
    "SCHEDOPTIONS": _names(
        "schedoptions_id proj_id sched_progress_override sched_retained_logic "
        "sched_calendar_on_relationship_lag sched_lag_early_start_flag sched_float_type "
        "sched_use_expect_end_flag sched_use_project_end_date_for_float"
    ),
}
# Values that P6 computes from those that are read, who wrote a row and when, and how things are typed in.
DERIVED = _names(
    "project_flag restart_date reend_date rem_late_start_date rem_late_end_date float_path float_path_order "
    "guid tmpl_guid create_date update_date create_user update_user rev_fdbk_flag lock_plan_flag "
    "auto_compute_act_flag act_this_per_work_qty act_this_per_equip_qty target_work_qty "
    "act_work_qty remain_work_qty target_equip_qty act_equip_qty remain_equip_qty est_wt "
    "priority_type review_type fcst_start_date last_schedule_date last_tasksum_date last_checksum "
    "add_date add_by_name last_chng_date aref arls obs_id sum_data_flag status_code "
    "rollup_dates_flag cost_qty_link_flag pobs_id remain_drtn_hr_cnt target_drtn_hr_cnt "
    "remain_qty_per_hr rem_late_start_date export_flag loaded_scope_level rem_target_qty_per_hr "
    "act_this_per_qty sum_base_proj_id default_flag rsrc_private"
)
COSTS = ("cost", "rate_type", "price")
NOTHING = frozenset(("", "0", "N", "0.0", "0.00", "0.0000"))
# Tables that say how things are shown, priced or written, and nothing of the plan.
ASIDE = _names(
    "CURRTYPE OBS FINTMPL RISKTYPE FINDATES APPLYACTOPTIONS ROLES PROJPCAT WBSRSRC SUMTASK "
    "UMEASURE NONWORK TASKSUM TRSRCSUM TASKRSUM ERMHDR"
)
REASONS = {
    "UDFTYPE": Omission.CUSTOM_FIELD,
    "UDFVALUE": Omission.CUSTOM_FIELD,
    "ACTVTYPE": Omission.CUSTOM_FIELD,
    "ACTVCODE": Omission.CUSTOM_FIELD,
    "TASKACTV": Omission.CUSTOM_FIELD,
    "PROJCOST": Omission.COST,
    "RSRCRATE": Omission.COST,
    "ROLERATE": Omission.COST,
    "ACCOUNT": Omission.COST,
    "TASKFIN": Omission.TIMEPHASED,
    "TRSRCFIN": Omission.TIMEPHASED,
    "RSRCCURV": Omission.CONTOUR,
    "RSRCCURVDATA": Omission.CONTOUR,
}


class Omissions(OmissionList):
    """What the rows of a file of Primavera say beyond the document.

    `derived` are the names of values that follow from others, or say who wrote a row and when.
    """

    def __init__(self, derived: Collection[str] = DERIVED) -> None:
        super().__init__()
        self._derived = derived

    def leftovers(self, row: Row, uid: int | None) -> None:
        """Count the values of columns that nobody reads."""
        read, owner = READ[row.table], OWNERS[row.table]
        for name, value in row.items():
            if name in read or name in self._derived or value.strip() in NOTHING:
                continue
            reason = Omission.COST if any(word in name.lower() for word in COSTS) else Omission.NO_PLACE
            self.count(
                NotTakenOver(
                    line=row.line,
                    owner=owner,
                    uid=uid,
                    field=name,
                    value=value.strip()[:LONGEST_VALUE],
                    reason=reason,
                )
            )

    def table(self, row: Row) -> None:
        """Count a row of a table that is not read."""
        if row.table not in ASIDE:
            self.count(
                NotTakenOver(
                    line=row.line,
                    owner="table",
                    uid=None,
                    field=row.table[:LONGEST_VALUE],
                    value="",
                    reason=REASONS.get(row.table, Omission.NO_PLACE),
                )
            )

    def one(self, row: Row, uid: int | None, field: str, reason: Omission) -> None:
        """Note one value of one row."""
        self.note(
            NotTakenOver(
                line=row.line,
                owner=OWNERS[row.table],
                uid=uid,
                field=field,
                value=row.text(field)[:LONGEST_VALUE],
                reason=reason,
            )
        )
