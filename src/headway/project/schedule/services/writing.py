"""The one way in which a plan is written: load, edit a draft, compute, then one short transaction that claims
the plan's revision.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar

from django.db import transaction
from django.utils.translation import gettext as _

from headway.common.access import Actor, require
from headway.common.events import publish
from headway.common.journal.services import record
from headway.common.refusal import Refusal, Stale
from headway.project.lifecycle.models import Project
from headway.project.lifecycle.services import take_turn
from headway.project.lifecycle.states import refuse_archive
from headway.project.schedule.commands.apply import StaleRow
from headway.project.schedule.events import PlanChanged
from headway.project.schedule.models import Plan, PlanStep
from headway.project.schedule.permissions import CHANGE_PLAN
from headway.project.schedule.plan.draft import Draft, images_of
from headway.project.schedule.plan.facts import LoadedPlan
from headway.project.schedule.queries import answered_before, load_plan, missed_since, revision_of
from headway.project.schedule.results.delta import PlanDelta, delta_of, delta_since
from headway.project.schedule.results.outcome import Outcome, compute_outcome, settle_ids
from headway.project.schedule.store.reference_sets import restore_dates
from headway.project.schedule.store.save import real_ids, save_plan
from headway.project.schedule.store.steps import changed_by_others, journal_content, keep_step, who_changed

T = TypeVar("T")
_ATTEMPTS = 5


class Edited(NamedTuple):
    """What an edit did: how the step is called, and the one that it takes back."""

    label: str
    undoes: PlanStep | None = None


@dataclass(frozen=True, slots=True)
class Intention:
    """One change of a plan: how it edits a draft, and how it is recorded. ``request`` is what a page asked
    for, so that it is done once.
    """

    actor: Actor
    action: str
    edit: Callable[[Draft], Edited]
    request: str = ""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A change of a plan that was computed and is not written yet.

    ``ids`` are the real ones of rows that were stored since, by those with which it was computed.
    """

    actor: Actor
    action: str
    edited: Edited
    outcome: Outcome
    request: str = ""
    ids: Mapping[int, int] = field(default_factory=dict)


class Overtaken(Stale):
    """Somebody changed the plan since a change of it was computed."""

    def __init__(self) -> None:
        super().__init__(_("The plan was changed since you compared it. Compare again."))


def authorise(project: Project, actor: Actor) -> None:
    """Whether the actor may change the plan, and the project still has one that changes."""
    require(actor, CHANGE_PLAN, project)
    refuse_archive(project)


def carry_out(
    project: Project, intention: Intention, *, since: int | None = None, preview: bool = False
) -> PlanDelta:
    """Carry out an intention, or see what it would come to; the answer covers everything after ``since``.

    Who finds the revision taken begins again with what the other one wrote, and checks versions anew; so does
    who would be refused for a plan that is another one by now.
    """
    authorise(project, intention.actor)
    for _attempt in range(_ATTEMPTS):
        plan = load_plan(project)
        shown = plan.revision if since is None else min(since, plan.revision)
        missed = missed_since(project, plan, shown)
        if missed.anything and not preview:
            done = answered_before(
                project, intention.actor.person_id, intention.request, since=shown, until=plan.revision
            )
            if done is not None:
                return delta_since(plan, missed, done.refs)
        try:
            prepared = _computed(project, plan, intention, shown)
        except Refusal:
            if revision_of(project) == plan.revision:
                raise
            continue
        label, outcome = prepared.edited.label, prepared.outcome
        if preview or not outcome.changes:
            return delta_of(outcome, label, missed, revision=plan.revision)
        try:
            written = write_prepared(project, prepared)
        except Overtaken:
            continue
        return delta_of(written, label, missed, revision=plan.revision + 1)
    raise _too_many_writers()


def prepare(project: Project, intention: Intention) -> Prepared:
    """An intention carried out up to and without writing."""
    authorise(project, intention.actor)
    plan = load_plan(project)
    return _computed(project, plan, intention, plan.revision)


@transaction.atomic
def write_prepared(project: Project, prepared: Prepared) -> Outcome:
    """Write and record what was prepared; the outcome with the ids that new rows have got.

    The project is looked at again, also where nothing in its plan changes: what was computed took time, and
    more may be written in the same transaction. Raises ``Stale`` where the plan has changed since.
    """
    take_turn(project)
    authorise(project, prepared.actor)
    loaded = prepared.outcome.draft.plan.revision
    as_loaded = Plan.objects.within(project).filter(revision=loaded)
    if not prepared.outcome.changes:
        if not as_loaded.exists():
            raise Overtaken
        return prepared.outcome
    if as_loaded.update(revision=loaded + 1) != 1:
        raise Overtaken
    return _written(project, prepared, loaded + 1)


def prepared_and_written(prepare_it: Callable[[], Prepared], write: Callable[[Prepared], T]) -> T:
    """Prepare, then write in one transaction; again where somebody else was faster.

    ``write`` writes whatever belongs to the change, with ``write_prepared`` among it.
    """
    for _attempt in range(_ATTEMPTS):
        prepared = prepare_it()
        try:
            with transaction.atomic():
                return write(prepared)
        except Overtaken:
            continue
    raise _too_many_writers()


def _too_many_writers() -> Stale:
    return Stale(_("Others are changing this plan at the same time. Try again."))


def _computed(project: Project, plan: LoadedPlan, intention: Intention, shown: int) -> Prepared:
    actor = intention.actor
    others = (
        changed_by_others(project, shown, plan.revision, actor.person_id) if shown < plan.revision else ()
    )
    draft = Draft(plan, others)
    try:
        edited = intention.edit(draft)
        outcome = compute_outcome(draft)
    except StaleRow as stale:
        raise who_changed(project, stale, draft) from None
    except Refusal as refusal:
        refusal.extra |= {"row": draft.name_of(refusal.extra["row"])} if "row" in refusal.extra else {}
        raise
    return Prepared(actor, intention.action, edited, outcome, intention.request)


def _written(project: Project, prepared: Prepared, revision: int) -> Outcome:
    """Write and record what was prepared, as the revision that was claimed."""
    actor, undoes = prepared.actor, prepared.edited.undoes
    outcome = settle_ids(prepared.outcome, {**prepared.ids, **real_ids(prepared.outcome.draft)})
    kept = save_plan(project, outcome, revision)
    restore_dates(project, undoes.before if undoes else {})
    before, after = images_of(outcome.changes)
    step = PlanStep(
        project=project,
        revision=revision,
        applied=revision,
        label=prepared.edited.label,
        undoes=undoes,
        person_id=actor.person_id,
        before={**kept, **before},
        after={**dict.fromkeys(kept), **after},
        removed=sorted(outcome.removed),
        request=prepared.request,
        refs=outcome.draft.refs,
    )
    keep_step(project, step)
    record(actor, project.pk, prepared.action, step, **journal_content(step, outcome))
    publish(PlanChanged(project, revision, outcome.moved, actor))
    return outcome
