"""What happens to baselines."""

from dataclasses import dataclass

from headway.common.access import Actor
from headway.project.lifecycle.models import Project

from .models import Baseline


@dataclass(frozen=True, slots=True)
class BaselineApproved:
    """Another baseline is in force."""

    project: Project
    baseline: Baseline
    actor: Actor
