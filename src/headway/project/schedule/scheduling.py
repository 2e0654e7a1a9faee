"""From the facts of a plan to the engine and back: the one place where this room has a plan scheduled."""

import datetime as dt
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, NoReturn

import numpy as np
from django.utils.translation import gettext as _
from numpy.typing import ArrayLike, NDArray

from headway.common.refusal import Invalid
from headway.engine import NONE, Calendar, CalendarException, Network, NetworkError, Rules, Terms, WorkWeek
from headway.engine.calendar import CompiledCalendar
from headway.engine.drivers import Driver
from headway.engine.plan_time import DAY
from headway.engine.schedule import Schedule, schedule

from .plan.facts import ActivityFacts, AssignmentFacts, CalendarFacts, Computed, PlanFacts
from .plan.outline import Place, outline, percent_done

_FLAGS = {"elapsed", "ignore_resource_calendars", "fixed_duration", "manual", "active"}
_PLAIN = (
    "id",
    "duration",
    "elapsed",
    "ignore_resource_calendars",
    "fixed_duration",
    "constraint",
    "manual",
    "active",
    "leveling_delay",
)
_OPTIONAL = (
    "parent",
    "constraint_date",
    "deadline",
    "actual_start",
    "actual_finish",
    "remaining_duration",
    "resume",
)
_DATE_COLUMNS = (
    "start",
    "finish",
    "early_start",
    "early_finish",
    "late_start",
    "late_finish",
    "total_float",
    "free_float",
)


def compute(facts: PlanFacts) -> tuple[dict[int, Computed], int | None]:
    """Dates, floats, drivers and outline of every activity, and the finish of the project.

    Raises ``Invalid`` with the names of the activities where the facts have no schedule, such as a cycle.
    """
    places = outline(facts)
    rows = list(facts.activities.values())
    try:
        dates = schedule(to_network(facts))
    except NetworkError as error:
        _refuse(error, facts)
    durations = dates.duration.tolist()
    percents = percent_done(facts, dict(zip(facts.activities, durations, strict=True)))
    columns: dict[str, Iterable[Any]] = {
        **{name: _nullable(getattr(dates, name)) for name in _DATE_COLUMNS},
        **_drivers(dates, facts),
        **{name: [getattr(places[row.id], name) for row in rows] for name in Place._fields},
        "critical": dates.critical.tolist(),
        "scheduled_duration": durations,
        "scheduled_percent": [percents[row.id] for row in rows],
    }
    values = zip(*(columns[name] for name in Computed._fields), strict=True)
    computed = dict(zip(facts.activities, map(Computed._make, values), strict=True))
    finishes = [computed[top].finish for top in facts.children.get(None, ()) if facts.activities[top].active]
    return computed, max((finish for finish in finishes if finish is not None), default=None)


def late_finish_driver(facts: PlanFacts, activity: int) -> tuple[Driver, int | None]:
    """What sets the late finish of an activity that is no summary, and the id of the link, or of the activity
    or summary whose constraint it is.

    Computed when somebody asks, which is seldom; stored, it would be written with every change.
    """
    try:
        dates = schedule(to_network(facts))
    except NetworkError as error:
        _refuse(error, facts)
    at = list(facts.activities).index(activity)
    driver, row = Driver(dates.late_finish_driver[at]), int(dates.late_finish_driver_row[at])
    ids = {Driver.LINK: list(facts.links), Driver.CONSTRAINT: list(facts.activities)}.get(driver, [])
    return driver, ids[row] if ids and row >= 0 else None


def to_network(facts: PlanFacts) -> Network:
    """The engine's network of a plan. Raises the engine's ``NetworkError``."""
    calendars = engine_calendars(facts)
    index = {identity: at for at, identity in enumerate(calendars)}
    terms = facts.terms
    rows = list(facts.activities.values())
    return Network.from_columns(
        _activity_columns(rows, index, facts),
        _link_columns(facts),
        _assignment_columns(facts, index),
        terms=Terms(
            start=terms.start,
            calendars=tuple(calendars.values()),
            data_date=terms.data_date,
            rules=Rules(honor_constraints=terms.honor_constraints, critical_float=terms.critical_limit),
        ),
        names=[row.name for row in rows],
    )


