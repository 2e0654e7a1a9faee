"""What every command needs: the draft, the names given in this list, and the dates known so far."""

from django.utils.translation import gettext as _

from headway.common.refusal import Invalid
from headway.engine.calendar import CompiledCalendar
from headway.engine.plan_time import DAY
from headway.project.schedule.plan.draft import Draft
from headway.project.schedule.plan.facts import ActivityFacts, PlanFacts
from headway.project.schedule.plan.outline import DEEPEST, too_deep
from headway.project.schedule.scheduling import working_time

from .kinds import Ref

MOST_LISTED = 20_000  # activities, predecessors and resources in the lists of all commands of one request
_YEAR = 366 * DAY


class Editor:
    """One list of commands at work on a draft."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.refs = draft.refs
        self.units = draft.facts.terms.units
        self._listed = 0
        self._working_times: dict[tuple[int | None, int], CompiledCalendar] = {}
        # Commands take reports of remaining work back and never make one, so the first look is enough.
        self.with_reported_work = {
            row.activity for row in draft.facts.assignments.values() if row.remaining_work is not None
        }

    @property
    def facts(self) -> PlanFacts:
        """The facts as they are by now."""
        return self.draft.facts

    def activity(self, ref: Ref) -> ActivityFacts:
        """The activity that is meant; one of another plan is as unknown as one that never was."""
        key = self.refs.get(ref) if isinstance(ref, str) else ref
        row = self.facts.activities.get(key) if key is not None else None
        if row is None:
            raise Invalid(
                _("Activity %(ref)s does not exist in this plan.") % {"ref": str(ref)[:40]}, row=ref
            )
        return row

    def count_listed(self, entries: int) -> None:
        """Refuse lists that name more, all of one request together, than a request may hold."""
        self._listed += entries
        if self._listed > MOST_LISTED:
            raise Invalid(
                _("Name at most %(count)d activities, predecessors and resources in one request.")
                % {"count": MOST_LISTED},
                field="commands",
            )

    def rows(self, refs: tuple[Ref, ...]) -> list[int]:
        """The topmost of the activities that are meant, in display order."""
        wanted = {self.activity(ref).id for ref in refs}
        topmost = [key for key in wanted if wanted.isdisjoint(self._above(key))]
        return sorted(topmost, key=self._place) if len(topmost) > 1 else topmost

    def _above(self, key: int) -> list[int]:
        """The summaries that an activity is below, the nearest first."""
        found: list[int] = []
        while (parent := self.facts.activities[key].parent) is not None:
            if len(found) == DEEPEST:
                raise too_deep()
            found.append(parent)
            key = parent
        return found

    def _place(self, key: int) -> list[int]:
        """What sorts activities in display order: indexes among siblings, from the top down."""
        return [self.draft.index(one) for one in [*reversed(self._above(key)), key]]

    def is_below(self, key: int, summary: int) -> bool:
        """Whether an activity is somewhere below a summary."""
        return summary in self._above(key)

    # ---- dates ----

    def start(self, row: ActivityFacts) -> int:
        """Where an activity starts, as computed before this list of commands."""
        known = self.draft.plan.computed.get(row.id)
        return known.start if known and known.start is not None else self.facts.terms.start

    def finish(self, row: ActivityFacts) -> int:
        """Where an activity finishes, as computed before this list of commands."""
        known = self.draft.plan.computed.get(row.id)
        if known and known.finish is not None:
            return known.finish
        start = self.start(row)
        if row.elapsed:
            return start + row.duration
        return self.working_time(row, start).finish_after(start, row.duration)

    def working_time(self, row: ActivityFacts, around: int) -> CompiledCalendar:
        """Working time of an activity."""
        key = row.calendar, around // _YEAR
        if key not in self._working_times:
            self._working_times[key] = working_time(self.facts, row.calendar, around)
        return self._working_times[key]

    def length(self, row: ActivityFacts, start: int, finish: int) -> int:
        """Duration of an activity between two moments."""
        return finish - start if row.elapsed else self.working_time(row, start).work_between(start, finish)
