"""Who there is, where they belong, and what they were given the right to do."""

from .calendars import Absence, WorkCalendar
from .people import OrgUnit, Person, PersonSkill, Skill
from .scopes import RoleGrant, Scope, ScopeClosure
from .users import User

__all__ = [
    "Absence",
    "OrgUnit",
    "Person",
    "PersonSkill",
    "RoleGrant",
    "Scope",
    "ScopeClosure",
    "Skill",
    "User",
    "WorkCalendar",
]
