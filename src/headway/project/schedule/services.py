"""Changes of plans. What others may call:

* ``create_plan(project, actor=, start=)``: an empty plan with the organisation's calendar.
* ``change_plan(project, commands, actor=, revision=None, preview=False)``: what people do, see ``commands``.
* ``replace_plan(project, facts, actor=, label=, revision=None)``: a whole plan from a file, as one step;
  ``compare_plan(project, facts, actor=)`` says what it would change and writes nothing.
* ``prepare_replacement`` and ``write_prepared``, ``prepare_first_plan`` and ``begin_prepared``: the same in
  two steps, for who writes more in the same transaction: everything is computed before it begins.
* ``record_progress(project, reports, actor=)``: accepted reports, ``commands.Progress`` each.
* ``set_data_date(project, data_date, actor=)``: progress is known up to this moment.
* ``undo_change(project, actor=, revision=None)`` and ``redo_change``: the actor's own last step back and
forth.

Whatever changes a plan answers a ``PlanDelta``, writes in one transaction with the journal, and publishes
``PlanChanged``. It raises ``Forbidden`` without ``plan.change`` in the project, ``Refusal`` in an archived
project, ``Invalid`` for what has no schedule; nothing is written then.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from headway.common.access import Actor, require
from headway.common.events import publish
from headway.common.journal.services import record
from headway.common.refusal import Invalid, Refusal, Stale
from headway.organisation.models import WorkCalendar
from headway.project.lifecycle.events import ProjectOpened
from headway.project.lifecycle.models import Project
from headway.project.lifecycle.services import Wishes, as_manager, open_project, take_turn
from headway.project.lifecycle.states import refuse_archive

from .commands import Command, Progress
from .commands.apply import StaleRow, apply_commands, refuse_stale
from .computed.delta import PlanDelta, delta_of, delta_since
from .computed.outcome import Outcome, compute_outcome, settle_ids
from .events import PlanChanged
from .models import Plan, PlanCalendar, PlanStep
from .plan.draft import Draft, Images, images_of
from .plan.facts import CalendarFacts, LoadedPlan, PlanFacts, PlanTerms
from .plan.replace import replace_facts
from .queries import answered_before, last_redoable, last_undoable, load_plan, missed_since, revision_of
from .rules import CHANGE_PLAN
from .store.reference_sets import restore_dates, stored_sets
from .store.save import real_ids, save_plan
from .store.steps import (
    changed_by_others,
    journal_content,
    keep_step,
    refuse_conflicts,
    request_of,
    who_changed,
)
from .text.dates import LAST_MOMENT, YEARS

_Find = Callable[[], tuple[PlanStep, str]]
"""Finds the step that is to be taken back, and says how the taking back is called."""

_ATTEMPTS = 5
MOST_COMMANDS = 20_000  # of one request; what a whole project reported may be more


@dataclass(slots=True)
class _Intention:
    """One change of a plan: how it edits a draft, and how it is recorded."""

    actor: Actor
    action: str
    edit: Callable[[Draft], str]
    request: str = ""
    undoes: PlanStep | None = None
    restored: Images = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A plan from a file, computed and not written yet.

    ``calendar`` is the one on which the plan of a new project begins, before the file's takes its place.
    """

    intention: _Intention
    outcome: Outcome
    label: str
    calendar: WorkCalendar | None = None


def create_plan(project: Project, *, actor: Actor, start: int, calendar: WorkCalendar | None = None) -> Plan:
    """An empty plan that starts at a plan time, on a calendar of the organisation (its first one if none is
    given).

    Raises ``Refusal`` where the project has a plan.
    """
    if not 0 <= start <= LAST_MOMENT:
        raise Invalid(_("Choose a start between %(first)d and %(last)d.") % YEARS, field="start")
    source = calendar or _first_calendar()
    with transaction.atomic():
        take_turn(project)
        _authorise(project, actor)
        if Plan.objects.within(project).exists():
            raise Refusal(_("This project has a plan already."))
        row = PlanCalendar.internal.create(project=project, **_calendar_of(source))
        plan = Plan.internal.create(project=project, start=start, calendar=row)
        record(actor, project.pk, "plan.created", plan, start=start, calendar=row.name)
    return plan


def begin_plan(event: ProjectOpened) -> None:
    """Give a project its empty plan, where it was said when that starts; part of its opening."""
    if event.start is not None:
        manager = as_manager(event.project, actor=event.actor)
        create_plan(event.project, actor=manager, start=event.start)


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
    if len(commands) > MOST_COMMANDS:
        raise Invalid(
            _("Send at most %(count)d changes at once.") % {"count": MOST_COMMANDS}, field="commands"
        )
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
        raise Invalid(_("Choose a data date between %(first)d and %(last)d.") % YEARS, field="data_date")

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
    return _carry_out(project, _replacement(project, facts, actor=actor, label=label, revision=revision))


def compare_plan(project: Project, facts: PlanFacts, *, actor: Actor) -> PlanDelta:
    """What ``replace_plan`` would change (``PlanDelta.changes``), without changing it."""
    return _carry_out(project, _replacement(project, facts, actor=actor, label=""), preview=True)


def prepare_replacement(
    project: Project, facts: PlanFacts, *, actor: Actor, label: str, revision: int
) -> Prepared:
    """What ``replace_plan`` does, up to and without writing."""
    _authorise(project, actor)
    intention = _replacement(project, facts, actor=actor, label=label, revision=revision)
    plan = load_plan(project)
    outcome, _label = _compute(project, plan, intention, plan.revision)
    return Prepared(intention, outcome, label)


