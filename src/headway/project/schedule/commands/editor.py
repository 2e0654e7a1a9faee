"""What every command needs: the draft, the names given in this list, and readers of typed values."""

from typing import Any, NoReturn

from django.utils.translation import gettext as _

from headway.common.refusal import Invalid
from headway.engine.calendar import CompiledCalendar
from headway.project.schedule.network import working_time
from headway.project.schedule.plan.draft import Draft
from headway.project.schedule.plan.facts import ActivityFacts, PlanFacts
from headway.project.schedule.plan.outline import DEEPEST, too_deep
from headway.project.schedule.text import Units, parse_date
from headway.project.schedule.text.dates import LAST_MOMENT, YEARS

from .kinds import Ref, Value

MOST_LISTED = 20_000  # activities, predecessors and resources in the lists of all commands of one request
_YEAR = 366 * 86_400


class Editor:
    """One list of commands at work on a draft."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.refs = draft.refs
        terms = draft.facts.terms
        self.units = Units(terms.minutes_per_day, terms.minutes_per_week, terms.days_per_month)
        self._listed = 0
        self._clocks: dict[tuple[int | None, int], CompiledCalendar] = {}
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
        return (
            start + row.duration if row.elapsed else self.clock(row, start).finish_after(start, row.duration)
        )

    def clock(self, row: ActivityFacts, around: int) -> CompiledCalendar:
        """Working time of an activity."""
        key = row.calendar, around // _YEAR
        if key not in self._clocks:
            self._clocks[key] = working_time(self.facts, row.calendar, around)
        return self._clocks[key]

    def length(self, row: ActivityFacts, start: int, finish: int) -> int:
        """Duration of an activity between two moments."""
        return finish - start if row.elapsed else self.clock(row, start).work_between(start, finish)


class Field:
    """One typed field of one activity: reads the value, and refuses with the field and row named."""

    def __init__(self, editor: Editor, row: ActivityFacts, name: str, value: Value) -> None:
        self.editor, self.row, self.name, self.value = editor, row, name, value

    def refuse(self, sentence: str) -> NoReturn:
        """Refuse the value."""
        raise Invalid(sentence, field=self.name, row=self.row.id)

    def text(self, longest: int) -> str:
        """A text without line ends around it."""
        if not isinstance(self.value, str):
            self.refuse(_("Write a text."))
        text = self.value.strip()
        if len(text) > longest or "\0" in text:
            self.refuse(_("Write at most %(count)d characters.") % {"count": longest})
        return text

    def whole(self, lowest: int, highest: int) -> int:
        """A whole number; “40 %” and “40,4” are 40."""
        value: Any = self.value
        if isinstance(value, str):
            try:
                value = float(value.strip().removesuffix("%").strip().replace(",", "."))
            except ValueError:
                value = None
        if isinstance(value, bool) or not isinstance(value, int | float) or not lowest <= value <= highest:
            self.refuse(
                _("Write a number from %(lowest)d to %(highest)d.") % {"lowest": lowest, "highest": highest}
            )
        return round(value)

    def choice(self, *choices: str) -> str:
        """One of a few words."""
        value = self.value.strip().lower() if isinstance(self.value, str) else ""
        if value not in choices:
            self.refuse(_("Choose one of: %(choices)s.") % {"choices": ", ".join(choices)})
        return value

    def flag(self) -> bool:
        """Yes or no, as 1 or 0, true or false."""
        if self.value not in {0, 1, "0", "1"}:
            self.refuse(_("Choose yes or no."))
        return self.value in {1, "1"}

    def moment(self, *, time_of_day: int) -> int | None:
        """A date: typed, or as plan time; None where nothing is written. Typed days begin at
        ``time_of_day``.
        """
        if self.value is None or self.value == "":
            return None
        if isinstance(self.value, str):
            return parse_date(self.value, time_of_day=time_of_day, field=self.name)
        if not 0 <= self.value <= LAST_MOMENT:
            self.refuse(_("Choose a date between %(first)d and %(last)d.") % YEARS)
        return self.whole(0, LAST_MOMENT)

    def needed_moment(self, *, time_of_day: int) -> int:
        """A date that must be there."""
        moment = self.moment(time_of_day=time_of_day)
        if moment is None:
            self.refuse(_("Write a date."))
        return moment
