"""What people report of their work."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from headway.organisation.models import Person
from headway.project.lifecycle.models import Project, ProjectPart
from headway.project.schedule.models import Activity


class ProgressReport(ProjectPart):
    """What an assigned person says of the progress of an activity. It counts once the manager accepts it.

    Moments are plan times, ``remaining`` working seconds; null says nothing. Only the state of a report
    changes; a newer one of the same person about the same activity replaces one that waits. Reports outlive
    the activity.
    """

    class State(models.TextChoices):
        """Whether it counts."""

        REPORTED = "reported", _("Waiting for the project manager")
        ACCEPTED = "accepted", _("Accepted")
        RETURNED = "returned", _("Returned")
        REPLACED = "replaced", _("Replaced by a newer one")
        WITHDRAWN = "withdrawn", _("Taken back")

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="+")
    activity = models.ForeignKey(Activity, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    hat = models.CharField(max_length=8)
    percent = models.PositiveSmallIntegerField(null=True, blank=True, validators=[MaxValueValidator(100)])
    started = models.BigIntegerField(null=True, blank=True)
    finished = models.BigIntegerField(null=True, blank=True)
    remaining = models.PositiveBigIntegerField(null=True, blank=True)
    note = models.CharField(max_length=600, blank=True)
    state = models.CharField(max_length=9, choices=State, default=State.REPORTED)
    reported_at = models.DateTimeField()
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=600, blank=True)

    class Meta(ProjectPart.Meta):
        constraints = (
            models.UniqueConstraint(
                fields=("activity", "person"), condition=Q(state="reported"), name="one_report_waits"
            ),
        )
        indexes = (
            models.Index(fields=("project", "state"), name="report_in_project"),
            models.Index(fields=("person", "-reported_at"), name="report_of_person"),
        )

    def __str__(self) -> str:
        return f"{self.person_id} on {self.activity_id}: {self.state}"
