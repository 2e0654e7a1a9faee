"""WBS elements, activities and their links in an XER file."""

from collections.abc import Mapping
from typing import TypeVar

from headway.formats.plan import Kind, LinkType, PlanActivity, PlanLink, StoredDates
from headway.formats.primavera import (
    ActivityType,
    Bound,
    BoundDate,
    DurationType,
    PercentType,
    PrimaveraFacts,
)
from headway.formats.xer.codes import ACTIVITY_TYPES, BOUNDS, DURATION_TYPES, LINK_TYPES, PERCENT_TYPES
from headway.formats.xer.tables import Row

Code = TypeVar("Code")

MILESTONES = (ActivityType.START_MILESTONE, ActivityType.FINISH_MILESTONE)
ALMOST = 99  # percent; what is not finished is not complete


def read_wbs(row: Row) -> PlanActivity:
    """A WBS element; of its parents only the file as a whole tells which are there."""
    uid = -row.identity("wbs_id")
    above = row.reference("parent_wbs_id")
    return PlanActivity(
        uid=uid,
        number=0,
        line=row.line,
        name=row.text("wbs_name"),
        parent=None if above is None else -above,
        wbs=row.text("wbs_short_name"),
        kind=Kind.SUMMARY,
    )


def read_activity(row: Row) -> PlanActivity:
    """An activity, in the WBS element that it names."""
    facts = _facts(row)
    start, finish = row.moment("act_start_date"), row.moment("act_end_date")
    # A finish without a start, as other programs write it, is taken for both.
    start = finish if start is None else start
    wbs = row.reference("wbs_id")
    return PlanActivity(
        uid=row.identity("task_id"),
        number=0,
        line=row.line,
        name=row.text("task_name"),
        parent=None if wbs is None else -wbs,
        kind=Kind.MILESTONE if facts.type in MILESTONES else Kind.TASK,
        duration=_duration(row, "target_drtn_hr_cnt"),
        duration_unit="h",
        remaining_duration=0 if finish is not None else _left(row, started=start is not None),
        fixed_duration=facts.type is not ActivityType.RESOURCE_DEPENDENT,
        calendar_uid=row.reference("clndr_id"),
        percent_complete=_percent(row, facts.percent_type, done=finish is not None),
        physical_percent_complete=_whole(row.decimal("phys_complete_pct")),
        actual_start=start,
        actual_finish=finish,
        work=_quantity(row, "target"),
        actual_work=_quantity(row, "act"),
        remaining_work=_quantity(row, "remain"),
        stored=_stored(row, start, finish),
        primavera=facts,
    )


def _duration(row: Row, name: str) -> int:
    return max(0, row.hours(name) or 0)


def _left(row: Row, *, started: bool) -> int:
    """What remains to be done; of an untouched activity all of it where the file does not say."""
    if started or row.text("remain_drtn_hr_cnt"):
        return _duration(row, "remain_drtn_hr_cnt")
    return _duration(row, "target_drtn_hr_cnt")


def _facts(row: Row) -> PrimaveraFacts:
    return PrimaveraFacts(
        project=row.identity("proj_id"),
        code=row.text("task_code"),
        type=_coded(row, "task_type", ACTIVITY_TYPES, ActivityType.TASK_DEPENDENT),
        percent_type=_coded(row, "complete_pct_type", PERCENT_TYPES, PercentType.DURATION),
        duration_type=_coded(row, "duration_type", DURATION_TYPES, DurationType.FIXED_DURATION_AND_UNITS),
        planned_start=row.moment("target_start_date"),
        planned_finish=row.moment("target_end_date"),
        constraints=(
            *_constraint(row, "cstr_type", "cstr_date"),
            *_constraint(row, "cstr_type2", "cstr_date2"),
        ),
        expected_finish=row.moment("expect_end_date"),
        external_start=row.moment("external_early_start_date"),
        external_finish=row.moment("external_late_end_date"),
        suspend=row.moment("suspend_date"),
        resume=row.moment("resume_date"),
        on_longest_path=row.flag("driving_path_flag"),
    )


def _coded(row: Row, name: str, codes: Mapping[str, Code], default: Code) -> Code:
    """What a code stands for; a code that nobody knows is refused, since dates depend on it."""
    said = row.text(name)
    if said and said not in codes:
        raise row.refuse(name, f"is “{said[:40]}”, not one of {', '.join(codes)}")
    return codes.get(said, default)


def _constraint(row: Row, kind: str, date: str) -> tuple[BoundDate, ...]:
    if not row.text(kind):
        return ()
    bound, moment = _coded(row, kind, BOUNDS, Bound.LATEST), row.moment(date)
    if bound is Bound.LATEST:
        return (BoundDate(bound=bound),)
    return () if moment is None else (BoundDate(bound=bound, date=moment),)


def lost_constraints(row: Row) -> list[str]:
    """Names of constraints without the date that they need."""
    pairs = (("cstr_type", "cstr_date"), ("cstr_type2", "cstr_date2"))
    return [kind for kind, date in pairs if row.text(kind) not in ("", "CS_ALAP") and not row.text(date)]


def _percent(row: Row, kind: PercentType, *, done: bool) -> int:
    """The percentage of the kind that the activity has; less than all of it as long as it is not finished."""
    if done:
        return 100
    if kind is PercentType.PHYSICAL:
        share = (row.decimal("phys_complete_pct") or 0) / 100
    elif kind is PercentType.DURATION:
        share = 1 - _share(row.hours("remain_drtn_hr_cnt"), row.hours("target_drtn_hr_cnt"))
    else:
        left, made = _quantity(row, "remain"), _quantity(row, "act")
        share = 1 - _share(left, left + made)
    return min(ALMOST, max(0, round(100 * share)))


def _quantity(row: Row, which: str) -> int:
    """Work of people and of equipment."""
    return max(0, sum(row.hours(f"{which}_{kind}_qty") or 0 for kind in ("work", "equip")))


def _share(part: float | None, whole: float | None) -> float:
    return (part or 0) / whole if whole and whole > 0 else 1.0


def _whole(percent: float | None) -> int:
    return min(100, max(0, round(percent or 0)))


def _stored(row: Row, start: int | None, finish: int | None) -> StoredDates:
    early_start, early_finish = row.moment("early_start_date"), row.moment("early_end_date")
    return StoredDates(
        start=early_start if start is None else start,
        finish=early_finish if finish is None else finish,
        early_start=early_start,
        early_finish=early_finish,
        late_start=row.moment("late_start_date"),
        late_finish=row.moment("late_end_date"),
        total_float=row.hours("total_float_hr_cnt"),
        free_float=row.hours("free_float_hr_cnt"),
    )


def read_link(row: Row) -> PlanLink:
    """A link from one activity to another, perhaps of another project."""
    return PlanLink(
        line=row.line,
        predecessor=row.identity("pred_task_id"),
        successor=row.identity("task_id"),
        type=_coded(row, "pred_type", LINK_TYPES, LinkType.FS),
        lag=row.hours("lag_hr_cnt") or 0,
        lag_unit="h",
    )
