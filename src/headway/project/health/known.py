"""What the lower rooms know of a project."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone

from headway.common.access import ScopedQuerySet
from headway.engine.plan_time import day_of, day_of_finish
from headway.project.baseline.models import Baseline, BaselineActivity
from headway.project.charter.dimensions import Dimension
from headway.project.charter.document import Agreed
from headway.project.charter.queries import agreed
from headway.project.lifecycle.models import Project
from headway.project.schedule.models import Activity, Plan
from headway.project.schedule.results.working_time import project_time

from .evaluation import Inputs
from .models import MilestoneAhead

MILESTONES_AHEAD = 3  # that a roll-up row names


@dataclass(frozen=True, slots=True)
class Known:
    """What the lower rooms say of a project at this moment."""

    inputs: Inputs
    activities: int
    complete: int
    late: int
    ahead: tuple[MilestoneAhead, ...] = ()
    phase: str = ""

    def columns(self) -> dict[str, Any]:
        """The columns of the roll-up row that are plain copies."""
        inputs = self.inputs
        return {
            "forecast_finish": _day(inputs.forecast),
            "baseline_finish": _day(inputs.baseline),
            "deadline": inputs.deadline,
            "deadline_hard": inputs.deadline_hard,
            "data_date": None if inputs.data_date is None else day_of(inputs.data_date),
            "activities": self.activities,
            "complete": self.complete,
            "late": self.late,
            "next_milestones": [[one.activity, one.name, one.date.isoformat()] for one in self.ahead],
            "next_milestone_date": self.ahead[0].date if self.ahead else None,
            "phase": self.phase,
        }


def known_of(project: Project) -> Known:
    """Ask every lower room about a project. A constant number of queries, whatever the size of the plan."""
    plan = Plan.objects.within(project).select_related("project").first()
    in_force = agreed(project)
    baselines = list(Baseline.objects.within(project).order_by("number"))
    leaves = Activity.objects.within(project).filter(active=True).exclude(kind=Activity.Kind.SUMMARY)
    counts = leaves.aggregate(all=Count("pk"), done=Count("pk", filter=Q(percent_complete=100)))
    ahead = leaves.filter(kind=Activity.Kind.MILESTONE, percent_complete__lt=100, finish__isnull=False)
    following = ahead.order_by("finish", "path").values_list("pk", "name", "finish")[:MILESTONES_AHEAD]
    return Known(
        inputs=inputs_of(project, plan, in_force, baselines),
        activities=counts["all"],
        complete=counts["done"],
        late=late_milestones(project, baselines[-1]).count() if baselines else 0,
        ahead=tuple(
            MilestoneAhead(key, name, day_of_finish(finish))
            for key, name, finish in following
            if finish is not None
        ),
        phase=_phase(project),
    )


def _phase(project: Project) -> str:
    """The first summary at the top of the plan that is not done: the phase in which the project is."""
    tops = Activity.objects.within(project).filter(parent=None, active=True, kind=Activity.Kind.SUMMARY)
    name = tops.filter(scheduled_percent__lt=100).order_by("path").values_list("name", flat=True).first()
    return name or ""


def late_milestones(project: Project, baseline: Baseline) -> ScopedQuerySet[Activity]:
    """Unfinished milestones that are forecast after their date in the baseline."""
    frozen = BaselineActivity.objects.within(project).filter(
        proposal=baseline.proposal_id, activity=OuterRef("pk"), finish__lt=OuterRef("finish")
    )
    open_ones = Activity.objects.within(project).filter(
        kind=Activity.Kind.MILESTONE, active=True, percent_complete__lt=100
    )
    return open_ones.filter(Exists(frozen))


def inputs_of(
    project: Project, plan: Plan | None, in_force: Agreed | None, baselines: list[Baseline]
) -> Inputs:
    """What plan, agreement and baselines come to, the oldest baseline first. One query, with a plan."""
    current = baselines[-1] if baselines else None
    tolerance = in_force.tolerances.get(Dimension.TIME) if in_force else None
    return Inputs(
        forecast=plan.finish if plan else None,
        baseline=current.finish if current else None,
        baselined_on=timezone.localdate(current.approved_at) if current else None,
        tolerance=float(tolerance.adverse) if tolerance else None,
        deadline=in_force.deadline if in_force else None,
        deadline_hard=in_force.deadline_hard if in_force else False,
        data_date=plan.data_date if plan else None,
        working_time=project_time(plan) if plan else None,
        expected=project.state in {Project.State.EXECUTING, Project.State.CLOSING},
        begun=project.has_begun,
    )


def _day(finish: int | None) -> dt.date | None:
    return None if finish is None else day_of_finish(finish)
