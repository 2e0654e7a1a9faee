"""What happens to projects."""

from dataclasses import dataclass

from headway.common.access import Actor

from .models import Project


@dataclass(frozen=True, slots=True)
class ProjectOpened:
    """A project was opened and its manager and sponsor appointed."""

    project: Project
    actor: Actor


@dataclass(frozen=True, slots=True)
class ProjectMoved:
    """Those who decide brought the project into another state."""

    project: Project
    actor: Actor
