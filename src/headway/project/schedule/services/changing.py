"""What people do to a plan, and how they go back."""

from collections.abc import Callable, Sequence

from django.utils.translation import gettext as _

from headway.common.access import Actor
from headway.common.refusal import Invalid, Refusal, Stale
from headway.project.lifecycle.models import Project
from headway.project.schedule.commands import Command
from headway.project.schedule.commands.apply import apply_commands
from headway.project.schedule.models import PlanStep
from headway.project.schedule.plan.draft import Draft
from headway.project.schedule.queries import last_redoable, last_undoable
from headway.project.schedule.results.delta import PlanDelta
from headway.project.schedule.store.reference_sets import stored_sets
from headway.project.schedule.store.steps import refuse_conflicts, request_of

from .writing import Edited, Intention, carry_out

MOST_COMMANDS = 20_000  # of one request; what a whole project reported may be more


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
    intention = Intention(
        actor,
        "plan.changed",
        lambda draft: Edited(apply_commands(draft, commands)),
        request_of(revision, commands),
    )
    return carry_out(project, intention, since=revision, preview=preview)


def undo_change(project: Project, *, actor: Actor, revision: int | None = None) -> PlanDelta:
    """Take back the actor's own last step that is not undone, as a step of its own.

    Once at the same ``revision``, like ``change_plan``. Raises ``Refusal`` where there is none, and ``Stale``
    that names the conflict where somebody else changed the same rows since.
    """

    def undo(draft: Draft) -> Edited:
        step = last_undoable(project, actor.person_id)
        if step is None:
            raise Refusal(_("There is nothing to undo."))
        return _gone_back(project, draft, step, _("Undo: %(label)s") % {"label": step.label})

    return _go_back(project, undo, "plan.undone", actor=actor, since=revision)


def redo_change(project: Project, *, actor: Actor, revision: int | None = None) -> PlanDelta:
    """Take back the actor's last undoing, unless the actor has changed the plan in another way since."""

    def redo(draft: Draft) -> Edited:
        step = last_redoable(project, actor.person_id)
        if step is None or step.undoes is None:
            raise Refusal(_("There is nothing to redo."))
        return _gone_back(project, draft, step, _("Redo: %(label)s") % {"label": step.undoes.label})

    return _go_back(project, redo, "plan.redone", actor=actor, since=revision)


def _go_back(
    project: Project, edit: Callable[[Draft], Edited], action: str, *, actor: Actor, since: int | None
) -> PlanDelta:
    return carry_out(project, Intention(actor, action, edit, request_of(since, action)), since=since)


def _gone_back(project: Project, draft: Draft, step: PlanStep, label: str) -> Edited:
    refuse_conflicts(project, draft, step)
    if not draft.restore(step.before, stored_sets(project, of=step.before)):
        raise Stale(_("Something was added since to what this would remove. Remove that first."))
    return Edited(label[:300], undoes=step)
