"""The tables of the plan.

Moments are plan times (wall-clock seconds since 1970-01-01T00:00, without time zone), durations are seconds.
"""

from .activities import Activity, Link
from .plans import Plan, PlanCalendar, PlanStep
from .reference import ReferenceDates, ReferenceSet
from .resources import Assignment, Resource

__all__ = [
    "Activity",
    "Assignment",
    "Link",
    "Plan",
    "PlanCalendar",
    "PlanStep",
    "ReferenceDates",
    "ReferenceSet",
    "Resource",
]
