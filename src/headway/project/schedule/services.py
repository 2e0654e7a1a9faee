"""Changes of plans. What others may call:

* ``begin_project(wishes, actor=, start=)``: a new project with an empty plan.
* ``create_plan(project, actor=, start=)``: an empty plan with the organisation's calendar.
* ``change_plan(project, commands, actor=, revision=None, preview=False)``: what people do, see ``commands``.
* ``replace_plan(project, facts, actor=, label=, revision=None)``: a whole plan from a file, as one step;
  ``compare_plan(project, facts, actor=)`` says what it would change and writes nothing.
* ``record_progress(project, reports, actor=)``: accepted reports, ``commands.Progress`` each.
* ``set_data_date(project, data_date, actor=)``: progress is known up to this moment.
* ``undo_change(project, actor=, revision=None)`` and ``redo_change``: the actor's own last step back and
forth.

All answer a ``PlanDelta``, write in one transaction with the journal, and publish ``PlanChanged``. Each
raises ``Forbidden`` without ``plan.change`` in the project, ``Refusal`` in an archived project, ``Invalid``
for what has no schedule; nothing is written then.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from headway.common.access import Actor, require
from headway.common.events import publish
from headway.common.journal.services import record
from headway.common.refusal import Invalid, Refusal, Stale
from headway.organisation.actors import PersonActor
from headway.organisation.models import WorkCalendar
from headway.project.charter.lifecycle import refuse_archive
from headway.project.charter.models import Project
from headway.project.charter.services import Wishes, new_project, open_project

from .commands import Command, Progress, apply_commands
from .commands.apply import StaleRow, refuse_stale
from .commands.editor import LAST_MOMENT
from .delta import PlanDelta, delta_of, delta_since
from .draft import Draft, Images, images_of
from .events import PlanChanged
from .facts import LoadedPlan, PlanFacts
from .history import changed_by_others, journal_content, keep_step, refuse_conflicts, request_of, who_changed
from .models import Plan, PlanCalendar, PlanStep
from .outcome import Outcome, compute_outcome, settle_ids
from .queries import answered_before, last_redoable, last_undoable, load_plan, missed_since
from .reference_sets import restore_dates, stored_sets
from .replace import replace_facts
from .rules import CHANGE_PLAN
from .save import real_ids, save_plan

_Find = Callable[[], tuple[PlanStep, str]]
"""Finds the step that is to be taken back, and says how the taking back is called."""

_ATTEMPTS = 5


@dataclass(slots=True)
class _Intention:
    """One change of a plan: how it edits a draft, and how it is recorded."""

    actor: Actor
    action: str
    edit: Callable[[Draft], str]
    request: str = ""
    undoes: PlanStep | None = None
    restored: Images = field(default_factory=dict)


def create_plan(project: Project, *, actor: Actor, start: int, calendar: WorkCalendar | None = None) -> Plan:
    """An empty plan that starts at a plan time, on a calendar of the organisation (its first one if none is
    given).

    Raises ``Refusal`` where the project has a plan.
    """
    _authorise(project, actor)
    if not 0 <= start <= LAST_MOMENT:
        raise Invalid(_("Choose a start between 1970 and 2149."), field="start")
    source = calendar or WorkCalendar.objects.order_by("pk").first()
    with transaction.atomic():
        if Plan.objects.within(project).exists():
            raise Refusal(_("This project has a plan already."))
        row = PlanCalendar.internal.create(project=project, **_calendar_of(source))
        plan = Plan.internal.create(project=project, start=start, calendar=row)
        record(actor, project.pk, "plan.created", plan, start=start, calendar=row.name)
    return plan


@transaction.atomic
def begin_project(wishes: Wishes, *, actor: Actor, start: int | None) -> Project:
    """Open a project with an empty plan that starts at a plan time; the actor becomes its manager.

    Without a start it has no plan yet, as an idea or a business case has none. Raises what ``open_project``
    and ``create_plan`` raise; nothing is written then.
    """
    project = open_project(new_project(wishes, actor=actor), actor=actor)
    if start is not None:
        manager = PersonActor(project.manager, chosen_hat=actor.hat, appointed="PM")
        create_plan(project, actor=manager, start=start)
    return project


def change_plan(
    project: Project,
    commands: Sequence[Command],
    *,
    actor: Actor,
    revision: int | None = None,
    preview: bool = False,
) -> PlanDelta:
    """Carry out what people did, all of it or nothing; a preview computes the same and writes nothing.

    ``revision`` is the one that the actor's page shows; the answer covers everything since. The same commands
    at the same revision are carried out once: who sends them again is told what came of them. Also raises
    ``VersionMissing`` and ``Stale`` for rows that somebody changed in the meantime, and says who and what.
    Rows without a version (what is removed, moved or linked) count as changed where somebody else did.
    """
    request = request_of(revision, commands)
    intention = _Intention(actor, "plan.changed", lambda draft: apply_commands(draft, commands), request)
    return _carry_out(project, intention, since=revision, preview=preview)


def record_progress(project: Project, reports: Sequence[Progress], *, actor: Actor) -> PlanDelta:
    """Take accepted progress over into the plan, as one step."""
    return _carry_out(
        project, _Intention(actor, "plan.progress_recorded", lambda draft: apply_commands(draft, reports))
    )


def set_data_date(
    project: Project, data_date: int | None, *, actor: Actor, revision: int | None = None
) -> PlanDelta:
    """Say up to which plan time progress is known: no work that remains is scheduled before it.

    With the ``revision`` that the actor's page shows, raises ``Stale`` where somebody else has set what holds
    for the whole plan since.
    """
    if data_date is not None and not 0 <= data_date <= LAST_MOMENT:
        raise Invalid(_("Choose a data date between 1970 and 2149."), field="data_date")

    def edit(draft: Draft) -> str:
        refuse_stale(draft, ["plan:0"])
        draft.set_terms(data_date=data_date)
        return _("Set the data date")

    return _carry_out(project, _Intention(actor, "plan.data_date_set", edit), since=revision)


def replace_plan(
    project: Project, facts: PlanFacts, *, actor: Actor, label: str, revision: int | None = None
) -> PlanDelta:
    """Make the plan say what ``facts`` say, as one step that one undo takes back.

    Rows are met by their ``uid``, links and assignments by what they connect; what is met keeps its id and
    number. The ids in ``facts`` are its own. With ``revision``, raises ``Stale`` where the plan has changed
    since. Sets of reference dates that come along replace those with the same number, others stay.
    """

    def edit(draft: Draft) -> str:
        if revision is not None and draft.plan.revision != revision:
            raise Stale(_("The plan was changed since you compared it. Compare again."))
        replace_facts(draft, facts, stored_sets(project))
        return label

    return _carry_out(project, _Intention(actor, "plan.replaced", edit))


def compare_plan(project: Project, facts: PlanFacts, *, actor: Actor) -> PlanDelta:
    """What ``replace_plan`` would change (``PlanDelta.changes``), without changing it."""

    def edit(draft: Draft) -> str:
        replace_facts(draft, facts, stored_sets(project))
        return ""

    return _carry_out(project, _Intention(actor, "plan.replaced", edit), preview=True)


def undo_change(project: Project, *, actor: Actor, revision: int | None = None) -> PlanDelta:
    """Take back the actor's own last step that is not undone, as a step of its own.

    Once at the same ``revision``, like ``change_plan``. Raises ``Refusal`` where there is none, and ``Stale``
    that names the conflict where somebody else changed the same rows since.
    """

    def find() -> tuple[PlanStep, str]:
        step = last_undoable(project, actor.person_id)
        if step is None:
            raise Refusal(_("There is nothing to undo."))
        return step, _("Undo: %(label)s") % {"label": step.label}

    return _go_back(project, find, "plan.undone", actor=actor, since=revision)


def redo_change(project: Project, *, actor: Actor, revision: int | None = None) -> PlanDelta:
    """Take back the actor's last undoing, unless the actor has changed the plan in another way since."""

    def find() -> tuple[PlanStep, str]:
        step = last_redoable(project, actor.person_id)
        if step is None or step.undoes is None:
            raise Refusal(_("There is nothing to redo."))
        return step, _("Redo: %(label)s") % {"label": step.undoes.label}

    return _go_back(project, find, "plan.redone", actor=actor, since=revision)


