"""What happens to plans."""

from dataclasses import dataclass

from headway.common.access import Actor
from headway.project.charter.models import Project


@dataclass(frozen=True, slots=True)
class PlanChanged:
    """The plan of a project was changed and computed anew; ``moved`` activities have other dates than before."""

    project: Project
    revision: int
    moved: frozenset[int]
    actor: Actor
