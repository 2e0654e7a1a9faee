"""Working weeks."""

from typing import ClassVar

from django.db import models

from headway.common.access import Space


class WorkCalendar(models.Model):
    """A working week and its exceptions, of which a new plan gets a copy.

    ``week`` holds seven lists, Monday first, of ``[from, to]`` minutes of the day; ``exceptions`` holds
    ``{"from": "2026-12-24", "to": "2026-12-26", "name": …, "shifts": [[from, to], …]}``; no shifts, no work.
    """

    space: ClassVar[Space] = Space.ENTERPRISE

    name = models.CharField(max_length=120, unique=True)
    week = models.JSONField()
    exceptions = models.JSONField(default=list)

    def __str__(self) -> str:
        return self.name
