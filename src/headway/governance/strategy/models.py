"""Portfolios and programmes: where projects belong. They share their scope's key."""

from typing import ClassVar

from django.db import models

from headway.common.access import Permission, ScopedModel, Space
from headway.organisation.models import Scope

from .permissions import VIEW_PORTFOLIO


class Portfolio(ScopedModel):
    """A set of programmes and projects that one board decides about."""

    SCOPE: ClassVar[str] = "scope_id"
    READ: ClassVar[Permission] = VIEW_PORTFOLIO
    space: ClassVar[Space] = Space.ENTERPRISE

    scope = models.OneToOneField(Scope, on_delete=models.PROTECT, primary_key=True, related_name="+")
    code = models.CharField(max_length=12, unique=True)
    name = models.CharField(max_length=200)
    currency = models.CharField(max_length=3, default="EUR")

    class Meta(ScopedModel.Meta):
        ordering = ("code",)

    def __str__(self) -> str:
        return self.name


class Programme(ScopedModel):
    """Projects that together bring about one change."""

    SCOPE: ClassVar[str] = "scope_id"
    READ: ClassVar[Permission] = VIEW_PORTFOLIO
    space: ClassVar[Space] = Space.ENTERPRISE

    scope = models.OneToOneField(Scope, on_delete=models.PROTECT, primary_key=True, related_name="+")
    portfolio = models.ForeignKey(Portfolio, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=12, unique=True)
    name = models.CharField(max_length=200)

    class Meta(ScopedModel.Meta):
        ordering = ("code",)

    def __str__(self) -> str:
        return self.name
