"""What this room asks of others."""

from headway.common.access import Actor
from headway.common.events import Question, Slot
from headway.project.lifecycle.models import Project


@Question
def baseline_dates(project: Project) -> dict[int, tuple[int | None, int | None]]:
    """Activity id -> start and finish in the baseline in force; empty without one."""
    return {}


@Slot
def plan_header(project: Project, actor: Actor) -> str:
    """A panel above the plan."""
    raise NotImplementedError
