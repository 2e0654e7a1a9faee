"""Asking for jobs and calling them off."""

from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language, ngettext

from headway.common.access import Actor
from headway.common.journal.services import record
from headway.common.refusal import TooMuch

from .job_kinds import kind_of
from .models import Job
from .queries import waiting


def refuse_too_many(actor: Actor) -> None:
    """Raise ``TooMuch`` where the actor has as many jobs waiting or running as one person may have.

    For the doors through which people ask for work, before they change anything: ``enqueue`` has no limit, so
    that no change is undone because of the job that follows from it. The installation itself has none either.
    Counted, not locked: requests of the same moment may pass together.
    """
    pending = waiting().filter(person_id=actor.person_id, person_id__isnull=False).count()
    if pending >= settings.HEADWAY_MAX_JOBS:
        sentence = ngettext(
            "You already have %(count)s job waiting or running. Wait until it is done, or cancel it.",
            "You already have %(count)s jobs waiting or running. Wait until one is done, or cancel one.",
            pending,
        )
        raise TooMuch(sentence % {"count": pending})


def enqueue(
    name: str, arguments: dict[str, Any], *, actor: Actor, scope_id: int | None = None, key: str = ""
) -> Job:
    """Ask for a job, in the caller's transaction: rolled back with it, seen by workers once it is committed.

    It runs on the actor's behalf, under the hat that is worn now, with the rights that are held *then*. The
    same name and key give the same job. Raises ``LookupError`` for a name that no room has registered.
    """
    kind_of(name)
    job = Job(
        name=name,
        arguments=arguments,
        key=key,
        person_id=actor.person_id,
        hat=actor.hat,
        scope_id=scope_id,
        language=get_language() or "",
    )
    if not key:
        job.save(force_insert=True)
        return job
    Job.objects.bulk_create([job], ignore_conflicts=True)
    return Job.objects.get(name=name, key=key)


@transaction.atomic
def cancel_job(job: Job, *, actor: Actor) -> Job:
    """Call a job off: at once while it waits, at its next step while it runs. A finished one stays."""
    queued = Job.objects.filter(pk=job.pk, state=Job.State.QUEUED)
    stopped = queued.update(state=Job.State.CANCELLED, cancel_requested=True, finished_at=timezone.now())
    asked = stopped or Job.objects.filter(pk=job.pk, state=Job.State.RUNNING).update(cancel_requested=True)
    if asked and job.scope_id is not None:
        record(actor, job.scope_id, "job.cancelled", job, name=job.name)
    job.refresh_from_db()
    return job
