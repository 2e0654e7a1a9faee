"""The plan of a project as a whole, its calendars, and the steps by which people changed it."""

from django.db import models

from headway.common import clock
from headway.project.lifecycle.models import Project, ProjectPart


class PlanCalendar(ProjectPart):
    """When work happens in a project: a week and its differences, or the differences from a base calendar.

    ``days`` holds seven entries, Monday first: a list of ``[from, to]`` seconds of the day, or null to follow
    the base. ``work_weeks`` and ``exceptions`` are lists of ``{"name", "first", "last", "days" | "shifts"}``
    with ISO dates, both included.
    """

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="+")
    uid = models.IntegerField(null=True)
    name = models.CharField(max_length=200)
    base = models.ForeignKey("self", on_delete=models.CASCADE, null=True, related_name="+")
    days = models.JSONField()
    work_weeks = models.JSONField(default=list)
    exceptions = models.JSONField(default=list)

    def __str__(self) -> str:
        return self.name


class Plan(ProjectPart):
    """What holds for the whole plan. ``revision`` rises with every change; a change claims it first.

    ``data_date`` is the moment up to which progress is known. ``finish`` is computed.
    """

    project = models.OneToOneField(Project, on_delete=models.CASCADE, primary_key=True, related_name="+")
    revision = models.PositiveIntegerField(default=1)
    start = models.BigIntegerField()
    data_date = models.BigIntegerField(null=True)
    calendar = models.ForeignKey(PlanCalendar, on_delete=models.PROTECT, related_name="+")
    minutes_per_day = models.PositiveIntegerField(default=480)
    minutes_per_week = models.PositiveIntegerField(default=2400)
    days_per_month = models.PositiveIntegerField(default=20)
    default_start = models.PositiveIntegerField(default=8 * 3600)
    default_finish = models.PositiveIntegerField(default=17 * 3600)
    critical_limit = models.BigIntegerField(default=0)
    honor_constraints = models.BooleanField(default=True)
    next_number = models.PositiveIntegerField(default=1)
    finish = models.BigIntegerField(null=True)

    def __str__(self) -> str:
        return f"Plan of {self.project_id} (revision {self.revision})"


class PlanStep(ProjectPart):
    """One change of a plan by one intention, with the rows as they were and became: what undo goes back to.

    ``before`` and ``after`` map ``"activity:41"`` to those facts of the row that changed, or to null where
    the row did not exist. Undoing adds a step that ``undoes`` the first, redoing one that undoes the undoing;
    neither takes anything away. ``applied`` is the revision in which the step last took effect.

    ``removed`` are the ids of the activities that it took away, for pages that show an older revision.
    ``request`` is a digest of what was asked for at which revision, and ``refs`` are the ids of what was
    added: who asks again, because the answer was lost, is told the same and nothing is done twice. Only the
    newest steps of a plan are kept (``store.steps.STEPS_KEPT``).
    """

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="+")
    revision = models.PositiveIntegerField()
    applied = models.PositiveIntegerField()
    label = models.CharField(max_length=300)
    person = models.ForeignKey("organisation.Person", on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=clock.now, editable=False)
    before = models.JSONField()
    after = models.JSONField()
    removed = models.JSONField(default=list)
    request = models.CharField(max_length=64, blank=True)
    refs = models.JSONField(default=dict)
    undone = models.BooleanField(default=False)
    undoes = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta(ProjectPart.Meta):
        indexes = (models.Index(fields=("project", "-revision"), name="step_newest_first"),)

    def __str__(self) -> str:
        return f"{self.revision}: {self.label}"
