"""Dates that somebody once planned, taken over from a file.

They are for comparison only and never a baseline of the project.
"""

from django.db import models

from headway.project.lifecycle.models import Project, ProjectPart

from .activities import Activity


class ReferenceSet(ProjectPart):
    """A named set of reference dates, such as “Baseline 3 of plan.xml”."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=255)

    class Meta(ProjectPart.Meta):
        constraints = (models.UniqueConstraint(fields=("project", "number"), name="reference_number"),)

    def __str__(self) -> str:
        return self.name


class ReferenceDates(ProjectPart):
    """What a reference set says of one activity."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="+")
    reference = models.ForeignKey(ReferenceSet, on_delete=models.CASCADE, related_name="+")
    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="+")
    start = models.BigIntegerField(null=True)
    finish = models.BigIntegerField(null=True)
    duration = models.BigIntegerField(null=True)
    work = models.BigIntegerField(null=True)
    cost = models.DecimalField(max_digits=18, decimal_places=2, null=True)

    class Meta(ProjectPart.Meta):
        constraints = (models.UniqueConstraint(fields=("reference", "activity"), name="reference_once"),)

    def __str__(self) -> str:
        return f"{self.reference_id}: {self.activity_id}"
