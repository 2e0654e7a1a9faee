"""The project's own properties in an MSPDI file."""

from collections.abc import Iterable

from headway.engine.plan_time import DAY
from headway.formats.mspdi.row import Row, parse_moment
from headway.formats.plan import PlanActivity, ProjectFacts

# How the writing program is set up, not what the plan says.
SETTINGS = frozenset(
    {
        "SaveVersion",
        "BuildNumber",
        "GUID",
        "CreationDate",
        "ExtendedCreationDate",
        "LastSaved",
        "Revision",
        "CurrentDate",
        "FYStartDate",
        "CurrencyDigits",
        "CurrencySymbol",
        "CurrencySymbolPosition",
        "DefaultTaskType",
        "DefaultFixedCostAccrual",
        "DefaultStandardRate",
        "DefaultOvertimeRate",
        "DurationFormat",
        "WorkFormat",
        "EditableActualCosts",
        "EarnedValueMethod",
        "InsertedProjectsLikeSummary",
        "NewTasksEffortDriven",
        "NewTasksEstimated",
        "SplitsInProgressTasks",
        "SpreadActualCost",
        "SpreadPercentComplete",
        "TaskUpdatesResource",
        "FiscalYearStart",
        "WeekStartDay",
        "MoveCompletedEndsBack",
        "MoveRemainingStartsBack",
        "MoveRemainingStartsForward",
        "MoveCompletedEndsForward",
        "BaselineForEarnedValue",
        "AutoAddNewResourcesAndTasks",
        "MicrosoftProjectServerURL",
        "Autolink",
        "NewTaskStartDate",
        "NewTasksAreManual",
        "DefaultTaskEVMethod",
        "ProjectExternallyEdited",
        "ActualsInSync",
        "RemoveFileProperties",
        "AdminProject",
        "KeepTaskOnNearestWorkingTimeWhenMadeAutoScheduled",
        "UpdateManuallyScheduledTasksWhenEditingLinks",
        "UID",
    }
)


def read_project(row: Row, summary: PlanActivity | None) -> ProjectFacts:
    """The properties; name and notes may stand in the summary of the whole project alone."""
    written = [
        parse_moment(row.values.get(name, "")) for name in ("CurrentDate", "LastSaved", "CreationDate")
    ]
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
        written=next((moment for moment in written if moment is not None), None),
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


def assumed_start(project: ProjectFacts, activities: Iterable[PlanActivity]) -> int | None:
    """When a project starts of which the file does not say it.

    With its earliest date; without any date on the day on which the file was written, as Microsoft Project
    starts a new plan on the current day, at the default start of a day.
    """
    dates = [
        moment
        for activity in activities
        for moment in (activity.stored.start, activity.actual_start, activity.constraint_date, activity.start)
        if moment is not None
    ]
    if dates:
        return min(dates)
    if project.written is None:
        return None
    return project.written // DAY * DAY + project.default_start


def _positive(row: Row, name: str, default: int) -> int:
    number = row.integer(name, default)
    if not 0 < number < 100_000:
        raise row.refuse(name, f"is {number}")
    return number


def _default(value: int | None, default: int) -> int:
    return default if value is None else value
