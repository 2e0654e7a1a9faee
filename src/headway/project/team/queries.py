"""Reads about work and progress."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from headway.common.access import Actor
from headway.common.http.lists import Filters, OneOf, Sorting
from headway.engine.plan_time import moment_of
from headway.project.lifecycle.models import Project
from headway.project.lifecycle.states import UNDER_WAY
from headway.project.schedule.models import Activity, Assignment, Resource

from .models import ProgressReport

State = ProgressReport.State
HORIZON = dt.timedelta(days=14)
DUE_FIRST = Sorting("finish", "pk")
LAST_REPORTED_FIRST = Sorting("reported_at", "-pk", descending=True)


class ReportFilters(Filters):
    """Of the reports of a project: those in a state."""

    state: Annotated[str, OneOf([one.value for one in State if one != State.WITHDRAWN])] = ""


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


def work_of(actor: Actor, today: dt.date, *, later: bool = False) -> QuerySet[Activity]:
    """Unfinished activities that the actor is assigned to in all projects under way, by what is due first.

    Those that begin after the next two weeks and were not begun come only with ``later``.
    """
    rows = _unfinished(actor) if later else _unfinished(actor).filter(_at_hand(today))
    return DUE_FIRST.sorted(rows.select_related("project__manager"))


def work_items(activities: Sequence[Activity], actor: Actor, today: dt.date) -> list[WorkItem]:
    """Some of ``work_of``, each with what was reported of it last."""
    midnight, reports = moment_of(today), _last_reports(actor, [row.pk for row in activities])
    return [
        WorkItem(
            activity=row,
            project=row.project,
            report=reports.get(row.pk),
            overdue=row.finish is not None and row.finish < midnight,
        )
        for row in activities
    ]


def place_in_work(actor: Actor, activity: Activity, today: dt.date, *, later: bool = False) -> int | None:
    """The activity itself while ``work_of`` has it, otherwise what follows where it stood, or the last."""
    work = work_of(actor, today, later=later)
    if work.filter(pk=activity.pk).exists():
        return activity.pk
    nearest = work.filter(DUE_FIRST.behind(activity.finish, activity.pk)).first() or work.last()
    return None if nearest is None else nearest.pk


def later_work(actor: Actor, today: dt.date) -> int:
    """How many activities of the actor begin after the next two weeks."""
    return _unfinished(actor).exclude(_at_hand(today)).count()


def _at_hand(today: dt.date) -> Q:
    return Q(start__lt=moment_of(today + HORIZON)) | Q(actual_start__isnull=False)


def _unfinished(actor: Actor) -> QuerySet[Activity]:
    own = Assignment.objects.visible_to(actor).filter(resource__person=actor.person_id)
    rows = Activity.objects.visible_to(actor).filter(
        pk__in=own.values("activity"), project__state__in=UNDER_WAY, active=True, percent_complete__lt=100
    )
    return rows.exclude(kind=Activity.Kind.SUMMARY)


def _last_reports(actor: Actor, activities: list[int]) -> dict[int, ProgressReport]:
    rows = ProgressReport.objects.visible_to(actor).filter(person=actor.person_id, activity__in=activities)
    rows = rows.exclude(state=State.WITHDRAWN)
    return {row.activity_id: row for row in rows.select_related("decided_by").order_by("reported_at", "pk")}


def reports_of(project: Project, filters: ReportFilters) -> QuerySet[ProgressReport]:
    """What was reported in a project and not taken back, the newest first."""
    rows = ProgressReport.objects.within(project).exclude(state=State.WITHDRAWN)
    if filters.state:
        rows = rows.filter(state=filters.state)
    return LAST_REPORTED_FIRST.sorted(rows)


def waiting_reports(project: Project) -> QuerySet[ProgressReport]:
    """Reports of a project that the manager has to decide about, oldest first."""
    rows = ProgressReport.objects.within(project).filter(state=State.REPORTED)
    return _with_names(rows).order_by("reported_at", "pk")


def decided_reports(project: Project, most: int = 20) -> QuerySet[ProgressReport]:
    """The reports that were decided last."""
    rows = ProgressReport.objects.within(project).filter(state__in=(State.ACCEPTED, State.RETURNED))
    return _with_names(rows).order_by("-decided_at", "-pk")[:most]


def _with_names(rows: QuerySet[ProgressReport]) -> QuerySet[ProgressReport]:
    """Activities in a query of their own: one that is deleted would take its reports along."""
    return rows.select_related("person", "decided_by").prefetch_related("activity")


def staffed_resources(project: Project) -> QuerySet[Resource]:
    """The people that the plan counts on, with who they stand for and how many activities they work in."""
    own = Assignment.objects.within(project).filter(resource=OuterRef("pk")).order_by()
    number = own.values("resource").annotate(number=Count("pk")).values("number")
    rows = Resource.objects.within(project).filter(kind=Resource.Kind.WORK).select_related("person")
    return rows.annotate(activities=Coalesce(Subquery(number), 0)).order_by("name", "pk")
