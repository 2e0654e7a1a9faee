"""What a plan is made of: one dataclass per row, or one array per column."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from headway.engine.calendar import Calendar
from headway.engine.constraints import Constraint
from headway.engine.errors import NetworkError
from headway.engine.link_types import LagKind, LinkType
from headway.engine.primavera import PrimaveraRules

NONE = int(np.iinfo(np.int64).min)
"""What a column of moments or identities holds where there is no value."""

Ints = NDArray[np.int64]
Codes = NDArray[np.int8]
Flags = NDArray[np.bool_]
Reals = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """One activity, milestone (no duration) or summary (another names it as parent).

    Moments are plan times, durations working seconds unless said otherwise.

    Parameters
    ----------
    id : int
        Identity, unique in the network.
    name : str
        Only for messages.
    parent : int, optional
        The summary it belongs to. The dates of a summary come from its children.
    duration : int
        Whole duration, done work included; elapsed seconds when `elapsed`.
    elapsed : bool
        The activity runs day and night, on no calendar.
    calendar : int, optional
        Index in the network's calendars; None follows the project's, which is the first.
    ignore_resource_calendars : bool
        Work goes on when `calendar` says so, whatever the assigned resources' calendars say.
    fixed_duration : bool
        Assignments do not determine the duration.
    constraint, constraint_date
        All but ASAP and ALAP need the date.
    deadline : int, optional
        Latest wanted finish: bounds the late finish, moves nothing.
    manual, start, finish
        A manual activity stays at `start` and `finish`, whatever its predecessors say. For others both are
        unused.
    active : bool
        An inactive activity neither drives nor is driven.
    leveling_delay : int
        Elapsed seconds by which the start is postponed.
    pause : int
        Working seconds of the interruptions of work that is still to do (a split activity).
    actual_start, actual_finish, remaining_duration, resume
        Progress. Work that remains (the whole duration minus `remaining_duration` is done) goes on at
        `resume`, or without it directly where the done work ends.
    """

    id: int
    name: str = ""
    parent: int | None = None
    duration: int = 0
    elapsed: bool = False
    calendar: int | None = None
    ignore_resource_calendars: bool = False
    fixed_duration: bool = False
    constraint: Constraint = Constraint.ASAP
    constraint_date: int | None = None
    deadline: int | None = None
    manual: bool = False
    start: int | None = None
    finish: int | None = None
    active: bool = True
    leveling_delay: int = 0
    pause: int = 0
    actual_start: int | None = None
    actual_finish: int | None = None
    remaining_duration: int | None = None
    resume: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A dependency between two activities or summaries; a negative lag is a lead.

    `lag` is in seconds, or in whole percents where `lag_kind` says so, measured on the successor's calendar.
    """

    predecessor: int
    successor: int
    type: LinkType = LinkType.FS
    lag: int = 0
    lag_kind: LagKind = LagKind.WORKING


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """Work of one resource in an activity.

    Parameters
    ----------
    activity : int
        Identity of the activity.
    calendar : int, optional
        The resource's calendar, an index in the network's calendars; None for material and cost.
    work : int
        Seconds of work of the whole assignment. Without work it does not determine the duration.
    remaining_work : int, optional
        What is left of `work`; None means all of it as long as the activity has not started.
    units : float
        Share of the resource: 0.5 is half time, so that one second of work takes two seconds of its calendar.
    delay : int
        Working seconds by which it starts after the activity.
    """

    activity: int
    calendar: int | None = None
    work: int = 0
    remaining_work: int | None = None
    units: float = 1.0
    delay: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class ActivityColumns:
    """`Activity` as arrays of equal length; absent moments and parents are `NONE`, an absent calendar -1."""

    id: Ints
    parent: Ints
    duration: Ints
    elapsed: Flags
    calendar: Ints
    ignore_resource_calendars: Flags
    fixed_duration: Flags
    constraint: Codes
    constraint_date: Ints
    deadline: Ints
    manual: Flags
    start: Ints
    finish: Ints
    active: Flags
    leveling_delay: Ints
    pause: Ints
    actual_start: Ints
    actual_finish: Ints
    remaining_duration: Ints
    resume: Ints


@dataclass(frozen=True, slots=True, eq=False)
class LinkColumns:
    """`Link` as arrays; `predecessor` and `successor` hold identities."""

    predecessor: Ints
    successor: Ints
    type: Codes
    lag: Ints
    lag_kind: Codes


