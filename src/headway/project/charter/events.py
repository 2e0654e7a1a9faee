"""What happens to charters."""

from dataclasses import dataclass

from headway.common.access import Actor
from headway.project.lifecycle.models import Project


@dataclass(frozen=True, slots=True)
class CharterConfirmed:
    """Charter ``number`` is in force: deadline, objectives and tolerances may have changed."""

    project: Project
    number: int
    actor: Actor
