"""Health by the clock."""

import datetime as dt

from headway.common.jobs.job_kinds import job
from headway.common.jobs.queue import Context

from .services import refresh_stale


@job("health.refresh_stale", every=dt.timedelta(hours=6))
def refresh(context: Context) -> None:
    """Compute anew what nobody changed for a day."""
    refresh_stale(progress=context.progress)
