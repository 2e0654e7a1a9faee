"""What the journal says of background jobs."""

from django.utils.translation import gettext_lazy as _

from headway.common.journal.sentences import Acts

ACTS = Acts(
    sentences={
        "job.cancelled": _("Background job cancelled"),
    }
)
