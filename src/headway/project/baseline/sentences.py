"""What the journal says of baselines."""

from django.utils.translation import gettext_lazy as _

from headway.common.journal.sentences import Acts, Kind

ACTS = Acts(
    kind=Kind("baseline", _("Baseline")),
    page="baseline",
    sentences={
        "baseline.proposed": _("Baseline proposed"),
        "baseline.withdrawn": _("Baseline proposal withdrawn"),
        "baseline.approved": _("Baseline approved"),
        "baseline.returned": _("Baseline returned"),
    },
)
