"""What the journal says of charters."""

from decimal import Decimal

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from headway.common.journal.sentences import Acts, Content, Fields, Kind, Labels

from .dimensions import Dimension
from .document import (
    CONSTRAINT,
    HEADING,
    OBJECTIVE,
    PRIORITIES,
    TOLERANCE,
    AgreedTolerance,
    tolerance_text,
)
from .models import ProjectObjective


def _tolerance(content: Content) -> str:
    dimension = str(Dimension(content["dimension"]).label)
    if "adverse" not in content:
        return dimension
    favourable = content.get("favourable")
    row = AgreedTolerance(
        content["dimension"],
        Decimal(content["adverse"]),
        Decimal(favourable) if favourable else None,
        content.get("target", ""),
        content.get("unit", ""),
    )
    return f"{dimension}: {tolerance_text(row)}"


def _confirmed(content: Content) -> str:
    return gettext("Charter %(number)s") % {"number": content["number"]}


_IN_HEADING = {"deadline_hard": {"True": _("yes"), "False": _("no")}}
_IN_OBJECTIVE: dict[str, Labels] = {
    "source": dict(ProjectObjective.Source.choices),
    "priority": {str(key): name for key, name in PRIORITIES.items()},
    "state": dict(ProjectObjective.State.choices),
}

ACTS = Acts(
    kind=Kind("charter", _("Charter")),
    page="charter",
    sentences={
        "charter.written": _("Charter edited"),
        "charter.objective_saved": _("Objective saved"),
        "charter.objective_removed": _("Objective removed"),
        "charter.constraint_saved": _("Constraint saved"),
        "charter.constraint_removed": _("Constraint removed"),
        "charter.tolerance_proposed": _("Tolerance proposed"),
        "charter.tolerance_removed": _("Tolerance removed"),
        "charter.submitted": _("Charter submitted to the sponsor"),
        "charter.confirmed": _("Charter confirmed"),
        "charter.returned": _("Charter returned"),
    },
    details={
        "charter.tolerance_proposed": _tolerance,
        "charter.tolerance_removed": _tolerance,
        "charter.confirmed": _confirmed,
    },
    fields={
        "charter.written": Fields(HEADING, _IN_HEADING, days=("deadline",)),
        "charter.objective_saved": Fields(OBJECTIVE, _IN_OBJECTIVE, days=("due",), people=("acceptor",)),
        "charter.constraint_saved": Fields(CONSTRAINT, {"dimension": dict(Dimension.choices)}),
        "charter.tolerance_proposed": Fields(TOLERANCE),
    },
)
