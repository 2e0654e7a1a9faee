"""Reads about baselines that several rooms need."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from headway.common.access import Actor
from headway.common.http.lists import Sorting
from headway.engine.plan_time import day_of_finish
from headway.project.charter.dimensions import Dimension
from headway.project.charter.document import Agreed
from headway.project.charter.queries import agreed
from headway.project.lifecycle.models import Project
from headway.project.schedule.models import Activity, Plan

from .models import Baseline, BaselineActivity, BaselineProposal, GateDecision
from .slices import SliceRow

IN_FORCE_FIRST = Sorting("number", descending=True)
NEWEST_FIRST = Sorting("pk", descending=True)
SLICE = ("id", "number", "wbs", "name", "kind", "start", "finish", "duration")


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at before a plan is proposed.

    One that is ``blocking`` and not ``passed`` stops it; any other is for the sponsor to know, unless it is
    ``open``, which cannot be told before another check passes.
    """

    question: str
    passed: bool
    blocking: bool
    answer: str
    fix: str = ""  # address of the page where it can be put right
    open: bool = False


def plan_slice(project: Project) -> list[SliceRow]:
    """What a baseline would freeze of the plan as it is now: every active activity."""
    rows = Activity.objects.within(project).filter(active=True).order_by("path", "pk")
    return [SliceRow._make(row) for row in rows.values_list(*SLICE)]


def proposal_slice(proposal: BaselineProposal) -> list[SliceRow]:
    """What a proposal froze, of a proposal that the caller loaded through its own scope."""
    rows = BaselineActivity.objects.within(proposal.project).filter(proposal=proposal).order_by("pk")
    return [SliceRow._make(row) for row in rows.values_list("activity", *SLICE[1:])]


def original_baseline(project: Project) -> Baseline | None:
    """B0."""
    return Baseline.objects.within(project).filter(number=0).first()


def baselines(project: Project) -> QuerySet[Baseline]:
    """All baselines of a project, the one in force first."""
    rows = Baseline.objects.within(project).select_related("decision__decided_by", "proposal__proposed_by")
    return IN_FORCE_FIRST.sorted(rows)


def baseline_dates(project: Project) -> dict[int, tuple[int | None, int | None]]:
    """Activity id -> start and finish in the baseline in force; empty without one."""
    baseline = IN_FORCE_FIRST.sorted(Baseline.objects.within(project)).first()
    if baseline is None:
        return {}
    rows = BaselineActivity.objects.within(project).filter(proposal=baseline.proposal_id)
    return {
        activity: (start, finish)
        for activity, start, finish in rows.values_list("activity", "start", "finish")
    }


def waiting_proposal(project: Project) -> BaselineProposal | None:
    """The proposal that waits for the sponsor."""
    rows = BaselineProposal.objects.within(project).filter(state=BaselineProposal.State.PROPOSED)
    return rows.select_related("proposed_by", "project").first()


def last_return(project: Project) -> GateDecision | None:
    """The last decision, if it gave the plan back."""
    last = GateDecision.objects.within(project).select_related("decided_by").order_by("-pk").first()
    return last if last is not None and last.outcome == GateDecision.Outcome.RECYCLE else None


def decisions(project: Project) -> QuerySet[GateDecision]:
    """All gate decisions of a project, newest first."""
    return NEWEST_FIRST.sorted(GateDecision.objects.within(project).select_related("decided_by"))


def proposals_waiting_for(actor: Actor) -> QuerySet[BaselineProposal]:
    """Proposals in the projects that the actor sponsors."""
    rows = BaselineProposal.objects.visible_to(actor).filter(project__sponsor=actor.person_id)
    waiting = rows.filter(state=BaselineProposal.State.PROPOSED)
    return waiting.select_related("project", "proposed_by").order_by("proposed_at")


def moved_since(proposals: Sequence[BaselineProposal], actor: Actor) -> dict[int, int]:
    """Proposal id -> how many of its activities have other dates now, or are gone. One query in all."""
    same = Activity.objects.visible_to(actor).filter(
        pk=OuterRef("activity"), start=OuterRef("start"), finish=OuterRef("finish"), active=True
    )
    rows = BaselineActivity.objects.visible_to(actor).filter(proposal__in=[row.pk for row in proposals])
    return dict(rows.filter(~Exists(same)).values_list("proposal").annotate(Count("pk")))


def checks_before_proposal(project: Project) -> list[Check]:
    """What a proposal needs, and what the sponsor will be told, looked at now."""
    in_force = agreed(project)
    plan = Plan.objects.within(project).first()
    rows = Activity.objects.within(project).filter(active=True).exclude(kind=Activity.Kind.SUMMARY)
    finish = plan.finish if plan is not None else None
    charter_page = reverse("charter", args=[project.pk])
    return [
        Check(
            question=_("Is the charter confirmed?"),
            passed=in_force is not None,
            blocking=True,
            answer=_("Charter %(number)s is in force.") % {"number": in_force.number}
            if in_force
            else _("The sponsor has not confirmed a charter yet."),
            fix=charter_page,
        ),
        _tolerance_check(in_force, charter_page),
        _plan_check(rows.count(), finish, reverse("plan", args=[project.pk])),
        _deadline_check(finish, project, charter_page),
    ]


def _tolerance_check(in_force: Agreed | None, fix: str) -> Check:
    passed = in_force is not None and Dimension.TIME in in_force.tolerances
    if passed:
        answer = _("It is part of the charter in force.")
    elif in_force is None:
        answer = _(
            "It comes into force with the charter. Without it, nobody can tell how serious a delay is."
        )
    else:
        answer = _(
            "Without it, nobody can tell how serious a delay is. Add it to the charter and have it confirmed."
        )
    question = _("Is a tolerance for time in force?")
    return Check(question=question, passed=passed, blocking=True, answer=answer, fix=fix)


def _plan_check(activities: int, finish: int | None, fix: str) -> Check:
    passed = activities > 0 and finish is not None
    return Check(
        question=_("Does the plan have activities with dates?"),
        passed=passed,
        blocking=True,
        answer=_("%(count)s activities and milestones.") % {"count": activities}
        if passed
        else _("The plan is empty."),
        fix=fix,
    )


def _deadline_check(finish: int | None, project: Project, charter_page: str) -> Check:
    question, passed, fix = _("Does the plan finish by the deadline?"), False, ""
    if project.deadline is None:
        answer = _("No deadline is in force yet: it comes into force when the sponsor confirms the charter.")
        fix = charter_page
    elif finish is None:
        answer = _("The plan has no finish yet.")
    else:
        day = day_of_finish(finish)
        passed, answer = day <= project.deadline, _beside_deadline(day, project.deadline, project)
    unknown = finish is None or project.deadline is None
    return Check(question, passed=passed, blocking=False, answer=answer, fix=fix, open=unknown)


def _beside_deadline(day: dt.date, deadline: dt.date, project: Project) -> str:
    """The day on which the plan finishes and the deadline beside each other, in words."""
    values = {"finish": date_format(day), "deadline": date_format(deadline), "days": (day - deadline).days}
    if day <= deadline:
        return _("The plan finishes on %(finish)s, the deadline is %(deadline)s.") % values
    if project.deadline_hard:
        return (
            _("The plan finishes on %(finish)s, %(days)s days after the hard deadline %(deadline)s.") % values
        )
    return _("The plan finishes on %(finish)s, %(days)s days after the deadline %(deadline)s.") % values
