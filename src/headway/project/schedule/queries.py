"""Reads of plans.

``load_plan(project)`` is for everything that computes or compares; the others answer one question each,
for pages and for other rooms.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple, TypeVar

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from headway.common.access import ScopedModel
from headway.common.plain_rows import plain_rows
from headway.common.refusal import NotFound, Stale
from headway.project.lifecycle.models import Project

from .models import (
    Activity,
    Assignment,
    Link,
    Plan,
    PlanCalendar,
    PlanStep,
    ReferenceDates,
    ReferenceSet,
    Resource,
)
from .plan.facts import (
    ActivityFacts,
    AssignmentFacts,
    CalendarFacts,
    Computed,
    LinkFacts,
    LoadedPlan,
    PlanFacts,
    PlanTerms,
    ResourceFacts,
)
from .text import Units

_IDS = {
    "parent": "parent_id",
    "calendar": "calendar_id",
    "base": "base_id",
    "predecessor": "predecessor_id",
    "successor": "successor_id",
    "person": "person_id",
    "activity": "activity_id",
    "resource": "resource_id",
}
F = TypeVar("F", bound=tuple[Any, ...])
T = TypeVar("T")
_LOOKS = 20


def columns_named(facts: Iterable[str]) -> list[str]:
    """Names of the database columns (``attname``) of facts by their names."""
    return [_IDS.get(name, name) for name in facts]


def columns_of(facts: type[NamedTuple]) -> list[str]:
    """Names of the database columns of a kind of facts, in its order."""
    return columns_named(facts._fields)


ACTIVITY_COLUMNS = columns_of(ActivityFacts)
COMPUTED_COLUMNS = list(Computed._fields)
TERM_COLUMNS = columns_of(PlanTerms)


def load_plan(project: Project) -> LoadedPlan:
    """The plan of a project that the caller loaded through its own scope. Seven queries, whatever its size.

    All of it is as of one revision. Raises ``NotFound`` where the project has no plan.
    """
    return load_whole(project, lambda plan: _load_activities(plan, project))[0]


def load_whole(project: Project, rest: Callable[[LoadedPlan], T]) -> tuple[LoadedPlan, T]:
    """The plan without its activities and what was computed of them, and what ``rest`` reads of those.

    Whoever writes a plan claims its revision. Where that is the same before and after, nothing was written
    while the plan was read, statement by statement; otherwise it is read again. So this holds in a
    transaction and without one, whatever its isolation.
    """
    for _look in range(_LOOKS):
        plan = _load_frame(project)
        answer = rest(plan)
        if revision_of(project) == plan.revision:
            return plan, answer
    raise Stale(_("Others are changing this plan at the same time. Try again."))


def _load_frame(project: Project) -> LoadedPlan:
    head = Plan.objects.within(project).values_list("revision", "finish", *TERM_COLUMNS).first()
    if head is None:
        raise NotFound
    facts = PlanFacts(PlanTerms._make(head[2:]))
    facts.calendars = _rows(PlanCalendar, CalendarFacts, project)
    facts.links = _rows(Link, LinkFacts, project)
    facts.resources = _rows(Resource, ResourceFacts, project)
    facts.assignments = _rows(Assignment, AssignmentFacts, project)
    return LoadedPlan(head[0], head[1], facts, {}, {}, {})


def activity_rows(project: Project, columns: Sequence[str]) -> list[tuple[Any, ...]]:
    """Plain columns of all activities, in display order."""
    return plain_rows(Activity.objects.within(project).order_by("path", "pk").values_list(*columns))


def revision_of(project: Project) -> int:
    """The plan's revision. Raises ``NotFound`` where the project has no plan."""
    revision = Plan.objects.within(project).values_list("revision", flat=True).first()
    if revision is None:
        raise NotFound
    return revision


def units_of(project: Project) -> Units:
    """What people write durations in; the usual units where the project has no plan."""
    row = Plan.objects.within(project).values_list(*Units._fields).first()
    return Units() if row is None else Units._make(row)


def _rows(model: type[ScopedModel], kind: Any, project: Project) -> dict[int, Any]:
    rows = model.objects.within(project).order_by("pk").values_list(*columns_of(kind))
    # Links are many, and have no column that Django would have to convert.
    return {row[0]: kind._make(row) for row in (plain_rows(rows) if kind is LinkFacts else rows)}


def _load_activities(plan: LoadedPlan, project: Project) -> None:
    rows = Activity.objects.within(project).order_by("path", "pk")
    facts, split = plan.facts, len(ACTIVITY_COLUMNS)
    for row in rows.values_list(*ACTIVITY_COLUMNS, *COMPUTED_COLUMNS, "version", "changed_in"):
        activity = ActivityFacts._make(row[:split])
        facts.add_activity(activity)
        plan.computed[activity.id] = Computed._make(row[split:-2])
        plan.versions[activity.id], plan.changed_in[activity.id] = row[-2:]


def steps_by(project: Project, person_id: int | None) -> QuerySet[PlanStep]:
    """The steps of a person (None: of nobody in particular) that count, newest first, without the images."""
    rows = PlanStep.objects.within(project).filter(undone=False)
    rows = rows.filter(person=None) if person_id is None else rows.filter(person_id=person_id)
    return rows.defer("before", "after").order_by("-revision")


def last_undoable(project: Project, person_id: int | None) -> PlanStep | None:
    """The step that “undo” would take back for this person."""
    return steps_by(project, person_id).filter(undoes=None).order_by("-revision").first()


def last_redoable(project: Project, person_id: int | None) -> PlanStep | None:
    """The undoing that “redo” would take back, unless the person has changed the plan in another way
    since.
    """
    undoing = steps_by(project, person_id).filter(undoes__isnull=False, undoes__undoes=None).first()
    newest = steps_by(project, person_id).filter(undoes=None).first()
    if undoing is None or (newest is not None and newest.revision > undoing.revision):
        return None
    return undoing


class Missed(NamedTuple):
    """What a page that shows an older revision has missed: whether anything, and which rows are gone
    since.
    """

    since: int
    anything: bool
    removed: frozenset[int]


def missed_since(project: Project, plan: LoadedPlan, since: int) -> Missed:
    """What happened between a revision that a page shows and the plan as it was loaded.

    Before the oldest step that is kept not all removed rows are known any more. A page that old loses them
    all the same: it is given the whole order, and what is not in it is gone.
    """
    if since >= plan.revision:
        return Missed(since, anything=False, removed=frozenset())
    steps = PlanStep.objects.within(project).filter(revision__gt=since, revision__lte=plan.revision)
    gone = {row for removed in steps.values_list("removed", flat=True) for row in removed}
    return Missed(since, anything=True, removed=frozenset(gone - plan.facts.activities.keys()))


def answered_before(
    project: Project, person_id: int | None, request: str, *, since: int, until: int
) -> PlanStep | None:
    """The step by which the same request of this person was carried out after the revision it was sent at,
    and up to another.
    """
    if not request or person_id is None:
        return None
    steps = PlanStep.objects.within(project).filter(revision__gt=since, revision__lte=until)
    return steps.filter(person_id=person_id, request=request).only("refs").first()


def reference_dates(project: Project) -> dict[int, tuple[int | None, int | None]]:
    """Activity id -> start and finish in the first reference set that came with a file; empty without one."""
    first = ReferenceSet.objects.within(project).order_by("number").values("pk")[:1]
    rows = ReferenceDates.objects.within(project).filter(reference_id__in=first)
    return {
        activity: (start, finish)
        for activity, start, finish in rows.values_list("activity_id", "start", "finish")
    }
