"""What the journal says of progress."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from headway.common.journal.sentences import Acts, Content, Kind


def _reported(content: Content) -> str:
    if content.get("finished") is not None:
        return gettext("done")
    percent = content.get("percent")
    return "" if percent is None else gettext("%(percent)s %% done") % {"percent": percent}


ACTS = Acts(
    kind=Kind("progress", _("Progress")),
    page="progress",
    sentences={
        "progress.reported": _("Progress reported"),
        "progress.accepted": _("Progress accepted"),
        "progress.returned": _("Progress report returned"),
        "progress.withdrawn": _("Progress report taken back"),
    },
    details={"progress.reported": _reported},
)
