"""Facts of a plan before and after a change in words: what each is called, how its values are written."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from headway.engine import Constraint
from headway.project.schedule.models import Activity

from .dates import date_text
from .durations import Amount, Units, duration_text

CONSTRAINTS = {
    Constraint.ASAP: gettext_lazy("As soon as possible"),
    Constraint.ALAP: gettext_lazy("As late as possible"),
    Constraint.SNET: gettext_lazy("Start no earlier than"),
    Constraint.SNLT: gettext_lazy("Start no later than"),
    Constraint.FNET: gettext_lazy("Finish no earlier than"),
    Constraint.FNLT: gettext_lazy("Finish no later than"),
    Constraint.MSO: gettext_lazy("Must start on"),
    Constraint.MFO: gettext_lazy("Must finish on"),
}


@dataclass(frozen=True, slots=True)
class Terms:
    """What values are written in: the unit lengths of the plan, and the names of its calendars by id."""

    units: Units = field(default_factory=Units)
    calendars: Mapping[int, str] = field(default_factory=dict)


def moment_text(value: int | None) -> str:
    """Day and time of day of a plan time; empty for none."""
    return _moment(value, Terms())


def span_text(value: int | None, terms: Terms) -> str:
    """Working time in days, or in hours or minutes where it is no round number of them; empty for none."""
    return _span(value, terms)


Words = Callable[[Any, Terms], str]


def _moment(value: int | None, terms: Terms) -> str:
    """Day and time of day."""
    return "" if value is None else f"{date_text(value)} {value % 86_400 // 3600:02}:{value % 3600 // 60:02}"


def _span(value: int | None, terms: Terms) -> str:
    return "" if value is None else duration_text(Amount(value), terms.units)


def _plain(value: Any, terms: Terms) -> str:
    return "" if value is None else str(value)


def _nothing(value: Any, terms: Terms) -> str:
    return ""


def _flag(value: bool, terms: Terms) -> str:  # noqa: FBT001  one of several writers of a value
    return _("yes") if value else _("no")


def _spans(value: list[list[int]], terms: Terms) -> str:
    return ", ".join(f"{_moment(first, terms)} – {_moment(last, terms)}" for first, last in value)


def _time_of_day(value: int, terms: Terms) -> str:
    return f"{value // 3600:02}:{value % 3600 // 60:02}"


def _percent(value: int, terms: Terms) -> str:
    return f"{value} %"


def _kind(value: str, terms: Terms) -> str:
    return str(Activity.Kind(value).label)


def _constraint(value: int, terms: Terms) -> str:
    return str(CONSTRAINTS[Constraint(value)])


def _calendar(value: int | None, terms: Terms) -> str:
    return "" if value is None else terms.calendars.get(value, "")


FIELDS: Mapping[str, tuple[str | Promise, Words]] = {
    "name": (gettext_lazy("Name"), _plain),
    "kind": (gettext_lazy("Kind"), _kind),
    "place": (gettext_lazy("Place in the outline"), _nothing),
    "duration": (gettext_lazy("Duration"), _span),
    "duration_unit": (gettext_lazy("Unit of the duration"), _plain),
    "elapsed": (gettext_lazy("Elapsed duration"), _flag),
    "estimated": (gettext_lazy("Estimated duration"), _flag),
    "fixed_duration": (gettext_lazy("Fixed duration"), _flag),
    "effort_driven": (gettext_lazy("Effort driven"), _flag),
    "manual": (gettext_lazy("Manually scheduled"), _flag),
    "active": (gettext_lazy("Active"), _flag),
    "calendar": (gettext_lazy("Calendar"), _calendar),
    "ignore_resource_calendars": (gettext_lazy("Ignores the calendars of its resources"), _flag),
    "constraint": (gettext_lazy("Constraint"), _constraint),
    "constraint_date": (gettext_lazy("Constraint date"), _moment),
    "deadline": (gettext_lazy("Deadline"), _moment),
    "manual_start": (gettext_lazy("Start"), _moment),
    "manual_finish": (gettext_lazy("Finish"), _moment),
    "percent_complete": (gettext_lazy("Percent complete"), _percent),
    "actual_start": (gettext_lazy("Actual start"), _moment),
    "actual_finish": (gettext_lazy("Actual finish"), _moment),
    "remaining_duration": (gettext_lazy("Remaining duration"), _span),
    "stop": (gettext_lazy("Work stopped"), _moment),
    "resume": (gettext_lazy("Work resumes"), _moment),
    "pauses": (gettext_lazy("Interruptions"), _spans),
    "leveling_delay": (gettext_lazy("Levelling delay"), _span),
    "priority": (gettext_lazy("Priority"), _plain),
    "work": (gettext_lazy("Work"), _span),
    "notes": (gettext_lazy("Notes"), _plain),
}
TERMS: Mapping[str, tuple[str | Promise, Words]] = {
    "start": (gettext_lazy("Project start"), _moment),
    "data_date": (gettext_lazy("Data date"), _moment),
    "calendar": (gettext_lazy("Project calendar"), _calendar),
    "minutes_per_day": (gettext_lazy("Minutes per day"), _plain),
    "minutes_per_week": (gettext_lazy("Minutes per week"), _plain),
    "days_per_month": (gettext_lazy("Days per month"), _plain),
    "default_start": (gettext_lazy("Default start of a day"), _time_of_day),
    "default_finish": (gettext_lazy("Default end of a day"), _time_of_day),
    "critical_limit": (gettext_lazy("Total float up to which an activity is critical"), _span),
    "honor_constraints": (gettext_lazy("Constraints hold even against links"), _flag),
}
