"""What pages of other rooms show of this one."""

from django.template.loader import render_to_string

from headway.common.access import Actor

from .models import Project
from .queries import waiting_request
from .states import decision_name


def state_now(project: Project, actor: Actor) -> str:
    """Why the project is on hold or over, and the request that waits for a decision; nothing otherwise."""
    waiting = waiting_request(project)
    context = {
        "project": project,
        "waiting": waiting,
        "asked_for": decision_name(project, waiting.to_state) if waiting else "",
    }
    return render_to_string("lifecycle/_state_panel.html", context)
