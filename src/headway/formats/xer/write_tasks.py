"""WBS elements, activities, links, resources and assignments as rows of an XER file."""

from headway.formats.plan import PlanActivity, PlanAssignment, PlanLink, PlanResource, ResourceKind
from headway.formats.primavera import BoundDate, PrimaveraFacts
from headway.formats.xer.codes import (
    ACTIVITY_TYPES,
    BOUNDS,
    DURATION_TYPES,
    LINK_TYPES,
    PERCENT_TYPES,
    code_of,
)
from headway.formats.xer.out import Fields, flag, hours, moment

RESOURCES = {
    ResourceKind.WORK: "RT_Labor",
    ResourceKind.MATERIAL: "RT_Mat",
    ResourceKind.COST: "RT_Mat",
}


def wbs_row(element: PlanActivity, place: int, project: int) -> Fields:
    """A WBS element; one at the top is its project's."""
    return {
        "wbs_id": -element.uid,
        "proj_id": project,
        "seq_num": place,
        "proj_node_flag": flag(element.parent is None),
        "status_code": "WS_Open",
        "wbs_short_name": element.wbs,
        "wbs_name": element.name,
        "parent_wbs_id": None if element.parent is None else -element.parent,
    }


def task_row(activity: PlanActivity, facts: PrimaveraFacts) -> Fields:
    """An activity."""
    stored = activity.stored
    return {
        "task_id": activity.uid,
        "proj_id": facts.project,
        "wbs_id": None if activity.parent is None else -activity.parent,
        "clndr_id": activity.calendar_uid,
        "phys_complete_pct": activity.physical_percent_complete,
        "complete_pct_type": code_of(PERCENT_TYPES, facts.percent_type),
        "task_type": code_of(ACTIVITY_TYPES, facts.type),
        "duration_type": code_of(DURATION_TYPES, facts.duration_type),
        "status_code": _status(activity),
        "task_code": facts.code,
        "task_name": activity.name,
        "total_float_hr_cnt": hours(stored.total_float),
        "free_float_hr_cnt": hours(stored.free_float),
        "remain_drtn_hr_cnt": hours(activity.remaining_duration),
        "target_drtn_hr_cnt": hours(activity.duration),
        "target_work_qty": hours(activity.work),
        "act_work_qty": hours(activity.actual_work),
        "remain_work_qty": hours(activity.remaining_work),
        **_dates(activity, facts),
        **_constraint(facts, 0, ""),
        **_constraint(facts, 1, "2"),
        "driving_path_flag": flag(facts.on_longest_path),
    }


def _status(activity: PlanActivity) -> str:
    if activity.actual_finish is not None:
        return "TK_Complete"
    return "TK_Active" if activity.started else "TK_NotStart"


def _dates(activity: PlanActivity, facts: PrimaveraFacts) -> Fields:
    stored = activity.stored
    dates = {
        "act_start_date": activity.actual_start,
        "act_end_date": activity.actual_finish,
        "late_start_date": stored.late_start,
        "late_end_date": stored.late_finish,
        "expect_end_date": facts.expected_finish,
        "early_start_date": stored.early_start,
        "early_end_date": stored.early_finish,
        "target_start_date": facts.planned_start,
        "target_end_date": facts.planned_finish,
        "suspend_date": facts.suspend,
        "resume_date": facts.resume,
        "external_early_start_date": facts.external_start,
        "external_late_end_date": facts.external_finish,
    }
    return {name: moment(time) for name, time in dates.items()}


def _constraint(facts: PrimaveraFacts, at: int, number: str) -> Fields:
    found: BoundDate | None = facts.constraints[at] if at < len(facts.constraints) else None
    return {
        f"cstr_type{number}": None if found is None else code_of(BOUNDS, found.bound),
        f"cstr_date{number}": None if found is None else moment(found.date),
    }


def link_row(link: PlanLink, number: int, projects: dict[int, int]) -> Fields:
    """A link; it belongs to the project of its successor."""
    return {
        "task_pred_id": number,
        "task_id": link.successor,
        "pred_task_id": link.predecessor,
        "proj_id": projects[link.successor],
        "pred_proj_id": projects[link.predecessor],
        "pred_type": code_of(LINK_TYPES, link.type),
        "lag_hr_cnt": hours(link.lag),
    }


def resource_row(resource: PlanResource) -> Fields:
    """A resource."""
    return {
        "rsrc_id": resource.uid,
        "clndr_id": resource.calendar_uid,
        "rsrc_seq_num": resource.number,
        "email_addr": resource.email,
        "employee_code": resource.code,
        "rsrc_short_name": resource.initials,
        "rsrc_name": resource.name,
        "def_qty_per_hr": repr(resource.max_units),
        "active_flag": flag(resource.active),
        "rsrc_type": RESOURCES[resource.kind],
        "rsrc_notes": resource.notes,
    }


def assignment_row(assignment: PlanAssignment, projects: dict[int, int]) -> Fields:
    """An assignment."""
    return {
        "taskrsrc_id": assignment.uid,
        "task_id": assignment.activity,
        "proj_id": projects[assignment.activity],
        "rsrc_id": assignment.resource,
        "target_qty_per_hr": repr(assignment.units),
        "target_qty": hours(assignment.work),
        "act_reg_qty": hours(assignment.actual_work),
        "remain_qty": hours(assignment.remaining_work),
        "target_start_date": moment(assignment.start),
        "target_end_date": moment(assignment.finish),
        "act_start_date": moment(assignment.actual_start),
        "act_end_date": moment(assignment.actual_finish),
    }