def write_prepared(project: Project, prepared: Prepared) -> None:
    """Write what ``prepare_replacement`` computed. Raises ``Stale`` where the plan has changed since.

    Part of a transaction that writes more, also where nothing in the plan changes.
    """
    take_turn(project)
    _authorise(project, prepared.intention.actor)
    if prepared.outcome.changes and not _write(project, prepared.outcome, prepared.label, prepared.intention):
        raise _overtaken()


def prepare_first_plan(facts: PlanFacts, *, actor: Actor, label: str) -> Prepared:
    """Compute the plan of a project that is yet to be opened, by ``begin_prepared``."""
    intention, calendar = _replacement(None, facts, actor=actor, label=label), _first_calendar()
    draft = Draft(_plan_to_be(facts.terms.start, calendar))
    intention.edit(draft)
    return Prepared(intention, compute_outcome(draft), label, calendar)


@transaction.atomic
def begin_prepared(wishes: Wishes, prepared: Prepared, *, actor: Actor) -> Project:
    """Open a project with the plan that was prepared for it; the actor becomes its manager.

    Raises what ``open_project`` raises; nothing is written then.
    """
    project = open_project(wishes, actor=actor)
    manager = as_manager(project, actor=actor)
    start = prepared.outcome.draft.terms_before.start
    plan = create_plan(project, actor=manager, start=start, calendar=prepared.calendar)
    intention = replace(prepared.intention, actor=manager)
    ids = {_CALENDAR_TO_BE: plan.calendar_id}
    if not _write(project, prepared.outcome, prepared.label, intention, ids):
        raise _overtaken()
    return project


def _replacement(
    project: Project | None, facts: PlanFacts, *, actor: Actor, label: str, revision: int | None = None
) -> _Intention:
    """To make the plan of a project (None: one that is yet to be opened) say what ``facts`` say."""

    def edit(draft: Draft) -> str:
        if revision is not None and draft.plan.revision != revision:
            raise _overtaken()
        replace_facts(draft, facts, stored_sets(project) if project else {})
        return label

    return _Intention(actor, "plan.replaced", edit)


def _overtaken() -> Stale:
    return Stale(_("The plan was changed since you compared it. Compare again."))


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

    Who finds the revision taken begins again with what the other one wrote, and checks versions anew; so does
    who would be refused for a plan that is another one by now.
    """
    _authorise(project, intention.actor)
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
            outcome, label = _compute(project, plan, intention, shown)
        except Refusal:
            if revision_of(project) == plan.revision:
                raise
            continue
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


def _write(
    project: Project,
    outcome: Outcome,
    label: str,
    intention: _Intention,
    known: Mapping[int, int] = MappingProxyType({}),
) -> Outcome | None:
    """Write and record an outcome; None where somebody else changed the plan since it was loaded.

    The project is looked at again: what was computed for it took time.
    ``known`` are ids of rows that were stored after the outcome was computed.
    """
    plan = outcome.draft.plan
    revision = plan.revision + 1
    with transaction.atomic():
        take_turn(project)
        _authorise(project, intention.actor)
        claimed = Plan.objects.within(project).filter(revision=plan.revision).update(revision=revision)
        if claimed != 1:
            return None
        ids = {**known, **real_ids(outcome.draft)}
        outcome = settle_ids(outcome, ids)
        kept = save_plan(project, outcome, revision)
        restore_dates(project, intention.restored)
        before, after = images_of(outcome.changes)
        step = PlanStep(
            project=project,
            revision=revision,
            applied=revision,
            label=label,
            undoes=intention.undoes,
            person_id=intention.actor.person_id,
            before={**kept, **before},
            after={**dict.fromkeys(kept), **after},
            removed=sorted(outcome.removed),
            request=intention.request,
            refs=outcome.draft.refs,
        )
        keep_step(project, step)
        record(intention.actor, project.pk, intention.action, step, **journal_content(step, outcome))
        plan.revision = revision
        publish(PlanChanged(project, revision, outcome.moved, intention.actor))
    return outcome


_CALENDAR_TO_BE = 0  # stands for the calendar of a plan that is not stored; new rows of a draft are negative


def _plan_to_be(start: int, calendar: WorkCalendar | None) -> LoadedPlan:
    """The plan that ``create_plan`` will make, before it is stored."""
    row = CalendarFacts(_CALENDAR_TO_BE, **_calendar_of(calendar))
    facts = PlanFacts(PlanTerms(start, _CALENDAR_TO_BE), calendars={_CALENDAR_TO_BE: row})
    return LoadedPlan(1, None, facts, {}, {}, {})


def _first_calendar() -> WorkCalendar | None:
    return WorkCalendar.objects.order_by("pk").first()


_OFFICE_HOURS = [[8 * 3600, 12 * 3600], [13 * 3600, 17 * 3600]]


def _calendar_of(source: WorkCalendar | None) -> dict[str, Any]:
    """Columns of a plan's calendar: minutes of the organisation's calendar become seconds."""
    if source is None:
        return {"name": _("Standard"), "days": [*[_OFFICE_HOURS] * 5, [], []]}
    return {
        "name": source.name,
        "days": [_in_seconds(day) for day in source.week],
        "exceptions": [
            {
                "name": entry.get("name", ""),
                "first": entry["from"],
                "last": entry["to"],
                "shifts": _in_seconds(entry.get("shifts", [])),
            }
            for entry in source.exceptions
        ],
    }


def _in_seconds(shifts: list[list[int]]) -> list[list[int]]:
    return [[start * 60, finish * 60] for start, finish in shifts]
