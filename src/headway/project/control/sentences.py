"""What the journal says of judgements and actions."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from headway.common.journal.sentences import Acts, Content
from headway.project.health.models import Colour
from headway.project.health.sentences import STATUS


def _assessed(content: Content) -> str:
    colours = {name: Colour(content[name]).label for name in ("colour", "computed")}
    return gettext("%(colour)s; computed: %(computed)s") % colours


ACTS = Acts(
    kind=STATUS,
    page="status",
    sentences={
        "status.assessed": _("Status assessed"),
        "action.done": _("Action completed"),
    },
    details={"status.assessed": _assessed},
)
