"""What happens to people and their roles."""

from dataclasses import dataclass

from headway.common.access import Actor

from .models import RoleGrant


@dataclass(frozen=True, slots=True)
class RoleRequested:
    """A role was asked for; whoever may not be asked there refuses it."""

    grant: RoleGrant


@dataclass(frozen=True, slots=True)
class RoleGranted:
    """A requested role was granted; where one person holds it, it was taken from the predecessor."""

    grant: RoleGrant
    actor: Actor
