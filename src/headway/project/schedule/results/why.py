"""Why the dates of an activity are what they are, in sentences: the drivers that the engine found."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from headway.engine import Constraint, LinkType
from headway.engine.drivers import Driver
from headway.project.schedule.plan.facts import ActivityFacts, Computed, LinkFacts, LoadedPlan
from headway.project.schedule.scheduling import late_finish_driver
from headway.project.schedule.text import Amount, date_text, duration_text, lag_text
from headway.project.schedule.text.predecessors import Lag


@dataclass(frozen=True, slots=True)
class Line:
    """One reason: of which date, what kind, and the activity that it leads to."""

    field: str
    date: int | None
    kind: str
    text: str
    activity: int | None = None


def why(plan: LoadedPlan, activity: int) -> list[Line]:
    """Reasons of start and finish of an activity, and of its late dates while it is not done."""
    row, known = plan.facts.activities[activity], plan.computed[activity]
    if known.start is None:
        return [Line("start", None, "none", _("It has no dates: nothing in it is active."))]
    story = _Story(plan, row)
    lines = [
        story.line("start", known.start, known.start_driver, known.start_driver_row),
        story.line("finish", known.finish, known.finish_driver, known.finish_driver_row),
    ]
    if known.start != known.early_start and row.constraint == Constraint.ALAP:
        lines[0] = Line("start", known.start, "constraint", _("It starts as late as possible."))
        lines.append(story.line("early_start", known.early_start, known.start_driver, known.start_driver_row))
    if row.actual_finish is None:
        lines += story.late_lines(known)
    if not row.active:
        lines.append(Line("start", known.start, "inactive", _("It is inactive and drives nothing.")))
    return [line for line in lines if line.text]


_KINDS = {
    Driver.LINK: "link",
    Driver.CONSTRAINT: "constraint",
    Driver.DATA_DATE: "data_date",
    Driver.PROGRESS: "progress",
    Driver.MANUAL: "manual",
    Driver.PROJECT_START: "project_start",
    Driver.LEVELING: "leveling",
    Driver.ASSIGNMENT: "calendar",
    Driver.CHILDREN: "children",
    Driver.DURATION: "duration",
    Driver.PROJECT_FINISH: "project_finish",
    Driver.DEADLINE: "deadline",
}


class _Story:
    """Sentences about one activity."""

    def __init__(self, plan: LoadedPlan, row: ActivityFacts) -> None:
        self.plan, self.row = plan, row
        self.units = plan.facts.terms.units

    def line(self, field: str, date: int | None, driver: int, key: int | None) -> Line:
        """One date and what set it."""
        kind = Driver(driver)
        text, activity = self._sentence(field, kind, key)
        return Line(field, date, _KINDS.get(kind, "none"), text, activity)

    def late_lines(self, known: Computed) -> list[Line]:
        """What holds the late dates: whatever would be late if this activity were."""
        start, finish = known.late_start, known.late_finish
        if self.row.is_summary:
            first, last = self._child_at("late_start", start), self._child_at("late_finish", finish)
            return [
                self.line("late_start", start, Driver.CHILDREN, first),
                self.line("late_finish", finish, Driver.CHILDREN, last),
            ]
        began = self.row.actual_start is not None and start == self.row.actual_start
        first_line = self.line("late_start", start, Driver.PROGRESS if began else Driver.DURATION, None)
        driver, key = late_finish_driver(self.plan.facts, self.row.id)
        if driver == Driver.LINK and key is not None:
            return [first_line, self._held_up(key, finish)]
        return [first_line, self.line("late_finish", finish, driver, key)]

    def _child_at(self, field: str, date: int | None) -> int | None:
        """The first child that gives a summary its late date; of a manual one its own dates count."""
        facts, computed = self.plan.facts, self.plan.computed
        for child in facts.children.get(self.row.id, ()):
            row = facts.activities[child]
            own = field.replace("late", "early") if row.manual and not row.is_summary else field
            if row.active and getattr(computed[child], own) == date:
                return child
        return None

    def _held_up(self, key: int, date: int | None) -> Line:
        """The successor that a later finish would delay."""
        facts = self.plan.facts
        link = facts.links[key]
        words = {
            LinkType.FS: _("“%(name)s” (%(number)d) waits for its finish%(lag)s."),
            LinkType.SS: _("“%(name)s” (%(number)d) waits for its start%(lag)s."),
            LinkType.FF: _("“%(name)s” (%(number)d) can only finish after its finish%(lag)s."),
            LinkType.SF: _("“%(name)s” (%(number)d) can only finish after its start%(lag)s."),
        }
        successor = facts.activities[link.successor]
        sentence = words[LinkType(link.type)] % {**self._names(successor), "lag": self._lag(link)}
        text = self._of(facts.activities[link.predecessor], sentence)
        return Line("late_finish", date, "link", text, successor.id)

    def _sentence(self, field: str, driver: Driver, key: int | None) -> tuple[str, int | None]:
        facts = self.plan.facts
        if driver == Driver.LINK and key in facts.links:
            return self._link(key)
        if driver == Driver.CHILDREN and key in facts.activities:
            words = (
                _("Starts with “%(name)s” (%(number)d).")
                if field.endswith("start")
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
            if field.endswith("start"):
                return _("Work began then.")
            done = self.row.actual_finish is not None
            return _("Work was done then.") if done else _("The remaining work takes until then.")
        if driver == Driver.DATA_DATE and terms.data_date is not None:
            return _("What is not done cannot lie before the data date, %(date)s.") % {
                "date": date_text(terms.data_date)
            }
        if driver == Driver.DEADLINE and self.row.deadline is not None:
            return _("Its deadline is %(date)s.") % {"date": date_text(self.row.deadline)}
        sentences = {
            Driver.PROJECT_START: _("Nothing holds it: it starts with the project."),
            Driver.MANUAL: _("The date was set by hand and does not follow the links."),
            Driver.LEVELING: _("It was delayed so that its resources are not needed twice at once."),
            Driver.PROJECT_FINISH: _("Any later, and the project would finish later."),
        }
        return self._length(field) if driver == Driver.DURATION else sentences.get(driver, "")

    def _length(self, field: str) -> str:
        row, facts = self.row, self.plan.facts
        late = field == "late_start"
        if not row.duration:
            return _("It takes no time.")
        if row.pauses or any(share.activity == row.id for share in facts.assignments.values()):
            # Its people and its interruptions count, too.
            return _("It takes that long until its late finish.") if late else _("It takes that long.")
        calendar = facts.calendars.get(row.calendar or facts.terms.calendar)
        length = duration_text(Amount(row.duration, row.duration_unit, row.elapsed), self.units)
        if row.elapsed or calendar is None:
            words = (
                _("It takes %(length)s until its late finish.")
                if late
                else _("It takes %(length)s from its start.")
            )
            return words % {"length": length}
        words = (
            _("It takes %(length)s on the calendar “%(calendar)s” until its late finish.")
            if late
            else _("It takes %(length)s on the calendar “%(calendar)s” from its start.")
        )
        return words % {"length": length, "calendar": calendar.name}

    def _link(self, key: int) -> tuple[str, int]:
        link = self.plan.facts.links[key]
        predecessor = self.plan.facts.activities[link.predecessor]
        words = {
            LinkType.FS: _("It waits for “%(name)s” (%(number)d) to finish%(lag)s."),
            LinkType.SS: _("It starts after the start of “%(name)s” (%(number)d)%(lag)s."),
            LinkType.FF: _("It finishes after the finish of “%(name)s” (%(number)d)%(lag)s."),
            LinkType.SF: _("It finishes after the start of “%(name)s” (%(number)d)%(lag)s."),
        }
        return words[LinkType(link.type)] % {
            **self._names(predecessor),
            "lag": self._lag(link),
        }, predecessor.id

    def _lag(self, link: LinkFacts) -> str:
        lag = lag_text(Lag(link.lag, link.lag_kind, link.lag_unit), self.units)
        return f" {lag}" if lag else ""

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
        return self._of(holder, words[Constraint(holder.constraint)] % {"date": date})

    def _of(self, holder: ActivityFacts, sentence: str) -> str:
        """A sentence about the activity, or about the summary above it that holds it."""
        if holder.id == self.row.id:
            return sentence
        return _("Of its summary “%(name)s”: %(sentence)s") % {"name": holder.name, "sentence": sentence}
