"""Reading an XER file into a plan document."""

from collections.abc import Callable
from dataclasses import replace
from typing import BinaryIO, TypeVar

from headway.engine import PrimaveraRules, written
from headway.formats.budget import Budget, Most
from headway.formats.errors import FormatError
from headway.formats.format import Format
from headway.formats.plan import (
    NotTakenOver,
    Omission,
    PlanActivity,
    PlanAssignment,
    PlanCalendar,
    PlanDocument,
    PlanLink,
    PlanResource,
    ProjectFacts,
)
from headway.formats.primavera import PrimaveraProject
from headway.formats.references import References, refuse_calendar_chains
from headway.formats.xer.calendars import read_calendar
from headway.formats.xer.format import MARK, XER
from headway.formats.xer.omissions import Omissions
from headway.formats.xer.outline import outlined
from headway.formats.xer.projects import read_options, read_project
from headway.formats.xer.resources import read_assignment, read_resource
from headway.formats.xer.tables import DEFAULT_LIMITS, Row, XerLimits, iter_rows
from headway.formats.xer.tasks import lost_constraints, read_activity, read_link, read_wbs

Thing = TypeVar("Thing", PlanActivity, PlanAssignment, PlanCalendar, PlanResource, PrimaveraProject)

WRITTEN, AUTHOR, CURRENCY = "1", "4", "7"  # fields of the first line


def read_xer(source: BinaryIO, *, limits: XerLimits = DEFAULT_LIMITS) -> PlanDocument:
    """The plan that an XER file tells, of all projects in it.

    Parameters
    ----------
    source : binary file
        Read once, from its position to its end.
    limits : XerLimits
        Largest accepted row, and number of rows.

    Raises
    ------
    FormatError
        For a file that is no XER, cannot be read or contradicts itself; with the line.
    """
    reading = Reading()
    for row in iter_rows(source, limits=limits):
        reading.take(row)
    return reading.document()


