"""Judgements of the project manager, and actions."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from headway.common.versions import Versioned
from headway.organisation.models import Person
from headway.project.health.models import JUDGEMENTS, Colour
from headway.project.lifecycle.models import Project, ProjectPart


class StatusAssessment(ProjectPart):
    """How the project manager judges the project, beside what was computed at that moment. The last one
    counts.

    A judgement better than the computed status says why (``rationale``) and names the road to green: actions.
    """

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="+")
    colour = models.CharField(max_length=5, choices=JUDGEMENTS)
    computed = models.CharField(max_length=5, choices=Colour)
    narrative = models.CharField(max_length=600)
    rationale = models.CharField(max_length=600, blank=True)
    assessed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    hat = models.CharField(max_length=8)
    assessed_at = models.DateTimeField()

    class Meta(ProjectPart.Meta):
        indexes = (models.Index(fields=("project", "-assessed_at"), name="assessment_newest"),)

    def __str__(self) -> str:
        return f"{self.project_id}: {self.colour}"


class Action(ProjectPart, Versioned):
    """Something that somebody has promised to do by a day."""

    class State(models.TextChoices):
        """Whether it is done."""

        OPEN = "open", _("Open")
        DONE = "done", _("Done")

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="+")
    text = models.CharField(max_length=300)
    due = models.DateField()
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    origin = models.ForeignKey(StatusAssessment, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=4, choices=State, default=State.OPEN)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta(ProjectPart.Meta):
        indexes = (models.Index(fields=("project", "state", "due"), name="action_open"),)

    def __str__(self) -> str:
        return self.text
