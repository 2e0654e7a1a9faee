"""Reads about judgements and actions."""

from django.db.models import QuerySet

from headway.common.access import Actor
from headway.project.health.models import Colour, ProjectHealth
from headway.project.lifecycle.models import Project

from .models import Action, StatusAssessment


def assessments(project: Project, most: int = 10) -> QuerySet[StatusAssessment]:
    """The last judgements, newest first."""
    rows = StatusAssessment.objects.within(project).select_related("assessed_by")
    return rows.order_by("-assessed_at", "-pk")[:most]


def open_actions(project: Project) -> QuerySet[Action]:
    """Actions that are not done, most urgent first."""
    rows = Action.objects.within(project).filter(state=Action.State.OPEN)
    return rows.select_related("owner").order_by("due", "pk")


def actions_of(actor: Actor) -> QuerySet[Action]:
    """Open actions that the actor owns, in all projects that the actor may see."""
    rows = Action.objects.visible_to(actor).filter(state=Action.State.OPEN, owner=actor.person_id)
    return rows.select_related("project").order_by("due", "pk")


def computed_of(health: ProjectHealth | None) -> str:
    """The computed colour beside which a judgement stands; unknown where nothing was computed."""
    return Colour.GREY if health is None else health.computed
