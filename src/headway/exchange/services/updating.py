"""A newer file of a project's plan: compared with it, then applied as one change or discarded."""

from django.db import transaction
from django.utils.translation import gettext as _

from headway.common.access import Actor, acting_person, get_visible, require
from headway.common.jobs.models import Job
from headway.common.jobs.queue import Context
from headway.common.jobs.services import enqueue, refuse_too_many
from headway.common.journal.services import record
from headway.common.refusal import NotFound, Refusal, Stale
from headway.exchange.comparison.differences import differences
from headway.exchange.models import PlanUpdate, Upload, counted
from headway.exchange.queries import APPLYING, is_stale, proposals_from, update_with
from headway.exchange.storage import remove
from headway.project.lifecycle.models import Project
from headway.project.lifecycle.services import take_turn
from headway.project.lifecycle.states import refuse_archive
from headway.project.schedule.permissions import CHANGE_PLAN
from headway.project.schedule.services import compare_plan, prepare_replacement, write_prepared

from .reading import label, read, save_import
from .receiving import forget_file, gone_when_refused


def compare_newer_plan(upload: Upload, *, context: Context) -> None:
    """Say what a newer file would change; the file waits until that is applied or discarded."""
    with gone_when_refused(upload):
        project = _own_project(upload, context.actor)
        _reconciliation, facts = read(upload, context)
        context.progress(0.7, _("Comparing with the plan"))
        delta = compare_plan(project, facts, actor=context.actor)
        if not delta.changes:
            raise Refusal(_("The file and the plan agree. There is nothing to change."))
        changes = differences(delta)
        with transaction.atomic():
            update = PlanUpdate.objects.create(
                project=project,
                person_id=acting_person(context.actor),
                upload=upload,
                name=upload.name,
                revision=delta.revision,
                changes=changes,
                counts=counted(changes),
            )
            context.done(project=project.pk, update=update.pk)


def _own_project(upload: Upload, actor: Actor) -> Project:
    return get_visible(Project, actor, CHANGE_PLAN, pk=upload.project_id)


def apply_update(update: PlanUpdate, *, actor: Actor) -> Job:
    """Ask that a compared file be applied as one change; refused once it is decided or the project over."""
    require(actor, CHANGE_PLAN, update)
    refuse_archive(update.project)
    if update.state != PlanUpdate.State.PROPOSED or update.upload_id is None:
        raise Refusal(_("This has already been decided."))
    refuse_too_many(actor)
    if is_stale(update):
        raise Stale(_("The plan was changed since you compared it. Import the file again."))
    return enqueue(APPLYING, {"update": update.pk}, actor=actor, scope_id=update.project_id)


def carry_out_update(update: PlanUpdate, *, context: Context) -> None:
    """Apply a compared file as one step that one undo takes back; refused where the plan changed since."""
    project = get_visible(Project, context.actor, CHANGE_PLAN, pk=update.project_id)
    upload = update.upload
    if upload is None or update.state != PlanUpdate.State.PROPOSED:
        raise Refusal(_("This has already been decided."))
    reconciliation, facts = read(upload, context)
    plan = prepare_replacement(
        project, facts, actor=context.actor, label=label(upload), revision=update.revision
    )
    context.progress(0.7, _("Writing the plan"))
    with transaction.atomic():
        take_turn(project)
        require(context.actor, CHANGE_PLAN, project)
        decided = PlanUpdate.objects.in_hand(update, state=PlanUpdate.State.PROPOSED)
        if decided.update(state=PlanUpdate.State.APPLIED, upload=None, changes=[]) != 1:
            raise Refusal(_("This has already been decided."))
        write_prepared(project, plan)
        row = save_import(project, upload, reconciliation, actor=context.actor)
        upload.delete()
        context.done(project=project.pk, plan_import=row.pk)
    remove(upload.stored_as)


def discard_update(update: PlanUpdate, *, actor: Actor) -> None:
    """Decide against a compared file; it is forgotten, the decision and its figures stay."""
    upload = update.upload
    with transaction.atomic():
        take_turn(update.project)
        require(actor, CHANGE_PLAN, update)
        _discard(update, actor=actor)  # also where the project has ended: its file takes up room
    if upload is not None:
        remove(upload.stored_as)


def give_up(upload: Upload, *, actor: Actor) -> None:
    """Forget a file that nobody waits for any more; a comparison that nobody decided about is discarded."""
    for update in proposals_from(upload):
        _discard(update, actor=actor)
    forget_file(upload)


@transaction.atomic
def _discard(update: PlanUpdate, *, actor: Actor) -> None:
    """Settle it; the file's bytes are still to be removed."""
    upload = update.upload
    open_ones = PlanUpdate.objects.in_hand(update, state=PlanUpdate.State.PROPOSED)
    if open_ones.update(state=PlanUpdate.State.DISCARDED, upload=None, changes=[]) != 1:
        raise Refusal(_("This has already been decided."))
    record(actor, update.project_id, "plan.update_discarded", update, file=update.name)
    if upload is not None:
        upload.delete()


def wanted_update(pk: int, *, actor: Actor) -> PlanUpdate:
    """The newer file that a job applies. Raises ``NotFound`` where the actor does not see it any more."""
    update = update_with(pk, actor)
    if update is None:
        raise NotFound(_("There is nothing here, or it is not shared with you."))
    return update
