"""Looks at an installation after it was ill-treated.

`python -m tests.faults examine` in the installation's environment prints what it finds as JSON.
"""

import json
import sys

from headway.common.jobs.models import Job
from headway.exchange.models import PlanImport
from headway.project.health.models import ProjectHealth
from headway.project.health.services import health_columns
from headway.project.lifecycle.models import Project
from headway.project.schedule.models import Activity, PlanStep
from headway.project.schedule.queries import load_plan
from headway.project.schedule.scheduling import compute
from headway.project.team.models import ProgressReport


def differing_dates(project: Project) -> list[str]:
    """Activities whose stored dates are not those that the engine computes from the stored facts."""
    plan = load_plan(project)
    computed, finish = compute(plan.facts)
    wrong = [plan.facts.activities[key].name for key, row in plan.computed.items() if row != computed[key]]
    return wrong if plan.finish == finish else [*wrong, "the project's finish"]


def differing_health(project: Project) -> list[str]:
    """Columns of the roll-up row that differ from a computation as of the same moment."""
    row = ProjectHealth.internal.filter(pk=project.pk).first()
    if row is None:
        return ["no row"]
    columns = health_columns(project, row, now=row.evaluated_at)
    return [name for name, value in columns.items() if getattr(row, name) != value]


def reports(project: Project) -> list[tuple[str, str, bool]]:
    """What was reported, in order of its acceptance: note, state, and whether the plan says the same."""
    rows = ProgressReport.internal.filter(project=project).select_related("activity").order_by("decided_at")
    return [(row.note, row.state, row.percent == row.activity.percent_complete) for row in rows]


def examine(project: Project) -> dict[str, object]:
    """What a project holds and where it contradicts itself."""
    activities = Activity.internal.filter(project=project)
    return {
        "names": list(activities.values_list("name", flat=True)),
        "imports": PlanImport.internal.filter(project=project).count(),
        "steps": PlanStep.internal.filter(project=project).count(),
        "revision": load_plan(project).revision,
        "reports": reports(project),
        "dates": differing_dates(project),
        "health": differing_health(project),
    }


def main() -> None:
    # First of all: what is finished now has left everything that it will leave.
    unfinished = Job.objects.filter(state__in=("queued", "running")).count()
    failed = list(Job.objects.filter(state="failed").values_list("name", "error"))
    projects = {project.code: examine(project) for project in Project.internal.all()}
    json.dump({"unfinished": unfinished, "failed": failed, "projects": projects}, sys.stdout)
