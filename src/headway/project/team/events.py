"""What happens to progress."""

from dataclasses import dataclass

from headway.common.access import Actor
from headway.project.charter.models import Project


@dataclass(frozen=True, slots=True)
class ProgressReported:
    """Somebody reported progress that waits for the manager."""

    project: Project
    report: int
    actor: Actor


@dataclass(frozen=True, slots=True)
class ProgressDecided:
    """The manager accepted reports, or returned one."""

    project: Project
    reports: tuple[int, ...]
    accepted: bool
    actor: Actor
