"""What people ask to become of a project."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from headway.common import clock
from headway.common.access import Permission, ScopedModel, Space
from headway.organisation.models import Person
from headway.project.charter.rules import VIEW_PROJECT

from .projects import Project


class MoveRequest(ScopedModel):
    """That somebody who works in a project asks for another state of it; somebody else decides (I6).

    One at a time waits in a project. ``answer`` is what was said by whoever decided.
    """

    SCOPE: ClassVar[str] = "project_id"
    READ: ClassVar[Permission] = VIEW_PROJECT
    space: ClassVar[Space] = Space.PROJECT

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

    class Meta(ScopedModel.Meta):
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
