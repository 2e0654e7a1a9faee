"""What the journal says of portfolios and programmes."""

from django.utils.translation import gettext_lazy as _

from headway.common.journal.sentences import Acts

ACTS = Acts(
    sentences={
        "portfolio.created": _("Portfolio created"),
        "programme.created": _("Programme created"),
    }
)
