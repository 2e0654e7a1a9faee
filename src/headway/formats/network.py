"""From a plan document to the engine's network."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from itertools import islice

from headway import engine
from headway.engine.plan_time import DAY
from headway.formats.errors import FormatError
from headway.formats.merged import common_pauses, merged_assignments, merged_links
from headway.formats.plan import (
    Omission,
    PlanActivity,
    PlanAssignment,
    PlanCalendar,
    PlanDocument,
    ResourceKind,
    Span,
)
from headway.formats.primavera_network import (
    primavera_activities,
    primavera_assignments,
    primavera_terms,
    restarted,
)
from headway.formats.recurrence import written_out

MOST_EXCEPTIONS = 100_000
MOST_INHERITED = 1_000_000


def network_of(document: PlanDocument) -> engine.Network:
    """The network of a document; its rows are the document's activities, in their order.

    Raises
    ------
    FormatError
        When the activities make no network, for instance because they wait for each other; with the line of
        the first one concerned.
    """
    calendars = _Calendars(document)
    try:
        return engine.Network.of(
            _activities(document, calendars),
            [
                engine.Link(
                    predecessor=link.predecessor,
                    successor=link.successor,
                    type=link.type,
                    lag=link.lag,
                    lag_kind=link.lag_kind,
                )
                for link in merged_links(document)
            ],
            _assignments(document, calendars),
            terms=_terms(document, calendars),
        )
    except engine.NetworkError as error:
        raise FormatError(_line(document, error.activities), str(error)) from error


def dates_of(document: PlanDocument, network: engine.Network) -> engine.Schedule:
    """The dates of a document's network.

    Raises
    ------
    FormatError
        When they lie centuries away; with the line of the first activity concerned.
    """
    try:
        return engine.schedule(network)
    except engine.NetworkError as error:
        raise FormatError(max(1, _line(document, error.activities)), str(error)) from error


def starting(document: PlanDocument, start: int) -> PlanDocument:
    """The document with another project start, which is nobody's assumption any more."""
    said = tuple(entry for entry in document.not_taken_over if entry.reason is not Omission.ASSUMED)
    return replace(
        document,
        project=replace(document.project, start=start),
        projects=tuple(restarted(project, start) for project in document.projects),
        not_taken_over=said,
    )


def with_durations(document: PlanDocument, missing: Collection[int]) -> PlanDocument:
    """The document in which the activities in `missing` last from stored start to stored finish."""
    if not missing:
        return document
    calendars = _Calendars(document)
    activities = (
        replace(activity, duration=_work_between(activity, calendars))
        if activity.uid in missing
        else activity
        for activity in document.activities
    )
    return replace(document, activities=tuple(activities))


def work_clock(document: PlanDocument) -> Callable[[PlanActivity, Span], int]:
    """What says how many working seconds an activity of the document has in a span, on its calendar."""
    calendars = _Calendars(document)
    return lambda activity, span: _compiled(activity, calendars, span).work_between(*span)


def _work_between(activity: PlanActivity, calendars: "_Calendars") -> int:
    start, finish = activity.stored.start, activity.stored.finish
    if start is None or finish is None or finish <= start:
        return 0
    if activity.elapsed:
        return finish - start
    return _compiled(activity, calendars, (start, finish)).work_between(start, finish)


def engine_calendar(calendar: PlanCalendar, base: engine.Calendar | None) -> engine.Calendar:
    """The calendar as the engine's value, its recurring exceptions written out day by day."""
    singles = islice(written_out(calendar.exceptions), MOST_EXCEPTIONS + 1)
    exceptions = [engine.CalendarException(each.first, each.last, each.shifts) for each in singles]
    if len(exceptions) > MOST_EXCEPTIONS:
        raise FormatError(calendar.line, f"The calendar “{calendar.name}” has too many exceptions.")
    work_weeks = [engine.WorkWeek(week.first, week.last, week.days) for week in calendar.work_weeks]
    if base is not None:
        return base.derived(
            days=calendar.days, exceptions=exceptions, work_weeks=work_weeks, name=calendar.name
        )
    week = tuple(() if day is None else day for day in calendar.days)
    return engine.Calendar(week, tuple(exceptions), tuple(work_weeks), calendar.name)


class _Calendars:
    """The calendars a network needs, each once; the first is the project's."""

    def __init__(self, document: PlanDocument) -> None:
        self._plan = {calendar.uid: calendar for calendar in document.calendars}
        self._made: dict[int, engine.Calendar] = {}
        self._index: dict[int, int] = {}
        self._inherited = 0
        self.used: list[engine.Calendar] = []
        project = document.project.calendar_uid
        if project is None:
            self.used.append(engine.Calendar.standard())
        else:
            self.index(project)

    def index(self, uid: int) -> int:
        """Place of the calendar in the network."""
        if uid not in self._index:
            self._index[uid] = len(self.used)
            self.used.append(self._calendar(uid))
        return self._index[uid]

    def optional_index(self, uid: int | None) -> int | None:
        """Place of the calendar in the network, None when there is none."""
        return None if uid is None else self.index(uid)

    def _calendar(self, uid: int) -> engine.Calendar:
        if uid not in self._made:
            plan = self._plan[uid]
            base = None if plan.base_uid is None else self._calendar(plan.base_uid)
            made = engine_calendar(plan, base)
            self._inherited += len(made.exceptions) + len(made.work_weeks)
            if self._inherited > MOST_INHERITED:
                raise FormatError(plan.line, "Too many calendars are based on one with many exceptions.")
            self._made[uid] = made
        return self._made[uid]


