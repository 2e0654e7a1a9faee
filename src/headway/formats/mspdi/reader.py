"""Reading an MSPDI file into a plan document."""

from dataclasses import replace
from typing import BinaryIO, TypeVar

from headway.engine import written
from headway.formats.budget import Budget, Most
from headway.formats.errors import FormatError
from headway.formats.mspdi.calendars import read_calendar
from headway.formats.mspdi.format import MSPDI, ROOT
from headway.formats.mspdi.omissions import Omissions
from headway.formats.mspdi.project import assumed_start, read_project
from headway.formats.mspdi.resources import read_assignment, read_resource
from headway.formats.mspdi.row import Row
from headway.formats.mspdi.tasks import read_activity, read_links
from headway.formats.network import with_durations
from headway.formats.outline import Outline
from headway.formats.plan import (
    CalendarException,
    Kind,
    Omission,
    PlanActivity,
    PlanAssignment,
    PlanCalendar,
    PlanDocument,
    PlanLink,
    PlanResource,
)
from headway.formats.recurrence import occurrences
from headway.formats.references import References, refuse_calendar_chains
from headway.formats.safe_xml import DEFAULT_LIMITS, Element, XmlLimits, iter_rows, local_name

SECTIONS = ("ExtendedAttributes", "Calendars", "Tasks", "Resources", "Assignments")
# Views, reports, lookup tables and the like: how the file was looked at.
LOOKS = {"Views", "Filters", "Groups", "Tables", "Maps", "Reports", "Drawings", "DataLinks", "VBAProjects"}
NOT_READ = LOOKS | {"WBSMasks", *SECTIONS}

Thing = TypeVar("Thing", PlanCalendar, PlanActivity, PlanResource, PlanAssignment)


def read_mspdi(source: BinaryIO, *, limits: XmlLimits = DEFAULT_LIMITS) -> PlanDocument:
    """The plan that an MSPDI file tells.

    Parameters
    ----------
    source : binary file
        Read once, from its position to its end.
    limits : XmlLimits
        Largest accepted row, and number of rows.

    Raises
    ------
    FormatError
        For a file that is no MSPDI, is broken or unsafe, or contradicts itself; with the line.
    """
    reading = _Reading()
    for section, element in iter_rows(source, root=ROOT, sections=SECTIONS, limits=limits):
        reading.take(section, element)
    return reading.document()


