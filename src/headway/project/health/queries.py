"""Reads of the roll-up rows."""

from headway.common.access import Actor, Permission, ScopedQuerySet

from .models import ProjectHealth


def visible_health(actor: Actor, permission: Permission) -> ScopedQuerySet[ProjectHealth]:
    """Roll-up rows of the projects in whose scope the actor holds ``permission``."""
    return ProjectHealth.objects.visible_to(actor, permission)
