"""What the journal says of the computed status."""

from django.utils.translation import gettext_lazy as _

from headway.common.journal.sentences import Acts, Fields, Kind

from .models import Colour

STATUS = Kind("status", _("Status"))
ACTS = Acts(
    kind=STATUS,
    page="status",
    sentences={
        "health.changed": _("Computed status changed"),
    },
    fields={
        "health.changed": Fields({"colour": _("Computed status")}, {"colour": dict(Colour.choices)}),
    },
    one_change=frozenset({"health.changed"}),
)
