"""Resources and assignments of an XER file."""

from headway.formats.plan import PlanAssignment, PlanResource, ResourceKind
from headway.formats.xer.codes import RESOURCE_KINDS
from headway.formats.xer.tables import Row


def read_resource(row: Row) -> PlanResource:
    """Somebody or something that works or is used."""
    return PlanResource(
        uid=row.identity("rsrc_id"),
        number=row.optional_integer("rsrc_seq_num") or 0,
        line=row.line,
        name=row.text("rsrc_name"),
        kind=RESOURCE_KINDS.get(row.text("rsrc_type"), ResourceKind.WORK),
        initials=row.text("rsrc_short_name"),
        code=row.text("employee_code"),
        email=row.text("email_addr"),
        active=row.flag("active_flag", default=True),
        calendar_uid=row.reference("clndr_id"),
        max_units=max(0.0, row.decimal("def_qty_per_hr") or 0.0) if row.text("def_qty_per_hr") else 1.0,
        notes=row.text("rsrc_notes"),
    )


def read_assignment(row: Row) -> PlanAssignment:
    """A resource, or a role that nobody has yet, in an activity; units per hour are its share."""
    return PlanAssignment(
        uid=row.identity("taskrsrc_id"),
        line=row.line,
        activity=row.identity("task_id"),
        resource=row.reference("rsrc_id"),
        units=max(0.0, row.decimal("target_qty_per_hr") or 0.0),
        work=max(0, row.hours("target_qty") or 0),
        actual_work=max(0, (row.hours("act_reg_qty") or 0) + (row.hours("act_ot_qty") or 0)),
        remaining_work=max(0, row.hours("remain_qty") or 0),
        start=row.moment("target_start_date"),
        finish=row.moment("target_end_date"),
        actual_start=row.moment("act_start_date"),
        actual_finish=row.moment("act_end_date"),
    )
