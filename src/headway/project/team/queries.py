"""Reads about work and progress."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from headway.common.access import Actor
from headway.engine.plan_time import moment_of
from headway.project.lifecycle.models import Project
from headway.project.lifecycle.states import UNDER_WAY, can_change
from headway.project.schedule.models import Activity, Assignment, Resource

from .models import ProgressReport
from .rules import REPORT_PROGRESS

State = ProgressReport.State
HORIZON = dt.timedelta(days=14)
DUE_FIRST = (F("activity__finish").asc(nulls_last=True), "activity_id")


@dataclass(frozen=True, slots=True)
class WorkItem:
    """An activity that somebody is assigned to, with the last that was reported of it and not taken back."""

    activity: Activity
    project: Project
    report: ProgressReport | None
    overdue: bool

    @property
    def waiting(self) -> ProgressReport | None:
        """The report that the manager has not decided about."""
        return self.report if self.report is not None and self.report.state == State.REPORTED else None

    @property
    def quick(self) -> list[str]:
        """What one button reports: ``start``, ``half``, ``done``; not what is so or waits already."""
        waiting, row = self.waiting, self.activity
        if waiting is not None and waiting.finished is not None:
            return []
        begun = row.actual_start is not None or (waiting is not None and waiting.started is not None)
        share = max(row.percent_complete, (waiting.percent or 0) if waiting is not None else 0)
        return [*["start"][begun:], *["half"][share >= 50 :], "done"]

    @property
    def returned(self) -> ProgressReport | None:
        """The report that came back."""
        return self.report if self.report is not None and self.report.state == State.RETURNED else None


def my_work(actor: Actor, today: dt.date, *, later: bool = False) -> list[WorkItem]:
    """Unfinished activities that the actor is assigned to in all projects under way, by what is due first.

    Those that begin after the next two weeks and were not begun come only with ``later``.
    """
    midnight = moment_of(today)
    found = _listed(actor, today, later=later).select_related("activity", "project__manager")
    activities = {row.activity_id: row for row in found}
    reports = _last_reports(actor, list(activities))
    return [
        WorkItem(
            activity=row.activity,
            project=row.project,
            report=reports.get(key),
            overdue=row.activity.finish is not None and row.activity.finish < midnight,
        )
        for key, row in activities.items()
    ]


def place_in_work(actor: Actor, activity: Activity, today: dt.date, *, later: bool = False) -> int | None:
    """The activity itself while ``my_work`` lists it, otherwise what follows where it stood, or the last."""
    listed = _listed(actor, today, later=later)
    if listed.filter(activity=activity).exists():
        return activity.pk
    if activity.finish is None:
        behind = Q(activity__finish=None, activity__gt=activity.pk)
    else:
        same_day = Q(activity__finish=activity.finish, activity__gt=activity.pk)
        behind = Q(activity__finish__gt=activity.finish) | same_day | Q(activity__finish=None)
    nearest = listed.filter(behind).first() or listed.last()
    return None if nearest is None else nearest.activity_id


def later_work(actor: Actor, today: dt.date) -> int:
    """How many activities of the actor begin after the next two weeks."""
    return _assignments(actor).exclude(_at_hand(today)).values("activity").distinct().count()


def _listed(actor: Actor, today: dt.date, *, later: bool) -> QuerySet[Assignment]:
    rows = _assignments(actor) if later else _assignments(actor).filter(_at_hand(today))
    return rows.order_by(*DUE_FIRST)


def _at_hand(today: dt.date) -> Q:
    return Q(activity__start__lt=moment_of(today + HORIZON)) | Q(activity__actual_start__isnull=False)


def _assignments(actor: Actor) -> QuerySet[Assignment]:
    rows = Assignment.objects.visible_to(actor).filter(
        resource__person=actor.person_id,
        project__state__in=UNDER_WAY,
        activity__active=True,
        activity__percent_complete__lt=100,
    )
    return rows.exclude(activity__kind=Activity.Kind.SUMMARY)


def _last_reports(actor: Actor, activities: list[int]) -> dict[int, ProgressReport]:
    rows = ProgressReport.objects.visible_to(actor).filter(person=actor.person_id, activity__in=activities)
    rows = rows.exclude(state=State.WITHDRAWN)
    return {row.activity_id: row for row in rows.select_related("decided_by").order_by("reported_at", "pk")}


def waiting_reports(project: Project) -> QuerySet[ProgressReport]:
    """Reports of a project that the manager has to decide about, oldest first."""
    rows = ProgressReport.objects.within(project).filter(state=State.REPORTED)
    return rows.select_related("activity", "person").order_by("reported_at", "pk")


def decided_reports(project: Project, most: int = 20) -> QuerySet[ProgressReport]:
    """The reports that were decided last."""
    rows = ProgressReport.objects.within(project).filter(state__in=(State.ACCEPTED, State.RETURNED))
    return rows.select_related("activity", "person", "decided_by").order_by("-decided_at", "-pk")[:most]


def can_report(actor: Actor, project: Project) -> bool:
    """Whether the actor may report progress of own work in a project."""
    return can_change(actor, REPORT_PROGRESS, project)


def staffed_resources(project: Project) -> QuerySet[Resource]:
    """The people that the plan counts on, with who they stand for and how many activities they work in."""
    own = Assignment.objects.within(project).filter(resource=OuterRef("pk")).order_by()
    number = own.values("resource").annotate(number=Count("pk")).values("number")
    rows = Resource.objects.within(project).filter(kind=Resource.Kind.WORK).select_related("person")
    return rows.annotate(activities=Coalesce(Subquery(number), 0)).order_by("name", "pk")
