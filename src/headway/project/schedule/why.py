"""Why an activity starts and finishes when it does, in sentences: the drivers that the engine found."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from headway.engine import Constraint, LinkType
from headway.engine.drivers import Driver

from .facts import ActivityFacts, LoadedPlan
from .text import Units, date_text, lag_text
from .text.predecessors import Lag


@dataclass(frozen=True, slots=True)
class Line:
    """One reason: of which date, what kind, and the activity that it leads to."""

    field: str
    date: int | None
    kind: str
    text: str
    activity: int | None = None


def why(plan: LoadedPlan, activity: int) -> list[Line]:
    """Reasons of start and finish of an activity, and of what it has left until it delays something."""
    row, known = plan.facts.activities[activity], plan.computed[activity]
    if known.start is None:
        return [Line("start", None, "none", _("It has no dates: nothing in it is active."))]
    story = _Story(plan, row)
    lines = [
        story.line("start", known.start, known.start_driver, known.start_driver_row),
        story.line("finish", known.finish, known.finish_driver, known.finish_driver_row),
    ]
    if not row.active:
        lines.append(Line("start", known.start, "inactive", _("It is inactive and drives nothing.")))
    if known.start != known.early_start and row.constraint == Constraint.ALAP:
        lines[0] = Line("start", known.start, "constraint", _("It starts as late as possible."))
    return [line for line in lines if line.text]


_KINDS = {
    Driver.LINK: "link", Driver.CONSTRAINT: "constraint", Driver.DATA_DATE: "data_date",
    Driver.PROGRESS: "progress", Driver.MANUAL: "manual", Driver.PROJECT_START: "project_start",
    Driver.LEVELING: "leveling", Driver.ASSIGNMENT: "calendar", Driver.CHILDREN: "children",
    Driver.DURATION: "duration",
}  # fmt: skip


class _Story:
    """Sentences about one activity."""

    def __init__(self, plan: LoadedPlan, row: ActivityFacts) -> None:
        self.plan, self.row = plan, row
        terms = plan.facts.terms
        self.units = Units(terms.minutes_per_day, terms.minutes_per_week, terms.days_per_month)

    def line(self, field: str, date: int | None, driver: int, key: int | None) -> Line:
        """One date and what set it."""
        kind = Driver(driver)
        text, activity = self._sentence(field, kind, key)
        return Line(field, date, _KINDS.get(kind, "none"), text, activity)

    def _sentence(self, field: str, driver: Driver, key: int | None) -> tuple[str, int | None]:
        facts = self.plan.facts
        if driver == Driver.LINK and key in facts.links:
            return self._link(key)
        if driver == Driver.CHILDREN and key in facts.activities:
            words = (
                _("Starts with “%(name)s” (%(number)d).")
                if field == "start"
                else _("Finishes with “%(name)s” (%(number)d).")
            )
            return words % self._names(facts.activities[key]), key
        if driver == Driver.CONSTRAINT:
            holder = facts.activities.get(self.row.id if key is None else key, self.row)
            return self._constraint(holder), holder.id
        if driver == Driver.ASSIGNMENT and key in facts.assignments:
            resource = facts.resources[facts.assignments[key].resource]
            return _("“%(name)s” needs that long for the assigned work.") % {"name": resource.name}, None
        return self._plain(field, driver), None

    def _plain(self, field: str, driver: Driver) -> str:
        terms = self.plan.facts.terms
        if driver == Driver.PROGRESS:
            if field == "start":
                return _("Work began then.")
            done = self.row.actual_finish is not None
            return _("Work was done then.") if done else _("The remaining work takes until then.")
        if driver == Driver.DATA_DATE and terms.data_date is not None:
            return _("What is not done cannot lie before the data date, %(date)s.") % {
                "date": date_text(terms.data_date)
            }
        sentences = {
            Driver.PROJECT_START: _("Nothing holds it: it starts with the project."),
            Driver.MANUAL: _("The date was set by hand and does not follow the links."),
            Driver.LEVELING: _("It was delayed so that its resources are not needed twice at once."),
            Driver.DURATION: _("It takes that long from its start on its calendar."),
        }
        return sentences.get(driver, "")

    def _link(self, key: int) -> tuple[str, int]:
        link = self.plan.facts.links[key]
        predecessor = self.plan.facts.activities[link.predecessor]
        words = {
            LinkType.FS: _("It waits for “%(name)s” (%(number)d) to finish%(lag)s."),
            LinkType.SS: _("It starts after the start of “%(name)s” (%(number)d)%(lag)s."),
            LinkType.FF: _("It finishes after the finish of “%(name)s” (%(number)d)%(lag)s."),
            LinkType.SF: _("It finishes after the start of “%(name)s” (%(number)d)%(lag)s."),
        }
        lag = lag_text(Lag(link.lag, link.lag_kind, link.lag_unit), self.units)
        return words[LinkType(link.type)] % {
            **self._names(predecessor),
            "lag": f" {lag}" if lag else "",
        }, predecessor.id

    def _names(self, row: ActivityFacts) -> dict[str, str | int]:
        return {"name": row.name, "number": row.number}

    def _constraint(self, holder: ActivityFacts) -> str:
        words = {
            Constraint.ASAP: "",
            Constraint.ALAP: _("It is to be as late as possible."),
            Constraint.SNET: _("It must start no earlier than %(date)s."),
            Constraint.SNLT: _("It must start no later than %(date)s."),
            Constraint.FNET: _("It must finish no earlier than %(date)s."),
            Constraint.FNLT: _("It must finish no later than %(date)s."),
            Constraint.MSO: _("It must start on %(date)s."),
            Constraint.MFO: _("It must finish on %(date)s."),
        }
        date = "" if holder.constraint_date is None else date_text(holder.constraint_date)
        sentence = words[Constraint(holder.constraint)] % {"date": date}
        if holder.id == self.row.id:
            return sentence
        return _("Of its summary “%(name)s”: %(sentence)s") % {"name": holder.name, "sentence": sentence}
