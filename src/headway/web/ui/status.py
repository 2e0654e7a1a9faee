"""Status in shape, word and colour, and the geometry of the tolerance bar."""

import math
from dataclasses import dataclass
from typing import Any

from headway.project.health.formulas import GREEN_UP_TO, use_colour
from headway.project.health.models import Colour

BAR_END = 150.0  # the bar shows uses from 0 to 1.5; one unit is one hundredth of the tolerance


@dataclass(frozen=True)
class Status:
    """How one colour of the red-amber-green scale is shown without relying on the colour."""

    code: str
    label: Any
    icon: str


STATUSES = {
    colour.value: Status(colour.value, colour.label, icon)
    for colour, icon in (
        (Colour.GREEN, "circle-check"),
        (Colour.AMBER, "alert-triangle"),
        (Colour.RED, "alert-octagon"),
        (Colour.GREY, "help"),
        (Colour.NONE, "minus"),
    )
}


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


def diverge(computed: str | None, assessed: str | None) -> bool:
    """Whether people judge otherwise than the figures say; no, where one of both is unknown."""
    pair = {status_of(computed).code, status_of(assessed).code}
    return len(pair) == 2 and pair.isdisjoint({Colour.GREY, Colour.NONE})


@dataclass(frozen=True)
class ToleranceBar:
    """Widths of a bar of 150 units in which 100 is the whole tolerance."""

    within: float
    beyond: float
    clipped: bool
    status: Status
    warn: float = 100 * GREEN_UP_TO  # where green ends


def tolerance_bar(use: float | None, status: str | None = None) -> ToleranceBar:
    """Geometry for a tolerance use; ``status`` overrides the colour (it may lag behind, by hysteresis)."""
    if use is None:
        return ToleranceBar(0, 0, clipped=False, status=status_of(status))
    units = BAR_END if math.isinf(use) else min(max(use, 0) * 100, BAR_END)
    return ToleranceBar(
        within=round(min(units, 100), 1),
        beyond=round(max(units - 100, 0), 1),
        clipped=use * 100 > BAR_END,
        status=status_of(status or use_colour(use)),
    )
