"""The reasons behind a colour, in words of the reader's language."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

SENTENCES: dict[str, str | Promise] = {
    "not_begun": gettext_lazy("The project has not begun, so there is nothing to measure it against yet."),
    "no_plan": gettext_lazy("There is no plan with dates yet."),
    "no_baseline": gettext_lazy("No baseline is approved yet, so there is nothing to measure drift against."),
    "no_tolerance": gettext_lazy(
        "No tolerance for time is in force; the finish has drifted by %(days)s working days."
    ),
    "late": gettext_lazy(
        "The forecast finish is %(days)s working days after the baseline; the tolerance is %(tolerance)s."
    ),
    "in_time": gettext_lazy(
        "The forecast finish is not after the baseline; the tolerance is %(tolerance)s working days."
    ),
    "after_hard_deadline": gettext_lazy(
        "The forecast finish %(finish)s is after the hard deadline %(deadline)s, "
        "so the status is red whatever the tolerance."
    ),
    "after_deadline": gettext_lazy(
        "The forecast finish %(finish)s is after the deadline %(deadline)s, which is not hard."
    ),
    "over_budget": gettext_lazy(
        "The estimate is %(amount)s above the cost baseline; the tolerance is %(tolerance)s."
    ),
    "in_budget": gettext_lazy("The estimate is within the cost baseline."),
    "held": gettext_lazy(
        "Tolerance use has been low enough for a better colour since %(since)s; "
        "the colour improves at a second evaluation 24 hours later."
    ),
    "stale": gettext_lazy(
        "The data date %(date)s is %(days)s working days old; after 10 the status counts as unknown."
    ),
    "unknown": gettext_lazy(
        "Missing: %(missing)s. With more than a quarter of its inputs missing, the status is unknown."
    ),
}
INPUTS: dict[str, str | Promise] = {
    "forecast": gettext_lazy("forecast finish"),
    "baseline": gettext_lazy("baseline"),
    "tolerance": gettext_lazy("tolerance for time"),
    "data_date": gettext_lazy("data date"),
}


def sentence(reason: Mapping[str, Any]) -> str:
    """A stored reason in words."""
    values = {name: _said(name, value) for name, value in reason["values"].items()}
    return str(SENTENCES[reason["code"]]) % values


def _said(name: str, value: Any) -> str:
    if name == "missing":
        return ", ".join(str(INPUTS[one]) for one in value)
    if name in {"finish", "deadline", "date"}:
        return date_format(dt.date.fromisoformat(value))
    if name == "since":
        return date_format(dt.datetime.fromisoformat(value), "DATETIME_FORMAT")
    if isinstance(value, float | int):
        rounded = round(value, 1)
        return number_format(int(rounded) if rounded == int(rounded) else rounded)
    return str(value)
