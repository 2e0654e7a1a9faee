"""What wants the project manager's attention: at most seven items, ranked by tolerance use."""

import datetime as dt
import math
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headway.common.access import Actor
from headway.project.charter.models import Charter
from headway.project.health.formulas import GREEN_UP_TO
from headway.project.health.models import MilestoneAhead, ProjectHealth
from headway.project.health.reasons import sentence
from headway.project.lifecycle.models import Project
from headway.project.lifecycle.states import UNDER_WAY, is_to_be_reviewed

from .waiting import CharterState, Waiting, waiting_in

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


def managed_projects(actor: Actor) -> list[Project]:
    """The projects that the actor manages and that are not over, with their roll-up rows."""
    rows = Project.objects.visible_to(actor).filter(manager=actor.person_id)
    rows = rows.exclude(state__in=Project.ARCHIVE)
    return list(rows.select_related("health", "sponsor").order_by("code"))


def attention(projects: list[Project], actor: Actor, today: dt.date) -> list[Item]:
    """The seven things that want attention most, those of the project that uses most of its tolerance first.

    Where the use is unknown it counts as just not green any more.
    """
    waiting = waiting_in([project.pk for project in projects], actor, due_until=today + SOON)
    items = [item for project in projects for item in _items(project, waiting, today)]
    return sorted(items, key=lambda item: (-_use(item.project), item.urgency, item.project.code))[:MOST]


def _use(project: Project) -> float:
    use = project.health.use
    return GREEN_UP_TO if use is None else float(use)


def _items(project: Project, waiting: Waiting, today: dt.date) -> Iterator[Item]:
    yield from _hold(project, today)
    yield from _drift(project)
    if project.state in UNDER_WAY:
        yield from _unknown(project, waiting)
        yield from _groundwork(project, waiting)
    yield from _due(project, waiting, today)


def _hold(project: Project, today: dt.date) -> Iterator[Item]:
    """A hold whose day of review has come; the manager asks for what becomes of the project."""
    if project.review_on and is_to_be_reviewed(project, today):
        detail = _("Planned for %(date)s. %(reason)s") % {
            "date": date_format(project.review_on),
            "reason": project.state_reason,
        }
        url = reverse("life", args=[project.pk])
        yield Item(project, _("Hold to be reviewed"), detail, url, "hand-stop", "amber", 1)


def _drift(project: Project) -> Iterator[Item]:
    health = project.health
    if health.computed in {"red", "amber"}:
        why = [sentence(reason) for reason in health.reasons]
        url = reverse("status", args=[project.pk])
        yield Item(
            project, _drift_title(health), why[0] if why else "", url, "trending-up", health.computed, 0
        )
    if health.late:
        text = ngettext(
            "%(count)s milestone is forecast late", "%(count)s milestones are forecast late", health.late
        )
        first = next(iter(health.milestones_ahead), None)
        detail = first and _("Next: %(name)s, %(date)s") % {
            "name": first.name,
            "date": date_format(first.date),
        }
        yield Item(
            project, text % {"count": health.late}, detail or "", _in_plan(project, first), "flag", "amber", 3
        )


def _drift_title(health: ProjectHealth) -> str:
    codes = {reason["code"] for reason in health.reasons}
    if health.computed == "red" and "after_hard_deadline" in codes:
        return _("Forecast after the hard deadline")
    if health.computed == "red":
        return _("Tolerance exceeded")
    if health.use is None or math.isinf(health.use):
        return _("Status is amber")
    return _("%(percent)s %% of the tolerance used") % {"percent": number_format(round(health.use * 100))}


def _unknown(project: Project, waiting: Waiting) -> Iterator[Item]:
    """Why nobody can tell how a project is that has a baseline to be measured against."""
    health = project.health
    told = {reason["code"]: sentence(reason) for reason in health.reasons}
    if "stale" in told:
        url = reverse("progress", args=[project.pk])
        yield Item(project, _("Progress data are out of date"), told["stale"], url, "clock", "grey", 1)
    elif health.computed == "grey" and project.pk in waiting.baselined:
        url = reverse("status", args=[project.pk])
        yield Item(project, _("Status is unknown"), told.get("unknown", ""), url, "clock", "grey", 1)


