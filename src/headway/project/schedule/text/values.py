"""Values of facts in words: moments, spans, flags and codes as people read them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from headway.engine import Constraint
from headway.engine.plan_time import DAY
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
class Wording:
    """What values are written in: the unit lengths of the plan, and the names of its calendars by id."""

    units: Units = field(default_factory=Units)
    calendars: Mapping[int, str] = field(default_factory=dict)


Words = Callable[[Any, Wording], str]


def moment_text(value: int | None, wording: Wording | None = None) -> str:
    """Day and time of day of a plan time; empty for none."""
    return "" if value is None else f"{date_text(value)} {time_of_day_text(value % DAY)}"


def time_of_day_text(value: int, wording: Wording | None = None) -> str:
    """Hours and minutes."""
    return f"{value // 3600:02}:{value % 3600 // 60:02}"


def span_text(value: int | None, wording: Wording) -> str:
    """Working time in days, or in hours or minutes where it is no round number of them; empty for none."""
    return "" if value is None else duration_text(Amount(value), wording.units)


def pauses_text(value: list[list[int]], wording: Wording) -> str:
    """From when to when work rests, each."""
    return ", ".join(f"{moment_text(first)} – {moment_text(last)}" for first, last in value)


def plain_text(value: object, wording: Wording) -> str:
    """The value as it is; empty for none."""
    return "" if value is None else str(value)


def no_text(value: object, wording: Wording) -> str:
    """Nothing: that it is another one is all that can be said."""
    return ""


def flag_text(value: object, wording: Wording) -> str:
    """Yes or no."""
    return _("yes") if value else _("no")


def percent_text(value: int, wording: Wording) -> str:
    """A share."""
    return f"{value} %"


def kind_text(value: str, wording: Wording) -> str:
    """What an activity is; the kind of another row, such as a resource, stands as it is."""
    return str(dict(Activity.Kind.choices).get(value, value))


def constraint_text(value: int, wording: Wording) -> str:
    """What a constraint asks for."""
    return str(CONSTRAINTS[Constraint(value)])


def calendar_text(value: int | None, wording: Wording) -> str:
    """A calendar of the plan by its name."""
    return "" if value is None else wording.calendars.get(value, "")
