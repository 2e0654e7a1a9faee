"""People and the units that they belong to."""

from typing import ClassVar

from django.db import models

from headway.common.access import Space


class OrgUnit(models.Model):
    """A part of the organisation, to which people belong."""

    space: ClassVar[Space] = Space.ENTERPRISE

    name = models.CharField(max_length=120)

    def __str__(self) -> str:
        return self.name


class Person(models.Model):
    """Somebody who works in or for the organisation; has no login, or one."""

    space: ClassVar[Space] = Space.ENTERPRISE

    name = models.CharField(max_length=200)
    email = models.EmailField(unique=True)
    unit = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = (models.Index(fields=("name",), name="person_name"),)

    def __str__(self) -> str:
        return self.name
