"""What happens to plans."""

from dataclasses import dataclass

from headway.common.access import Actor
from headway.project.lifecycle.models import Project


@dataclass(frozen=True, slots=True)
class PlanChanged:
    """The plan was changed and computed anew; the activities ``moved`` have other dates than before."""

    project: Project
    revision: int
    moved: frozenset[int]
    actor: Actor
