"""Who may see and do what: actors, permissions, scoped models, and what every route declares."""

from .actor import Actor, acting_person
from .permissions import ANYONE, SIGNED_IN, OpenTo, Permission, Space
from .scoped import Reason, ScopedManager, ScopedModel, ScopedQuerySet, Unscoped, get_visible, require

__all__ = [
    "ANYONE",
    "SIGNED_IN",
    "Actor",
    "OpenTo",
    "Permission",
    "Reason",
    "ScopedManager",
    "ScopedModel",
    "ScopedQuerySet",
    "Space",
    "Unscoped",
    "acting_person",
    "get_visible",
    "require",
]
