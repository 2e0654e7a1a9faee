"""The roll-up row of a project."""

import datetime as dt
from typing import NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _

from headway.project.lifecycle.models import Project, ProjectPart


class Colour(models.TextChoices):
    """A status. Grey means that nobody can know: it is never counted as green.

    None is no status at all, neither good nor unknown: of a project that has not begun and promised nothing.
    """

    GREEN = "green", _("Green")
    AMBER = "amber", _("Amber")
    RED = "red", _("Red")
    GREY = "grey", _("Unknown")
    NONE = "none", _("No status yet")


JUDGEMENTS = [(one.value, one.label) for one in (Colour.GREEN, Colour.AMBER, Colour.RED)]


class MilestoneAhead(NamedTuple):
    """An unfinished milestone: the activity's id, its name, and the day for which it is forecast."""

    activity: int
    name: str
    date: dt.date


class ProjectHealth(ProjectPart):
    """What is known of a project's health, in one row that lists filter, sort and count by.

    Computed from plan, baseline, charter and budget in the transaction that changes one of them, and edited
    by nobody (I4). ``assessed`` is a copy of the project manager's own judgement. Dates are calendar days,
    ``v_time`` working days of the project calendar, ``u_time`` and ``u_cost`` shares of the adverse tolerance
    (1.0 = all of it; infinite where the tolerance is 0 and any drift is too much); null is unknown.
    ``next_milestones`` are the first unfinished ones, as stored; ``milestones_ahead`` reads them.
    ``next_milestone_date`` is the day of the first, for the database to sort by.
    ``reasons`` says in words why each colour is what it is; ``memory`` is what the hysteresis remembers.
    """

    project = models.OneToOneField(Project, on_delete=models.CASCADE, primary_key=True, related_name="health")
    computed = models.CharField(max_length=5, choices=Colour, default=Colour.GREY)
    assessed = models.CharField(max_length=5, choices=JUDGEMENTS, blank=True)
    rag_time = models.CharField(max_length=5, choices=Colour, default=Colour.GREY)
    rag_cost = models.CharField(max_length=5, choices=Colour, default=Colour.GREY)
    forecast_finish = models.DateField(null=True)
    baseline_finish = models.DateField(null=True)
    deadline = models.DateField(null=True)
    deadline_hard = models.BooleanField(default=False)
    v_time = models.FloatField(null=True)
    u_time = models.FloatField(null=True)
    u_cost = models.FloatField(null=True)
    use = models.FloatField(null=True)  # the highest known tolerance use
    phase = models.CharField(max_length=512, blank=True)  # the first part of the plan that is not done
    next_milestones = models.JSONField(default=list)
    next_milestone_date = models.DateField(null=True)
    data_date = models.DateField(null=True)
    activities = models.PositiveIntegerField(default=0)
    complete = models.PositiveIntegerField(default=0)
    late = models.PositiveIntegerField(default=0)
    evaluated_at = models.DateTimeField()
    reasons = models.JSONField(default=list)
    memory = models.JSONField(default=dict)

    class Meta(ProjectPart.Meta):
        indexes = (
            models.Index(fields=("computed",), name="health_computed"),
            models.Index(fields=("assessed",), name="health_assessed"),
            models.Index(fields=("forecast_finish",), name="health_forecast"),
            models.Index(fields=("deadline",), name="health_deadline"),
            models.Index(fields=("use",), name="health_use"),
            models.Index(fields=("next_milestone_date",), name="health_milestone"),
            models.Index(fields=("data_date",), name="health_data_date"),
            models.Index(fields=("evaluated_at",), name="health_evaluated"),
        )

    def __str__(self) -> str:
        return f"{self.project_id}: {self.computed}"

    @property
    def milestones_ahead(self) -> list[MilestoneAhead]:
        """The next milestones, the earliest first: at most three."""
        return [
            MilestoneAhead(key, name, dt.date.fromisoformat(day)) for key, name, day in self.next_milestones
        ]
