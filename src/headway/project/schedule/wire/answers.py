"""Plans and changes as the API answers them: columns of equal length, moments as plan times."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter
from typing import Any

from headway.common.access import Actor
from headway.engine import LinkType
from headway.engine.drivers import Driver
from headway.engine.plan_time import end_of, moment_of
from headway.project.lifecycle.models import Project
from headway.project.lifecycle.states import can_change
from headway.project.schedule.fields import FIELDS
from headway.project.schedule.hooks import baseline_dates
from headway.project.schedule.permissions import CHANGE_PLAN
from headway.project.schedule.plan.facts import (
    ActivityFacts,
    Computed,
    Kind,
    LinkFacts,
    LoadedPlan,
    PlanFacts,
)
from headway.project.schedule.queries import (
    activity_rows,
    columns_named,
    last_redoable,
    last_undoable,
    load_whole,
    reference_dates,
)
from headway.project.schedule.results.delta import PlanDelta
from headway.project.schedule.scheduling import engine_calendars
from headway.project.schedule.text import (
    Amount,
    Predecessor,
    Share,
    Units,
    duration_text,
    lag_text,
    resources_text,
)
from headway.project.schedule.text.predecessors import Lag, predecessor_text

_LINK_TYPES = [link_type.name for link_type in LinkType]
_DRIVERS = ("start_driver", "start_driver_row", "finish_driver", "finish_driver_row")
_COLUMNS = {name: field for name, field in FIELDS.items() if field.stored}
# What all columns are made of: what the fields name, and what those are made of that are made below.
_NEEDED = {
    *(field.stored for field in _COLUMNS.values()),
    *("id", "parent", "duration", "duration_unit", "elapsed", "estimated", "scheduled_duration"),
    *_DRIVERS,
}
_OF_FACTS = tuple(name for name in ActivityFacts._fields if name in _NEEDED)
_COMPUTED = tuple(name for name in Computed._fields if name in _NEEDED)
_SOURCE = (*_OF_FACTS, *_COMPUTED, "version")
_facts_of, _computed_of = attrgetter(*_OF_FACTS), attrgetter(*_COMPUTED)

Source = Mapping[str, Sequence[Any]]
"""Columns as they are stored, by name."""


def plan_answer(project: Project, *, actor: Actor) -> dict[str, Any]:
    """The whole plan. Reads plain columns: a page waits for this, and nothing is computed."""
    columns = columns_named(_SOURCE)
    plan, rows = load_whole(project, lambda _plan: activity_rows(project, columns))
    facts, source = plan.facts, _by_name(rows)
    return {
        "revision": plan.revision,
        "project": project_answer(project, plan),
        "can": {"change": can_change(actor, CHANGE_PLAN, project)},
        "units": facts.terms.units._asdict(),
        "calendars": [{"id": row.id, "name": row.name} for row in facts.calendars.values()],
        "default_calendar": facts.terms.calendar,
        "shading": _shading(facts),
        "activities": _columns(
            project, facts, source, dict(zip(source["id"], source["number"], strict=True))
        ),
        "links": _link_columns(facts, _driving(zip(*(source[name] for name in _DRIVERS), strict=True))),
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
        "new_resources": delta.new_resources,
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


def activity_columns(project: Project, plan: LoadedPlan, keys: Sequence[int]) -> dict[str, Sequence[Any]]:
    """The columns of some activities, in the order of the keys."""
    activities = plan.facts.activities
    rows = [
        (*_facts_of(activities[key]), *_computed_of(plan.computed[key]), plan.versions.get(key, 1))
        for key in keys
    ]
    numbers = {key: row.number for key, row in activities.items()}
    return _columns(project, plan.facts, _by_name(rows), numbers)


def _by_name(rows: Sequence[tuple[Any, ...]]) -> Source:
    """Rows of ``_SOURCE`` as columns."""
    columns = zip(*rows, strict=True) if rows else ([] for _ in _SOURCE)
    return dict(zip(_SOURCE, columns, strict=True))


def _columns(
    project: Project, facts: PlanFacts, source: Source, numbers: Mapping[int, int]
) -> dict[str, Sequence[Any]]:
    """The columns of the answer; ``numbers`` are those of all activities by id."""
    keys, units = source["id"], facts.terms.units
    baseline = _baseline(project) if keys else {}
    predecessors, resources = _predecessor_texts(facts, keys, numbers, units), _resource_texts(facts, keys)
    durations = [
        scheduled if kind == Kind.SUMMARY else duration
        for kind, duration, scheduled in zip(
            source["kind"], source["duration"], source["scheduled_duration"], strict=True
        )
    ]
    made: dict[str, Sequence[Any]] = {
        "id": keys,
        "parent": [parent or 0 for parent in source["parent"]],
        "version": source["version"],
        "duration": durations,
        "duration_text": _duration_texts(source, durations, units),
        "predecessors": [predecessors.get(key, "") for key in keys],
        "resources": [resources.get(key, "") for key in keys],
        "baseline_start": [baseline.get(key, _NO_DATES)[0] for key in keys],
        "baseline_finish": [baseline.get(key, _NO_DATES)[1] for key in keys],
    }
    return made | {name: field.type.answered(source[field.stored]) for name, field in _COLUMNS.items()}


_NO_DATES: tuple[int | None, int | None] = (None, None)


def _baseline(project: Project) -> dict[int, tuple[int | None, int | None]]:
    """Dates of the baseline in force; before there is one, of the first reference set of a file."""
    return baseline_dates(project) or reference_dates(project)


def _duration_texts(source: Source, durations: Iterable[int], units: Units) -> list[str]:
    """Many activities share a few durations: each is put into words once."""
    known: dict[tuple[Any, ...], str] = {}
    texts = []
    names = ("kind", "duration_unit", "elapsed", "estimated")
    for key in zip(durations, *(source[name] for name in names), strict=True):
        text = known.get(key)
        if text is None:
            duration, kind, unit, elapsed, estimated = key
            if kind == Kind.SUMMARY:  # computed, so it is rounded to what people read and never typed again
                text = f"{round(duration / units.seconds('d'), 1):g}d"
            else:
                amount = Amount(duration, unit, bool(elapsed))
                text = duration_text(amount, units, estimated=bool(estimated))
            known[key] = text
        texts.append(text)
    return texts


def _predecessor_texts(
    facts: PlanFacts, keys: Iterable[int], numbers: Mapping[int, int], units: Units
) -> dict[int, str]:
    wanted = set(keys)
    links = [link for link in facts.links.values() if link.successor in wanted]
    found: defaultdict[int, list[str]] = defaultdict(list)
    for link in sorted(links, key=lambda link: numbers[link.predecessor]):
        found[link.successor].append(_entry(numbers[link.predecessor], link, units))
    return {key: ";".join(entries) for key, entries in found.items()}


def _entry(number: int, link: LinkFacts, units: Units) -> str:
    if link.type == LinkType.FS and not link.lag:
        return str(number)
    return predecessor_text(Predecessor(number, link.type, _lag(link)), units)


def _lag(link: LinkFacts) -> Lag:
    return Lag(link.lag, link.lag_kind, link.lag_unit)


def _resource_texts(facts: PlanFacts, keys: Iterable[int]) -> dict[int, str]:
    wanted = set(keys)
    found: defaultdict[int, list[Share]] = defaultdict(list)
    for row in facts.assignments.values():
        if row.activity in wanted:
            found[row.activity].append(Share(facts.resources[row.resource].name, row.units))
    return {key: resources_text(shares) for key, shares in found.items()}


def link_columns(plan: LoadedPlan) -> dict[str, list[Any]]:
    """All links."""
    return _link_columns(plan.facts, _driving(map(attrgetter(*_DRIVERS), plan.computed.values())))


def _driving(drivers: Iterable[tuple[Any, ...]]) -> set[int]:
    """Ids of the links that set a date, from kind and row of what set start and finish."""
    found: set[int] = set()
    for start, start_row, finish, finish_row in drivers:
        if start == Driver.LINK:
            found.add(start_row)
        if finish == Driver.LINK:
            found.add(finish_row)
    return found


def _link_columns(facts: PlanFacts, driving: set[int]) -> dict[str, list[Any]]:
    units = facts.terms.units
    rows = list(facts.links.values())
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
            [moment_of(row.first), end_of(row.last)] for row in calendar.exceptions if not row.shifts
        ),
    }
