"""What wants the project manager's attention: at most seven items, ranked by tolerance use."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headway.common.access import Actor
from headway.project.baseline.models import Baseline, BaselineProposal, GateDecision
from headway.project.charter.lifecycle import UNDER_WAY
from headway.project.charter.models import Charter, Project
from headway.project.control.models import Action
from headway.project.control.queries import actions_of
from headway.project.health.formulas import GREEN_UP_TO
from headway.project.health.reasons import sentence
from headway.project.team.models import ProgressReport

MOST = 7
SOON = dt.timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to look at; ``url`` is where it is dealt with. ``urgency`` breaks ties, the lowest first."""

    project: Project
    title: str
    detail: str
    url: str
    icon: str
    tone: str
    urgency: int


@dataclass(frozen=True, slots=True)
class _Waiting:
    """What waits in the manager's projects, each by project id."""

    reports: dict[int, int]
    returned_charters: dict[int, str]
    returned_plans: dict[int, str]
    actions: dict[int, list[Action]]


def managed_projects(actor: Actor) -> list[Project]:
    """The projects under way that the actor manages, with their roll-up rows."""
    rows = Project.objects.visible_to(actor).filter(manager=actor.person_id, state__in=UNDER_WAY)
    return list(rows.select_related("health", "sponsor").order_by("code"))


def attention(projects: list[Project], actor: Actor, today: dt.date) -> list[Item]:
    """The seven things that want attention most, those of the project that uses most of its tolerance first.

    Where the use is unknown it counts as just not green any more.
    """
    waiting = _waiting(projects, actor, today)
    items = [item for project in projects for item in _items(project, waiting, today)]
    return sorted(items, key=lambda item: (-_use(item.project), item.urgency, item.project.code))[:MOST]


def _use(project: Project) -> float:
    use = project.health.use
    return GREEN_UP_TO if use is None else float(use)


def _waiting(projects: list[Project], actor: Actor, today: dt.date) -> _Waiting:
    ids = [project.pk for project in projects]
    reports = ProgressReport.objects.visible_to(actor).filter(
        project__in=ids, state=ProgressReport.State.REPORTED
    )
    charters = Charter.objects.visible_to(actor).filter(project__in=ids, state=Charter.State.DRAFT)
    settled = Baseline.objects.visible_to(actor).filter(project__in=ids).values("project_id")
    asked = BaselineProposal.objects.visible_to(actor).filter(
        project__in=ids, state=BaselineProposal.State.PROPOSED
    )
    returned = GateDecision.objects.visible_to(actor).filter(
        project__in=ids, outcome=GateDecision.Outcome.RECYCLE
    )
    returned = returned.exclude(project__in=settled).exclude(project__in=asked.values("project_id"))
    actions: dict[int, list[Action]] = {}
    for action in actions_of(actor).filter(due__lte=today + SOON):
        actions.setdefault(action.project_id, []).append(action)
    return _Waiting(
        reports=dict(reports.values_list("project_id").annotate(Count("pk"))),
        returned_charters=dict(
            charters.exclude(returned_reason="").values_list("project_id", "returned_reason")
        ),
        returned_plans=dict(returned.order_by("pk").values_list("project_id", "reason")),
        actions=actions,
    )


def _items(project: Project, waiting: _Waiting, today: dt.date) -> Iterator[Item]:
    yield from _drift(project)
    yield from _decisions(project, waiting)
    yield from _due(project, waiting, today)


def _drift(project: Project) -> Iterator[Item]:
    health, url = project.health, reverse("status", args=[project.pk])
    why = [sentence(reason) for reason in health.reasons]
    if health.computed in {"red", "amber"}:
        title = _("Over its tolerance") if health.computed == "red" else _("Uses up its tolerance")
        yield Item(project, title, why[0] if why else "", url, "trending-up", health.computed, 0)
    stale = [sentence(reason) for reason in health.reasons if reason["code"] == "stale"]
    if stale:
        yield Item(
            project,
            _("Nobody knows how far it is"),
            stale[0],
            reverse("progress", args=[project.pk]),
            "clock",
            "grey",
            1,
        )
    if health.late:
        text = ngettext(
            "%(count)s milestone is forecast late", "%(count)s milestones are forecast late", health.late
        )
        detail = _("Next: %(name)s, %(date)s") % {
            "name": health.next_milestone,
            "date": date_format(health.next_milestone_date) if health.next_milestone_date else "–",
        }
        yield Item(
            project,
            text % {"count": health.late},
            detail,
            reverse("plan", args=[project.pk]),
            "flag",
            "amber",
            3,
        )


def _decisions(project: Project, waiting: _Waiting) -> Iterator[Item]:
    if project.pk in waiting.returned_plans:
        url = reverse("baseline", args=[project.pk])
        yield Item(
            project,
            _("Plan returned by the sponsor"),
            waiting.returned_plans[project.pk],
            url,
            "arrow-back-up",
            "amber",
            2,
        )
    if project.pk in waiting.returned_charters:
        url = reverse("charter", args=[project.pk])
        reason = waiting.returned_charters[project.pk]
        yield Item(project, _("Charter returned by the sponsor"), reason, url, "arrow-back-up", "amber", 2)


def _due(project: Project, waiting: _Waiting, today: dt.date) -> Iterator[Item]:
    reports = waiting.reports.get(project.pk, 0)
    if reports:
        text = ngettext("%(count)s report waits for you", "%(count)s reports wait for you", reports)
        url = reverse("progress", args=[project.pk])
        yield Item(
            project, text % {"count": reports}, _("Accept or return it."), url, "list-check", "blue", 4
        )
    for action in waiting.actions.get(project.pk, ()):
        overdue = action.due < today
        title = _("Action overdue") if overdue else _("Action due soon")
        detail = f"{action.text} ({date_format(action.due)})"
        url = reverse("status", args=[project.pk])
        yield Item(project, title, detail, url, "bolt", "red" if overdue else "blue", 2 if overdue else 5)
    milestone = project.health.next_milestone_date
    if milestone is not None and today <= milestone <= today + SOON:
        detail = f"{project.health.next_milestone} ({date_format(milestone)})"
        yield Item(
            project, _("Milestone due soon"), detail, reverse("plan", args=[project.pk]), "flag", "blue", 6
        )
