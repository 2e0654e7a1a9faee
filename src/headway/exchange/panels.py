"""What pages of other rooms show of this one."""

from django.template.loader import render_to_string

from headway.common.access import Actor
from headway.project.charter.models import Project
from headway.project.schedule.rules import CHANGE_PLAN

from .queries import imports_of, open_updates


def plan_source(project: Project, actor: Actor) -> str:
    """Links from the plan to the files it came from; nothing for a plan that came from none.

    Whoever keeps the plan is told of newer files that wait for a decision.
    """
    latest = imports_of(project).first()
    waiting = open_updates(project).count() if actor.may(CHANGE_PLAN, project.pk) else 0
    if latest is None and not waiting:
        return ""
    context = {"project": project, "latest": latest, "waiting": waiting}
    return render_to_string("exchange/_plan_source.html", context)
