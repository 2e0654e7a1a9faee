"""What must be true of a loaded organisation, looked at from its stored rows alone.

``violations`` yields a sentence for each thing that is not; tests expect none, at every scale.
"""

import datetime as dt
import math
from collections.abc import Iterator
from typing import Any

from django.db.models import Count, F, Min, Q, QuerySet
from django.utils import timezone

from headway.common.access import Reason
from headway.common.journal.models import JournalEntry
from headway.common.journal.queries import verify
from headway.engine.plan_time import DAY, day_of, moment_of
from headway.organisation.models import RoleGrant, Scope
from headway.organisation.roles import OFFICE
from headway.project.baseline.models import Baseline, BaselineActivity, GateDecision
from headway.project.baseline.services import G2
from headway.project.charter.models import CharterVersion, ProjectObjective, Tolerance
from headway.project.control.models import StatusAssessment
from headway.project.control.services import is_better
from headway.project.health.models import ProjectHealth
from headway.project.lifecycle.models import Project
from headway.project.lifecycle.states import FOLLOWS
from headway.project.schedule.models import Activity, Plan, PlanCalendar
from headway.project.team.models import ProgressReport

State = Project.State
COMMITTED = (State.EXECUTING, State.ON_HOLD, State.CLOSING, State.CLOSED)


def violations(*, sampled: int | None = None) -> Iterator[str]:
    """Everything that must not be, in words; nothing where all is well.

    With ``sampled``, the slow computations are done for so many projects only, from everywhere in the list.
    """
    yield from _states()
    yield from _gates()
    yield from _duties()
    yield from _hats()
    yield from _windows()
    yield from _assessments()
    yield from _roll_ups(sampled)
    yield from _moments()
    yield from (f"journal {fault.scope_id}/{fault.seq}: {fault.what}" for fault in verify())


def _states() -> Iterator[str]:
    """Every project came to its state by steps that may follow each other, and every baseline by gate G2."""
    moves = (
        JournalEntry.objects.system(Reason.SEED).filter(action="project.moved").order_by("scope_id", "seq")
    )
    opened = (
        JournalEntry.objects.system(Reason.SEED)
        .filter(action="project.opened")
        .values_list("scope_id", "content")
    )
    reached = {scope: str((content or {}).get("state")) for scope, content in opened.iterator()}
    for scope, content in moves.values_list("scope_id", "content").iterator():
        before, after = (str((content or {}).get(name)) for name in ("before", "after"))
        if before != reached[scope] or after not in FOLLOWS[before]:
            yield f"project {scope} went from {reached[scope]} by {before} to {after}"
        reached[scope] = after
    projects = Project.objects.system(Reason.SEED)
    for project in projects.iterator():
        if project.state != reached[project.pk]:
            yield f"{project.code} is {project.state}, but its journal ends with {reached[project.pk]}"
    agreed = CharterVersion.objects.system(Reason.SEED).values("project")
    original = Baseline.objects.system(Reason.SEED).filter(number=0).values("project")
    early = (*Project.PIPELINE, State.INITIATING, State.CANCELLED)
    yield from _codes(projects.exclude(state__in=early).exclude(pk__in=agreed), "has no charter in force")
    yield from _codes(
        projects.filter(state__in=COMMITTED).exclude(pk__in=original), "has no original baseline"
    )


def _gates() -> Iterator[str]:
    """Every original baseline was made by the one decision at gate G2 about just that plan (I5)."""
    originals = Baseline.objects.system(Reason.SEED).filter(number=0)
    wrong = originals.exclude(
        decision__gate=G2,
        decision__outcome=GateDecision.Outcome.PROCEED,
        decision__project=F("project"),
        decision__digest=F("digest"),
        proposal__digest=F("digest"),
    )
    yield from (f"baseline {row.pk} was not decided at its gate (I5)" for row in wrong)
    decisions = GateDecision.objects.system(Reason.SEED)
    decided = decisions.filter(gate=G2, outcome=GateDecision.Outcome.PROCEED).values_list("project")
    for project, count in decided.annotate(Count("pk")).order_by("project"):
        if count != originals.filter(project=project).count():
            yield f"project {project} has {count} decisions for its original baseline (I5)"


