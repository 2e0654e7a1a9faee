"""Plan files on their way in, and what became of them."""

from collections import Counter
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from headway.common import clock
from headway.common.access import Space
from headway.organisation.models import Person
from headway.project.lifecycle.models import Project, ProjectPart

from .words import DIFFERENCES, OMISSIONS, OWNERS, said


class Upload(models.Model):
    """A plan file that waits for its job. Its bytes go when the job is over, however it ends.

    It belongs to whoever sent it. ``wishes`` say what project is to be opened; where a newer file of a
    project was sent they are empty and ``project_id`` is set. The row goes with the bytes, but for wishes
    that were not granted: they are kept for two weeks, so that another file can be chosen without typing
    them again.
    """

    space: ClassVar[Space] = Space.TECHNICAL

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    project = models.ForeignKey(Project, on_delete=models.CASCADE, null=True, related_name="+")
    wishes = models.JSONField(default=dict)
    name = models.CharField(max_length=200)  # as the sender called it; for showing only
    stored_as = models.CharField(max_length=64, unique=True)  # below the folder of files; random
    size = models.PositiveBigIntegerField()  # of what is stored: 0 once only the wishes are left
    digest = models.CharField(max_length=64)  # SHA-256
    created_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(project=None) | Q(wishes={}), name="upload_has_one_purpose"),
        )

    def __str__(self) -> str:
        return self.name


class PlanImport(ProjectPart):
    """That a plan file was taken over into the project, by whom, and how its dates compare with ours.

    ``counts`` holds the figures of the reconciliation; the rows behind them are ``ReconciledActivity`` and
    ``OmittedFact``. Written once, with the change that it reports.
    """

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    format = models.CharField(max_length=20)
    size = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)
    at = models.DateTimeField(default=clock.now, editable=False)
    counts = models.JSONField()

    class Meta(ProjectPart.Meta):
        indexes = (models.Index(fields=("project", "-at"), name="import_newest_first"),)

    def __str__(self) -> str:
        return self.name


class ReconciledActivity(ProjectPart):
    """One activity of an imported file: the dates that the file stores, those computed, and why they differ.

    ``stored`` and ``computed`` hold early start, early finish, late start, late finish, start and finish
    as plan times, then total float in seconds; null where there is none.
    """

    class Outcome(models.TextChoices):
        """How the stored early and late dates compare."""

        EXACT = "exact", _("Equal to the minute")
        EQUAL = "equal", _("Same moment of work")
        DIFFERENT = "different", _("Different")
        NOT_COMPARED = "none", _("Not compared")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="+")
    plan_import = models.ForeignKey(PlanImport, on_delete=models.CASCADE, related_name="+")
    position = models.PositiveIntegerField()
    uid = models.IntegerField()
    number = models.IntegerField()
    name = models.CharField(max_length=512)
    group = models.CharField(max_length=10)  # open, completed, manual, inactive
    outcome = models.CharField(max_length=9, choices=Outcome)
    reason = models.CharField(max_length=120, blank=True)
    stored = models.JSONField()
    computed = models.JSONField()

    class Meta(ProjectPart.Meta):
        constraints = (models.UniqueConstraint(fields=("plan_import", "position"), name="reconciled_once"),)
        indexes = (models.Index(fields=("plan_import", "outcome", "position"), name="reconciled_by_outcome"),)

    def __str__(self) -> str:
        return f"{self.number} {self.name}: {self.outcome}"

    @property
    def reason_text(self) -> str:
        """Why its dates differ, in words."""
        return said(DIFFERENCES, self.reason)


class OmittedFact(ProjectPart):
    """What the file says and the plan has no place for; ``count`` of its kind, the first one shown."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="+")
    plan_import = models.ForeignKey(PlanImport, on_delete=models.CASCADE, related_name="+")
    line = models.PositiveIntegerField()
    owner = models.CharField(max_length=20)
    uid = models.IntegerField(null=True)
    field = models.CharField(max_length=120)
    value = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=120)
    count = models.PositiveIntegerField(default=1)

    class Meta(ProjectPart.Meta):
        indexes = (models.Index(fields=("plan_import", "line"), name="omitted_by_line"),)

    def __str__(self) -> str:
        return f"{self.owner} {self.uid}: {self.field}"

    @property
    def owner_text(self) -> str:
        """What it belongs to, in words."""
        return said(OWNERS, self.owner)

    @property
    def reason_text(self) -> str:
        """Why it is not in the plan, in words."""
        return said(OMISSIONS, self.reason)


class PlanUpdate(ProjectPart):
    """A newer file of a project's plan, compared with it as it was at ``revision``; applied as one change.

    ``changes`` lists all that would change, row by row: ``{"about": "plan" | "calendar" | "resource" |
    "reference" | "activity", "kind": "added" | "removed" | "changed" | "moved", "number" (of activities),
    "name", "fields": [{"label", "before", "after"}]}``. An activity is *moved* when it has no other facts,
    only other dates or another WBS code. A row with very many fields has several entries. Once it is decided
    the list is forgotten, and ``counts`` says how much it held.
    """

    class State(models.TextChoices):
        """What was decided about it."""

        PROPOSED = "proposed", _("Proposed")
        APPLIED = "applied", _("Applied")
        DISCARDED = "discarded", _("Discarded")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    upload = models.ForeignKey(Upload, on_delete=models.SET_NULL, null=True, related_name="+")
    name = models.CharField(max_length=200)
    revision = models.PositiveIntegerField()
    changes = models.JSONField()
    counts = models.JSONField()  # entries of each kind, as ``counted`` gives them
    state = models.CharField(max_length=9, choices=State, default=State.PROPOSED)
    at = models.DateTimeField(default=clock.now, editable=False)

    def __str__(self) -> str:
        return f"{self.name} ({self.state})"

    def shown(self, kind: str) -> list[dict[str, Any]]:
        """The entries of activities of one kind, those of the ``plan`` itself, or all (an empty kind)."""
        return [change for change in self.changes if kind in ("", _kind_of(change))]

    def count(self, kind: str) -> int:
        """How many there are, or were."""
        return int(self.counts.get(kind or "all", 0))


def counted(changes: list[dict[str, Any]]) -> dict[str, int]:
    """How many entries there are of each kind of ``PlanUpdate.shown``, and of all."""
    return {**Counter(map(_kind_of, changes)), "all": len(changes)}


def _kind_of(change: dict[str, Any]) -> str:
    kind: str = change["kind"] if change["about"] == "activity" else "plan"
    return kind
