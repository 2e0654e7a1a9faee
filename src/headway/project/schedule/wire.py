"""Plans and changes as the API answers them: columns of equal length, moments as plan times."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from headway.common.access import Actor
from headway.common.events import fact
from headway.engine import Constraint, LinkType
from headway.engine.calendar import DAY
from headway.engine.drivers import Driver
from headway.project.charter.models import Project

from .delta import PlanDelta
from .facts import ActivityFacts, LinkFacts, LoadedPlan, PlanFacts, PlanTerms
from .network import engine_calendars
from .queries import last_redoable, last_undoable, reference_dates
from .rules import CHANGE_PLAN
from .text import (
    Amount,
    Predecessor,
    Share,
    Units,
    duration_text,
    lag_text,
    predecessors_text,
    resources_text,
)
from .text.dates import EPOCH, moment_of
from .text.predecessors import Lag

_CONSTRAINTS = [constraint.name.lower() for constraint in Constraint]
_LINK_TYPES = [link_type.name for link_type in LinkType]
_PLAIN_COMPUTED = (
    "start", "finish", "total_float", "free_float",
    "early_start", "early_finish", "late_start", "late_finish",
)  # fmt: skip


def plan_answer(project: Project, plan: LoadedPlan, *, actor: Actor) -> dict[str, Any]:
    """The whole plan."""
    facts = plan.facts
    return {
        "revision": plan.revision,
        "project": project_answer(project, plan),
        "can": {
            "change": actor.may(CHANGE_PLAN, project.pk) and not project.is_archive,
            "report": bool(fact("can_report", actor, project, default=False)),
        },
        "units": units_of(facts.terms)._asdict(),
        "calendars": [{"id": row.id, "name": row.name} for row in facts.calendars.values()],
        "default_calendar": facts.terms.calendar,
        "shading": _shading(facts),
        "activities": activity_columns(project, plan, list(facts.in_order())),
        "links": link_columns(plan),
        "resources": [{"id": row.id, "name": row.name} for row in facts.resources.values()],
        **steps_answer(project, actor),
    }


def delta_answer(project: Project, delta: PlanDelta, *, actor: Actor) -> dict[str, Any]:
    """A change, written or previewed: the rows that differ, and the order or the links where those do."""
    return {
        "revision": delta.revision,
        "activities": activity_columns(project, delta.plan, delta.rows),
        "removed": delta.removed,
        "order": list(delta.plan.facts.in_order()) if delta.reordered else None,
        "links": link_columns(delta.plan) if delta.relinked else None,
        "project": project_answer(project, delta.plan),
        "refs": delta.refs,
        **steps_answer(project, actor),
        "message": delta.message,
    }


def steps_answer(project: Project, actor: Actor) -> dict[str, str | None]:
    """What “undo” and “redo” would do for this actor, in words."""
    undoable = last_undoable(project, actor.person_id)
    redoable = last_redoable(project, actor.person_id)
    return {
        "undo": undoable.label if undoable else None,
        "redo": redoable.undoes.label if redoable and redoable.undoes else None,
    }


def project_answer(project: Project, plan: LoadedPlan) -> dict[str, Any]:
    """The project with its dates. The deadline is a day; it is over when the working day is."""
    terms = plan.facts.terms
    deadline = project.deadline
    return {
        "id": project.pk,
        "code": project.code,
        "name": project.name,
        "start": terms.start,
        "finish": terms.start if plan.finish is None else plan.finish,
        "data_date": terms.data_date,
        "deadline": None if deadline is None else moment_of(deadline) + terms.default_finish,
        "deadline_hard": project.deadline_hard,
    }


def units_of(terms: PlanTerms) -> Units:
    """How long a day, a week and a month of the project are."""
    return Units(terms.minutes_per_day, terms.minutes_per_week, terms.days_per_month)


def activity_columns(project: Project, plan: LoadedPlan, keys: Sequence[int]) -> dict[str, list[Any]]:
    """The columns of some activities, in the order of the keys."""
    rows = [plan.facts.activities[key] for key in keys]
    computed = [plan.computed[key] for key in keys]
    units = units_of(plan.facts.terms)
    baseline = _baseline(project) if keys else {}
    predecessors, resources = _predecessor_texts(plan, keys, units), _resource_texts(plan, keys)
    durations = [
        known.scheduled_duration if row.is_summary else row.duration
        for row, known in zip(rows, computed, strict=True)
    ]
    texts = _duration_texts(rows, durations, units)
    columns: dict[str, list[Any]] = {
        "id": list(keys),
        "number": [row.number for row in rows],
        "parent": [row.parent or 0 for row in rows],
        "wbs": [known.wbs for known in computed],
        "name": [row.name for row in rows],
        "kind": [row.kind for row in rows],
        "mode": ["manual" if row.manual else "auto" for row in rows],
        "active": [int(row.active) for row in rows],
        "duration": durations,
        "duration_text": texts,
        "percent": [known.scheduled_percent for known in computed],
        "critical": [int(known.critical) for known in computed],
        "constraint": [_CONSTRAINTS[row.constraint] for row in rows],
        "constraint_date": [row.constraint_date for row in rows],
        "deadline": [row.deadline for row in rows],
        "actual_start": [row.actual_start for row in rows],
        "actual_finish": [row.actual_finish for row in rows],
        "calendar": [row.calendar or 0 for row in rows],
        "predecessors": [predecessors.get(key, "") for key in keys],
        "resources": [resources.get(key, "") for key in keys],
        "baseline_start": [baseline.get(key, _NO_DATES)[0] for key in keys],
        "baseline_finish": [baseline.get(key, _NO_DATES)[1] for key in keys],
        "version": [plan.versions.get(key, 1) for key in keys],
    }
    for name in _PLAIN_COMPUTED:
        columns[name] = [getattr(known, name) for known in computed]
    return columns


_NO_DATES: tuple[int | None, int | None] = (None, None)


def _baseline(project: Project) -> dict[int, tuple[int | None, int | None]]:
    """Dates of the baseline in force; before there is one, of the reference set that came first with a file."""
    dates: dict[int, tuple[int | None, int | None]] = fact("baseline_dates", project, default={})
    return dates or reference_dates(project)


def _duration_texts(rows: Iterable[ActivityFacts], durations: Iterable[int], units: Units) -> list[str]:
    """Many activities share a few durations: each is put into words once."""
    known: dict[tuple[int, str, bool, bool], str] = {}
    texts = []
    for row, duration in zip(rows, durations, strict=True):
        if row.is_summary:
            key = (duration, "d", False, False)
        else:
            key = (duration, row.duration_unit, row.elapsed, row.estimated)
        if key not in known:
            known[key] = duration_text(Amount(*key[:3]), units, estimated=key[3])
        texts.append(known[key])
    return texts


def _predecessor_texts(plan: LoadedPlan, keys: Sequence[int], units: Units) -> dict[int, str]:
    wanted = set(keys)
    found: defaultdict[int, list[Predecessor]] = defaultdict(list)
    activities = plan.facts.activities
    for link in plan.facts.links.values():
        if link.successor in wanted:
            number = activities[link.predecessor].number
            found[link.successor].append(Predecessor(number, link.type, _lag(link)))
    return {key: predecessors_text(entries, units) for key, entries in found.items()}


def _lag(link: LinkFacts) -> Lag:
    return Lag(link.lag, link.lag_kind, link.lag_unit)


def _resource_texts(plan: LoadedPlan, keys: Sequence[int]) -> dict[int, str]:
    wanted = set(keys)
    found: defaultdict[int, list[Share]] = defaultdict(list)
    for row in plan.facts.assignments.values():
        if row.activity in wanted:
            found[row.activity].append(Share(plan.facts.resources[row.resource].name, row.units))
    return {key: resources_text(shares) for key, shares in found.items()}


def link_columns(plan: LoadedPlan) -> dict[str, list[Any]]:
    """All links."""
    units = units_of(plan.facts.terms)
    driving = {
        link
        for known in plan.computed.values()
        for by, link in (
            (known.start_driver, known.start_driver_row),
            (known.finish_driver, known.finish_driver_row),
        )
        if by == Driver.LINK
    }
    rows = list(plan.facts.links.values())
    return {
        "id": [row.id for row in rows],
        "from": [row.predecessor for row in rows],
        "to": [row.successor for row in rows],
        "type": [_LINK_TYPES[row.type] for row in rows],
        "lag": [row.lag for row in rows],
        "lag_text": [lag_text(_lag(row), units) if row.lag else "" for row in rows],
        "driving": [int(row.id in driving) for row in rows],
    }


def _shading(facts: PlanFacts) -> dict[str, Any]:
    """Days on which the project's calendar has no work."""
    calendar = engine_calendars(facts)[facts.terms.calendar]
    return {
        "weekdays": [weekday for weekday, shifts in enumerate(calendar.week) if not shifts],
        "exceptions": sorted(
            [(row.first - EPOCH).days * DAY, ((row.last - EPOCH).days + 1) * DAY]
            for row in calendar.exceptions
            if not row.shifts
        ),
    }
