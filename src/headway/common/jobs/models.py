"""The tables of background work. No foreign keys upwards: a person and a scope are known by their ids."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from headway.common.access.permissions import Space


class Job(models.Model):
    """One piece of work that somebody asked for and that a worker does after the request was answered.

    ``arguments`` are ids, never content. The worker that runs it holds a lease until ``lease_until`` and is
    known by ``attempts``: when the lease runs out another worker may take over, and whatever the first one
    still tries to finish is rolled back, because the number of the attempt has moved on.
    """

    space: ClassVar[Space] = Space.TECHNICAL

    class State(models.TextChoices):
        """How far it is."""

        QUEUED = "queued", _("Waiting")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")
        CANCELLED = "cancelled", _("Cancelled")

    name = models.CharField(max_length=80)
    arguments = models.JSONField(default=dict)
    key = models.CharField(max_length=120, blank=True)  # the same work under the same key is enqueued once
    person_id = models.BigIntegerField(null=True)  # who asked; null: the installation itself
    hat = models.CharField(max_length=8, blank=True)
    language = models.CharField(max_length=12, blank=True)
    scope_id = models.BigIntegerField(null=True)
    state = models.CharField(max_length=9, choices=State, default=State.QUEUED)
    progress = models.FloatField(default=0.0)  # 0 to 1
    message = models.CharField(max_length=200, blank=True)
    result = models.JSONField(null=True)
    error = models.TextField(blank=True)
    trace = models.TextField(blank=True)  # for whoever runs the installation
    attempts = models.PositiveSmallIntegerField(default=0)
    worker = models.CharField(max_length=80, blank=True)
    lease_until = models.DateTimeField(null=True)
    cancel_requested = models.BooleanField(default=False)
    run_after = models.DateTimeField(default=timezone.now)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("name", "key"), condition=~Q(key=""), name="job_once_per_key"),
        )
        indexes = (
            models.Index(fields=("state", "run_after"), name="job_next"),
            models.Index(fields=("person_id", "-id"), name="job_of_person"),
        )

    def __str__(self) -> str:
        return f"{self.name} {self.pk} ({self.state})"

    @property
    def is_finished(self) -> bool:
        """Whether nothing will happen to it any more."""
        return self.state in {self.State.DONE, self.State.FAILED, self.State.CANCELLED}

    @property
    def percent(self) -> int:
        """Progress as people read it."""
        return round(self.progress * 100)


class ClockPass(models.Model):
    """When a recurring job is due next. The worker that moves the moment on enqueues the job."""

    space: ClassVar[Space] = Space.TECHNICAL

    name = models.CharField(max_length=80, primary_key=True)
    due_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} at {self.due_at}"