class _Reading:
    """What has been read so far of one file."""

    def __init__(self) -> None:
        self.budget = Budget()
        self.omissions = Omissions()
        self.properties: list[Element] = []
        self.custom_fields: dict[str, str] = {}
        self.calendars: dict[int, PlanCalendar] = {}
        self.project_summary: PlanActivity | None = None
        self.outline = Outline()
        self.without_duration: set[int] = set()
        self.activities: dict[int, PlanActivity] = {}
        self.links: list[PlanLink] = []
        self.resources: dict[int, PlanResource] = {}
        self.assignments: dict[int, PlanAssignment] = {}

    def take(self, section: str, element: Element) -> None:
        """Read one element; it is gone afterwards."""
        name = local_name(element)
        if section == "Calendars" and name == "Calendar":
            self._take_calendar(Row(element))
        elif section == "Tasks" and name == "Task":
            self._take_task(Row(element))
        elif section == "Resources" and name == "Resource":
            self._take_resource(Row(element))
        elif section == "Assignments" and name == "Assignment":
            self._take_assignment(Row(element))
        elif section == "ExtendedAttributes":
            row = Row(element)
            code, name = row.text("FieldID"), row.text("Alias") or row.text("FieldName")
            self.budget.spend(Most.TEXT, len(code) + len(name), row.line)
            self.custom_fields[code] = name
        elif not section and name in NOT_READ:
            if name not in SECTIONS:
                self.omissions.section(element)
            element.clear()
        elif not section:
            self.budget.spend(Most.PROPERTIES, 1, element.sourceline or 0)
            self.budget.spend(Most.TEXT, len(element.text or ""), element.sourceline or 0)
            # Of a nested one nothing but its name is told, as one of those that are not taken over.
            del element[1:]
            for inner in element:
                inner.clear()
            self.properties.append(element)

    def _take_calendar(self, row: Row) -> None:
        calendar = read_calendar(row)
        self.budget.spend(Most.EXCEPTIONS, len(calendar.work_weeks), row.line)
        for exception in calendar.exceptions:
            self.budget.spend(Most.EXCEPTIONS, _days_of(exception), row.line)
        weeks = [calendar.days, *(week.days for week in calendar.work_weeks)]
        shifts = sum(len(day or ()) for week in weeks for day in week)
        shifts += sum(len(exception.shifts) for exception in calendar.exceptions)
        self.budget.spend(Most.SHIFTS, shifts, row.line)
        names = [rule.name for rule in calendar.exceptions] + [week.name for week in calendar.work_weeks]
        self.budget.spend(Most.TEXT, sum(map(len, [calendar.name, *names])), row.line)
        _keep(self.calendars, calendar, row)

    def _take_task(self, row: Row) -> None:
        if row.flag("IsNull"):
            return
        has_duration = "Duration" in row.values
        activity = read_activity(row, self.omissions)
        if activity.outline_level == 0 and not self.activities and self.project_summary is None:
            # The summary of the whole project says again what its activities say.
            self.project_summary = activity
            return
        self.budget.spend(Most.ACTIVITIES, 1, row.line)
        self.budget.spend(Most.BASELINES, len(activity.baselines), row.line)
        texts = (activity.name, activity.notes, activity.wbs, activity.hyperlink)
        self.budget.spend(Most.TEXT, sum(map(len, texts)), row.line)
        placed = replace(activity, parent=self.outline.place(activity.uid, activity.outline_level))
        _keep(self.activities, placed, row)
        if not has_duration:
            self.without_duration.add(activity.uid)
        links = read_links(row, activity.uid, self.omissions)
        self.budget.spend(Most.LINKS, len(links), row.line)
        self.links += links
        self.omissions.custom_fields(row, activity.uid, self.custom_fields)
        self.omissions.leftovers(row, activity.uid)

    def _take_resource(self, row: Row) -> None:
        if row.flag("IsNull"):
            return
        resource = read_resource(row)
        if resource.uid == 0:
            return
        texts = (
            resource.name,
            resource.notes,
            resource.initials,
            resource.group,
            resource.code,
            resource.email,
            resource.material_unit,
        )
        self.budget.spend(Most.TEXT, sum(map(len, texts)), row.line)
        _keep(self.resources, resource, row)
        self.omissions.custom_fields(row, resource.uid, self.custom_fields)
        self.omissions.leftovers(row, resource.uid)

    def _take_assignment(self, row: Row) -> None:
        assignment = read_assignment(row, self.omissions)
        self.budget.spend(Most.PAUSES, len(assignment.pauses), row.line)
        _keep(self.assignments, assignment, row)
        self.omissions.custom_fields(row, assignment.uid, self.custom_fields)
        self.omissions.leftovers(row, assignment.uid)

    def document(self) -> PlanDocument:
        """The whole document, every reference in it checked."""
        properties = Row(self.properties, kind="project")
        project = read_project(properties, self.project_summary)
        if not project.schedule_from_start:
            self.omissions.add(properties, None, "ScheduleFromStart", Omission.FROM_FINISH)
        self.omissions.leftovers(properties, None)
        if project.start is None:
            project = replace(project, start=assumed_start(project, self.activities.values()))
            if project.start is not None:
                said = written(project.start)
                self.omissions.add(properties, None, "StartDate", Omission.ASSUMED, value=said)
        known = References(
            calendars=frozenset(self.calendars),
            activities=frozenset(self.activities),
            resources=frozenset(self.resources),
            format=MSPDI,
            omissions=self.omissions,
        )
        refuse_calendar_chains(self.calendars)
        document = PlanDocument(
            format=MSPDI,
            project=known.of_project(project),
            calendars=tuple(known.of_calendar(calendar) for calendar in self.calendars.values()),
            activities=tuple(known.of_activity(self._of_kind(each)) for each in self.activities.values()),
            links=tuple(known.of_links(self.links)),
            resources=tuple(known.of_resource(resource) for resource in self.resources.values()),
            assignments=tuple(known.of_assignments(self.assignments.values())),
            not_taken_over=self.omissions.all(),
        )
        return with_durations(document, self.without_duration)

    def _of_kind(self, activity: PlanActivity) -> PlanActivity:
        is_summary = activity.uid in self.outline.summaries
        return replace(activity, kind=Kind.SUMMARY) if is_summary else activity


def _days_of(exception: CalendarException) -> int:
    """How many single exceptions it comes to; one that never holds was written down all the same."""
    return max(1, len(occurrences(exception)))


def _keep(things: dict[int, Thing], thing: Thing, row: Row) -> None:
    if thing.uid in things:
        first = things[thing.uid].line
        raise FormatError(
            row.line, f"The UID {thing.uid} of the {row.kind} was used before, on line {first}."
        )
    things[thing.uid] = thing