def _go_back(project: Project, find: _Find, action: str, *, actor: Actor, since: int | None) -> PlanDelta:
    def edit(draft: Draft) -> str:
        step, label = find()
        intention.undoes, intention.restored = step, step.before
        refuse_conflicts(project, draft, step)
        if not draft.restore(step.before, stored_sets(project, of=step.before)):
            raise Stale(_("Something was added since to what this would remove. Remove that first."))
        return label[:300]

    intention = _Intention(actor, action, edit, request_of(since, action))
    return _carry_out(project, intention, since=since)


# ---- The one way in which a plan is written ----


def _authorise(project: Project, actor: Actor) -> None:
    require(actor, CHANGE_PLAN, project)
    refuse_archive(project)


def _carry_out(
    project: Project, intention: _Intention, *, since: int | None = None, preview: bool = False
) -> PlanDelta:
    """Load, edit, compute, then write in one short transaction that begins by claiming the plan's revision.

    Who finds the revision taken begins again with what the other one wrote, and checks versions anew.
    """
    _authorise(project, intention.actor)
    for _attempt in range(_ATTEMPTS):
        plan = load_plan(project)
        shown = plan.revision if since is None else min(since, plan.revision)
        missed = missed_since(project, plan, shown)
        if missed.anything and not preview:
            done = answered_before(project, intention.actor.person_id, intention.request, shown)
            if done is not None:
                return delta_since(plan, missed, done.refs)
        outcome, label = _compute(project, plan, intention, shown)
        if preview or not outcome.changes:
            return delta_of(outcome, label, missed)
        written = _write(project, outcome, label, intention)
        if written is not None:
            return delta_of(written, label, missed)
    raise Stale(_("Others are changing this plan at the same time. Try again."))


