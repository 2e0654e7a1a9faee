"""Status in shape, word and colour, and the geometry of the tolerance bar. Pure."""

import math
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

WARN_AT, LIMIT_AT = 0.6, 1.0
BAR_END = 150.0  # the bar shows uses from 0 to 1.5; one unit is one hundredth of the tolerance


@dataclass(frozen=True)
class Status:
    """How one colour of the red-amber-green scale is shown without relying on the colour."""

    code: str
    label: Any
    icon: str


STATUSES = {
    status.code: status
    for status in (
        Status("green", _("Green"), "circle-check"),
        Status("amber", _("Amber"), "alert-triangle"),
        Status("red", _("Red"), "alert-octagon"),
        Status("grey", _("Unknown"), "help"),
        Status("none", _("No status yet"), "minus"),
    )
}
_BETTER_FIRST = ("green", "amber", "red")


def status_of(code: str | None) -> Status:
    """The status with this code, upper or lower case; unknown (grey) for none.

    Raises
    ------
    ValueError
        The code is not one of green, amber, red, grey, none.
    """
    wanted = (code or "grey").lower()
    if wanted not in STATUSES:
        raise ValueError(f"{code!r} is no status; use one of {', '.join(STATUSES)}")
    return STATUSES[wanted]


def divergence(computed: str | None, assessed: str | None) -> int | None:
    """How much better (+) or worse (-) people judge than the figures say; None where one is unknown."""
    first, second = status_of(computed).code, status_of(assessed).code
    if first not in _BETTER_FIRST or second not in _BETTER_FIRST:
        return None
    return _BETTER_FIRST.index(first) - _BETTER_FIRST.index(second)


@dataclass(frozen=True)
class ToleranceBar:
    """Widths of a bar of 150 units in which 100 is the whole tolerance."""

    within: float
    beyond: float
    clipped: bool
    status: Status


def tolerance_bar(use: float | None, status: str | None = None) -> ToleranceBar:
    """Geometry for a tolerance use; ``status`` overrides the colour (it may lag behind, by hysteresis)."""
    if use is None:
        return ToleranceBar(0, 0, clipped=False, status=status_of(status))
    units = BAR_END if math.isinf(use) else min(max(use, 0) * 100, BAR_END)
    plain = "green" if use <= WARN_AT else "amber" if use <= LIMIT_AT else "red"
    return ToleranceBar(
        within=round(min(units, 100), 1),
        beyond=round(max(units - 100, 0), 1),
        clipped=use * 100 > BAR_END,
        status=status_of(status or plain),
    )
