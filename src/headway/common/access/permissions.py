"""What can be permitted. Rooms declare theirs in their ``permissions.py``; roles are given them in one table.

Permissions only add up; there is no denial. A permission names the space it acts in, because no role of the
project management office may hold one that writes in project space.
"""

from dataclasses import dataclass
from enum import Enum
from typing import ClassVar


class Space(Enum):
    """On which side of the border a thing lives, and so whose pen may touch it."""

    PROJECT = "project"  # written by project manager, team and sponsor only
    BORDER = "border"  # acts that cross: comments, holds, findings, grants
    ENTERPRISE = "enterprise"  # written by the office and the boards
    TECHNICAL = "technical"  # accounts, jobs, journal


@dataclass(frozen=True, slots=True)
class Permission:
    """One thing that a role may allow. ``code`` is ``noun.verb``, stable, shown in the role table."""

    code: str
    space: Space
    writes: bool = True

    declared: ClassVar[dict[str, "Permission"]] = {}

    def __post_init__(self) -> None:
        earlier = Permission.declared.setdefault(self.code, self)
        if (earlier.space, earlier.writes) != (self.space, self.writes):
            raise ValueError(f"permission {self.code} is declared twice with different meanings")


@dataclass(frozen=True, slots=True)
class OpenTo:
    """A declaration for routes that need no permission of a role, with the reason why."""

    whom: str  # "anyone" or "signed-in"
    reason: str


ANYONE = "anyone"
SIGNED_IN = "signed-in"
