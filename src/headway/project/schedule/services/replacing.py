"""Whole plans that take the place of what is there, such as those that come with a file."""

from dataclasses import dataclass

from django.db import transaction

from headway.common.access import Actor
from headway.organisation.models import WorkCalendar
from headway.project.lifecycle.models import Project
from headway.project.lifecycle.services import Wishes, as_manager, open_project
from headway.project.schedule.plan.draft import Draft
from headway.project.schedule.plan.facts import CalendarFacts, LoadedPlan, PlanFacts, PlanTerms
from headway.project.schedule.plan.replace import replace_facts
from headway.project.schedule.results.delta import PlanDelta
from headway.project.schedule.results.outcome import Outcome, compute_outcome
from headway.project.schedule.store.reference_sets import stored_sets

from .opening import calendar_columns, create_plan, first_calendar
from .writing import Edited, Intention, Overtaken, Prepared, carry_out, prepare, write_prepared

_FIRST_CALENDAR = 0  # the id of a plan's calendar while the plan is computed that will begin on it


def replace_plan(
    project: Project, facts: PlanFacts, *, actor: Actor, label: str, revision: int | None = None
) -> PlanDelta:
    """Make the plan say what ``facts`` say, as one step that one undo takes back.

    Rows are met by their ``uid``, links and assignments by what they connect; what is met keeps its id and
    number. The ids in ``facts`` are its own. With ``revision``, raises ``Stale`` where the plan has changed
    since. Sets of reference dates that come along replace those with the same number, others stay.
    """
    return carry_out(project, _replacement(project, facts, actor=actor, label=label, revision=revision))


def compare_plan(project: Project, facts: PlanFacts, *, actor: Actor) -> PlanDelta:
    """What ``replace_plan`` would change (``PlanDelta.changes``), without changing it."""
    return carry_out(project, _replacement(project, facts, actor=actor, label=""), preview=True)


def prepare_replacement(
    project: Project, facts: PlanFacts, *, actor: Actor, label: str, revision: int
) -> Prepared:
    """What ``replace_plan`` does, up to and without writing."""
    return prepare(project, _replacement(project, facts, actor=actor, label=label, revision=revision))


def _replacement(
    project: Project, facts: PlanFacts, *, actor: Actor, label: str, revision: int | None = None
) -> Intention:
    def edit(draft: Draft) -> Edited:
        if revision is not None and draft.plan.revision != revision:
            raise Overtaken
        replace_facts(draft, facts, stored_sets(project))
        return Edited(label)

    return Intention(actor, "plan.replaced", edit)


@dataclass(frozen=True, slots=True)
class FirstPlan:
    """A plan from a file, computed and not written yet, for a project that is yet to be opened.

    ``calendar`` is the one on which the project's plan begins, before the file's takes its place.
    """

    label: str
    outcome: Outcome
    start: int
    calendar: WorkCalendar | None


def prepare_first_plan(facts: PlanFacts, *, label: str) -> FirstPlan:
    """Compute the plan of a project that is yet to be opened, by ``begin_prepared``."""
    start, calendar = facts.terms.start, first_calendar()
    row = CalendarFacts(_FIRST_CALENDAR, **calendar_columns(calendar))
    empty = PlanFacts(PlanTerms(start, _FIRST_CALENDAR), calendars={_FIRST_CALENDAR: row})
    draft = Draft(LoadedPlan(1, None, empty, {}, {}, {}))
    replace_facts(draft, facts, {})
    return FirstPlan(label, compute_outcome(draft), start, calendar)


@transaction.atomic
def begin_prepared(wishes: Wishes, first: FirstPlan, *, actor: Actor) -> Project:
    """Open a project with the plan that was prepared for it; the actor becomes its manager.

    Raises what ``open_project`` raises; nothing is written then.
    """
    project = open_project(wishes, actor=actor)
    manager = as_manager(project, actor=actor)
    plan = create_plan(project, actor=manager, start=first.start, calendar=first.calendar)
    ids = {_FIRST_CALENDAR: plan.calendar_id}
    write_prepared(project, Prepared(manager, "plan.replaced", Edited(first.label), first.outcome, ids=ids))
    return project
