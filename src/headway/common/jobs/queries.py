"""Reading jobs."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from headway.common.access import Actor
from headway.common.refusal import NotFound

from .models import Job


def own_job(actor: Actor, pk: int) -> Job:
    """A job that the actor asked for; somebody else's is as if it did not exist."""
    job = Job.objects.filter(pk=pk, person_id=actor.person_id, person_id__isnull=False).first()
    if job is None:
        raise NotFound(_("There is nothing here, or it is not shared with you."))
    return job


def waiting() -> QuerySet[Job]:
    """Jobs that are yet to be finished."""
    return Job.objects.filter(state__in=(Job.State.QUEUED, Job.State.RUNNING))


def dead_letters() -> QuerySet[Job]:
    """Jobs that failed by a fault of the program or the machine, newest first."""
    return Job.objects.filter(state=Job.State.FAILED).exclude(trace="").order_by("-pk")
