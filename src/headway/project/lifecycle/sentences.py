"""What the journal says of projects and their states."""

from django.utils.translation import gettext_lazy as _

from headway.common.journal.sentences import Acts, Kind

PROJECT = Kind("project", _("Project"))
ACTS = Acts(
    kind=PROJECT,
    page="project",
    sentences={
        "project.opened": _("Project opened"),
        "project.moved": _("Project state changed"),
        "project.move_requested": _("State change requested"),
        "project.move_withdrawn": _("Request for a state change withdrawn"),
        "project.move_declined": _("Request for a state change declined"),
    },
)
