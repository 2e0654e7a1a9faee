"""New plans that are empty."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from headway.common.access import Actor
from headway.common.journal.services import record
from headway.common.refusal import Invalid, Refusal
from headway.organisation.models import WorkCalendar
from headway.project.lifecycle.events import ProjectOpened
from headway.project.lifecycle.models import Project
from headway.project.lifecycle.services import as_manager, take_turn
from headway.project.schedule.models import Plan, PlanCalendar
from headway.project.schedule.text.dates import LAST_MOMENT, YEARS

from .writing import authorise

_OFFICE_HOURS = [[8 * 3600, 12 * 3600], [13 * 3600, 17 * 3600]]


def create_plan(project: Project, *, actor: Actor, start: int, calendar: WorkCalendar | None = None) -> Plan:
    """An empty plan that starts at a plan time, on a calendar of the organisation (its first one if none is
    given).

    Raises ``Refusal`` where the project has a plan.
    """
    if not 0 <= start <= LAST_MOMENT:
        raise Invalid(_("Choose a start between %(first)d and %(last)d.") % YEARS, field="start")
    source = calendar or first_calendar()
    with transaction.atomic():
        take_turn(project)
        authorise(project, actor)
        if Plan.objects.within(project).exists():
            raise Refusal(_("This project has a plan already."))
        row = PlanCalendar.objects.create(project=project, **calendar_columns(source))
        plan = Plan.objects.create(project=project, start=start, calendar=row)
        record(actor, project.pk, "plan.created", plan, start=start, calendar=row.name)
    return plan


def begin_plan(event: ProjectOpened) -> None:
    """Give a project its empty plan, where it was said when that starts; part of its opening."""
    if event.start is not None:
        manager = as_manager(event.project, actor=event.actor)
        create_plan(event.project, actor=manager, start=event.start)


def first_calendar() -> WorkCalendar | None:
    """The organisation's calendar on which plans begin; None where it has none."""
    return WorkCalendar.objects.order_by("pk").first()


def calendar_columns(source: WorkCalendar | None) -> dict[str, Any]:
    """Columns of a plan's calendar: minutes of the organisation's calendar become seconds; office hours where
    it has none.
    """
    if source is None:
        return {"name": _("Standard"), "days": [*[_OFFICE_HOURS] * 5, [], []]}
    return {
        "name": source.name,
        "days": [_in_seconds(day) for day in source.week],
        "exceptions": [
            {
                "name": entry.get("name", ""),
                "first": entry["from"],
                "last": entry["to"],
                "shifts": _in_seconds(entry.get("shifts", [])),
            }
            for entry in source.exceptions
        ],
    }


def _in_seconds(shifts: list[list[int]]) -> list[list[int]]:
    return [[start * 60, finish * 60] for start, finish in shifts]
