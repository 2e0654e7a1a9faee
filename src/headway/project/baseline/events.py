"""What happens to baselines."""

from dataclasses import dataclass

from headway.common.access import Actor
from headway.project.charter.models import Project

from .models import Baseline, BaselineProposal


@dataclass(frozen=True, slots=True)
class BaselineProposed:
    """A plan waits for the sponsor's decision."""

    project: Project
    proposal: BaselineProposal
    actor: Actor


@dataclass(frozen=True, slots=True)
class BaselineApproved:
    """Another baseline is in force."""

    project: Project
    baseline: Baseline
    actor: Actor


@dataclass(frozen=True, slots=True)
class BaselineReturned:
    """The sponsor did not approve the plan and said why."""

    project: Project
    proposal: BaselineProposal
    actor: Actor
