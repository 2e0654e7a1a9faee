"""Codes of XER files for what a plan document has words for."""

from collections.abc import Mapping
from typing import TypeVar

from headway.engine import FloatKind, LagCalendar, LinkType
from headway.formats.plan import ResourceKind
from headway.formats.primavera import ActivityType, Bound, DurationType, PercentType

ACTIVITY_TYPES: Mapping[str, ActivityType] = {
    "TT_Task": ActivityType.TASK_DEPENDENT,
    "TT_Rsrc": ActivityType.RESOURCE_DEPENDENT,
    "TT_Mile": ActivityType.START_MILESTONE,
    "TT_FinMile": ActivityType.FINISH_MILESTONE,
    "TT_LOE": ActivityType.LEVEL_OF_EFFORT,
    "TT_WBS": ActivityType.WBS_SUMMARY,
}
LINK_TYPES: Mapping[str, LinkType] = {
    "PR_FS": LinkType.FS,
    "PR_SS": LinkType.SS,
    "PR_FF": LinkType.FF,
    "PR_SF": LinkType.SF,
}
BOUNDS: Mapping[str, Bound] = {
    "CS_MSO": Bound.START_ON,
    "CS_MSOA": Bound.START_FROM,
    "CS_MSOB": Bound.START_UNTIL,
    "CS_MEO": Bound.FINISH_ON,
    "CS_MEOA": Bound.FINISH_FROM,
    "CS_MEOB": Bound.FINISH_UNTIL,
    "CS_MANDSTART": Bound.MANDATORY_START,
    "CS_MANDFIN": Bound.MANDATORY_FINISH,
    "CS_ALAP": Bound.LATEST,
}
PERCENT_TYPES: Mapping[str, PercentType] = {
    "CP_Drtn": PercentType.DURATION,
    "CP_Phys": PercentType.PHYSICAL,
    "CP_Units": PercentType.UNITS,
}
DURATION_TYPES: Mapping[str, DurationType] = {
    "DT_FixedRate": DurationType.FIXED_UNITS_PER_TIME,
    "DT_FixedDrtn": DurationType.FIXED_DURATION_AND_UNITS_PER_TIME,
    "DT_FixedQty": DurationType.FIXED_UNITS,
    "DT_FixedDUR2": DurationType.FIXED_DURATION_AND_UNITS,
}
RESOURCE_KINDS: Mapping[str, ResourceKind] = {
    "RT_Labor": ResourceKind.WORK,
    "RT_Equip": ResourceKind.WORK,
    "RT_Mat": ResourceKind.MATERIAL,
}
LAG_CALENDARS: Mapping[str, LagCalendar] = {
    "rcal_Predecessor": LagCalendar.PREDECESSOR,
    "rcal_Successor": LagCalendar.SUCCESSOR,
    "rcal_ProjDefault": LagCalendar.PROJECT,
    "rcal_24Hour": LagCalendar.AROUND_THE_CLOCK,
}
FLOAT_KINDS: Mapping[str, FloatKind] = {
    "FT_Min": FloatKind.SMALLEST,
    "FT_SS": FloatKind.START,
    "FT_FF": FloatKind.FINISH,
}

Code = TypeVar("Code")


def code_of(codes: Mapping[str, Code], value: Code) -> str:
    """The code of a value."""
    return next(code for code, known in codes.items() if known == value)
