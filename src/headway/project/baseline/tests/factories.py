"""Baselines for tests, made as people make them."""

import datetime as dt
from typing import Any

from headway.project.baseline import services
from headway.project.baseline.models import Baseline, BaselineProposal
from headway.project.charter.tests.factories import confirm_charter
from headway.project.lifecycle.models import Project
from headway.project.lifecycle.tests.factories import make_project, manager_of, sponsor_of
from headway.project.schedule.tests.factories import make_plan

PLAN: tuple[dict[str, Any], ...] = (
    {"name": "Dig", "duration": "5d"},
    {"name": "Pour", "duration": "5d", "predecessors": "1"},
    {"name": "Handover", "duration": "0d", "predecessors": "2"},
)


def make_planned(project: Project | None = None, **charter: Any) -> Project:
    """A project with a confirmed charter and a plan of ten working days from 2 to 13 March 2026."""
    charter.setdefault("deadline", dt.date(2026, 3, 31))
    project = project or make_project()
    confirm_charter(project, **charter)
    project.refresh_from_db()
    return make_plan(*PLAN, project=project)


def make_proposal(project: Project | None = None, note: str = "") -> BaselineProposal:
    """A proposal that waits for the sponsor."""
    project = project or make_planned()
    return services.propose_baseline(project, note, actor=manager_of(project))


def make_baseline(project: Project | None = None) -> Baseline:
    """An approved original baseline; the project is then in execution."""
    proposal = make_proposal(project)
    baseline = services.approve_baseline(proposal, "Sound", actor=sponsor_of(proposal.project))
    proposal.project.refresh_from_db()
    return baseline
