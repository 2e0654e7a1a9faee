"""Status in shape, word and colour."""

from dataclasses import dataclass
from typing import Any

from headway.project.health.models import Colour


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
