"""From a plan document of Primavera to the engine's network: what differs from other plans."""

from collections.abc import Callable
from dataclasses import replace

from headway import engine
from headway.formats.plan import PlanActivity, PlanAssignment, PlanDocument, ResourceKind
from headway.formats.primavera import ActivityType, Bound, BoundDate, PrimaveraFacts, PrimaveraProject

CalendarIndex = Callable[[int | None], int | None]
"""Place of a calendar in the network by its identity, None where there is none."""

MINUTE = 60
ROLES = {
    ActivityType.TASK_DEPENDENT: engine.Role.TASK,
    ActivityType.RESOURCE_DEPENDENT: engine.Role.TASK,
    ActivityType.START_MILESTONE: engine.Role.START_MILESTONE,
    ActivityType.FINISH_MILESTONE: engine.Role.FINISH_MILESTONE,
    ActivityType.LEVEL_OF_EFFORT: engine.Role.LEVEL_OF_EFFORT,
    ActivityType.WBS_SUMMARY: engine.Role.WBS_SUMMARY,
}
BOUNDS = {
    Bound.START_ON: ("start_from", "start_until"),
    Bound.START_FROM: ("start_from",),
    Bound.START_UNTIL: ("start_until",),
    Bound.FINISH_ON: ("finish_from", "finish_until"),
    Bound.FINISH_FROM: ("finish_from",),
    Bound.FINISH_UNTIL: ("finish_until",),
    Bound.MANDATORY_START: ("mandatory_start",),
    Bound.MANDATORY_FINISH: ("mandatory_finish",),
}
LATEST_WINS = {"start_from", "finish_from"}


def primavera_terms(document: PlanDocument, start: int, index: CalendarIndex) -> engine.PrimaveraRules:
    """The options of the first project, with all projects and theirs."""
    projects = tuple(
        engine.ProjectTerms(
            start=start if project.start is None else project.start,
            data_date=project.data_date,
            must_finish_by=project.must_finish_by,
            calendar=index(project.calendar_uid) or 0,
            rules=project.rules,
        )
        for project in document.projects
    )
    return replace(document.projects[0].rules, projects=projects)


def primavera_activities(document: PlanDocument, index: CalendarIndex) -> list[engine.PrimaveraActivity]:
    """The activities and WBS elements of a document."""
    places = {project.uid: place for place, project in enumerate(document.projects)}
    return [
        _wbs(activity)
        if activity.primavera is None
        else _activity(activity, activity.primavera, places, index)
        for activity in document.activities
    ]


def _wbs(activity: PlanActivity) -> engine.PrimaveraActivity:
    return engine.PrimaveraActivity(
        id=activity.uid, name=activity.name, parent=activity.parent, role=engine.Role.WBS
    )


def _activity(
    activity: PlanActivity, facts: PrimaveraFacts, places: dict[int, int], index: CalendarIndex
) -> engine.PrimaveraActivity:
    bounds = _bounds(facts.constraints)
    return engine.PrimaveraActivity(
        id=activity.uid,
        name=activity.name,
        parent=activity.parent,
        duration=whole_minutes(activity.duration),
        remaining_duration=whole_minutes(activity.remaining),
        calendar=index(activity.calendar_uid),
        actual_start=activity.actual_start,
        actual_finish=activity.actual_finish,
        resume=facts.resume,
        suspend=facts.suspend,
        role=ROLES[facts.type],
        project=places[facts.project],
        resource_dependent=facts.type is ActivityType.RESOURCE_DEPENDENT,
        as_late_as_possible=any(each.bound is Bound.LATEST for each in facts.constraints),
        expected_finish=facts.expected_finish,
        external_start=facts.external_start,
        external_finish=facts.external_finish,
        start_from=bounds.get("start_from"),
        start_until=bounds.get("start_until"),
        finish_from=bounds.get("finish_from"),
        finish_until=bounds.get("finish_until"),
        mandatory_start=bounds.get("mandatory_start"),
        mandatory_finish=bounds.get("mandatory_finish"),
    )


def _bounds(constraints: tuple[BoundDate, ...]) -> dict[str, int]:
    """What constraints ask for together; of two of one kind the narrower."""
    bounds: dict[str, int] = {}
    for each in constraints:
        if each.date is not None:
            for name in BOUNDS.get(each.bound, ()):
                narrower = max if name in LATEST_WINS else min
                bounds[name] = narrower(bounds.get(name, each.date), each.date)
    return bounds


def primavera_assignments(document: PlanDocument, index: CalendarIndex) -> list[engine.Assignment]:
    """Assignments that say how long a resource-dependent activity lasts."""
    dependent = {
        activity.uid
        for activity in document.activities
        if activity.primavera is not None and activity.primavera.type is ActivityType.RESOURCE_DEPENDENT
    }
    resources = {each.uid: each for each in document.resources if each.kind is ResourceKind.WORK}
    return [
        engine.Assignment(
            activity=each.activity,
            calendar=index(resources[each.resource].calendar_uid),
            work=each.work,
            remaining_work=_left(each),
            units=each.units,
        )
        for each in document.assignments
        if each.activity in dependent and each.resource in resources and each.units > 0
    ]


def _left(assignment: PlanAssignment) -> int:
    """Remaining work, such that the time that it takes is one of whole minutes."""
    left = assignment.work if assignment.remaining_work is None else assignment.remaining_work
    return round(whole_minutes(left / assignment.units) * assignment.units)


def whole_minutes(seconds: float) -> int:
    """Primavera counts in minutes: half a minute is one.

    Examples
    --------
    >>> whole_minutes(89), whole_minutes(90)
    (60, 120)
    """
    return int(seconds + MINUTE / 2) // MINUTE * MINUTE


def restarted(project: PrimaveraProject, start: int) -> PrimaveraProject:
    """The project as if it began, and was reported, at another moment."""
    return replace(project, start=start, data_date=None)
