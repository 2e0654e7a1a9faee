"""What pages of other rooms show of this one."""

from django.template.loader import render_to_string

from headway.common.access import Actor
from headway.project.lifecycle.models import Project
from headway.project.lifecycle.states import can_change
from headway.project.schedule.permissions import CHANGE_PLAN

from .queries import imports_of, open_updates


def plan_source(project: Project, actor: Actor) -> str:
    """Links from the plan to the files it came from; whoever keeps the plan imports another one from here.

    A plan that came from no file speaks of no newer one. Of newer files that wait for a decision whoever may
    keep the plan is told.
    """
    waiting = open_updates(project).count() if actor.may(CHANGE_PLAN, project.pk) else 0
    may = can_change(actor, CHANGE_PLAN, project)
    context = {"project": project, "latest": imports_of(project).first(), "waiting": waiting, "may": may}
    return render_to_string("exchange/_plan_source.html", context)
