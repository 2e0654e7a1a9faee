"""Projects as start pages meet them."""

import datetime as dt
from typing import Any

from headway.project.baseline.tests.factories import make_baseline, make_planned
from headway.project.health.models import ProjectHealth
from headway.project.lifecycle.models import Project
from headway.project.lifecycle.tests.factories import make_project


def health(project: Project, **columns: Any) -> None:
    ProjectHealth.internal.filter(pk=project.pk).update(**columns)


def make_settled(**fields: Any) -> Project:
    """A project with charter, plan and approved baseline."""
    project = make_planned(make_project(**fields))
    make_baseline(project)
    return project


def on_hold(project: Project, review_on: dt.date) -> None:
    """On hold since it was initiating, to be reviewed on a day that may have come."""
    Project.internal.filter(pk=project.pk).update(
        state="on_hold", resumes="initiating", state_reason="The ground is wet", review_on=review_on
    )
