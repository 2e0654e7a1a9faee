"""What happens to projects."""

from dataclasses import dataclass

from headway.common.access import Actor

from .models import Project


@dataclass(frozen=True, slots=True)
class ProjectOpened:
    """A project was opened and its manager and sponsor appointed.

    ``start`` is the plan time at which its plan begins; none where it has no plan yet.
    """

    project: Project
    actor: Actor
    start: int | None = None


@dataclass(frozen=True, slots=True)
class ProjectMoved:
    """Those who decide brought the project into another state."""

    project: Project
    actor: Actor
