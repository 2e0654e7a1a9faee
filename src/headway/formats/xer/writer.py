"""Writing a plan document as XER."""

from collections.abc import Iterator
from typing import BinaryIO

from headway.engine import Progress
from headway.formats.errors import FormatError
from headway.formats.plan import Kind, PlanDocument
from headway.formats.primavera import PrimaveraProject
from headway.formats.xer.codes import FLOAT_KINDS, LAG_CALENDARS, code_of
from headway.formats.xer.format import MARK
from headway.formats.xer.out import Fields, flag, hours, moment, write_line, write_table
from headway.formats.xer.projects import LONGEST_PATH
from headway.formats.xer.write_calendars import calendar_row
from headway.formats.xer.write_tasks import assignment_row, link_row, resource_row, task_row, wbs_row

VERSION = "19.12"
TOTAL_FLOAT = "CT_TotFloat"


def write_xer(document: PlanDocument, sink: BinaryIO) -> None:
    """Write a plan of Primavera so that `read_xer` finds the same document, without what was not taken over.

    Parameters
    ----------
    document : PlanDocument
        Dates are written in minutes, durations in hours.
    sink : binary file
        Written from its position on, and left open.

    Raises
    ------
    FormatError
        For a plan that follows other rules than Primavera's; nothing is written.

    Examples
    --------
    >>> import io
    >>> from headway.formats.plan import ProjectFacts
    >>> from headway.formats.xer import XER, read_xer
    >>> sink, quay = io.BytesIO(), PrimaveraProject(uid=1, line=0, code="QUAY", start=0)
    >>> write_xer(PlanDocument(format=XER, project=ProjectFacts(name="QUAY"), projects=(quay,)), sink)
    >>> read_xer(io.BytesIO(sink.getvalue())).project.name
    'QUAY'
    """
    if not document.projects:
        raise FormatError(0, "Only plans that follow the rules of Primavera can be written as XER.")
    facts = document.project
    header = (VERSION, _day(facts.written), "Project", "headway", facts.author, "", "Project Management")
    write_line(sink, MARK, [*header, facts.currency])
    for name, rows in _tables(document):
        write_table(sink, name, rows)
    write_line(sink, "%E", [])


def _day(time: int | None) -> str | None:
    """The day of a moment, with its time where that is not midnight."""
    said = moment(time)
    return said if said is None else said.removesuffix(" 00:00")


def _tables(document: PlanDocument) -> Iterator[tuple[str, Iterator[Fields]]]:
    calendars = {calendar.uid: calendar for calendar in document.calendars}
    projects = {
        each.uid: each.primavera.project for each in document.activities if each.primavera is not None
    }
    yield "PROJECT", map(_project, document.projects)
    yield "CALENDAR", (calendar_row(each, calendars, document.project) for each in document.calendars)
    yield "SCHEDOPTIONS", map(_options, document.projects)
    yield "PROJWBS", _wbs(document)
    yield "RSRC", map(resource_row, document.resources)
    yield "TASK", (task_row(each, each.primavera) for each in document.activities if each.primavera)
    yield "TASKPRED", (link_row(each, at, projects) for at, each in enumerate(document.links, start=1))
    yield "TASKRSRC", (assignment_row(each, projects) for each in document.assignments)


def _project(project: PrimaveraProject) -> Fields:
    return {
        "proj_id": project.uid,
        "project_flag": "Y",
        "proj_short_name": project.code,
        "clndr_id": project.calendar_uid,
        "critical_drtn_hr_cnt": hours(project.rules.critical_float),
        "last_recalc_date": moment(project.data_date),
        "plan_start_date": moment(project.start),
        "plan_end_date": moment(project.must_finish_by),
        "scd_end_date": moment(project.scheduled_finish),
        "critical_path_type": LONGEST_PATH if project.rules.by_longest_path else TOTAL_FLOAT,
    }


def _options(project: PrimaveraProject) -> Fields:
    rules = project.rules
    return {
        "schedoptions_id": project.uid,
        "proj_id": project.uid,
        "sched_lag_early_start_flag": flag(not rules.lag_from_actual_start),
        "sched_retained_logic": flag(rules.progress is Progress.RETAINED_LOGIC),
        "sched_float_type": code_of(FLOAT_KINDS, rules.float_kind),
        "sched_calendar_on_relationship_lag": code_of(LAG_CALENDARS, rules.lag_calendar),
        "sched_use_expect_end_flag": flag(rules.expected_finish),
        "sched_progress_override": flag(rules.progress is Progress.OVERRIDE),
        "sched_use_project_end_date_for_float": flag(rules.each_project),
    }


def _wbs(document: PlanDocument) -> Iterator[Fields]:
    """WBS elements in the order of the outline, each in the project of the first activity below it."""
    owners = _owners(document)
    first = document.projects[0].uid
    elements = (each for each in document.activities if each.kind is Kind.SUMMARY)
    for place, element in enumerate(elements):
        yield wbs_row(element, place, owners.get(element.uid, first))


def _owners(document: PlanDocument) -> dict[int, int]:
    """The project of WBS elements with activities below them, and of those below such ones."""
    parents = {each.uid: each.parent for each in document.activities}
    owners: dict[int, int] = {}
    for activity in document.activities:
        above = activity.parent
        while activity.primavera is not None and above is not None and above not in owners:
            owners[above] = activity.primavera.project
            above = parents.get(above)
    for element in document.activities:
        if element.kind is Kind.SUMMARY and element.uid not in owners and element.parent in owners:
            owners[element.uid] = owners[element.parent]
    return owners
