"""What the journal says of progress."""

from django.utils.translation import gettext_lazy as _

from headway.common.journal.sentences import Acts, Kind

ACTS = Acts(
    kind=Kind("progress", _("Progress")),
    page="progress",
    sentences={
        "progress.reported": _("Progress reported"),
        "progress.accepted": _("Progress accepted"),
        "progress.returned": _("Progress report returned"),
        "progress.withdrawn": _("Progress report taken back"),
    },
)
