"""What the journal says of projects and their states."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from headway.common.journal.sentences import Acts, Content, Fields, Kind, day_text

from .models import Project


def _opened(content: Content) -> str:
    return f"{content['code']} {content['name']}"


def _moved(content: Content) -> str:
    """Why, and when a hold is looked at again."""
    reason = str(content.get("reason", ""))
    if not content.get("review_on"):
        return reason
    told = {"reason": reason, "date": day_text(content["review_on"])}
    return gettext("%(reason)s (review on %(date)s)") % told


def _asked(content: Content) -> str:
    state, said = str(Project.State(content["state"]).label), _moved(content)
    return f"{state}: {said}" if said else state


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
    details={
        "project.opened": _opened,
        "project.moved": _moved,
        "project.move_requested": _asked,
        "project.move_withdrawn": _asked,
        "project.move_declined": _asked,
    },
    fields={"project.moved": Fields({"state": _("State")}, {"state": dict(Project.State.choices)})},
    one_change=frozenset({"project.moved"}),
)