def _activity_columns(
    rows: Sequence[ActivityFacts], index: dict[int, int], facts: PlanFacts
) -> dict[str, ArrayLike]:
    columns: dict[str, ArrayLike] = {
        name: np.array([getattr(row, name) for row in rows], np.bool_ if name in _FLAGS else np.int64)
        for name in _PLAIN
    }
    columns |= {name: _engine_column(getattr(row, name) for row in rows) for name in _OPTIONAL}
    columns["start"] = _engine_column(row.manual_start for row in rows)
    columns["finish"] = _engine_column(row.manual_finish for row in rows)
    columns["calendar"] = np.array(
        [-1 if row.calendar is None else index[row.calendar] for row in rows], np.int64
    )
    columns["pause"] = np.array([_pause(row, facts) if row.pauses else 0 for row in rows], np.int64)
    return columns


def _link_columns(facts: PlanFacts) -> dict[str, ArrayLike]:
    links = list(facts.links.values())
    names = ("predecessor", "successor", "type", "lag", "lag_kind")
    return {name: np.array([getattr(link, name) for link in links], np.int64) for name in names}


def _assignment_columns(facts: PlanFacts, index: dict[int, int]) -> dict[str, ArrayLike]:
    rows = list(facts.assignments.values())
    calendars = {key: _resource_calendar(key, facts, index) for key in facts.resources}
    works = [_timed_work(row, facts) for row in rows]
    return {
        "activity": np.array([row.activity for row in rows], np.int64),
        "calendar": np.array([calendars[row.resource] for row in rows], np.int64),
        "work": np.array([work for work, _remaining, _units in works], np.int64),
        "remaining_work": _engine_column(remaining for _work, remaining, _units in works),
        "units": np.array([units for _work, _remaining, units in works], np.float64),
        "delay": np.array([row.delay for row in rows], np.int64),
    }


def _resource_calendar(resource: int, facts: PlanFacts, index: dict[int, int]) -> int:
    """Place of the calendar; -1 where the resource has none and works when the activity does."""
    row = facts.resources[resource]
    return -1 if row.calendar is None or not row.works else index[row.calendar]


def _timed_work(row: AssignmentFacts, facts: PlanFacts) -> tuple[int, int | None, float]:
    """The work of an assignment that takes time, what remains of it, and at how many units it is done.

    Material and cost take none.
    """
    if not facts.resources[row.resource].works:
        return 0, None, 0.0
    if row.contoured and row.work and row.units > 0:
        # Units say nothing about the time that contoured work takes; the activity's duration does.
        activity = facts.activities[row.activity]
        return activity.duration, activity.remaining, 1.0
    return row.work, row.remaining_work, row.units


def _pause(row: ActivityFacts, facts: PlanFacts) -> int:
    """Working seconds of the interruptions that still lie ahead of a split activity."""
    since = row.actual_start if row.resume is None else row.resume
    spans = [(start if since is None else max(start, since), finish) for start, finish in row.pauses]
    clock = working_time(facts, row.calendar, spans[0][0])
    return sum(clock.work_between(start, finish) for start, finish in spans if start < finish)


def _engine_column(values: Iterable[int | None]) -> NDArray[np.int64]:
    return np.array([NONE if value is None else value for value in values], np.int64)


def _nullable(column: NDArray[np.int64]) -> list[int | None]:
    values: list[int | None] = column.tolist()
    for at in np.flatnonzero(column == NONE):
        values[at] = None
    return values


