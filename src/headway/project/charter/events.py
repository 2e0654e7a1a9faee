"""What happens to projects and their charters."""

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


@dataclass(frozen=True, slots=True)
class CharterConfirmed:
    """Charter ``number`` is in force: deadline, objectives and tolerances may have changed."""

    project: Project
    number: int
    actor: Actor
