"""Entry points of the jobs."""

import datetime as dt

from headway.common.jobs.job_kinds import job
from headway.common.jobs.queue import Context

from . import services, storage
from .models import Upload
from .queries import APPLYING, COMPARING, IMPORTING, unwanted_uploads

A_DAY = 86_400.0


@job(IMPORTING)
def import_plan(context: Context, *, upload: int) -> None:
    """A file becomes a project."""
    services.import_plan(services.wanted_upload(upload), context=context)


@job(COMPARING)
def compare_plan(context: Context, *, upload: int) -> None:
    """A newer file is compared with the plan."""
    services.compare_newer_plan(services.wanted_upload(upload), context=context)


@job(APPLYING)
def apply_update(context: Context, *, update: int) -> None:
    """A compared file changes the plan."""
    services.carry_out_update(services.wanted_update(update, actor=context.actor), context=context)


@job("exchange.clean", every=dt.timedelta(days=1))
def clean(context: Context) -> None:
    """Forget files that nobody waits for any more."""
    for upload in unwanted_uploads():
        services.give_up(upload, actor=context.actor)
    known = set(Upload.objects.values_list("stored_as", flat=True))
    for path in storage.stray(known, older_than=A_DAY):
        path.unlink(missing_ok=True)
