"""References inside a plan document: what points at nothing is noted and left out."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from headway.formats.errors import FormatError
from headway.formats.format import Format
from headway.formats.plan import (
    NotTakenOver,
    Omission,
    PlanActivity,
    PlanAssignment,
    PlanCalendar,
    PlanLink,
    PlanResource,
    ProjectFacts,
)

MOST_BASES = 50  # one below the other; Microsoft Project writes two


class Notes(Protocol):
    """Where omissions are collected."""

    def note(self, entry: NotTakenOver) -> None:
        """Note one fact that is left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class References:
    """The identities that a file defines; each method gives the thing without references to others."""

    calendars: frozenset[int]
    activities: frozenset[int]
    resources: frozenset[int]
    format: Format
    omissions: Notes

    def of_project(self, project: ProjectFacts) -> ProjectFacts:
        """The project, with a calendar that exists."""
        if project.calendar_uid is None or project.calendar_uid in self.calendars:
            return project
        self._dangling(0, "project", None, ("calendar_uid", project.calendar_uid))
        return replace(project, calendar_uid=None)

    def of_calendar(self, calendar: PlanCalendar) -> PlanCalendar:
        """The calendar, with a base that exists."""
        if calendar.base_uid is None or calendar.base_uid in self.calendars:
            return calendar
        self._dangling(calendar.line, "calendar", calendar.uid, ("base_uid", calendar.base_uid))
        return replace(calendar, base_uid=None)

    def of_activity(self, activity: PlanActivity) -> PlanActivity:
        """The activity, with a calendar that exists."""
        if activity.calendar_uid is None or activity.calendar_uid in self.calendars:
            return activity
        self._dangling(activity.line, "task", activity.uid, ("calendar_uid", activity.calendar_uid))
        return replace(activity, calendar_uid=None)

    def of_resource(self, resource: PlanResource) -> PlanResource:
        """The resource, with a calendar that exists."""
        if resource.calendar_uid is None or resource.calendar_uid in self.calendars:
            return resource
        self._dangling(resource.line, "resource", resource.uid, ("calendar_uid", resource.calendar_uid))
        return replace(resource, calendar_uid=None)

    def of_links(self, links: Iterable[PlanLink]) -> Iterator[PlanLink]:
        """The links whose two ends exist, once each."""
        for link in links:
            if link.predecessor in self.activities and link.successor in self.activities:
                yield link
            else:
                self._dangling(link.line, "task", link.successor, ("predecessor", link.predecessor))

    def of_assignments(self, assignments: Iterable[PlanAssignment]) -> Iterator[PlanAssignment]:
        """The assignments to activities that exist; one without a resource is work of nobody in
        particular."""
        for assignment in assignments:
            if assignment.activity not in self.activities:
                # UID 0 is the project's own summary, which files assign budget resources to.
                self._dangling(
                    assignment.line, "assignment", assignment.uid, ("activity", assignment.activity)
                )
            elif assignment.resource is None or assignment.resource in self.resources:
                yield assignment
            else:
                self._dangling(
                    assignment.line, "assignment", assignment.uid, ("resource", assignment.resource)
                )
                yield replace(assignment, resource=None)

    def _dangling(self, line: int, owner: str, uid: int | None, points: tuple[str, int]) -> None:
        thing, target = points
        self.omissions.note(
            NotTakenOver(
                line=line,
                owner=owner,
                uid=uid,
                field=self.format.name_of(f"{owner}.{thing}"),
                value=str(target),
                reason=Omission.DANGLING,
            )
        )


def refuse_calendar_chains(calendars: Mapping[int, PlanCalendar]) -> None:
    """Refuse calendars that are, by way of others, based on themselves or on very many."""
    for calendar in calendars.values():
        seen = {calendar.uid}
        step = _base(calendar, calendars)
        while step is not None:
            if step.uid in seen:
                raise FormatError(calendar.line, f"The calendar “{calendar.name}” is based on itself.")
            if len(seen) > MOST_BASES:
                several = f"more than {MOST_BASES} others, each on the next"
                raise FormatError(calendar.line, f"The calendar “{calendar.name}” is based on {several}.")
            seen.add(step.uid)
            step = _base(step, calendars)


def _base(calendar: PlanCalendar, calendars: Mapping[int, PlanCalendar]) -> PlanCalendar | None:
    return None if calendar.base_uid is None else calendars.get(calendar.base_uid)
