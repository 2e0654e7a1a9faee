"""What the journal says of roles."""

from django.utils.translation import gettext_lazy as _

from headway.common.journal.sentences import Acts, Content, Kind

from .roles import role_name


def _role(content: Content) -> str:
    return role_name(str(content.get("role", "")))


ACTS = Acts(
    kind=Kind("roles", _("Roles")),
    sentences={
        "role.appointed": _("Role given"),
        "role.requested": _("Role requested"),
        "role.granted": _("Requested role granted"),
        "role.refused": _("Requested role refused"),
        "role.ended": _("Role ended"),
    },
    details={
        "role.appointed": _role,
        "role.requested": _role,
        "role.granted": _role,
        "role.refused": _role,
        "role.ended": _role,
    },
)
