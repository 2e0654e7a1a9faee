"""The project itself, and what people ask to become of it."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from headway.common import clock
from headway.common.access import Permission, ScopedModel, Space
from headway.common.versions import Versioned
from headway.governance.strategy.models import Portfolio, Programme
from headway.organisation.models import Person, Scope
from headway.project.lifecycle.permissions import VIEW_PROJECT


class Project(Versioned):
    """A temporary undertaking with one project manager and one sponsor, to a completion deadline.

    The manager owns the plan, the sponsor owns the decisions. The two people named here also hold the roles
    PM and SP in the project's scope; one service appoints both at once. Before it is authorised, the manager
    is whoever prepares the case. Purpose and deadline are those in force: the ones of the charter that the
    sponsor confirmed last, empty before. ``state_reason`` is what was said when it came into its state;
    a project on hold knows the state that it ``resumes`` and the day on which the hold is looked at again.
    """

    SCOPE: ClassVar[str] = "scope_id"
    READ: ClassVar[Permission] = VIEW_PROJECT
    space: ClassVar[Space] = Space.PROJECT

    class State(models.TextChoices):
        """Where the project is in its life; only board, gate authority and sponsor move it."""

        IDEA = "idea", _("Idea")
        BUSINESS_CASE = "business_case", _("Business case")
        AUTHORISED = "authorised", _("Authorised")
        INITIATING = "initiating", _("Initiating")
        PLANNING = "planning", _("Planning")
        EXECUTING = "executing", _("Executing")
        ON_HOLD = "on_hold", _("On hold")
        CLOSING = "closing", _("Closing")
        CLOSED = "closed", _("Closed")
        TERMINATED = "terminated", _("Terminated")
        CANCELLED = "cancelled", _("Cancelled")

    PIPELINE: ClassVar[frozenset[str]] = frozenset({State.IDEA, State.BUSINESS_CASE, State.AUTHORISED})
    ARCHIVE: ClassVar[frozenset[str]] = frozenset({State.CLOSED, State.TERMINATED, State.CANCELLED})

    class SizeClass(models.TextChoices):
        """How much governance the project needs."""

        S = "S", "S"
        M = "M", "M"
        L = "L", "L"
        XL = "XL", "XL"

    class Approach(models.TextChoices):
        """How it is delivered."""

        PHASED = "P", _("Phased")
        ITERATIVE = "I", _("Iterative")
        HYBRID = "H", _("Hybrid")
        LIGHT = "L", _("Light")

    class Kind(models.TextChoices):
        """What it changes."""

        INFRASTRUCTURE = "infrastructure", _("Infrastructure")
        IT = "it", _("Information technology")
        PRODUCT = "product", _("Product")
        ORG_CHANGE = "org_change", _("Organisational change")
        COMPLIANCE = "compliance", _("Compliance")
        RESEARCH = "research", _("Research")

    scope = models.OneToOneField(Scope, on_delete=models.PROTECT, primary_key=True, related_name="+")
    code = models.CharField(max_length=12, unique=True)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=16, choices=Kind, default=Kind.IT)
    size_class = models.CharField(max_length=2, choices=SizeClass, default=SizeClass.M)
    approach = models.CharField(max_length=1, choices=Approach, default=Approach.PHASED)
    portfolio = models.ForeignKey(Portfolio, on_delete=models.PROTECT, related_name="+")
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, null=True, related_name="+")
    manager = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    sponsor = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=16, choices=State, default=State.INITIATING)
    state_reason = models.TextField(max_length=2000, blank=True)
    resumes = models.CharField(max_length=16, choices=State, blank=True)
    review_on = models.DateField(null=True)
    purpose = models.TextField(blank=True)
    deadline = models.DateField(null=True)
    deadline_hard = models.BooleanField(default=False)
    deadline_source = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta(ScopedModel.Meta):
        ordering = ("code",)
        constraints = (
            models.CheckConstraint(condition=~Q(manager=F("sponsor")), name="sponsor_is_not_manager"),
        )
        indexes = (models.Index(fields=("portfolio", "state"), name="project_in_portfolio"),)

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    @property
    def is_archive(self) -> bool:
        """Whether nothing in it may change any more."""
        return self.state in self.ARCHIVE

    @property
    def in_pipeline(self) -> bool:
        """Whether it is not begun yet."""
        return self.state in self.PIPELINE

    @property
    def has_begun(self) -> bool:
        """Whether it ever began; before, nothing is agreed, so nothing can be missed."""
        return not self.in_pipeline and self.state != self.State.CANCELLED


class ProjectPart(ScopedModel):
    """A row of a project, in whose space it is written; whoever sees the project sees it, too."""

    SCOPE: ClassVar[str] = "project_id"
    READ: ClassVar[Permission] = VIEW_PROJECT
    space: ClassVar[Space] = Space.PROJECT

    class Meta(ScopedModel.Meta):
        abstract = True


class MoveRequest(ProjectPart):
    """That somebody who works in a project asks for another state of it; somebody else decides (I6).

    One at a time waits in a project. ``answer`` is what was said by whoever decided.
    """

    class Outcome(models.TextChoices):
        """What became of the request."""

        WAITING = "waiting", _("Waiting")
        GRANTED = "granted", _("Granted")
        DECLINED = "declined", _("Declined")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="+")
    to_state = models.CharField(max_length=16, choices=Project.State)
    reason = models.TextField(max_length=2000)
    review_on = models.DateField(null=True)
    requested_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    hat = models.CharField(max_length=8)
    requested_at = models.DateTimeField(default=clock.now, editable=False)
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.WAITING)
    answer = models.TextField(max_length=2000, blank=True)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta(ProjectPart.Meta):
        constraints = (
            models.UniqueConstraint(
                fields=("project",), condition=Q(outcome="waiting"), name="one_request_waits"
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("requested_by")),
                name="move_requester_is_not_decider",
            ),
        )
        indexes = (models.Index(fields=("outcome", "project"), name="move_request_waiting"),)

    def __str__(self) -> str:
        return f"{self.project_id} to {self.to_state}"