def _duties() -> Iterator[str]:
    """Nobody writes in project space for the office (I1), or decides about the own request (I6, I7)."""
    grants = RoleGrant.objects.system(Reason.SEED).filter(role__in=OFFICE, scope__kind=Scope.Kind.PROJECT)
    yield from (f"grant {grant.pk}: an office role in a project (I1)" for grant in grants)
    projects = Project.objects.system(Reason.SEED)
    yield from _codes(projects.filter(manager=F("sponsor")), "is managed by its sponsor (I7)")
    checks: tuple[tuple[QuerySet[Project], str], ...] = (
        (_projects_of(ProjectObjective, Q(acceptor=F("project__manager"))), "accepts its own work (I7)"),
        (
            _projects_of(CharterVersion, Q(confirmed_by=F("project__manager"))),
            "confirms its own charter (I6)",
        ),
        (_projects_of(GateDecision, Q(decided_by=F("project__manager"))), "decides its own gate (I6)"),
        (
            _projects_of(ProgressReport, Q(decided_by=F("person"))),
            "has progress accepted by its reporter (I6)",
        ),
    )
    for found, sentence in checks:
        yield from _codes(found, sentence)


def _hats() -> Iterator[str]:
    """Who acted, held that hat then and there (I14); administrators have no other (I11)."""
    parents = dict(Scope.objects.values_list("pk", "parent"))
    projects = set(Scope.objects.filter(kind=Scope.Kind.PROJECT).values_list("pk", flat=True))
    held: dict[tuple[str, str], dict[int, dt.date]] = {}
    grants = RoleGrant.objects.system(Reason.SEED).filter(state=RoleGrant.State.ACTIVE)
    for grant in grants.iterator():
        since = held.setdefault((f"person:{grant.person_id}", grant.role), {})
        since[grant.scope_id] = min(grant.valid_from, since.get(grant.scope_id, grant.valid_from))
    administrators = grants.filter(role="SA").values("person")
    for grant in grants.filter(person__in=administrators).exclude(role="SA"):
        yield f"grant {grant.pk}: an administrator is {grant.role} too (I11)"
    acts = (
        JournalEntry.objects.system(Reason.SEED)
        .filter(actor__startswith="person:")
        .values_list("scope_id", "actor", "hat")
    )
    for scope, actor, hat, first in acts.annotate(Min("at")).order_by("scope_id", "actor", "hat"):
        if hat == "SA" and scope in projects:
            yield f"{actor} acts as an administrator in project {scope} (I11)"
        since = held.get((actor, hat), {})
        days = [since[place] for place in _upwards(scope, parents) if place in since]
        if not days or min(days) > timezone.localdate(first):
            yield f"{actor} acted in {scope} as {hat or 'nobody'} without being it (I14)"


def _upwards(scope: int | None, parents: dict[int, int | None]) -> Iterator[int]:
    """A scope and those around it."""
    while scope is not None:
        yield scope
        scope = parents[scope]


def _projects_of(
    model: type[ProjectObjective | CharterVersion | GateDecision | ProgressReport], wrong: Q
) -> QuerySet[Project]:
    rows: QuerySet[Any] = model.objects.system(Reason.SEED).filter(wrong)
    return Project.objects.system(Reason.SEED).filter(pk__in=rows.values("project"))


def _codes(projects: QuerySet[Project], sentence: str) -> Iterator[str]:
    yield from (f"{code} {sentence}" for code in projects.values_list("code", flat=True))


def _windows() -> Iterator[str]:
    """No activity starts before its plan or finishes after it, unless it really did or somebody said so."""
    plans = Plan.objects.system(Reason.SEED).values_list("project_id", "start", "finish")
    for project, start, finish in plans.iterator():
        rows = Activity.objects.system(Reason.SEED).filter(project=project, active=True)
        free = rows.filter(actual_start=None, manual=False, constraint=0).exclude(kind=Activity.Kind.SUMMARY)
        outside = free.filter(start__lt=start) | rows.filter(finish__gt=finish)
        yield from (f"activity {row.pk} lies outside the plan of {project}" for row in outside[:5])
        if rows.filter(Q(start=None) | Q(finish=None) | Q(finish__lt=F("start"))).exists():
            yield f"an activity of {project} has no dates, or finishes before it starts"


def _assessments() -> Iterator[str]:
    """A judgement better than the computed status says why, and the roll-up row shows the last one."""
    last: dict[int, StatusAssessment] = {}
    for row in StatusAssessment.objects.system(Reason.SEED).order_by("assessed_at", "pk"):
        last[row.project_id] = row
        if is_better(row.colour, row.computed) and not row.rationale:
            yield f"assessment {row.pk} is better than computed and does not say why"
    for health in ProjectHealth.objects.system(Reason.SEED).iterator():
        judged = last.get(health.pk)
        if health.assessed != (judged.colour if judged else ""):
            yield f"the roll-up row of {health.pk} shows another judgement than the last"


