"""Numbers of plans: calendars, networks and their schedules. Pure functions over value objects, no Django, no clock."""

from headway.engine.calendar import Calendar, CalendarException, CompiledCalendar, WorkWeek, moment, written
from headway.engine.columns import NONE, Activity, Assignment, Constraint, LagKind, Link, LinkType, Terms
from headway.engine.errors import NetworkError
from headway.engine.network import Network
from headway.engine.rules import Rules, RuleSet
from headway.engine.schedule import Driver, Schedule

__all__ = [
    "NONE",
    "Activity",
    "Assignment",
    "Calendar",
    "CalendarException",
    "CompiledCalendar",
    "Constraint",
    "Driver",
    "LagKind",
    "Link",
    "LinkType",
    "Network",
    "NetworkError",
    "RuleSet",
    "Rules",
    "Schedule",
    "Terms",
    "WorkWeek",
    "moment",
    "written",
]
