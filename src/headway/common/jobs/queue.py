"""Taking a job from the table, running it, and writing what became of it.

A job that is killed at any moment runs again when its lease is over. What it writes happens once all the
same: it is marked as done in the transaction of its effect, and only by the attempt that still owns it.

While a job computes, a watch beside it renews its lease and ends it when it is called off, when another
worker has it, or when it takes longer than any job may.
"""

import datetime as dt
import logging
import time
import traceback
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from headway.common.refusal import Refusal

from .hooks import actor_of_job
from .job_kinds import kind_of
from .models import Job
from .watch import Watch

LEASE = dt.timedelta(seconds=settings.HEADWAY_JOB_LEASE)
LONGEST = dt.timedelta(minutes=settings.HEADWAY_JOB_MINUTES)  # of one attempt
MOST_ATTEMPTS = 3  # of a job that raises an error
MOST_STARTS = 8  # of a job whose worker died each time: mostly others' fault, and perhaps its own
BETWEEN_ATTEMPTS = dt.timedelta(seconds=5)
BETWEEN_PROGRESS = 0.5  # seconds between two rows written; everything between them is skipped

log = logging.getLogger(__name__)


class Cancelled(Exception):
    """Whoever asked for the job called it off."""


class TooLong(Cancelled):
    """The job took longer than any job may, while others waited for its worker."""


class LeaseLost(Exception):
    """Another worker has taken the job over; this one's work is thrown away."""


class Context:
    """What a job function is given: on whose behalf it runs, and how to tell how far it is."""

    def __init__(self, job: Job) -> None:
        self.job_id = job.pk
        self.finished = False
        self._attempt = job.attempts
        self._told_at = 0.0
        self._begun = self._renewed_at = time.monotonic()
        self.actor = actor_of_job(job.person_id, job.hat)

    def progress(self, done: float, message: str = "") -> None:
        """Tell how far the job is (0 to 1), outside of its write transaction. Renews the lease.

        Raises ``Cancelled`` when the job was called off and ``LeaseLost`` when another worker took it over.
        """
        now = time.monotonic()
        if now - self._told_at < BETWEEN_PROGRESS:
            return
        self._told_at = now
        self._update(progress=done, message=message, lease_until=timezone.now() + LEASE)
        if Job.objects.filter(pk=self.job_id, cancel_requested=True).exists():
            raise Cancelled

    def done(self, **result: Any) -> None:
        """Mark the job as done. Call it last in the transaction of its effect: both happen, or neither."""
        self._update(
            state=Job.State.DONE,
            progress=1.0,
            message="",
            result=result,
            error="",
            trace="",
            finished_at=timezone.now(),
        )
        self.finished = True

    def look(self) -> Exception | None:
        """Why the job must end now, if it must. Renews the lease; for the watch, in a thread of its own."""
        now = time.monotonic()
        if self._is_over():
            return None
        if now - self._begun > LONGEST.total_seconds():
            return TooLong()
        if now - self._renewed_at > LEASE.total_seconds() / 4:
            if self._mine().update(lease_until=timezone.now() + LEASE) != 1:
                return None if self._is_over() else LeaseLost()
            self._renewed_at = now
        return Cancelled() if self._mine().filter(cancel_requested=True).exists() else None

    def _is_over(self) -> bool:
        """Asked again after each look at the table: meanwhile the job goes on in its own thread."""
        return self.finished

    def _update(self, **values: Any) -> None:
        if self._mine().update(**values) != 1:
            raise LeaseLost

    def _mine(self) -> QuerySet[Job]:
        return Job.objects.filter(pk=self.job_id, state=Job.State.RUNNING, attempts=self._attempt)


def _ready() -> QuerySet[Job]:
    now = timezone.now()
    waits = Q(state=Job.State.QUEUED, run_after__lte=now)
    abandoned = Q(state=Job.State.RUNNING, lease_until__lt=now)
    return Job.objects.filter(waits | abandoned).order_by("run_after", "pk")


def claim(worker: str) -> Job | None:
    """Take the next job, if there is one: whoever's conditional UPDATE comes first has it."""
    while (job := _ready().first()) is not None:
        if job.attempts >= MOST_STARTS:
            _bury(job)
            continue
        job.attempts += 1
        taken = _ready().filter(pk=job.pk, attempts=job.attempts - 1).order_by()
        lease = timezone.now() + LEASE
        if taken.update(state=Job.State.RUNNING, attempts=job.attempts, worker=worker, lease_until=lease):
            return job
    return None


def release(worker: str) -> None:
    """Give back at once what a worker held that is known to be dead, without waiting for its lease."""
    Job.objects.filter(state=Job.State.RUNNING, worker=worker).update(lease_until=timezone.now())


def run_next(worker: str) -> bool:
    """Run the next job to its end; False when there was none."""
    job = claim(worker)
    if job is None:
        return False
    with translation.override(job.language or None):
        _run(job)
    return True


def _run(job: Job) -> None:
    try:
        context = Context(job)
        with Watch(context.look):
            kind_of(job.name)(context, **job.arguments)
        if not context.finished:
            context.done()
    except LeaseLost:
        log.warning("job %s (%s): another worker took over", job.pk, job.name)
    except TooLong:
        log.warning("job %s (%s): stopped after %s", job.pk, job.name, LONGEST)
        _end(job, Job.State.FAILED, error=_stopped(), trace=f"stopped after {LONGEST}")
    except Cancelled:
        _end(job, Job.State.CANCELLED)
    except Refusal as refusal:
        _end(job, Job.State.FAILED, error=str(refusal.detail))
    except Exception as fault:
        log.exception("job %s (%s), attempt %s", job.pk, job.name, job.attempts)
        _try_again(job, "".join(traceback.format_exception(fault))[-8000:])


def _try_again(job: Job, trace: str) -> None:
    if job.attempts >= MOST_ATTEMPTS:
        _end(job, Job.State.FAILED, error=_given_up(job), trace=trace)
    else:
        later = timezone.now() + BETWEEN_ATTEMPTS * 4 ** (job.attempts - 1)
        _owned(job).update(state=Job.State.QUEUED, run_after=later, trace=trace, message="", progress=0.0)


def _bury(job: Job) -> None:
    """A job that took its worker down each time is not given to another one."""
    with translation.override(job.language or None):
        trace = job.trace or "the worker was stopped each time"
        _end(job, Job.State.FAILED, error=_given_up(job), trace=trace)


def _stopped() -> str:
    minutes = LONGEST.total_seconds() / 60
    sentence = _("This was stopped: it took longer than %(minutes)g minutes, and others wait for their turn.")
    return sentence % {"minutes": minutes}


def _given_up(job: Job) -> str:
    sentence = _(
        "This failed %(times)s times because of an error on our side. "
        "The administrator of this server can see why."
    )
    return sentence % {"times": job.attempts}


def _owned(job: Job) -> QuerySet[Job]:
    return Job.objects.filter(pk=job.pk, state=Job.State.RUNNING, attempts=job.attempts)


def _end(job: Job, state: Job.State, *, error: str = "", trace: str = "") -> None:
    with transaction.atomic():
        _owned(job).update(state=state, error=error, trace=trace, message="", finished_at=timezone.now())