class Reading:
    """What has been read so far of one file, whose rows are called as in XER files whatever its format."""

    def __init__(self, form: Format = XER, omissions: Omissions | None = None) -> None:
        self.format = form
        self.budget = Budget()
        self.omissions = omissions or Omissions()
        self.header: Row | None = None
        self.projects: dict[int, PrimaveraProject] = {}
        self.options: dict[int, PrimaveraRules] = {}
        self.calendars: dict[int, PlanCalendar] = {}
        self.default_calendar: int | None = None
        self.elements: dict[int, PlanActivity] = {}
        self.places: dict[int, int] = {}
        self.names: dict[int, str] = {}
        self.activities: dict[int, PlanActivity] = {}
        self.links: list[PlanLink] = []
        self.resources: dict[int, PlanResource] = {}
        self.assignments: dict[int, PlanAssignment] = {}
        self._takers: dict[str, Callable[[Row], int | None]] = {
            "PROJECT": self._take_project,
            "SCHEDOPTIONS": self._take_options,
            "CALENDAR": self._take_calendar,
            "PROJWBS": self._take_wbs,
            "TASK": self._take_activity,
            "TASKPRED": self._take_link,
            "RSRC": self._take_resource,
            "TASKRSRC": self._take_assignment,
        }

    def take(self, row: Row) -> None:
        """Read one row."""
        if row.table == MARK:
            self.header = row
        elif row.table in self._takers:
            self.omissions.leftovers(row, self._takers[row.table](row))
        else:
            self.omissions.table(row)

    def _take_project(self, row: Row) -> int:
        project = read_project(row)
        self.budget.spend(Most.PROPERTIES, 1, row.line)
        self._spend_text(row, project.code)
        if row.text("proj_name"):
            self.names[project.uid] = row.text("proj_name")
        return _keep(self.projects, project, row)

    def _take_options(self, row: Row) -> None:
        self.budget.spend(Most.PROPERTIES, 1, row.line)
        self.options.setdefault(row.identity("proj_id"), read_options(row))

    def _take_calendar(self, row: Row) -> int:
        calendar = read_calendar(row)
        self.budget.spend(Most.EXCEPTIONS, 1 + len(calendar.exceptions), row.line)
        shifts = sum(len(day or ()) for day in calendar.days)
        shifts += sum(len(exception.shifts) for exception in calendar.exceptions)
        self.budget.spend(Most.SHIFTS, shifts, row.line)
        self._spend_text(row, calendar.name)
        if row.flag("default_flag"):
            self.default_calendar = calendar.uid
        return _keep(self.calendars, calendar, row)

    def _take_wbs(self, row: Row) -> int:
        element = read_wbs(row)
        self.budget.spend(Most.ACTIVITIES, 1, row.line)
        self._spend_text(row, element.name, element.wbs)
        self.places[element.uid] = row.optional_integer("seq_num") or 0
        if row.flag("proj_node_flag"):
            self.names.setdefault(row.identity("proj_id"), element.name)
        return -_keep(self.elements, element, row)

    def _take_activity(self, row: Row) -> int:
        activity = read_activity(row)
        self.budget.spend(Most.ACTIVITIES, 1, row.line)
        code = activity.primavera.code if activity.primavera else ""
        self._spend_text(row, activity.name, code)
        for name in lost_constraints(row):
            self.omissions.one(row, activity.uid, name, Omission.NO_DATE)
        return _keep(self.activities, activity, row)

    def _take_link(self, row: Row) -> int:
        link = read_link(row)
        self.budget.spend(Most.LINKS, 1, row.line)
        self.links.append(link)
        return link.successor

    def _take_resource(self, row: Row) -> int:
        resource = read_resource(row)
        self.budget.spend(Most.RESOURCES, 1, row.line)
        texts = (resource.name, resource.notes, resource.initials, resource.code, resource.email)
        self._spend_text(row, *texts)
        return _keep(self.resources, resource, row)

    def _take_assignment(self, row: Row) -> int:
        self.budget.spend(Most.ASSIGNMENTS, 1, row.line)
        return _keep(self.assignments, read_assignment(row), row)

    def _spend_text(self, row: Row, *texts: str) -> None:
        self.budget.spend(Most.TEXT, sum(map(len, texts)), row.line)

    def document(self) -> PlanDocument:
        """The whole document, every reference in it checked."""
        refuse_calendar_chains(self.calendars)
        known = References(
            calendars=frozenset(self.calendars),
            activities=frozenset(self.activities),
            resources=frozenset(self.resources),
            format=self.format,
            omissions=self.omissions,
        )
        projects = tuple(self._project(project, known) for project in self.projects.values())
        activities = tuple(known.of_activity(each) for each in self.activities.values())
        self._refuse_unknown_projects()
        return PlanDocument(
            format=self.format,
            project=self._facts(projects),
            calendars=tuple(known.of_calendar(calendar) for calendar in self.calendars.values()),
            activities=outlined(self.elements, activities, self.places),
            links=tuple(known.of_links(self.links)),
            resources=tuple(known.of_resource(resource) for resource in self.resources.values()),
            assignments=tuple(known.of_assignments(self.assignments.values())),
            projects=projects,
            not_taken_over=self.omissions.all(),
        )

    def _refuse_unknown_projects(self) -> None:
        if not self.projects:
            raise FormatError(1, "The file has no project.")
        for activity in self.activities.values():
            if activity.primavera is not None and activity.primavera.project not in self.projects:
                raise FormatError(
                    activity.line,
                    f"The activity belongs to project {activity.primavera.project}, which is not there.",
                )

    def _project(self, project: PrimaveraProject, known: References) -> PrimaveraProject:
        """A project with its options, a calendar that exists, and a start."""
        calendar = known.of_project(ProjectFacts(name="", calendar_uid=project.calendar_uid)).calendar_uid
        options = self.options.get(project.uid, PrimaveraRules())
        start = project.start
        if start is None:
            start = project.data_date
            start = self._earliest(project) if start is None else start
            self._assume(project, "plan_start_date", start)
        return replace(
            project,
            start=start,
            calendar_uid=self.default_calendar if calendar is None else calendar,
            rules=replace(
                options,
                critical_float=project.rules.critical_float,
                by_longest_path=project.rules.by_longest_path,
            ),
        )

    def _earliest(self, project: PrimaveraProject) -> int | None:
        """The earliest planned or actual date of a project that does not say when it starts."""
        own = (each for each in self.activities.values() if each.primavera is not None)
        dates = (
            date
            for each in own
            if each.primavera is not None and each.primavera.project == project.uid
            for date in (each.actual_start, each.primavera.planned_start)
        )
        return min((date for date in dates if date is not None), default=None)

    def _assume(self, project: PrimaveraProject, field: str, moment: int | None) -> None:
        if moment is not None:
            self.omissions.note(
                NotTakenOver(
                    line=project.line,
                    owner="project",
                    uid=project.uid,
                    field=field,
                    value=written(moment),
                    reason=Omission.ASSUMED,
                )
            )

    def _facts(self, projects: tuple[PrimaveraProject, ...]) -> ProjectFacts:
        first = projects[0] if projects else PrimaveraProject(uid=0, line=0, code="")
        header = self.header
        return ProjectFacts(
            name=self.names.get(first.uid) or first.code,
            author=header.text(AUTHOR) if header is not None else "",
            start=first.start,
            finish=first.scheduled_finish,
            status_date=first.data_date,
            written=header.moment(WRITTEN) if header is not None and header.text(WRITTEN) else None,
            calendar_uid=first.calendar_uid,
            critical_limit=first.rules.critical_float,
            currency=header.text(CURRENCY) if header is not None else "",
        )


def _keep(things: dict[int, Thing], thing: Thing, row: Row) -> int:
    if thing.uid in things:
        raise FormatError(
            row.line,
            f"The number {abs(thing.uid)} in {row.table} was used before, on line {things[thing.uid].line}.",
        )
    things[thing.uid] = thing
    return thing.uid
