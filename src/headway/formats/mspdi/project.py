"""The project's own properties in an MSPDI file."""

from headway.formats.mspdi.row import Row
from headway.formats.plan import PlanActivity, ProjectFacts

# How the writing program is set up, not what the plan says.
SETTINGS = frozenset({
    "SaveVersion", "BuildNumber", "GUID", "CreationDate", "ExtendedCreationDate", "LastSaved",
    "Revision", "CurrentDate", "FYStartDate", "CurrencyDigits", "CurrencySymbol",
    "CurrencySymbolPosition", "DefaultTaskType", "DefaultFixedCostAccrual", "DefaultStandardRate",
    "DefaultOvertimeRate", "DurationFormat", "WorkFormat", "EditableActualCosts", "EarnedValueMethod",
    "InsertedProjectsLikeSummary", "NewTasksEffortDriven", "NewTasksEstimated", "SplitsInProgressTasks",
    "SpreadActualCost", "SpreadPercentComplete", "TaskUpdatesResource", "FiscalYearStart",
    "WeekStartDay", "MoveCompletedEndsBack", "MoveRemainingStartsBack", "MoveRemainingStartsForward",
    "MoveCompletedEndsForward", "BaselineForEarnedValue", "AutoAddNewResourcesAndTasks",
    "MicrosoftProjectServerURL", "Autolink", "NewTaskStartDate", "NewTasksAreManual",
    "DefaultTaskEVMethod", "ProjectExternallyEdited", "ActualsInSync", "RemoveFileProperties",
    "AdminProject", "KeepTaskOnNearestWorkingTimeWhenMadeAutoScheduled",
    "UpdateManuallyScheduledTasksWhenEditingLinks", "UID",
})  # fmt: skip


def read_project(row: Row, summary: PlanActivity | None) -> ProjectFacts:
    """The properties; name and notes may stand in the summary of the whole project alone."""
    for name in SETTINGS:
        row.values.pop(name, None)
    minutes_per_day = _positive(row, "MinutesPerDay", 480)
    file_name = row.text("Name")
    title = row.text("Title")
    return ProjectFacts(
        name=title or (summary.name if summary else "") or file_name,
        manager=row.text("Manager"),
        company=row.text("Company"),
        author=row.text("Author"),
        start=row.moment("StartDate"),
        finish=row.moment("FinishDate"),
        status_date=row.moment("StatusDate"),
        schedule_from_start=row.flag("ScheduleFromStart", default=True),
        minutes_per_day=minutes_per_day,
        minutes_per_week=_positive(row, "MinutesPerWeek", 2400),
        days_per_month=_positive(row, "DaysPerMonth", 20),
        calendar_uid=row.reference("CalendarUID"),
        default_start=_default(row.time_of_day("DefaultStartTime"), 8 * 3600),
        default_finish=_default(row.time_of_day("DefaultFinishTime"), 17 * 3600),
        critical_limit=row.integer("CriticalSlackLimit", 0) * minutes_per_day * 60,
        honor_constraints=row.flag("HonorConstraints", default=True),
        multiple_critical_paths=row.flag("MultipleCriticalPaths"),
        currency=row.text("CurrencyCode"),
    )


def _positive(row: Row, name: str, default: int) -> int:
    number = row.integer(name, default)
    if not 0 < number < 100_000:
        raise row.refuse(name, f"is {number}")
    return number


def _default(value: int | None, default: int) -> int:
    return default if value is None else value
