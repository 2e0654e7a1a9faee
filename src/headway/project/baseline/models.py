"""Proposed and approved baselines, the slice of the plan that they froze, and the decisions behind them."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from headway.organisation.models import Person
from headway.project.lifecycle.models import Project, ProjectPart


class BaselineProposal(ProjectPart):
    """A plan as the project manager proposed it to the sponsor: header, hash, and a slice that never changes.

    Moments are plan times; ``reserve`` is the working days from the finish to the deadline in force, negative
    when the plan finishes later. The hash is SHA-256 over header and slice.
    """

    class State(models.TextChoices):
        """How far it is."""

        PROPOSED = "proposed", _("Waiting for the sponsor")
        APPROVED = "approved", _("Approved")
        RETURNED = "returned", _("Returned")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=9, choices=State, default=State.PROPOSED)
    note = models.TextField(blank=True, max_length=2000)
    revision = models.PositiveIntegerField()
    data_date = models.BigIntegerField(null=True)
    start = models.BigIntegerField()
    finish = models.BigIntegerField()
    activities = models.PositiveIntegerField()
    deadline = models.DateField(null=True)
    deadline_hard = models.BooleanField(default=False)
    reserve = models.FloatField(null=True)
    charter = models.PositiveIntegerField()  # number of the charter in force
    digest = models.CharField(max_length=64)
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    hat = models.CharField(max_length=8)
    proposed_at = models.DateTimeField()

    class Meta(ProjectPart.Meta):
        constraints = (
            models.UniqueConstraint(
                fields=("project",), condition=Q(state="proposed"), name="one_proposal_at_a_time"
            ),
        )

    def __str__(self) -> str:
        return f"Proposal {self.pk} of {self.project_id} ({self.state})"


class BaselineActivity(ProjectPart):
    """What a proposal froze of one activity. ``activity`` is its id; the row stays when the activity goes."""

    SCOPE: ClassVar[str] = "proposal__project_id"

    proposal = models.ForeignKey(BaselineProposal, on_delete=models.PROTECT, related_name="+")
    activity = models.BigIntegerField()
    number = models.PositiveIntegerField()
    wbs = models.CharField(max_length=80, blank=True)
    name = models.CharField(max_length=512)
    kind = models.CharField(max_length=9)
    start = models.BigIntegerField(null=True)
    finish = models.BigIntegerField(null=True)
    duration = models.BigIntegerField()

    class Meta(ProjectPart.Meta):
        constraints = (
            models.UniqueConstraint(fields=("proposal", "activity"), name="baseline_activity_once"),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.name}"


class GateDecision(ProjectPart):
    """What a gate authority decided about which question, and why. Kept as it is.

    ``digest`` is the hash of what was decided about.
    """

    class Outcome(models.TextChoices):
        """The two outcomes that there are until gates have conditions."""

        PROCEED = "proceed", _("Proceed")
        RECYCLE = "recycle", _("Recycle: revise and resubmit")

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="+")
    gate = models.CharField(max_length=4)
    question = models.CharField(max_length=300)
    outcome = models.CharField(max_length=8, choices=Outcome)
    reason = models.TextField(blank=True, max_length=2000)
    digest = models.CharField(max_length=64)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    hat = models.CharField(max_length=8)
    decided_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.gate}: {self.outcome}"


class Baseline(ProjectPart):
    """An approved baseline. The one with the highest number is in force; B0, the original, stays for ever
    (I5).

    Only three things cause one: gate G2 makes B0, an approved change or exception plan those after it.
    """

    class Cause(models.TextChoices):
        """Why the baseline came to be."""

        G2 = "g2", _("Gate G2")
        CHANGE = "change", _("Approved change")
        EXCEPTION = "exception", _("Approved exception plan")

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    cause = models.CharField(max_length=9, choices=Cause)
    proposal = models.OneToOneField(BaselineProposal, on_delete=models.PROTECT, related_name="+")
    decision = models.OneToOneField(GateDecision, on_delete=models.PROTECT, related_name="+")
    finish = models.BigIntegerField()
    digest = models.CharField(max_length=64)
    approved_at = models.DateTimeField()

    class Meta(ProjectPart.Meta):
        constraints = (
            models.UniqueConstraint(fields=("project", "number"), name="baseline_number"),
            models.CheckConstraint(
                condition=Q(number=0, cause="g2") | (Q(number__gt=0) & ~Q(cause="g2")),
                name="g2_makes_the_original",
            ),
        )

    def __str__(self) -> str:
        return f"B{self.number} of {self.project_id}"
