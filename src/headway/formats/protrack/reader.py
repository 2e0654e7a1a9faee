"""Reading a ProTrack file into a plan document, with its budgets and tracking periods."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import BinaryIO

from headway.formats.budget import Budget, Most
from headway.formats.errors import FormatError
from headway.formats.omission_list import LONGEST_VALUE, OmissionList
from headway.formats.plan import (
    Kind,
    NotTakenOver,
    Omission,
    PlanActivity,
    PlanAssignment,
    PlanCalendar,
    PlanDocument,
    PlanLink,
    PlanResource,
    ProjectFacts,
)
from headway.formats.protrack.fields import Fields
from headway.formats.protrack.format import PROTRACK, ROOT
from headway.formats.protrack.outline import Place, read_outline
from headway.formats.protrack.parts import (
    CALENDAR,
    Cost,
    Demand,
    Rates,
    cost_of,
    read_activity,
    read_agenda,
    read_demand,
    read_link,
    read_resource,
)
from headway.formats.protrack.tracking import read_status_date, read_statuses
from headway.formats.references import References
from headway.formats.safe_xml import DEFAULT_LIMITS, Element, XmlLimits, iter_rows, local_name
from headway.formats.tracked import ActivityBudget, Period, Status, TrackedPlan

SECTIONS = ("Activities", "Relations", "ActivityGroups", "Resources", "ResourceAssignments", "TrackingList")
HEADS = {"Name", "UniqueID", "UserID"}  # stand in a section of their own, which says nothing more
# Settings of the program and its game of decisions; what it computes, and how it shows what there is.
LOOKS = {"ProjectInfo", "Settings", "Defaults", "PSGGame"}
DERIVED = {
    *HEADS,
    *("Abreviation", "Description", "PredictiveLogic", "Expanded", "Distribution", "Direction"),
    *("StartCPMUnits", "DurationCPMUnits", "DEFAULTAVAILABILITY", "DATEPERCBREAKPOINTS", "Constraints"),
    *(f"FIELD{number}" for number in (768, 776, 778, 779, 781, 782, 783)),
}


def read_protrack(source: BinaryIO, *, limits: XmlLimits = DEFAULT_LIMITS) -> PlanDocument:
    """The plan that a ProTrack file tells, as it was agreed; that there are tracking periods is noted.

    Parameters
    ----------
    source : binary file
        Read once, from its position to its end.
    limits : XmlLimits
        Largest accepted row, and number of rows.

    Raises
    ------
    FormatError
        For a file that is no ProTrack file, is broken or unsafe, or contradicts itself; with the line.
    """
    tracked = read_tracked(source, limits=limits)
    if not tracked.periods:
        return tracked.document
    note = NotTakenOver(
        line=0,
        owner="project",
        uid=None,
        field="TrackingPeriod",
        value="",
        reason=Omission.NO_PLACE,
        count=len(tracked.periods),
    )
    noted = (note, *tracked.document.not_taken_over)
    return replace(tracked.document, not_taken_over=noted)


def read_tracked(source: BinaryIO, *, limits: XmlLimits = DEFAULT_LIMITS) -> TrackedPlan:
    """The plan, the budgets and the tracking periods of a ProTrack file; like `read_protrack`."""
    reading = _Reading()
    for section, element in iter_rows(source, root=ROOT, sections=SECTIONS, limits=limits):
        reading.take(section, element)
    return reading.tracked()


class _Reading:
    """What has been read so far of one file."""

    def __init__(self) -> None:
        self.budget = Budget()
        self.omissions = OmissionList()
        self.name = ""
        self.calendar: PlanCalendar | None = None
        self.made: int | None = None
        self.activities: dict[int, PlanActivity] = {}
        self.costs: dict[int, Cost] = {}
        self.groups: dict[int, PlanActivity] = {}
        self.links: list[PlanLink] = []
        self.places: list[Place] = []
        self.resources: dict[int, PlanResource] = {}
        self.rates: dict[int, Rates] = {}
        self.demands: list[Demand] = []
        self.periods: list[Period] = []
        self.statuses: list[tuple[Status, ...]] = []
        self._rows: Mapping[tuple[str, str], Callable[[Fields], None]] = {
            ("Activities", "Activity"): self._activity,
            ("ActivityGroups", "ActivityGroup"): self._group,
            ("Relations", "Relation"): self._link,
            ("Resources", "Resource"): self._resource,
            ("ResourceAssignments", "ResourceAssignment"): self._demand,
            ("TrackingList", "TrackingPeriod"): self._period,
        }

    def take(self, section: str, element: Element) -> None:
        """Read one element; it is gone afterwards."""
        name = local_name(element)
        if (section, name) in self._rows:
            row = Fields(element)
            self._rows[section, name](row)
            self._leftovers(row)
        elif section == "Resources" and name == "DATEPERCSERIE":
            self._availability(element)
        elif section == "TrackingList" and name.startswith("TProTrackActivities"):
            self._statuses(element)
        elif not section and name == "NAME":
            self.name = (element.text or "").strip()
            self.budget.spend(Most.TEXT, len(self.name), element.sourceline or 0)
        elif not section and name == "Agenda":
            self.calendar, self.made = read_agenda(element)
            self.budget.spend(Most.EXCEPTIONS, len(self.calendar.exceptions), self.calendar.line)
        elif not section and name == "OutlineList":
            self.places = read_outline(element)
        elif name not in (HEADS if section else LOOKS):
            self._note(element.sourceline or 0, ("project", None), (name, ""))

    def _leftovers(self, row: Fields) -> None:
        """Count what nobody asked for and is not known to say nothing."""
        for name in (*row.values, *row.nested):
            if name not in DERIVED:
                entry = self._entry(row.line, (row.kind, None), (name, row.values.get(name, "")))
                self.omissions.count(entry)

    def _availability(self, element: Element) -> None:
        """Units of a resource that change with time have no place."""
        steps = [inner for inner in element if local_name(inner) == "DATEPERCBREAKPOINTS" and len(inner)]
        for inner in steps:
            self._note(inner.sourceline or 0, ("resource", None), ("DATEPERCBREAKPOINTS", ""))

    def _activity(self, row: Fields) -> None:
        activity, cost, left = read_activity(row)
        self._keep_activity(self.activities, activity)
        self.costs[activity.uid] = cost
        for name, text in left:
            self._note(row.line, ("task", activity.uid), (name, text))

    def _group(self, row: Fields) -> None:
        uid, name = row.required_integer("UniqueID"), row.text("Name")
        group = PlanActivity(uid=uid, number=0, line=row.line, name=name, kind=Kind.SUMMARY)
        self._keep_activity(self.groups, group)

    def _keep_activity(self, among: dict[int, PlanActivity], activity: PlanActivity) -> None:
        self.budget.spend(Most.ACTIVITIES, 1, activity.line)
        self.budget.spend(Most.TEXT, len(activity.name), activity.line)
        if activity.uid in self.activities or activity.uid in self.groups:
            raise FormatError(activity.line, f"The UniqueID {activity.uid} was used before.")
        among[activity.uid] = activity

    def _link(self, row: Fields) -> None:
        self.budget.spend(Most.LINKS, 1, row.line)
        self.links.append(read_link(row))

    def _resource(self, row: Fields) -> None:
        resource, rates = read_resource(row)
        self.budget.spend(Most.TEXT, len(resource.name), row.line)
        if resource.uid in self.resources:
            raise FormatError(row.line, f"The resource {resource.uid} was used before.")
        self.resources[resource.uid] = replace(resource, number=len(self.resources) + 1)
        self.rates[resource.uid] = rates

    def _demand(self, row: Fields) -> None:
        self.demands.append(read_demand(row))

    def _period(self, row: Fields) -> None:
        name, status = read_status_date(row)
        self.budget.spend(Most.PERIODS, 1, row.line)
        self.budget.spend(Most.TEXT, len(name), row.line)
        self.periods.append(Period(name=name, status=status))

    def _statuses(self, element: Element) -> None:
        """Progress at one date; the file has as many of them as periods, in one order."""
        place, line = len(self.statuses), element.sourceline or 0
        if place >= len(self.periods):
            raise FormatError(line, "Progress is told of no tracking period.")
        found = []
        for status in read_statuses(element):
            self.budget.spend(Most.STATUSES, 1, status.line)
            found.append(status)
        self.statuses.append(tuple(found))

    def tracked(self) -> TrackedPlan:
        """The whole, every reference in it checked."""
        if self.calendar is None:
            raise FormatError(0, "The file has no Agenda, which says when work is done.")
        placed = list(self._placed())
        known = References(
            calendars=frozenset({CALENDAR}),
            activities=frozenset(activity.uid for activity in placed),
            resources=frozenset(self.resources),
            format=PROTRACK,
            omissions=self.omissions,
        )
        budgets = self._budgets(known.activities)
        document = PlanDocument(
            format=PROTRACK,
            project=self._project(placed),
            calendars=(self.calendar,),
            activities=tuple(_with_cost(activity, budgets) for activity in placed),
            links=tuple(known.of_links(self.links)),
            resources=tuple(self.resources.values()),
            assignments=tuple(known.of_assignments(self._assignments())),
        )
        periods = sorted(self._tracked(known.activities), key=lambda period: period.status)
        document = replace(document, not_taken_over=self.omissions.all())
        return TrackedPlan(document=document, budgets=tuple(budgets.values()), periods=tuple(periods))

    def _project(self, placed: list[PlanActivity]) -> ProjectFacts:
        starts = [each.stored.start for each in placed if each.stored.start is not None]
        start = min(starts, default=self.made)
        return ProjectFacts(name=self.name, start=start, calendar_uid=CALENDAR, written=self.made)

    def _placed(self) -> Iterator[PlanActivity]:
        """Groups and activities in the order of the outline; what is not in it was deleted."""
        places = self.places or [
            Place(uid, group=False, parent=None, level=1, line=0) for uid in self.activities
        ]
        number = 0
        for place in places:
            found = (self.groups if place.group else self.activities).get(place.uid)
            if found is not None:
                number += 1
                yield replace(found, number=number, parent=place.parent, outline_level=place.level)
        kept = {place.uid for place in places}
        for uid, activity in self.activities.items():
            if uid not in kept:
                self._note(activity.line, ("task", uid), ("OutlineList", activity.name))

    def _budgets(self, known: frozenset[int]) -> dict[int, ActivityBudget]:
        fixed, hourly = defaultdict[int, float](float), defaultdict[int, float](float)
        for demand in self.demands:
            if demand.resource in self.rates:
                cost = cost_of(demand, self.rates[demand.resource])
                fixed[demand.activity] += cost.fixed
                hourly[demand.activity] += cost.hourly
        return {
            uid: ActivityBudget(activity=uid, fixed=own.fixed + fixed[uid], hourly=own.hourly + hourly[uid])
            for uid, own in self.costs.items()
            if uid in known
        }

    def _assignments(self) -> Iterator[PlanAssignment]:
        for uid, demand in enumerate(self.demands, start=1):
            activity = self.activities.get(demand.activity)
            yield PlanAssignment(
                uid=uid,
                line=demand.line,
                activity=demand.activity,
                resource=demand.resource,
                units=demand.units,
                work=0 if activity is None else round(activity.duration * demand.units),
            )

    def _tracked(self, known: frozenset[int]) -> Iterator[Period]:
        """The periods without progress of what is not in the plan, which is noted."""
        for place, period in enumerate(self.periods):
            statuses = self.statuses[place] if place < len(self.statuses) else ()
            kept = tuple(each for each in statuses if each.activity in known)
            for status in (each for each in statuses if each.activity not in known):
                said = PROTRACK.name_of("tracking.activity"), str(status.activity)
                self._note(status.line, ("tracking", None), said)
            yield replace(period, statuses=kept)

    def _note(self, line: int, thing: tuple[str, int | None], said: tuple[str, str]) -> None:
        self.omissions.note(self._entry(line, thing, said))

    def _entry(self, line: int, thing: tuple[str, int | None], said: tuple[str, str]) -> NotTakenOver:
        owner, uid = thing
        field, value = said
        reason = Omission.DANGLING if owner == "tracking" else Omission.NO_PLACE
        return NotTakenOver(
            line=line, owner=owner, uid=uid, field=field, value=value[:LONGEST_VALUE], reason=reason
        )


def _with_cost(activity: PlanActivity, budgets: Mapping[int, ActivityBudget]) -> PlanActivity:
    if activity.uid not in budgets or not activity.baselines:
        return activity
    budget, baseline = budgets[activity.uid], activity.baselines[0]
    cost = budget.fixed + budget.hourly * activity.duration / 3600
    return replace(activity, baselines=(replace(baseline, cost=cost),))
