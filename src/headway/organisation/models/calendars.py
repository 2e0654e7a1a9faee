"""When people work."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from headway.common.access import Space


class WorkCalendar(models.Model):
    """A working week and its exceptions, shared by units, people and new plans.

    ``week`` holds seven lists, Monday first, of ``[from, to]`` minutes of the day; ``exceptions`` holds
    ``{"from": "2026-12-24", "to": "2026-12-26", "name": …, "shifts": [[from, to], …]}``; no shifts, no work.
    """

    space: ClassVar[Space] = Space.ENTERPRISE

    name = models.CharField(max_length=120, unique=True)
    week = models.JSONField()
    exceptions = models.JSONField(default=list)

    def __str__(self) -> str:
        return self.name


class Absence(models.Model):
    """A time in which a person does not work; the kind is the person's and the unit's business alone."""

    space: ClassVar[Space] = Space.ENTERPRISE

    class Kind(models.TextChoices):
        """Why the person is away."""

        LEAVE = "leave", _("Leave")
        SICK = "sick", _("Sick")
        OTHER = "other", _("Other")

    person = models.ForeignKey("organisation.Person", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.LEAVE)
    first_day = models.DateField()
    last_day = models.DateField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(last_day__gte=models.F("first_day")), name="absence_forward"
            ),
        )

    def __str__(self) -> str:
        return f"{self.person_id}: {self.first_day} – {self.last_day}"
