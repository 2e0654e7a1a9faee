"""What the journal says of roles."""

from django.utils.translation import gettext_lazy as _

from headway.common.journal.sentences import Acts, Kind

ACTS = Acts(
    kind=Kind("roles", _("Roles")),
    sentences={
        "role.appointed": _("Role given"),
        "role.requested": _("Role requested"),
        "role.granted": _("Requested role granted"),
        "role.refused": _("Requested role refused"),
        "role.ended": _("Role ended"),
    },
)
