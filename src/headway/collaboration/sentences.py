"""What the journal says of comments."""

from django.utils.translation import gettext_lazy as _

from headway.common.journal.sentences import Acts, Kind

ACTS = Acts(
    kind=Kind("comments", _("Comments")),
    sentences={
        "comment.written": _("Comment written"),
        "comment.answered": _("Comment answered"),
    },
)
