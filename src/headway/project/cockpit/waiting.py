"""What waits in a manager's projects: for the manager, and for the sponsor. Read at once for all of them."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef

from headway.common.access import Actor
from headway.project.baseline.models import Baseline, BaselineProposal, GateDecision
from headway.project.charter.models import Charter, CharterVersion
from headway.project.control.models import Action
from headway.project.control.queries import actions_of
from headway.project.team.models import ProgressReport


@dataclass(frozen=True, slots=True)
class CharterState:
    """How far a charter is; ``agreed`` once the sponsor has confirmed any version of it."""

    state: str
    agreed: bool
    returned_reason: str
    submitted_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits, each by project id. ``returned_plans`` are those that were not proposed again."""

    reports: dict[int, int]
    charters: dict[int, CharterState]
    baselined: frozenset[int]
    proposed: dict[int, dt.datetime]
    returned_plans: dict[int, str]
    actions: dict[int, list[Action]]


def waiting_in(projects: list[int], actor: Actor, *, due_until: dt.date) -> Waiting:
    """What waits in projects, in a constant number of queries; actions that are due by a day."""
    reports = ProgressReport.objects.visible_to(actor).filter(
        project__in=projects, state=ProgressReport.State.REPORTED
    )
    baselined = Baseline.objects.visible_to(actor).filter(project__in=projects)
    proposed = BaselineProposal.objects.visible_to(actor).filter(
        project__in=projects, state=BaselineProposal.State.PROPOSED
    )
    returned = GateDecision.objects.visible_to(actor).filter(
        project__in=projects, outcome=GateDecision.Outcome.RECYCLE
    )
    settled = frozenset(baselined.values_list("project_id", flat=True))
    asked = dict(proposed.values_list("project_id", "proposed_at"))
    actions: dict[int, list[Action]] = {}
    for action in actions_of(actor).filter(due__lte=due_until):
        actions.setdefault(action.project_id, []).append(action)
    return Waiting(
        reports=dict(reports.values_list("project_id").annotate(Count("pk"))),
        charters=_charters(projects, actor),
        baselined=settled,
        proposed=asked,
        returned_plans={
            project: reason
            for project, reason in returned.order_by("pk").values_list("project_id", "reason")
            if project not in settled and project not in asked
        },
        actions=actions,
    )


def _charters(projects: list[int], actor: Actor) -> dict[int, CharterState]:
    versions = CharterVersion.objects.visible_to(actor).filter(project=OuterRef("pk"))
    rows = Charter.objects.visible_to(actor).filter(project__in=projects)
    return {
        row[0]: CharterState(*row[1:])
        for row in rows.values_list(
            "project_id", "state", Exists(versions), "returned_reason", "submitted_at"
        )
    }
