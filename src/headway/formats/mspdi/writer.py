"""Writing a plan document as MSPDI."""

import io
from collections import defaultdict
from collections.abc import Iterator
from typing import BinaryIO

from headway.formats.mspdi.format import ROOT
from headway.formats.mspdi.units import moment, time_of_day
from headway.formats.mspdi.write_calendars import calendar_node
from headway.formats.mspdi.write_resources import assignment_node, resource_node
from headway.formats.mspdi.write_tasks import task_node
from headway.formats.network import work_clock
from headway.formats.plan import PlanAssignment, PlanDocument, PlanLink, ProjectFacts, Span
from headway.formats.xml_out import Node, flag, text, write_xml

NAMESPACE = "http://schemas.microsoft.com/project"
VERSION = 14  # of Microsoft Project 2010, which every later one reads


def write_mspdi(document: PlanDocument, sink: BinaryIO) -> None:
    """Write a plan so that `read_mspdi` finds the same document, without what was not taken over.

    Parameters
    ----------
    document : PlanDocument
        Lags, delays and floats are written in tenths of a minute, the unit of the format.
    sink : binary file
        Written from its position on, and left open.

    Examples
    --------
    >>> from headway.formats.mspdi import MSPDI, read_mspdi
    >>> sink = io.BytesIO()
    >>> write_mspdi(PlanDocument(format=MSPDI, project=ProjectFacts(name="Quay", start=28800)), sink)
    >>> read_mspdi(io.BytesIO(sink.getvalue())).project.name
    'Quay'
    """
    out = io.TextIOWrapper(sink, encoding="utf-8", newline="")
    try:
        write_xml(out, ROOT, NAMESPACE, _nodes(document))
        out.flush()
    finally:
        out.detach()


def _nodes(document: PlanDocument) -> Iterator[Node]:
    yield "SaveVersion", VERSION
    yield from _project(document.project)
    yield "Calendars", map(calendar_node, document.calendars)
    yield "Tasks", _tasks(document)
    yield "Resources", map(resource_node, document.resources)
    yield "Assignments", _assignments(document)


def _project(project: ProjectFacts) -> Iterator[Node]:
    day = project.minutes_per_day * 60
    yield "Name", text(project.name)
    yield "Title", text(project.name)
    yield "Company", text(project.company)
    yield "Manager", text(project.manager)
    yield "Author", text(project.author)
    yield "ScheduleFromStart", flag(project.schedule_from_start)
    yield "StartDate", moment(project.start)
    yield "FinishDate", moment(project.finish)
    yield "CriticalSlackLimit", round(project.critical_limit / day)
    yield "CurrencyCode", text(project.currency)
    yield "CalendarUID", project.calendar_uid
    yield "DefaultStartTime", time_of_day(project.default_start)
    yield "DefaultFinishTime", time_of_day(project.default_finish)
    yield "MinutesPerDay", project.minutes_per_day
    yield "MinutesPerWeek", project.minutes_per_week
    yield "DaysPerMonth", project.days_per_month
    yield "HonorConstraints", flag(project.honor_constraints)
    yield "MultipleCriticalPaths", flag(project.multiple_critical_paths)
    yield "StatusDate", moment(project.status_date)
    yield "CurrentDate", moment(project.written)


def _tasks(document: PlanDocument) -> Iterator[Node]:
    links: dict[int, list[PlanLink]] = defaultdict(list)
    for link in document.links:
        links[link.successor].append(link)
    for activity in document.activities:
        yield task_node(activity, links[activity.uid])


def _assignments(document: PlanDocument) -> Iterator[Node]:
    activities = {activity.uid: activity for activity in document.activities}
    clock = work_clock(document)
    for assignment in document.assignments:

        def work_in(span: Span, assignment: PlanAssignment = assignment) -> int:
            return clock(activities[assignment.activity], span)

        yield assignment_node(assignment, work_in)
