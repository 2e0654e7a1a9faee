"""What the journal says of charters."""

from django.utils.translation import gettext_lazy as _

from headway.common.journal.sentences import Acts, Kind

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
)