def _compute(project: Project, plan: LoadedPlan, intention: _Intention, shown: int) -> tuple[Outcome, str]:
    actor = intention.actor
    others = (
        changed_by_others(project, shown, plan.revision, actor.person_id) if shown < plan.revision else ()
    )
    draft = Draft(plan, others)
    try:
        label = intention.edit(draft)
        return compute_outcome(draft), label
    except StaleRow as stale:
        raise who_changed(project, stale, draft) from None
    except Refusal as refusal:
        refusal.extra |= {"row": draft.name_of(refusal.extra["row"])} if "row" in refusal.extra else {}
        raise


def _write(project: Project, outcome: Outcome, label: str, intention: _Intention) -> Outcome | None:
    """Write and record an outcome; None where somebody else changed the plan since it was loaded."""
    plan = outcome.draft.plan
    revision = plan.revision + 1
    with transaction.atomic():
        claimed = Plan.objects.within(project).filter(revision=plan.revision).update(revision=revision)
        if claimed != 1:
            return None
        ids = real_ids(outcome.draft)
        outcome = settle_ids(outcome, ids)
        kept = save_plan(project, outcome, revision)
        restore_dates(project, intention.restored)
        before, after = images_of(outcome.changes)
        step = PlanStep(
            project=project, revision=revision, applied=revision, label=label, undoes=intention.undoes,
            person_id=intention.actor.person_id,
            before={**kept, **before}, after={**dict.fromkeys(kept), **after},
            removed=sorted(outcome.removed), request=intention.request, refs=outcome.draft.refs,
        )  # fmt: skip
        keep_step(project, step)
        record(intention.actor, project.pk, intention.action, step, **journal_content(step, outcome))
        plan.revision = revision
        publish(PlanChanged(project, revision, outcome.moved, intention.actor))
    return outcome


_OFFICE_HOURS = [[8 * 3600, 12 * 3600], [13 * 3600, 17 * 3600]]


def _calendar_of(source: WorkCalendar | None) -> dict[str, Any]:
    """Columns of a plan's calendar: minutes of the organisation's calendar become seconds."""
    if source is None:
        return {"name": _("Standard"), "days": [*[_OFFICE_HOURS] * 5, [], []]}
    return {
        "name": source.name,
        "days": [_in_seconds(day) for day in source.week],
        "exceptions": [
            {"name": entry.get("name", ""), "first": entry["from"], "last": entry["to"],
             "shifts": _in_seconds(entry.get("shifts", []))}
            for entry in source.exceptions
        ],
    }  # fmt: skip


def _in_seconds(shifts: list[list[int]]) -> list[list[int]]:
    return [[start * 60, finish * 60] for start, finish in shifts]
