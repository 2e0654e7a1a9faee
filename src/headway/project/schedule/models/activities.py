"""Activities and the links between them."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from headway.common.versions import Versioned
from headway.project.lifecycle.models import Project, ProjectPart

from .plans import PlanCalendar


class Activity(ProjectPart, Versioned):
    """An activity, milestone or summary of the plan.

    The first part are facts that people set; the second part, from ``start`` on, is computed by the engine
    and written by nobody else. ``number`` is what people see and type; it never changes. ``version`` rises
    with the facts only, not when dates move or rows above are inserted. A driver's row is the id of the link,
    the assignment, the child or the constrained activity that it speaks of.
    """

    class Kind(models.TextChoices):
        """What the row is. A row with children is a summary."""

        TASK = "task", _("Activity")
        MILESTONE = "milestone", _("Milestone")
        SUMMARY = "summary", _("Summary")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()
    uid = models.IntegerField(null=True)  # identity in the file it came from
    parent = models.ForeignKey("self", on_delete=models.CASCADE, null=True, related_name="+")
    position = models.PositiveIntegerField()  # among its siblings
    name = models.CharField(max_length=512)
    kind = models.CharField(max_length=9, choices=Kind, default=Kind.TASK)
    manual = models.BooleanField(default=False)
    active = models.BooleanField(default=True)
    duration = models.BigIntegerField(default=28800)
    duration_unit = models.CharField(max_length=3, default="d")
    elapsed = models.BooleanField(default=False)
    estimated = models.BooleanField(default=False)
    fixed_duration = models.BooleanField(default=False)
    effort_driven = models.BooleanField(default=False)
    calendar = models.ForeignKey(PlanCalendar, on_delete=models.PROTECT, null=True, related_name="+")
    ignore_resource_calendars = models.BooleanField(default=False)
    constraint = models.PositiveSmallIntegerField(default=0)  # headway.engine.Constraint
    constraint_date = models.BigIntegerField(null=True)
    deadline = models.BigIntegerField(null=True)
    manual_start = models.BigIntegerField(null=True)
    manual_finish = models.BigIntegerField(null=True)
    percent_complete = models.PositiveSmallIntegerField(default=0)
    actual_start = models.BigIntegerField(null=True)
    actual_finish = models.BigIntegerField(null=True)
    remaining_duration = models.BigIntegerField(null=True)
    stop = models.BigIntegerField(null=True)
    resume = models.BigIntegerField(null=True)
    pauses = models.JSONField(default=list)  # [[from, to], …] spans without work of a split activity
    leveling_delay = models.BigIntegerField(default=0)
    priority = models.PositiveSmallIntegerField(default=500)
    work = models.BigIntegerField(null=True)
    notes = models.TextField(blank=True)

    start = models.BigIntegerField(null=True)
    finish = models.BigIntegerField(null=True)
    early_start = models.BigIntegerField(null=True)
    early_finish = models.BigIntegerField(null=True)
    late_start = models.BigIntegerField(null=True)
    late_finish = models.BigIntegerField(null=True)
    total_float = models.BigIntegerField(null=True)
    free_float = models.BigIntegerField(null=True)
    critical = models.BooleanField(default=False)
    start_driver = models.SmallIntegerField(default=0)  # headway.engine driver kind
    start_driver_row = models.BigIntegerField(null=True)
    finish_driver = models.SmallIntegerField(default=0)
    finish_driver_row = models.BigIntegerField(null=True)
    scheduled_duration = models.BigIntegerField(default=0)  # of a summary: work between start and finish
    scheduled_percent = models.PositiveSmallIntegerField(default=0)  # of a summary: what is done below
    wbs = models.CharField(max_length=255, blank=True)
    path = models.CharField(max_length=255, blank=True)  # sorts rows in display order
    changed_in = models.PositiveIntegerField(default=0)  # plan revision that last changed the row

    class Meta(ProjectPart.Meta):
        constraints = (models.UniqueConstraint(fields=("project", "number"), name="activity_number"),)
        indexes = (
            models.Index(fields=("project", "path"), name="activity_display_order"),
            models.Index(fields=("project", "kind", "finish"), name="activity_milestones"),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.name}"


class Link(ProjectPart):
    """That one end of an activity holds one end of another; a negative lag is a lead.

    ``lag`` is in seconds, or whole percents of the predecessor's duration, as ``lag_kind`` says.
    """

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="+")
    predecessor = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="+")
    successor = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="+")
    type = models.PositiveSmallIntegerField(default=0)  # headway.engine.LinkType
    lag = models.BigIntegerField(default=0)
    lag_kind = models.PositiveSmallIntegerField(default=0)  # headway.engine.LagKind
    lag_unit = models.CharField(max_length=3, default="d")

    class Meta(ProjectPart.Meta):
        constraints = (
            models.CheckConstraint(condition=~Q(predecessor=F("successor")), name="link_to_another"),
            models.UniqueConstraint(fields=("predecessor", "successor", "type"), name="link_once"),
        )

    def __str__(self) -> str:
        return f"{self.predecessor_id} → {self.successor_id}"
