"""Numbers of plans: calendars, networks and their schedules, as pure functions over value objects."""

from headway.engine.calendar import Calendar, CalendarException, CompiledCalendar, WorkWeek
from headway.engine.columns import NONE, Activity, Assignment, Link, Rules, Terms
from headway.engine.constraints import Constraint
from headway.engine.drivers import Driver
from headway.engine.errors import NetworkError
from headway.engine.link_types import LagKind, LinkType
from headway.engine.network import Network
from headway.engine.plan_time import moment, written
from headway.engine.primavera import FloatKind, LagCalendar, PrimaveraRules, Progress, ProjectTerms, Role
from headway.engine.primavera_columns import PrimaveraActivity
from headway.engine.schedule import Schedule, schedule, warm_up

__all__ = [
    "NONE",
    "Activity",
    "Assignment",
    "Calendar",
    "CalendarException",
    "CompiledCalendar",
    "Constraint",
    "Driver",
    "FloatKind",
    "LagCalendar",
    "LagKind",
    "Link",
    "LinkType",
    "Network",
    "NetworkError",
    "PrimaveraActivity",
    "PrimaveraRules",
    "Progress",
    "ProjectTerms",
    "Role",
    "Rules",
    "Schedule",
    "Terms",
    "WorkWeek",
    "moment",
    "schedule",
    "warm_up",
    "written",
]
