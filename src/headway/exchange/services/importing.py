"""A plan file becomes a new project."""

from django.db import transaction
from django.utils.translation import gettext as _

from headway.common.jobs.queue import Context
from headway.exchange.models import Upload
from headway.exchange.storage import remove
from headway.project.lifecycle.services import Wishes, as_manager, new_project
from headway.project.schedule.services import begin_prepared, prepare_first_plan

from .reading import label, read, save_import
from .receiving import gone_when_refused


def import_plan(upload: Upload, *, context: Context) -> None:
    """Make a file a project: parse, compute, then one transaction for project, plan and report."""
    with gone_when_refused(upload):
        wishes = Wishes(**upload.wishes)
        new_project(wishes, actor=context.actor)
        reconciliation, facts = read(upload, context)
        plan = prepare_first_plan(facts, label=label(upload))
        context.progress(0.7, _("Writing the plan"))
        with transaction.atomic():
            project = begin_prepared(wishes, plan, actor=context.actor)
            row = save_import(project, upload, reconciliation, actor=as_manager(project, actor=context.actor))
            upload.delete()
            context.done(project=project.pk, plan_import=row.pk)
    remove(upload.stored_as)
