"""What this room asks of others."""

from headway.common.access import Actor
from headway.common.events import Slot
from headway.project.lifecycle.models import Project


@Slot
def project_overview(project: Project, actor: Actor) -> str:
    """A panel on the overview of a project."""
    raise NotImplementedError