@dataclass(frozen=True, slots=True, eq=False)
class AssignmentColumns:
    """`Assignment` as arrays; `activity` holds identities."""

    activity: Ints
    calendar: Ints
    work: Ints
    remaining_work: Ints
    units: Reals
    delay: Ints


# What a column holds when the caller does not give it; all others are zero or False.
_DEFAULTS: dict[str, int | float | bool] = {
    "parent": NONE,
    "calendar": -1,
    "constraint_date": NONE,
    "deadline": NONE,
    "start": NONE,
    "finish": NONE,
    "active": True,
    "actual_start": NONE,
    "actual_finish": NONE,
    "remaining_duration": NONE,
    "resume": NONE,
    "remaining_work": NONE,
    "units": 1.0,
    **dict.fromkeys(
        (
            "start_from",
            "start_until",
            "finish_from",
            "finish_until",
            "mandatory_start",
            "mandatory_finish",
            "expected_finish",
            "external_start",
            "external_finish",
            "suspend",
        ),
        NONE,
    ),
}
_DTYPES: dict[Any, type[np.generic]] = {Ints: np.int64, Codes: np.int8, Flags: np.bool_, Reals: np.float64}


def _column(name: str, dtype: type[np.generic], given: Mapping[str, ArrayLike], length: int) -> NDArray[Any]:
    """One immutable column: the caller's values, or its default repeated."""
    if name not in given:
        column = np.full(length, _DEFAULTS.get(name, 0), dtype)
    else:
        column = np.array(given[name]).astype(dtype, casting="same_kind")
    if column.shape != (length,):
        raise NetworkError("bad_column", f"Column “{name}” has {column.size} values instead of {length}.")
    column.setflags(write=False)
    return column


def _dtypes(kind: type[Any]) -> dict[str, type[np.generic]]:
    return {column.name: _DTYPES[column.type] for column in fields(kind)}


def columns_of(kind: type[Any], given: Mapping[str, ArrayLike], key: str) -> Any:
    refuse_unknown(given, kind)
    return part_of(kind, given, np.size(given[key]) if key in given else 0)


def refuse_unknown(given: Mapping[str, ArrayLike], *kinds: type[Any]) -> None:
    """Refuse columns that none of these kinds has."""
    unknown = sorted(set(given).difference(*(_dtypes(kind) for kind in kinds)))
    if unknown:
        raise NetworkError("bad_column", f"{kinds[0].__name__} has no column “{unknown[0]}”.")


def part_of(kind: type[Any], given: Mapping[str, ArrayLike], length: int) -> Any:
    """The columns of one kind among those given."""
    dtypes = _dtypes(kind)
    return kind(**{name: _column(name, dtype, given, length) for name, dtype in dtypes.items()})


def column_values(kind: type[Any], rows: Sequence[Any]) -> dict[str, ArrayLike]:
    """Columns of dataclass rows; None, and what a row does not have, becomes the column's default."""
    columns: dict[str, ArrayLike] = {}
    for name, dtype in _dtypes(kind).items():
        default = _DEFAULTS.get(name, 0)
        values = [getattr(row, name, None) for row in rows]
        columns[name] = np.array([default if value is None else value for value in values], dtype)
    return columns


@dataclass(frozen=True, slots=True)
class Rules:
    """Options of a schedule by the rules of Microsoft Project.

    Attributes
    ----------
    honor_constraints : bool
        “Not later than” and “must” constraints hold even against links, so that float becomes negative.
        Otherwise links win: such a constraint still bounds the late dates but never pulls a start before its
        predecessors.
    critical_float : int
        An unfinished activity is critical when its total float is at most this many working seconds.
    """

    honor_constraints: bool = True
    critical_float: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What holds for the whole plan.

    Attributes
    ----------
    start : int
        Project start, a plan time.
    calendars : tuple of Calendar
        The first is the project's; activities and assignments name theirs by index.
    data_date : int, optional
        Moment of the last progress report: no work that is still to do is scheduled before it. None where
        progress reports move nothing, as in Microsoft Project.
    rules : Rules or PrimaveraRules
        The rule set, by its kind, and its options.
    """

    start: int
    calendars: tuple[Calendar, ...] = (Calendar.standard(),)
    data_date: int | None = None
    rules: Rules | PrimaveraRules = field(default_factory=Rules)
