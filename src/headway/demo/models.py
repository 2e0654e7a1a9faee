"""What the demo remembers of itself."""

from typing import ClassVar

from django.db import models

from headway.common.access import Space


class DemoSignIn(models.Model):
    """One of the people whom visitors of the demo may sign in as, with what this person shows them.

    Only an installation that loaded the demo organisation has any.
    """

    space: ClassVar[Space] = Space.TECHNICAL

    person = models.OneToOneField("organisation.Person", on_delete=models.CASCADE, related_name="+")
    position = models.PositiveSmallIntegerField()
    role = models.CharField(max_length=80)

    class Meta:
        ordering = ("position",)

    def __str__(self) -> str:
        return f"{self.person_id}: {self.role}"
