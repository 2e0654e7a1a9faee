"""The charter: what the project manager writes down and the sponsor confirms."""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from headway.common.versions import Versioned
from headway.organisation.models import Person
from headway.project.lifecycle.models import Project, ProjectPart

from .dimensions import Dimension


class Charter(ProjectPart, Versioned):
    """The working text of a project's charter, with its objectives, constraints and tolerances.

    One version counts for the whole document, so that the sponsor confirms exactly what was read. Nothing in
    it is in force before the sponsor confirms it; what is in force is the last ``CharterVersion``.
    """

    class State(models.TextChoices):
        """Whose turn it is."""

        DRAFT = "draft", _("Draft")
        SUBMITTED = "submitted", _("Waiting for the sponsor")
        CONFIRMED = "confirmed", _("Confirmed")

    project = models.OneToOneField(Project, on_delete=models.CASCADE, primary_key=True, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    purpose = models.TextField(blank=True, max_length=4000)
    scope_in = models.TextField(blank=True, max_length=4000)
    scope_out = models.TextField(blank=True, max_length=4000)
    deadline = models.DateField(null=True, blank=True)
    deadline_hard = models.BooleanField(default=False)
    deadline_source = models.CharField(max_length=200, blank=True)
    submitted_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    submitted_at = models.DateTimeField(null=True, blank=True)
    returned_reason = models.TextField(blank=True, max_length=2000)

    def __str__(self) -> str:
        return f"Charter of {self.project_id} ({self.state})"


class ProjectObjective(ProjectPart):
    """What the project is to achieve, for whom, how that is measured, by when, and who accepts it."""

    class Source(models.TextChoices):
        """Who asks for it."""

        SPONSOR = "sponsor", _("Sponsor")
        STAKEHOLDER = "stakeholder", _("Stakeholder")

    class State(models.TextChoices):
        """Whether it still counts."""

        ACTIVE = "active", _("Active")
        ACHIEVED = "achieved", _("Achieved")
        RETIRED = "retired", _("Retired")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveSmallIntegerField()
    statement = models.CharField(max_length=500)
    source = models.CharField(max_length=12, choices=Source, default=Source.SPONSOR)
    metric = models.CharField(max_length=200, blank=True)
    baseline = models.CharField(max_length=60, blank=True)
    target = models.CharField(max_length=60, blank=True)
    due = models.DateField(null=True, blank=True)
    acceptor = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    priority = models.PositiveSmallIntegerField(
        default=2, validators=[MinValueValidator(1), MaxValueValidator(3)]
    )
    state = models.CharField(max_length=10, choices=State, default=State.ACTIVE)

    class Meta(ProjectPart.Meta):
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=("project", "number"), name="objective_number"),)

    def __str__(self) -> str:
        return self.statement


class Constraint(ProjectPart):
    """A limit that the project has to keep and does not choose."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="+")
    dimension = models.CharField(max_length=14, choices=Dimension)
    statement = models.CharField(max_length=500)
    source = models.CharField(max_length=200, blank=True)

    class Meta(ProjectPart.Meta):
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.statement


class Tolerance(ProjectPart):
    """How far the project may drift from its target in one dimension before it must ask the sponsor.

    ``adverse`` (T⁺) is the room for the worse, ``favourable`` (T⁻) the room for the better, both counted from
    the target in ``unit``; time is always counted in working days of the project calendar.
    """

    WORKING_DAYS: ClassVar[str] = "wd"

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="+")
    dimension = models.CharField(max_length=14, choices=Dimension)
    target = models.CharField(max_length=60, blank=True)
    adverse = models.DecimalField(max_digits=14, decimal_places=2, validators=[MinValueValidator(0)])
    favourable = models.DecimalField(
        max_digits=14, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    unit = models.CharField(max_length=20, default=WORKING_DAYS)

    class Meta(ProjectPart.Meta):
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("project", "dimension"), name="tolerance_per_dimension"),
        )

    def __str__(self) -> str:
        return f"{self.dimension}: +{self.adverse} {self.unit}"


class CharterVersion(ProjectPart):
    """A charter as the sponsor confirmed it: frozen, numbered, with its hash. The last one is in force."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    digest = models.CharField(max_length=64)  # SHA-256 of the content in canonical JSON
    confirmed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    hat = models.CharField(max_length=8)
    confirmed_at = models.DateTimeField()

    class Meta(ProjectPart.Meta):
        constraints = (models.UniqueConstraint(fields=("project", "number"), name="charter_version_number"),)

    def __str__(self) -> str:
        return f"Charter {self.number} of {self.project_id}"