def _groundwork(project: Project, waiting: Waiting) -> Iterator[Item]:
    """What the project still lacks on its way to an approved baseline, and whose turn it is."""
    charter = waiting.charters.get(project.pk)
    if charter is not None:
        yield from _charter(project, charter)
    if not project.health.activities:
        detail = _("Import a plan file, or write the first activity.")
        yield Item(
            project, _("No plan yet"), detail, reverse("plan", args=[project.pk]), "timeline", "amber", 4
        )
    elif charter is not None and charter.agreed and project.pk not in waiting.baselined:
        yield from _baseline(project, waiting)


def _charter(project: Project, charter: CharterState) -> Iterator[Item]:
    url = reverse("charter", args=[project.pk])
    if charter.state == Charter.State.DRAFT and charter.returned_reason:
        reason = charter.returned_reason
        yield Item(project, _("Charter returned by the sponsor"), reason, url, "arrow-back-up", "amber", 2)
    elif charter.state == Charter.State.DRAFT and not charter.agreed:
        detail = _("%(sponsor)s can confirm it once you submit it.") % {"sponsor": project.sponsor.name}
        yield Item(project, _("Charter not submitted"), detail, url, "edit", "amber", 4)
    elif charter.state == Charter.State.SUBMITTED:
        detail = _since(charter.submitted_at, project)
        yield Item(project, _("Charter not confirmed yet"), detail, url, "clock", "blue", 6)


def _baseline(project: Project, waiting: Waiting) -> Iterator[Item]:
    url = reverse("baseline", args=[project.pk])
    if project.pk in waiting.returned_plans:
        reason = waiting.returned_plans[project.pk]
        yield Item(project, _("Plan returned by the sponsor"), reason, url, "arrow-back-up", "amber", 2)
    elif project.pk in waiting.proposed:
        detail = _since(waiting.proposed[project.pk], project)
        yield Item(project, _("Baseline not approved yet"), detail, url, "clock", "blue", 6)
    else:
        detail = _("%(sponsor)s can approve the plan once you propose it.") % {
            "sponsor": project.sponsor.name
        }
        yield Item(project, _("No baseline proposed"), detail, url, "flag", "amber", 4)


def _since(moment: dt.datetime | None, project: Project) -> str:
    """Since when the sponsor has been asked."""
    day = date_format(timezone.localdate(moment)) if moment else "–"
    return _("With %(sponsor)s since %(date)s.") % {"sponsor": project.sponsor.name, "date": day}


def _due(project: Project, waiting: Waiting, today: dt.date) -> Iterator[Item]:
    reports = waiting.reports.get(project.pk, 0)
    if reports:
        text = ngettext("%(count)s report waits for you", "%(count)s reports wait for you", reports)
        detail = ngettext("Accept or return it.", "Accept or return them.", reports)
        url = reverse("progress", args=[project.pk])
        yield Item(project, text % {"count": reports}, detail, url, "list-check", "blue", 4)
    for action in waiting.actions.get(project.pk, ()):
        overdue = action.due < today
        title = _("Action overdue") if overdue else _("Action due soon")
        detail = f"{action.text} ({date_format(action.due)})"
        url = reverse("status", args=[project.pk])
        yield Item(project, title, detail, url, "bolt", "red" if overdue else "blue", 2 if overdue else 5)
    for milestone in project.health.milestones_ahead[:1]:
        if today <= milestone.date <= today + SOON:
            detail = f"{milestone.name} ({date_format(milestone.date)})"
            yield Item(
                project, _("Milestone due soon"), detail, _in_plan(project, milestone), "flag", "blue", 6
            )


def _in_plan(project: Project, milestone: MilestoneAhead | None) -> str:
    """Where a milestone stands in the plan."""
    plan = reverse("plan", args=[project.pk])
    return plan if milestone is None else f"{plan}#activity-{milestone.activity}"
