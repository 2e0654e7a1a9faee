"""Wall-clock moments as plan times."""

import datetime as dt

from django.utils import timezone

from headway.engine.plan_time import plan_time


def plan_moment(now: dt.datetime) -> int:
    """The plan time that clocks on the installation's walls show at a moment; whole minutes."""
    return plan_time(timezone.localtime(now).replace(second=0, microsecond=0))