def _drivers(dates: Schedule, facts: PlanFacts) -> dict[str, list[int] | list[int | None]]:
    """Kind and row of what set start and finish, the engine's row numbers turned into ids."""
    activities = list(facts.activities)
    ids = {
        Driver.LINK: list(facts.links),
        Driver.ASSIGNMENT: list(facts.assignments),
        Driver.CHILDREN: activities,
        Driver.CONSTRAINT: activities,
    }

    def named(kinds: list[int], rows: list[int]) -> list[int | None]:
        return [
            ids[Driver(kind)][row] if row >= 0 and kind in ids else None
            for kind, row in zip(kinds, rows, strict=True)
        ]

    starts, finishes = dates.start_driver.tolist(), dates.finish_driver.tolist()
    return {
        "start_driver": starts,
        "start_driver_row": named(starts, dates.start_driver_row.tolist()),
        "finish_driver": finishes,
        "finish_driver_row": named(finishes, dates.finish_driver_row.tolist()),
    }


# ---- Calendars ----


def engine_calendars(facts: PlanFacts) -> dict[int, Calendar]:
    """The plan's calendars as the engine's, by id, the project's first."""
    made: dict[int, Calendar] = {}
    for identity in [facts.terms.calendar, *facts.calendars]:
        _calendar(identity, facts.calendars, made, frozenset())
    first = made.pop(facts.terms.calendar)
    return {facts.terms.calendar: first, **made}


def _calendar(
    identity: int, rows: dict[int, CalendarFacts], made: dict[int, Calendar], above: frozenset[int]
) -> Calendar:
    if identity in made:
        return made[identity]
    row = rows[identity]
    if identity in above:
        raise Invalid(_("The calendar “%(name)s” is based on itself.") % {"name": row.name}, field="calendar")
    base = _NOTHING if row.base is None else _calendar(row.base, rows, made, above | {identity})
    made[identity] = base.derived(
        days=[None if day is None else _shifts(day) for day in row.days],
        exceptions=[
            CalendarException(*_range(entry), _shifts(entry.get("shifts", ()))) for entry in row.exceptions
        ],
        work_weeks=[
            WorkWeek(*_range(entry), tuple(None if day is None else _shifts(day) for day in entry["days"]))
            for entry in row.work_weeks
        ],
        name=row.name,
    )
    return made[identity]


_NOTHING = Calendar(((),) * 7)


def _shifts(day: Iterable[Sequence[int]]) -> tuple[tuple[int, int], ...]:
    return tuple((int(start), int(finish)) for start, finish in day)


@lru_cache(maxsize=4096)
def _date(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def _range(entry: dict[str, Any]) -> tuple[dt.date, dt.date]:
    return _date(entry["first"]), _date(entry["last"])


def working_time(facts: PlanFacts, calendar: int | None, around: int) -> CompiledCalendar:
    """Working time of a calendar of the plan (None: the project's), twenty years each way."""
    made: dict[int, Calendar] = {}
    _calendar(facts.terms.calendar if calendar is None else calendar, facts.calendars, made, frozenset())
    step = 366 * DAY
    middle = around // step * step
    return list(made.values())[-1].compiled(middle - 20 * step, middle + 20 * step)


# ---- Refusals ----


def _refuse(error: NetworkError, facts: PlanFacts) -> NoReturn:
    rows = [facts.activities[key] for key in error.activities if key in facts.activities]
    names = [f"“{row.name}” ({row.number})" if row.number else f"“{row.name}”" for row in rows[:8]]
    extra: dict[str, Any] = {"row": rows[0].id} if rows else {}
    if error.code == "cycle":
        raise Invalid(
            _("These activities would wait for each other: %(names)s. Remove one of the links.")
            % {"names": " → ".join([*names, *names[:1]])},
            field="predecessors",
            **extra,
        ) from None
    if error.code == "no_work":
        raise Invalid(
            _("There is not enough working time for %(names)s. Check the calendars.")
            % {"names": ", ".join(names)},
            field="calendar",
            **extra,
        ) from None
    raise Invalid(_("The plan cannot be computed: %(reason)s") % {"reason": error}, **extra) from None
