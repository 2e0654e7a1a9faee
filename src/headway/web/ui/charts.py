"""Charts: figures drawn in a template of ``components``, with their value in words beside the drawing."""

import math
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from headway.project.health.formulas import GREEN_UP_TO, use_colour

from . import text
from .render import component
from .status import Status, status_of

BAR_END = 150.0  # the bar shows uses from 0 to 1.5; one unit is one hundredth of the tolerance

register = template.Library()


@dataclass(frozen=True)
class ToleranceBar:
    """Widths of a bar of 150 units in which 100 is the whole tolerance."""

    within: float
    beyond: float
    clipped: bool
    status: Status
    warn: float = 100 * GREEN_UP_TO  # where green ends


def bar_of(use: float | None, status: str | None = None) -> ToleranceBar:
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


@register.simple_tag
def tolerance_bar(
    use: float | Decimal | str | None, *, label: Any = "", status: str | None = None
) -> SafeString:
    """Bar of a tolerance use: 0 nothing used, 1 all of it, above 1 breached; none is unknown and hatched.

    A template writes what it cannot find as an empty string: that is none too.
    """
    share = None if use is None or use == "" else float(use)
    nothing = text.NOTHING if status == "none" else _("unknown")
    return component(
        "tolerance_bar",
        bar=bar_of(share, status),
        label=label or _("Tolerance use"),
        known=share is not None,
        value=text.share_text(share) if share is not None else nothing,
    )
