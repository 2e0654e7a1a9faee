"""What the journal says of plan files."""

from django.utils.translation import gettext_lazy as _

from headway.common.journal.sentences import Acts
from headway.project.schedule.sentences import PLAN

ACTS = Acts(
    kind=PLAN,
    page="plan",
    sentences={
        "plan.imported": _("Plan imported"),
        "plan.update_discarded": _("Newer plan file discarded"),
    },
)
