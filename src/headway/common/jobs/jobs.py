"""Jobs about jobs and about the journal's safety."""

import datetime as dt

from django.utils import timezone

from headway.common.journal.services import take_anchor

from .job_kinds import job
from .models import Job
from .queue import Context

KEPT = dt.timedelta(days=90)


@job("journal.anchor", every=dt.timedelta(days=1))
def anchor_journal(context: Context) -> None:
    """Store the digest over the heads of all chains; the first of a day stays."""
    take_anchor(timezone.now().date())


@job("jobs.forget", every=dt.timedelta(days=1))
def forget_finished(context: Context) -> None:
    """Drop rows of work that was finished long ago."""
    Job.objects.filter(finished_at__lt=timezone.now() - KEPT).delete()
