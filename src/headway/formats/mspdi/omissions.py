"""What a file says and the plan document has no place for."""

from collections.abc import Mapping

from headway.formats.mspdi.row import Row
from headway.formats.omission_list import LONGEST_VALUE, OmissionList
from headway.formats.plan import NotTakenOver, Omission
from headway.formats.safe_xml import Element, local_name

# Values that the writing program computed from others that are taken over, or how it draws and prices things.
COMPUTED = frozenset(
    {
        "ACWP",
        "ExternalTaskProject",
        "ActualCost",
        "ActualDuration",
        "ActualOvertimeCost",
        "ActualOvertimeWork",
        "ActualOvertimeWorkProtected",
        "ActualWorkProtected",
        "BCWP",
        "BCWS",
        "CV",
        "Cost",
        "CostVariance",
        "CreateDate",
        "CreationDate",
        "DurationVariance",
        "FinishSlack",
        "FinishVariance",
        "GUID",
        "IsPublished",
        "OutlineNumber",
        "OverAllocated",
        "Overallocated",
        "OvertimeCost",
        "OvertimeWork",
        "PeakUnits",
        "RegularWork",
        "RemainingCost",
        "RemainingOvertimeCost",
        "RemainingOvertimeWork",
        "SV",
        "StartSlack",
        "StartVariance",
        "Summary",
        "VAC",
        "WorkVariance",
        "PercentWorkComplete",
        "ResponsePending",
        "UpdateNeeded",
        "LinkedFields",
        "Confirmed",
        "Milestone",
        "IsSubprojectReadOnly",
        "ResumeValid",
        "DisplayAsSummary",
        "LevelingDelayFormat",
        "ManualDuration",
        "IsBaselineCalendar",
        "TaskMode",
    }
)
RATE_UNITS = frozenset("1234578")
# How things are drawn, entered or levelled; and what these say when nobody touched them.
DEFAULTS = {
    "AccrueAt": {"3"},
    "BookingType": {"0"},
    "CanLevel": {"1"},
    "EarnedValueMethod": {"0"},
    "FixedCostAccrual": {"1", "2", "3"},
    "HasFixedRateUnits": {"1"},
    "LevelAssignments": {"1"},
    "LevelingCanSplit": {"1"},
    "OvertimeRateFormat": RATE_UNITS,
    "StandardRateFormat": RATE_UNITS,
    "WorkGroup": {"0", "1"},
}
# Of a resource: sums and spans of its assignments.
ROLLED_UP = frozenset({"Work", "ActualWork", "RemainingWork", "Start", "Finish"})
NOTHING = frozenset({"0", "-1", "", "0.00", "0.0", "PT0H0M0S", "false"})
MONEY = frozenset({"FixedCost", "StandardRate", "OvertimeRate", "CostPerUse", "BudgetCost"})
# The custom fields Cost1 to Cost10 of a task.
MONEY_FIELDS = frozenset(str(code) for code in (*range(188743786, 188743789), *range(188743938, 188743945)))

_NESTED = {
    "TimephasedData": Omission.TIMEPHASED,
    "Baseline": Omission.RESOURCE_BASELINE,
    "Rates": Omission.COST,
}


class Omissions(OmissionList):
    """What the rows of an MSPDI file say beyond the document."""

    def add(self, row: Row, uid: int | None, field: str, reason: Omission, *, value: str = "") -> None:
        """Note one value of one row."""
        self.note(_entry(row, uid, field, reason, value=value))

    def custom_fields(self, row: Row, uid: int | None, names: Mapping[str, str]) -> None:
        """Note the values of fields that the users of the file have made up."""
        for field in (*row.rows("ExtendedAttribute"), *row.rows("OutlineCode")):
            code, value = field.text("FieldID"), field.text("Value") or field.text("ValueID")
            name = (names.get(code) or code)[:LONGEST_VALUE]
            self.note(
                NotTakenOver(
                    line=field.line,
                    owner=row.kind,
                    uid=uid,
                    field=name,
                    value=value[:LONGEST_VALUE],
                    reason=Omission.COST if code in MONEY_FIELDS else Omission.CUSTOM_FIELD,
                )
            )

    def leftovers(self, row: Row, uid: int | None) -> None:
        """Note whatever of `row` nobody took, unless it is computed, drawn or empty."""
        for name, value in row.values.items():
            rolled_up = row.kind == "resource" and name in ROLLED_UP
            if name in COMPUTED or rolled_up or value in NOTHING or value in DEFAULTS.get(name, ()):
                continue
            if name in MONEY:
                self.add(row, uid, name, Omission.COST, value=value)
            else:
                self._count(row, uid, name, value)
        for name in row.nested:
            self._count(row, uid, name, "")

    def section(self, element: Element) -> None:
        """Note a part of the file that is not read at all."""
        if len(element):
            self._count(Row([element], kind="project"), None, local_name(element), "")

    def _count(self, row: Row, uid: int | None, name: str, value: str) -> None:
        self.count(_entry(row, uid, name, _NESTED.get(name, Omission.NO_PLACE), value=value))


def _entry(row: Row, uid: int | None, field: str, reason: Omission, *, value: str) -> NotTakenOver:
    return NotTakenOver(
        line=row.line_of(field),
        owner=row.kind,
        uid=uid,
        field=field,
        value=value[:LONGEST_VALUE],
        reason=reason,
    )
