"""The fields of an activity, one entry each: what it is called, how it is written, what typing it does, what
the API makes its column of. Commands, sentences, undo, the API and the plain table all read this.

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

Column = Sequence[Any]


def _as_it_is(values: Column) -> Column:
    return values


class Form(NamedTuple):
    """How the values of a field are written: in words, and in a column of the API. ``kind`` says which cell
    a page gives them.
    """

    kind: str
    words: Words
    column: Callable[[Column], Column] = _as_it_is

    @property
    def is_numeric(self) -> bool:
        """Whether values stand at the end of their cells."""
        return self.kind in {"number", "span", "percent"}


TEXT = Form("text", plain_text)
NAME = Form("name", plain_text)
NUMBER = Form("number", plain_text)
MOMENT = Form("moment", moment_text)
SPAN = Form("span", span_text)
PERCENT = Form("percent", percent_text)
FLAG = Form("flag", flag_text, lambda values: [int(value) for value in values])
KIND = Form("choice", kind_text)
MODE = Form("choice", flag_text, lambda values: ["manual" if value else "auto" for value in values])
CONSTRAINT = Form("choice", constraint_text, lambda values: [setters.CONSTRAINTS[value] for value in values])
CALENDAR = Form("choice", calendar_text, lambda values: [value or 0 for value in values])
TIME_OF_DAY = Form("text", time_of_day_text)
PAUSES = Form("text", pauses_text)
PLACE = Form("text", no_text)


@dataclass(frozen=True, slots=True)
class Field:
    """A field of an activity, or of what holds for the whole plan.

    ``label`` stands alone, as a head or before a changed value; ``called`` stands within a sentence.
    ``typed`` is what typing it does; what has none cannot be typed. What is ``rolled_up`` comes, for a
    summary, from the activities below it. ``fact`` is the fact that holds it, where that has another name,
    ``of`` the field that people know, where this is but a part of it. ``column`` is what the API's column of
    this name is read from; without one there is none, or ``wire.answers`` makes it of more than that.
    """

    label: str | Promise
    form: Form
    called: str | Promise = ""
    typed: setters.Setter | None = None
    rolled_up: bool = False
    fact: str = ""
    of: str = ""
    column: str = ""

    def words(self, value: object, wording: Wording) -> str:
        """A value as people read it."""
        return self.form.words(value, wording)


# Several fields of one command are applied in this order: a finish is measured from the new start.
FIELDS: Mapping[str, Field] = {
    "number": Field(_("Number"), NUMBER, column="number"),
    "wbs": Field(_("WBS"), TEXT, column="wbs"),
    "name": Field(_("Name"), NAME, _("name"), setters.type_name, column="name"),
    "kind": Field(_("Kind"), KIND, _("kind"), setters.type_kind, rolled_up=True, column="kind"),
    "place": Field(_("Place in the outline"), PLACE),
    "duration": Field(_("Duration"), SPAN, _("duration"), setters.type_duration, rolled_up=True),
    "duration_unit": Field(_("Unit of the duration"), TEXT),
    "elapsed": Field(_("Elapsed duration"), FLAG),
    "estimated": Field(_("Estimated duration"), FLAG),
    "fixed_duration": Field(_("Fixed duration"), FLAG),
    "effort_driven": Field(_("Effort driven"), FLAG),
    "calendar": Field(
        _("Calendar"), CALENDAR, _("calendar"), setters.type_calendar, rolled_up=True, column="calendar"
    ),
    "ignore_resource_calendars": Field(_("Ignores the calendars of its resources"), FLAG),
    "mode": Field(
        _("Manually scheduled"), MODE, _("mode"), setters.type_mode, fact="manual", column="manual"
    ),
    "active": Field(_("Active"), FLAG, _("active"), setters.type_flag, column="active"),
    "start": Field(
        _("Start"),
        MOMENT,
        _("start"),
        setters.type_start,
        rolled_up=True,
        fact="manual_start",
        column="start",
    ),
    "finish": Field(
        _("Finish"),
        MOMENT,
        _("finish"),
        setters.type_finish,
        rolled_up=True,
        fact="manual_finish",
        column="finish",
    ),
    "constraint": Field(
        _("Constraint"), CONSTRAINT, _("constraint"), setters.type_constraint, column="constraint"
    ),
    "constraint_date": Field(
        _("Constraint date"),
        MOMENT,
        _("constraint date"),
        setters.type_constraint_date,
        column="constraint_date",
    ),
    "deadline": Field(_("Deadline"), MOMENT, _("deadline"), setters.type_end_of_day, column="deadline"),
    "predecessors": Field(_("Predecessors"), TEXT, _("predecessors"), setters.type_predecessors),
    "resources": Field(_("Resources"), TEXT, _("resources"), setters.type_resources, rolled_up=True),
    "percent": Field(
        _("Percent complete"),
        PERCENT,
        _("progress"),
        setters.type_percent,
        rolled_up=True,
        fact="percent_complete",
        column="scheduled_percent",
    ),
    "actual_start": Field(
        _("Actual start"),
        MOMENT,
        _("actual start"),
        setters.type_actual_start,
        rolled_up=True,
        column="actual_start",
    ),
    "actual_finish": Field(
        _("Actual finish"),
        MOMENT,
        _("actual finish"),
        setters.type_actual_finish,
        rolled_up=True,
        column="actual_finish",
    ),
    "remaining_duration": Field(_("Remaining duration"), SPAN, of="percent"),
    "stop": Field(_("Work stopped"), MOMENT),
    "resume": Field(_("Work resumes"), MOMENT),
    "pauses": Field(_("Interruptions"), PAUSES),
    "leveling_delay": Field(_("Levelling delay"), SPAN),
    "priority": Field(_("Priority"), NUMBER, _("priority"), setters.type_whole(0, 1000)),
    "work": Field(_("Work"), SPAN),
    "notes": Field(_("Notes"), TEXT, _("notes"), setters.type_text(20_000)),
    "total_float": Field(_("Total float"), SPAN, column="total_float"),
    "free_float": Field(_("Free float"), SPAN, column="free_float"),
    "critical": Field(_("Critical"), FLAG, column="critical"),
    "early_start": Field(_("Early start"), MOMENT, column="early_start"),
    "early_finish": Field(_("Early finish"), MOMENT, column="early_finish"),
    "late_start": Field(_("Late start"), MOMENT, column="late_start"),
    "late_finish": Field(_("Late finish"), MOMENT, column="late_finish"),
}

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
