"""Recurring jobs."""

import datetime as dt

from django.db import transaction

from .job_kinds import recurring
from .models import ClockPass, Job


def enqueue_due(now: dt.datetime) -> list[str]:
    """Enqueue every recurring job that is due; of several workers only the first does. Returns the names.

    What was missed while the installation stood still is made up for once, not as often as it was missed.
    """
    known = dict(ClockPass.objects.values_list("name", "due_at"))
    due = {name: interval for name, interval in recurring().items() if known.get(name, now) <= now}
    return [name for name in due if _enqueue_once(name, known.get(name), _after(now, due[name]))]


def _after(now: dt.datetime, interval: dt.timedelta) -> dt.datetime:
    """The next whole multiple of the interval since midnight UTC of an early Monday."""
    origin = dt.datetime(2020, 1, 6, tzinfo=dt.UTC)
    return origin + ((now - origin) // interval + 1) * interval


@transaction.atomic
def _enqueue_once(name: str, seen: dt.datetime | None, following: dt.datetime) -> bool:
    if seen is None:
        ClockPass.objects.bulk_create([ClockPass(name=name, due_at=following)], ignore_conflicts=True)
    elif not ClockPass.objects.filter(name=name, due_at=seen).update(due_at=following):
        return False
    job = Job(name=name, key=f"until {following.isoformat()}")
    Job.objects.bulk_create([job], ignore_conflicts=True)
    return True
