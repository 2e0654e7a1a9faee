"""In what a project can drift: what its tolerances and constraints are about."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Dimension(models.TextChoices):
    """What a project can drift in: the seven aspects of performance that tolerances are set for.

    Which of them count in its status so far, `project/health/evaluation.py` says.
    """

    TIME = "time", _("Time")
    COST = "cost", _("Cost")
    SCOPE = "scope", _("Scope")
    QUALITY = "quality", _("Quality")
    BENEFIT = "benefit", _("Benefit")
    RISK = "risk", _("Risk")
    SUSTAINABILITY = "sustainability", _("Sustainability")
