"""Who and what works in the plan. A project resource is no account and has no rights."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from headway.organisation.models import Person
from headway.project.lifecycle.models import Project, ProjectPart

from .activities import Activity
from .plans import PlanCalendar


class Resource(ProjectPart):
    """Somebody or something that the plan counts on; may stand for a person of the organisation."""

    class Kind(models.TextChoices):
        """What it is counted by."""

        WORK = "work", _("Work")
        MATERIAL = "material", _("Material")
        COST = "cost", _("Cost")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="+")
    uid = models.IntegerField(null=True)
    name = models.CharField(max_length=255)
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.WORK)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    calendar = models.ForeignKey(PlanCalendar, on_delete=models.PROTECT, null=True, related_name="+")
    max_units = models.FloatField(default=1.0)

    class Meta(ProjectPart.Meta):
        indexes = (models.Index(fields=("person",), name="resource_of_person"),)

    def __str__(self) -> str:
        return self.name


class Assignment(ProjectPart):
    """That a resource works in an activity; ``units`` 1.0 is the whole resource.

    ``work`` is in seconds and without overtime; of material it is the amount. Where it is ``contoured``,
    spread unevenly, the duration of the activity says how long it takes.
    """

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="+")
    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="+")
    resource = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="+")
    units = models.FloatField(default=1.0)
    work = models.BigIntegerField(default=0)
    remaining_work = models.BigIntegerField(null=True)
    delay = models.BigIntegerField(default=0)
    contoured = models.BooleanField(default=False)

    class Meta(ProjectPart.Meta):
        constraints = (models.UniqueConstraint(fields=("activity", "resource"), name="assignment_once"),)

    def __str__(self) -> str:
        return f"{self.resource_id} in {self.activity_id}"
