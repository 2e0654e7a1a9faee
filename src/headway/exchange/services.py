"""Plan files in: receiving them, and what the jobs make of them.

Each job parses and computes first; then one transaction writes everything and marks the job as done. A
refusal leaves nothing behind: no project, no row, no file.
"""

import dataclasses
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO, cast

from django.conf import settings
from django.core.files.base import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from headway.common.access import Actor, acting_person, get_visible, require
from headway.common.jobs.models import Job
from headway.common.jobs.queue import Cancelled, Context
from headway.common.jobs.services import TooMany, enqueue, refuse_too_many
from headway.common.journal.services import record
from headway.common.refusal import Invalid, NotFound, Refusal, Stale
from headway.formats.detect import format_of, read_plan
from headway.formats.errors import FormatError
from headway.formats.plan import PlanDocument
from headway.formats.reconcile import Reconciliation, reconcile
from headway.project.charter.models import Project
from headway.project.charter.services import Wishes, as_manager, new_project
from headway.project.schedule.plan.facts import PlanFacts
from headway.project.schedule.queries import data_date_of, load_plan
from headway.project.schedule.rules import CHANGE_PLAN
from headway.project.schedule.services import (
    begin_prepared,
    compare_plan,
    prepare_first_plan,
    prepare_replacement,
    write_prepared,
)

from .difference import differences
from .facts import facts_of
from .files import keep, path_of, remove
from .models import PlanImport, PlanUpdate, Upload, counted
from .queries import APPLYING, COMPARING, LONGEST_KEPT, is_stale, waiting_bytes
from .report import counts_of, save_report

# ---- Receiving -----------------------------------------------------------------------------------


def receive_plan(file: "File[bytes]", wishes: Wishes, *, actor: Actor) -> Job:
    """Take in a file that is to become a new project. The job opens it, with the actor as its manager.

    Raises ``Forbidden`` without the right to open projects in the portfolio, ``Invalid`` for an unknown
    portfolio or sponsor, a code in use or a file that is no plan, ``TooLarge``, ``NoSpace`` and ``TooMany``.
    """
    place = new_project(wishes, actor=actor).portfolio
    return _receive(
        file, "exchange.import_plan", actor=actor, scope_id=place.pk, wishes=dataclasses.asdict(wishes)
    )


def receive_newer_plan(project: Project, file: "File[bytes]", *, actor: Actor) -> Job:
    """Take in a newer file of a project's plan. The job compares; nothing changes before it is applied."""
    require(actor, CHANGE_PLAN, project)
    return _receive(file, COMPARING, actor=actor, scope_id=project.pk, project=project)


def _refuse_no_plan(file: "File[bytes]") -> None:
    """Raise ``Invalid`` where the first bytes of a file tell that it cannot be read; a job reads the rest."""
    try:
        format_of(cast(BinaryIO, file))
    except FormatError as error:
        raise _unreadable(file.name or "", error) from error


def _receive(file: "File[bytes]", job: str, *, actor: Actor, scope_id: int, **purpose: Any) -> Job:
    _refuse_no_plan(file)
    refuse_too_many(actor)
    _refuse_too_large_a_heap(file.size, actor)
    kept = keep(file.chunks())
    try:
        with transaction.atomic():
            upload = Upload.objects.create(
                person_id=acting_person(actor),
                name=(file.name or "plan")[-200:],
                stored_as=kept.stored_as,
                size=kept.size,
                digest=kept.digest,
                **purpose,
            )
            return enqueue(job, {"upload": upload.pk}, actor=actor, scope_id=scope_id)
    except BaseException:
        remove(kept.stored_as)
        raise


