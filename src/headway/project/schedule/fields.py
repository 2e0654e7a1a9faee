"""The fields of an activity: ``FIELDS`` says, in the order in which they are told, how each is called and
written, ``TYPED`` what typing it does. Commands, sentences, undo, the API and the plain table all read this.

A new field is an entry here, a column of ``models.Activity`` and a fact of ``plan.facts.ActivityFacts``.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .commands import setters
from .text.values import (
    Wording,
    Words,
    calendar_text,
    constraint_text,
    flag_text,
    kind_text,
    moment_text,
    no_text,
    pauses_text,
    percent_text,
    plain_text,
    span_text,
    time_of_day_text,
)


def _as_stored(values: Sequence[Any]) -> Sequence[Any]:
    return values


class Type(NamedTuple):
    """What the values of a field are: which ``cell`` a page gives them, how they are put into ``words``, and
    what the API answers where many are stored.
    """

    cell: str
    words: Words
    answered: Callable[[Sequence[Any]], Sequence[Any]] = _as_stored

    @property
    def is_numeric(self) -> bool:
        """Whether values stand at the end of their cells."""
        return self.cell in {"number", "span", "percent"}


TEXT = Type("text", plain_text)
NAME = Type("name", plain_text)
NUMBER = Type("number", plain_text)
MOMENT = Type("moment", moment_text)
SPAN = Type("span", span_text)
PERCENT = Type("percent", percent_text)
FLAG = Type("flag", flag_text, lambda values: [int(value) for value in values])
KIND = Type("choice", kind_text)
MODE = Type("choice", flag_text, lambda values: ["manual" if value else "auto" for value in values])
CONSTRAINT = Type("choice", constraint_text, lambda values: [setters.CONSTRAINTS[value] for value in values])
CALENDAR = Type("choice", calendar_text, lambda values: [value or 0 for value in values])
TIME_OF_DAY = Type("text", time_of_day_text)
PAUSES = Type("text", pauses_text)
PLACE = Type("text", no_text)


@dataclass(frozen=True, slots=True)
class Field:
    """A field of an activity, or of what holds for the whole plan.

    ``label`` stands alone, as a head or before a changed value; ``called`` stands within a sentence, of what
    people type. What is ``rolled_up`` comes, for a summary, from the activities below it. ``fact`` is the
    fact that holds it, where that has another name, ``of`` the field that people know, where this is but a
    part of it. ``stored`` is the column of ``models.Activity`` from which API and plain table read it;
    without one they do not show it, or ``wire.answers`` makes it of more than that.
    """

    label: str | Promise
    type: Type
    called: str | Promise = ""
    rolled_up: bool = False
    fact: str = ""
    of: str = ""
    stored: str = ""

    def words(self, value: object, wording: Wording) -> str:
        """A value as people read it."""
        return self.type.words(value, wording)


FIELDS: Mapping[str, Field] = {
    "number": Field(_("Number"), NUMBER, stored="number"),
    "wbs": Field(_("WBS"), TEXT, stored="wbs"),
    "name": Field(_("Name"), NAME, _("name"), stored="name"),
    "kind": Field(_("Kind"), KIND, _("kind"), rolled_up=True, stored="kind"),
    "place": Field(_("Place in the outline"), PLACE),
    "duration": Field(_("Duration"), SPAN, _("duration"), rolled_up=True),
    "duration_unit": Field(_("Unit of the duration"), TEXT),
    "elapsed": Field(_("Elapsed duration"), FLAG),
    "estimated": Field(_("Estimated duration"), FLAG),
    "fixed_duration": Field(_("Fixed duration"), FLAG),
    "effort_driven": Field(_("Effort driven"), FLAG),
    "calendar": Field(_("Calendar"), CALENDAR, _("calendar"), rolled_up=True, stored="calendar"),
    "ignore_resource_calendars": Field(_("Ignores the calendars of its resources"), FLAG),
    "mode": Field(_("Manually scheduled"), MODE, _("mode"), fact="manual", stored="manual"),
    "active": Field(_("Active"), FLAG, _("active"), stored="active"),
    "start": Field(_("Start"), MOMENT, _("start"), rolled_up=True, fact="manual_start", stored="start"),
    "finish": Field(_("Finish"), MOMENT, _("finish"), rolled_up=True, fact="manual_finish", stored="finish"),
    "constraint": Field(_("Constraint"), CONSTRAINT, _("constraint"), stored="constraint"),
    "constraint_date": Field(_("Constraint date"), MOMENT, _("constraint date"), stored="constraint_date"),
    "deadline": Field(_("Deadline"), MOMENT, _("deadline"), stored="deadline"),
    "predecessors": Field(_("Predecessors"), TEXT, _("predecessors")),
    "resources": Field(_("Resources"), TEXT, _("resources"), rolled_up=True),
    "percent": Field(
        _("Percent complete"),
        PERCENT,
        _("progress"),
        rolled_up=True,
        fact="percent_complete",
        stored="scheduled_percent",
    ),
    "actual_start": Field(
        _("Actual start"), MOMENT, _("actual start"), rolled_up=True, stored="actual_start"
    ),
    "actual_finish": Field(
        _("Actual finish"), MOMENT, _("actual finish"), rolled_up=True, stored="actual_finish"
    ),
    "remaining_duration": Field(_("Remaining duration"), SPAN, of="percent"),
    "stop": Field(_("Work stopped"), MOMENT),
    "resume": Field(_("Work resumes"), MOMENT),
    "pauses": Field(_("Interruptions"), PAUSES),
    "leveling_delay": Field(_("Levelling delay"), SPAN),
    "priority": Field(_("Priority"), NUMBER, _("priority")),
    "work": Field(_("Work"), SPAN),
    "notes": Field(_("Notes"), TEXT, _("notes")),
    "total_float": Field(_("Total float"), SPAN, stored="total_float"),
    "free_float": Field(_("Free float"), SPAN, stored="free_float"),
    "critical": Field(_("Critical"), FLAG, stored="critical"),
    "early_start": Field(_("Early start"), MOMENT, stored="early_start"),
    "early_finish": Field(_("Early finish"), MOMENT, stored="early_finish"),
    "late_start": Field(_("Late start"), MOMENT, stored="late_start"),
    "late_finish": Field(_("Late finish"), MOMENT, stored="late_finish"),
}

TYPED: Mapping[str, setters.Setter] = {
    "name": setters.type_name,
    "kind": setters.type_kind,
    "duration": setters.type_duration,
    "calendar": setters.type_calendar,
    "mode": setters.type_mode,
    "active": setters.type_flag,
    "start": setters.type_start,
    "finish": setters.type_finish,
    "constraint": setters.type_constraint,
    "constraint_date": setters.type_constraint_date,
    "deadline": setters.type_end_of_day,
    "predecessors": setters.type_predecessors,
    "resources": setters.type_resources,
    "percent": setters.type_percent,
    "actual_start": setters.type_actual_start,
    "actual_finish": setters.type_actual_finish,
    "priority": setters.type_whole(0, 1000),
    "notes": setters.type_text(20_000),
}
"""The fields that people type, and what that does. Several of one command are applied in this order: a finish
is measured from the new start.
"""

SILENT = frozenset({"id", "uid", "number", "parent"})
"""Facts that nobody is told of; of the parent, the place in the outline tells."""

NAMES = {field.fact or name: field.of or name for name, field in FIELDS.items()}
"""Of every fact the field as which people know it."""

FACTS: Mapping[str, Field] = {
    field.fact or name: field for name, field in FIELDS.items() if name not in SILENT
}
"""What is said of a changed fact."""

TABLE = ("number", "wbs", "name", "kind", "start", "finish", "percent", "total_float", "critical")
"""The fields that readers without scripts see of each activity."""

TERMS: Mapping[str, Field] = {
    "start": Field(_("Project start"), MOMENT),
    "data_date": Field(_("Data date"), MOMENT),
    "calendar": Field(_("Project calendar"), CALENDAR),
    "minutes_per_day": Field(_("Minutes per day"), NUMBER),
    "minutes_per_week": Field(_("Minutes per week"), NUMBER),
    "days_per_month": Field(_("Days per month"), NUMBER),
    "default_start": Field(_("Default start of a day"), TIME_OF_DAY),
    "default_finish": Field(_("Default end of a day"), TIME_OF_DAY),
    "critical_limit": Field(_("Total float up to which an activity is critical"), SPAN),
    "honor_constraints": Field(_("Constraints hold even against links"), FLAG),
}
"""The same of what holds for the whole plan, ``plan.facts.PlanTerms``."""