def _terms(document: PlanDocument, calendars: _Calendars) -> engine.Terms:
    project = document.project
    start = project.start
    if start is None:
        typed = document.format.start
        raise FormatError(
            1,
            "The file does not say when the project starts, and has no date to take instead. "
            + (f"Add {typed} to it, or give" if typed else "Give")
            + " “headway plan” a start: --start 2026-01-05T08:00.",
        )
    rules: engine.Rules | engine.PrimaveraRules
    if document.projects:
        rules = primavera_terms(document, start, calendars.optional_index)
    else:
        rules = engine.Rules(
            honor_constraints=project.honor_constraints, critical_float=project.critical_limit
        )
    return engine.Terms(start=start, calendars=tuple(calendars.used), rules=rules)


def _activities(document: PlanDocument, calendars: _Calendars) -> Sequence[engine.Activity]:
    if document.projects:
        return primavera_activities(document, calendars.optional_index)
    pauses = _pauses(document, calendars)
    return [_activity(activity, calendars, pauses.get(activity.uid, 0)) for activity in document.activities]


def _activity(activity: PlanActivity, calendars: _Calendars, pause: int) -> engine.Activity:
    start, finish = activity.fixed_dates
    return engine.Activity(
        id=activity.uid,
        name=activity.name,
        parent=activity.parent,
        duration=activity.duration,
        elapsed=activity.elapsed,
        calendar=calendars.optional_index(activity.calendar_uid),
        ignore_resource_calendars=activity.ignore_resource_calendars,
        fixed_duration=activity.fixed_duration,
        constraint=activity.constraint,
        constraint_date=activity.constraint_date,
        deadline=activity.deadline,
        manual=activity.fixed,
        start=start,
        finish=finish,
        active=activity.active,
        leveling_delay=activity.leveling_delay,
        pause=pause,
        actual_start=activity.actual_start,
        actual_finish=activity.actual_finish,
        remaining_duration=activity.remaining if activity.started else None,
        resume=activity.goes_on,
    )


def _assignments(document: PlanDocument, calendars: _Calendars) -> list[engine.Assignment]:
    if document.projects:
        return primavera_assignments(document, calendars.optional_index)
    resources = {resource.uid: resource for resource in document.resources}
    activities = {activity.uid: activity for activity in document.activities}
    made = []
    for assignment in merged_assignments(document):
        resource = resources.get(assignment.resource) if assignment.resource is not None else None
        works = resource is not None and resource.kind is ResourceKind.WORK
        if resource is None or not works or assignment.units <= 0:
            continue
        activity = activities[assignment.activity]
        work, remaining, units = _timed_work(assignment, activity)
        made.append(
            engine.Assignment(
                activity=assignment.activity,
                calendar=calendars.optional_index(resource.calendar_uid),
                work=work,
                remaining_work=remaining if activity.started else None,
                units=units,
                delay=assignment.delay,
            )
        )
    return made


def _timed_work(assignment: PlanAssignment, activity: PlanActivity) -> tuple[int, int | None, float]:
    """The work that takes time of the calendar, what remains of it, and at how many units it is done."""
    if assignment.contoured and assignment.regular_work:
        # Units say nothing about the time that contoured work takes; the activity's duration does.
        return activity.duration, activity.remaining, 1.0
    return assignment.regular_work, assignment.remaining_regular_work, assignment.units


def _pauses(document: PlanDocument, calendars: _Calendars) -> dict[int, int]:
    """Working seconds in which no assignment of an activity works, although the activity lasts."""
    activities = {activity.uid: activity for activity in document.activities}
    return {
        uid: _work_in(spans, activities[uid], calendars) for uid, spans in common_pauses(document).items()
    }


def _work_in(spans: Sequence[Span], activity: PlanActivity, calendars: _Calendars) -> int:
    """Work in the spans that still lie ahead of what is done."""
    since = activity.goes_on if activity.goes_on is not None else activity.actual_start
    begin = spans[0][0] if since is None else since
    compiled = _compiled(activity, calendars, (spans[0][0], spans[-1][1]))
    return sum(compiled.work_between(max(start, begin), finish) for start, finish in spans if finish > begin)


def _compiled(activity: PlanActivity, calendars: _Calendars, span: Span) -> engine.CompiledCalendar:
    index = calendars.optional_index(activity.calendar_uid) or 0
    return calendars.used[index].compiled(span[0] - DAY, span[1] + DAY)


def _line(document: PlanDocument, uids: Sequence[int]) -> int:
    lines = {activity.uid: activity.line for activity in document.activities}
    return min((lines[uid] for uid in uids if uid in lines), default=0)