def _refuse_too_large_a_heap(size: int, actor: Actor) -> None:
    """Raise ``TooMany`` where the actor's files that wait, with one more, are larger than they may be."""
    used, limit = waiting_bytes(actor), settings.HEADWAY_MAX_WAITING
    if used and used + size > limit:
        sentence = _(
            "Your waiting files take %(used)s of %(limit)s MB. "
            "Apply or discard a comparison, or wait for a job."
        )
        raise TooMany(sentence % {"used": -(-used // 1024**2), "limit": limit // 1024**2})


# ---- A new project -------------------------------------------------------------------------------


def import_plan(upload: Upload, *, context: Context) -> None:
    """Make a file a project: parse, compute, then one transaction for project, plan and report."""
    with _gone_when_refused(upload):
        wishes = Wishes(**upload.wishes)
        new_project(wishes, actor=context.actor)
        reconciliation, facts = _read(upload, context)
        plan = prepare_first_plan(facts, actor=context.actor, label=_label(upload))
        context.progress(0.7, _("Writing the plan"))
        with transaction.atomic():
            project = begin_prepared(wishes, plan, actor=context.actor)
            row = _save_import(
                project, upload, reconciliation, actor=as_manager(project, actor=context.actor)
            )
            upload.delete()
            context.done(project=project.pk, plan_import=row.pk)
    remove(upload.stored_as)


def _read(upload: Upload, context: Context) -> tuple[Reconciliation, PlanFacts]:
    """The file's plan, computed and compared with its own dates, and its facts."""
    context.progress(0.05, _("Reading the file"))
    document = _document(upload)
    context.progress(0.4, _("Computing the dates"))
    try:
        reconciliation = reconcile(document)
    except FormatError as error:
        raise _unreadable(upload.name, error) from error
    return reconciliation, facts_of(document, file_name=upload.name)


def _document(upload: Upload) -> PlanDocument:
    try:
        with path_of(upload.stored_as).open("rb") as file:
            return read_plan(file, largest=upload.size)
    except FormatError as error:
        raise _unreadable(upload.name, error) from error


def _label(upload: Upload) -> str:
    """How the step is called that takes a file over."""
    return (_("Import “%(file)s”") % {"file": upload.name})[:300]


def _unreadable(name: str, error: FormatError) -> Invalid:
    place = {"file": name, "line": error.line, "reason": error.reason}
    if error.line:
        return Invalid(_("“%(file)s”, line %(line)s: %(reason)s") % place, field="file", line=error.line)
    return Invalid(_("“%(file)s”: %(reason)s") % place, field="file")


def _save_import(project: Project, upload: Upload, found: Reconciliation, *, actor: Actor) -> PlanImport:
    counts = counts_of(found)
    row = PlanImport.internal.create(
        project=project,
        person_id=acting_person(actor),
        name=upload.name,
        format=found.document.format.key,
        size=upload.size,
        digest=upload.digest,
        counts=counts,
    )
    save_report(row, found)
    told = {name: counts[name] for name in ("activities", "links", "compared", "equal")}
    record(actor, project.pk, "plan.imported", row, file=upload.name, sha256=upload.digest, **told)
    return row


@contextmanager
def _gone_when_refused(upload: Upload) -> Iterator[None]:
    """A file that is refused or called off is not kept; after a fault of ours the next attempt needs it.

    What project it was to become stays for a while: another file may be chosen for it.
    """
    try:
        yield
    except (Refusal, Cancelled):
        forget_file(upload)
        raise


def forget_file(upload: Upload) -> None:
    """Remove a file's bytes, and its row, too, unless it keeps for a while what project was wished for."""
    row = Upload.objects.filter(pk=upload.pk)
    if upload.wishes and upload.created_at > timezone.now() - LONGEST_KEPT:
        row.update(size=0)
    else:
        row.delete()
    remove(upload.stored_as)


# ---- A newer file --------------------------------------------------------------------------------


def compare_newer_plan(upload: Upload, *, context: Context) -> None:
    """Say what a newer file would change; the file waits until that is applied or discarded."""
    with _gone_when_refused(upload):
        project = _own_project(upload, context.actor)
        _reconciliation, facts = _read(upload, context)
        context.progress(0.7, _("Comparing with the plan"))
        before = load_plan(project)
        delta = compare_plan(
            project, _with_data_date(facts, before.facts.terms.data_date), actor=context.actor
        )
        if not delta.changes:
            raise Refusal(_("The file and the plan agree. There is nothing to change."))
        changes = differences(before, delta)
        with transaction.atomic():
            update = PlanUpdate.internal.create(
                project=project,
                person_id=acting_person(context.actor),
                upload=upload,
                name=upload.name,
                revision=before.revision,
                changes=changes,
                counts=counted(changes),
            )
            context.done(project=project.pk, update=update.pk)


def _own_project(upload: Upload, actor: Actor) -> Project:
    return get_visible(Project, actor, CHANGE_PLAN, pk=upload.project_id)


def _with_data_date(facts: PlanFacts, data_date: int | None) -> PlanFacts:
    """A file moves no data date: that is for whoever reports progress."""
    facts.terms = facts.terms._replace(data_date=data_date)
    return facts


def apply_update(update: PlanUpdate, *, actor: Actor) -> Job:
    """Ask that a compared file be applied as one change; refused where that was decided already."""
    require(actor, CHANGE_PLAN, update)
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
    reconciliation, facts = _read(upload, context)
    plan = prepare_replacement(
        project,
        _with_data_date(facts, data_date_of(project)),
        actor=context.actor,
        label=_label(upload),
        revision=update.revision,
    )
    context.progress(0.7, _("Writing the plan"))
    with transaction.atomic():
        decided = PlanUpdate.internal.filter(pk=update.pk, state=PlanUpdate.State.PROPOSED)
        if decided.update(state=PlanUpdate.State.APPLIED, upload=None, changes=[]) != 1:
            raise Refusal(_("This has already been decided."))
        write_prepared(project, plan)
        row = _save_import(project, upload, reconciliation, actor=context.actor)
        upload.delete()
        context.done(project=project.pk, plan_import=row.pk)
    remove(upload.stored_as)


def discard_update(update: PlanUpdate, *, actor: Actor) -> None:
    """Decide against a compared file; it is forgotten, the decision and its figures stay."""
    require(actor, CHANGE_PLAN, update)
    _discard(update, actor=actor)


def give_up(upload: Upload, *, actor: Actor) -> None:
    """Forget a file that nobody waits for any more; a comparison that nobody decided about is discarded."""
    for update in PlanUpdate.internal.filter(upload=upload, state=PlanUpdate.State.PROPOSED).defer("changes"):
        _discard(update, actor=actor)
    forget_file(upload)


def _discard(update: PlanUpdate, *, actor: Actor) -> None:
    upload = update.upload
    with transaction.atomic():
        open_ones = PlanUpdate.internal.filter(pk=update.pk, state=PlanUpdate.State.PROPOSED)
        if open_ones.update(state=PlanUpdate.State.DISCARDED, upload=None, changes=[]) != 1:
            raise Refusal(_("This has already been decided."))
        record(actor, update.project_id, "plan.update_discarded", update, file=update.name)
        if upload is not None:
            upload.delete()
    if upload is not None:
        remove(upload.stored_as)


def wanted_upload(pk: int) -> Upload:
    """The upload of a job. Raises ``NotFound`` for one that is gone."""
    upload = Upload.objects.filter(pk=pk, size__gt=0).first()
    if upload is None:
        raise NotFound(_("The file is no longer stored. Upload it again."))
    return upload
