"""What the journal says of judgements and actions."""

from django.utils.translation import gettext_lazy as _

from headway.common.journal.sentences import Acts
from headway.project.health.sentences import STATUS

ACTS = Acts(
    kind=STATUS,
    page="status",
    sentences={
        "status.assessed": _("Status assessed"),
        "action.done": _("Action completed"),
    },
)
