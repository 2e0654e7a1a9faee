"""Who there is, where they belong, and what they were given the right to do."""

from .calendars import WorkCalendar
from .people import OrgUnit, Person
from .scopes import RoleGrant, Scope, ScopeClosure
from .users import User

__all__ = [
    "OrgUnit",
    "Person",
    "RoleGrant",
    "Scope",
    "ScopeClosure",
    "User",
    "WorkCalendar",
]
