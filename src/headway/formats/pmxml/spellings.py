"""What XER files call the elements of PMXML files: both tell rows of the same tables."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Spelling:
    """One kind of element: the table it is a row of, its columns by element, and the codes of words."""

    table: str
    columns: Mapping[str, str]
    codes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    flags: frozenset[str] = frozenset()
    shares: frozenset[str] = frozenset()  # 1.0 is all of it, where XER files have 100


_BOUNDS = {
    "Start On": "CS_MSO",
    "Start On or After": "CS_MSOA",
    "Start On or Before": "CS_MSOB",
    "Finish On": "CS_MEO",
    "Finish On or After": "CS_MEOA",
    "Finish On or Before": "CS_MEOB",
    "Mandatory Start": "CS_MANDSTART",
    "Mandatory Finish": "CS_MANDFIN",
    "As Late As Possible": "CS_ALAP",
}

PROJECT = Spelling(
    "PROJECT",
    {
        "ObjectId": "proj_id",
        "Id": "proj_short_name",
        "Name": "proj_name",
        "PlannedStartDate": "plan_start_date",
        "DataDate": "last_recalc_date",
        "MustFinishByDate": "plan_end_date",
        "ScheduledFinishDate": "scd_end_date",
        "ActivityDefaultCalendarObjectId": "clndr_id",
        "CriticalActivityFloatThreshold": "critical_drtn_hr_cnt",
        "CriticalActivityPathType": "critical_path_type",
    },
    {"critical_path_type": {"Critical Float": "CT_TotFloat", "Longest Path": "CT_DrivPath"}},
)
OPTIONS = Spelling(
    "SCHEDOPTIONS",
    {
        "ObjectId": "proj_id",
        "OutOfSequenceScheduleType": "sched_progress_override",
        "RelationshipLagCalendar": "sched_calendar_on_relationship_lag",
        "StartToStartLagCalculationType": "sched_lag_early_start_flag",
        "ComputeTotalFloatType": "sched_float_type",
        "UseExpectedFinishDates": "sched_use_expect_end_flag",
        "CalculateFloatBasedOnFinishDate": "sched_use_project_end_date_for_float",
    },
    {
        "sched_calendar_on_relationship_lag": {
            "Predecessor Activity Calendar": "rcal_Predecessor",
            "Successor Activity Calendar": "rcal_Successor",
            "Project Default Calendar": "rcal_ProjDefault",
            "24 Hour Calendar": "rcal_24Hour",
        },
        "sched_float_type": {
            "Smallest of Start Float and Finish Float": "FT_Min",
            "Start Float = Late Start - Early Start": "FT_SS",
            "Finish Float = Late Finish - Early Finish": "FT_FF",
        },
    },
    flags=frozenset(
        (
            "sched_lag_early_start_flag",
            "sched_use_expect_end_flag",
            "sched_use_project_end_date_for_float",
        )
    ),
)
WBS = Spelling(
    "PROJWBS",
    {
        "ObjectId": "wbs_id",
        "ProjectObjectId": "proj_id",
        "ParentObjectId": "parent_wbs_id",
        "Name": "wbs_name",
        "Code": "wbs_short_name",
        "SequenceNumber": "seq_num",
    },
)
ACTIVITY = Spelling(
    "TASK",
    {
        "ObjectId": "task_id",
        "ProjectObjectId": "proj_id",
        "WBSObjectId": "wbs_id",
        "CalendarObjectId": "clndr_id",
        "Id": "task_code",
        "Name": "task_name",
        "Type": "task_type",
        "PercentCompleteType": "complete_pct_type",
        "DurationType": "duration_type",
        "Status": "status_code",
        "PhysicalPercentComplete": "phys_complete_pct",
        "PlannedDuration": "target_drtn_hr_cnt",
        "RemainingDuration": "remain_drtn_hr_cnt",
        "PrimaryConstraintType": "cstr_type",
        "PrimaryConstraintDate": "cstr_date",
        "SecondaryConstraintType": "cstr_type2",
        "SecondaryConstraintDate": "cstr_date2",
        "ActualStartDate": "act_start_date",
        "ActualFinishDate": "act_end_date",
        "ExpectedFinishDate": "expect_end_date",
        "ExternalEarlyStartDate": "external_early_start_date",
        "ExternalLateFinishDate": "external_late_end_date",
        "SuspendDate": "suspend_date",
        "ResumeDate": "resume_date",
        "PlannedStartDate": "target_start_date",
        "PlannedFinishDate": "target_end_date",
        "EarlyStartDate": "early_start_date",
        "EarlyFinishDate": "early_end_date",
        "LateStartDate": "late_start_date",
        "LateFinishDate": "late_end_date",
        # Of what remains; the only early and late dates in some files.
        "RemainingEarlyStartDate": "early_start_date",
        "RemainingEarlyFinishDate": "early_end_date",
        "RemainingLateStartDate": "late_start_date",
        "RemainingLateFinishDate": "late_end_date",
        "TotalFloat": "total_float_hr_cnt",
        "FreeFloat": "free_float_hr_cnt",
        "IsLongestPath": "driving_path_flag",
        "ActualLaborUnits": "act_work_qty",
        "ActualNonLaborUnits": "act_equip_qty",
        "RemainingLaborUnits": "remain_work_qty",
        "RemainingNonLaborUnits": "remain_equip_qty",
    },
    {
        "task_type": {
            "Task Dependent": "TT_Task",
            "Resource Dependent": "TT_Rsrc",
            "Start Milestone": "TT_Mile",
            "Finish Milestone": "TT_FinMile",
            "Level of Effort": "TT_LOE",
            "WBS Summary": "TT_WBS",
        },
        "complete_pct_type": {
            "Duration": "CP_Drtn",
            "Physical": "CP_Phys",
            "Units": "CP_Units",
            "Scope": "CP_Phys",
        },
        "duration_type": {
            "Fixed Units/Time": "DT_FixedRate",
            "Fixed Duration and Units/Time": "DT_FixedDrtn",
            "Fixed Units": "DT_FixedQty",
            "Fixed Duration and Units": "DT_FixedDUR2",
        },
        "cstr_type": _BOUNDS,
        "cstr_type2": _BOUNDS,
    },
    flags=frozenset(("driving_path_flag",)),
    shares=frozenset(("phys_complete_pct",)),
)
RELATIONSHIP = Spelling(
    "TASKPRED",
    {
        "ObjectId": "task_pred_id",
        "SuccessorActivityObjectId": "task_id",
        "PredecessorActivityObjectId": "pred_task_id",
        "SuccessorProjectObjectId": "proj_id",
        "PredecessorProjectObjectId": "pred_proj_id",
        "Type": "pred_type",
        "Lag": "lag_hr_cnt",
    },
    {
        "pred_type": {
            "Finish to Start": "PR_FS",
            "Start to Start": "PR_SS",
            "Finish to Finish": "PR_FF",
            "Start to Finish": "PR_SF",
        }
    },
)
RESOURCE = Spelling(
    "RSRC",
    {
        "ObjectId": "rsrc_id",
        "SequenceNumber": "rsrc_seq_num",
        "Name": "rsrc_name",
        "Id": "rsrc_short_name",
        "ResourceType": "rsrc_type",
        "EmployeeId": "employee_code",
        "EmailAddress": "email_addr",
        "IsActive": "active_flag",
        "CalendarObjectId": "clndr_id",
        "DefaultUnitsPerTime": "def_qty_per_hr",
        "ResourceNotes": "rsrc_notes",
    },
    {"rsrc_type": {"Labor": "RT_Labor", "Nonlabor": "RT_Equip", "Material": "RT_Mat"}},
    flags=frozenset(("active_flag",)),
)
ASSIGNMENT = Spelling(
    "TASKRSRC",
    {
        "ObjectId": "taskrsrc_id",
        "ActivityObjectId": "task_id",
        "ProjectObjectId": "proj_id",
        "ResourceObjectId": "rsrc_id",
        "PlannedUnitsPerTime": "target_qty_per_hr",
        "PlannedUnits": "target_qty",
        "ActualRegularUnits": "act_reg_qty",
        "ActualOvertimeUnits": "act_ot_qty",
        "RemainingUnits": "remain_qty",
        "PlannedStartDate": "target_start_date",
        "PlannedFinishDate": "target_end_date",
        "ActualStartDate": "act_start_date",
        "ActualFinishDate": "act_end_date",
    },
)
BY_ELEMENT = {
    "WBS": WBS,
    "Activity": ACTIVITY,
    "Relationship": RELATIONSHIP,
    "Resource": RESOURCE,
    "ResourceAssignment": ASSIGNMENT,
}
OVERRIDE = {"Progress Override": ("Y", "N"), "Actual Dates": ("N", "N"), "Retained Logic": ("N", "Y")}
