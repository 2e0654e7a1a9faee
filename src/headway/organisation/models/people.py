"""People and the units that they belong to."""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from headway.common.access import Space


class OrgUnit(models.Model):
    """A part of the organisation: owns people and pays for work."""

    space: ClassVar[Space] = Space.ENTERPRISE

    name = models.CharField(max_length=120)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    cost_centre = models.CharField(max_length=20, blank=True)
    calendar = models.ForeignKey(
        "organisation.WorkCalendar", on_delete=models.PROTECT, null=True, related_name="+"
    )
    currency = models.CharField(max_length=3, default="EUR")

    def __str__(self) -> str:
        return self.name


class Person(models.Model):
    """Somebody who works in or for the organisation; has no login, or one."""

    space: ClassVar[Space] = Space.ENTERPRISE

    class Employment(models.TextChoices):
        """How the person is bound to the organisation."""

        INTERNAL = "internal", _("Internal")
        CONTRACTOR = "contractor", _("Contractor")
        VENDOR = "vendor", _("Vendor")

    name = models.CharField(max_length=200)
    email = models.EmailField(unique=True)
    unit = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")
    line_manager = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="+")
    employment = models.CharField(max_length=12, choices=Employment, default=Employment.INTERNAL)
    fte = models.DecimalField(max_digits=3, decimal_places=2, default=1)
    calendar = models.ForeignKey(
        "organisation.WorkCalendar", on_delete=models.PROTECT, null=True, related_name="+"
    )
    active_from = models.DateField(null=True)
    active_to = models.DateField(null=True)
    locale = models.CharField(max_length=12, default="en")

    class Meta:
        indexes = (models.Index(fields=("name",), name="person_name"),)

    def __str__(self) -> str:
        return self.name


class Skill(models.Model):
    """Something that people can do and activities need, such as *OT engineering*."""

    space: ClassVar[Space] = Space.ENTERPRISE

    name = models.CharField(max_length=80, unique=True)

    def __str__(self) -> str:
        return self.name


class PersonSkill(models.Model):
    """That a person has a skill, from 1 (learning) to 5 (others ask this person)."""

    space: ClassVar[Space] = Space.ENTERPRISE

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    skill = models.ForeignKey(Skill, on_delete=models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(5)])

    class Meta:
        constraints = (models.UniqueConstraint(fields=("person", "skill"), name="skill_once_per_person"),)

    def __str__(self) -> str:
        return f"{self.person_id}: {self.skill_id} ({self.level})"