def _moments() -> Iterator[str]:
    """In each journal time goes forward, and what was agreed was agreed before the work was reported."""
    latest: dict[int, dt.datetime] = {}
    for scope, seq, at in (
        JournalEntry.objects.system(Reason.SEED)
        .order_by("scope_id", "seq")
        .values_list("scope_id", "seq", "at")
    ):
        if at < latest.get(scope, at):
            yield f"journal {scope}/{seq} is earlier than the entry before it"
        latest[scope] = at
    baselines = Baseline.objects.system(Reason.SEED).filter(number=0).values("project", "approved_at")
    for baseline in baselines:
        reports = ProgressReport.objects.system(Reason.SEED).filter(project=baseline["project"])
        if reports.filter(reported_at__lt=baseline["approved_at"]).exists():
            yield f"progress of {baseline['project']} was reported before its baseline was approved"


# ---- Roll-up rows against a slow computation from the plans ----


def _roll_ups(sampled: int | None) -> Iterator[str]:
    keys = list(ProjectHealth.objects.system(Reason.SEED).order_by("pk").values_list("pk", flat=True))
    chosen = keys[:: max(1, len(keys) // sampled)] if sampled else keys
    rows = ProjectHealth.objects.system(Reason.SEED).filter(pk__in=chosen).select_related("project")
    for health in rows.iterator():
        expected = slow_roll_up(health.project, timezone.localdate(health.evaluated_at))
        stored = {name: getattr(health, name) for name in expected}
        if stored != expected:
            yield f"the roll-up row of {health.project.code} is {stored}, computed anew {expected}"


def slow_roll_up(project: Project, day: dt.date) -> dict[str, Any]:
    """Columns of a project's roll-up row as of a day, computed from its plan without any shortcut."""
    rows = list(Activity.objects.within(project).filter(active=True).order_by("path"))
    leaves = [row for row in rows if row.kind != Activity.Kind.SUMMARY]
    baseline = Baseline.objects.within(project).order_by("-number").first()
    frozen = BaselineActivity.objects.within(project).filter(
        proposal=baseline.proposal_id if baseline else None
    )
    planned = dict(frozen.values_list("activity", "finish"))
    ahead = [row for row in leaves if row.kind == Activity.Kind.MILESTONE and row.percent_complete < 100]
    following = sorted(ahead, key=lambda row: (row.finish or 0, row.path))[:3]
    days = [day_of((row.finish or 0) - 1).isoformat() for row in following]
    drift = use = None
    if baseline is not None:
        finish = max(row.finish or 0 for row in rows)
        drift = _working_days(project, baseline.finish, finish)
        allowed = float(Tolerance.objects.within(project).get(dimension="time").adverse)
        late = max(0.0, drift)
        use = late / allowed if allowed else (math.inf if late else 0.0)
    tops = (row for row in rows if row.parent_id is None and row.kind == Activity.Kind.SUMMARY)
    return {
        "activities": len(leaves),
        "complete": sum(row.percent_complete == 100 for row in leaves),
        "late": sum((row.finish or 0) > (planned[row.pk] or 0) for row in ahead if row.pk in planned),
        "next_milestones": [[row.pk, row.name, at] for row, at in zip(following, days, strict=True)],
        "next_milestone_date": dt.date.fromisoformat(days[0]) if days else None,
        "phase": next((row.name for row in tops if row.scheduled_percent < 100), ""),
        "v_time": drift,
        "u_time": use,
        "computed": _slow_colour(project, use, day),
    }


def _slow_colour(project: Project, use: float | None, day: dt.date) -> str:
    """The status of a project that never was worse than it is, whose money nobody knows, as of a day."""
    if project.state in Project.PIPELINE:
        return "none"
    plan = Plan.objects.within(project).first()
    if plan is None or plan.finish is None or use is None:
        return "grey"
    agreed = CharterVersion.objects.within(project).get().content
    if use > 1 or (agreed["deadline_hard"] and day_of(plan.finish - 1).isoformat() > agreed["deadline"]):
        return "red"
    age = _working_days(project, plan.data_date or plan.start, moment_of(day))
    if age > 10 and project.state in {State.EXECUTING, State.CLOSING}:
        return "grey"
    return "amber" if use > 0.6 else "green"


def _working_days(project: Project, since: int, until: int) -> float:
    """Working days of the project's calendar between two moments, day by day."""
    if until < since:
        return -_working_days(project, until, since)
    plan = Plan.objects.within(project).get()
    calendar = PlanCalendar.objects.within(project).get(pk=plan.calendar_id)
    seconds = 0
    for number in range(since // DAY - 1, until // DAY + 1):
        for start, finish in _shifts(calendar, day_of(number * DAY)):
            seconds += max(0, min(until, number * DAY + finish) - max(since, number * DAY + start))
    return round(seconds / (plan.minutes_per_day * 60), 4)


def _shifts(calendar: PlanCalendar, day: dt.date) -> list[list[int]]:
    for exception in calendar.exceptions:
        if exception["first"] <= day.isoformat() <= exception["last"]:
            free: list[list[int]] = exception["shifts"]
            return free
    shifts: list[list[int]] = calendar.days[day.weekday()]
    return shifts
