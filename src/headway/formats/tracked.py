"""A plan with budgets and the progress that was told of it at status dates: what earned value needs."""

from dataclasses import dataclass

from headway.formats.plan import PlanDocument


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityBudget:
    """What an activity is planned to cost: once when it begins, and per working hour."""

    activity: int
    fixed: float
    hourly: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """What had been done of an activity by a status date. Durations in working seconds, `complete` 0 to 1.

    `extra_cost` is what was paid above the planned rates, `remaining_extra_cost` what is expected to be.
    """

    line: int
    activity: int
    actual_start: int | None
    actual_duration: int
    remaining_duration: int
    complete: float
    extra_cost: float = 0.0
    remaining_extra_cost: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """One status date, in plan time, and what had been done by then."""

    name: str
    status: int
    statuses: tuple[Status, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackedPlan:
    """The plan as it was agreed, in its baseline, and its status dates in order."""

    document: PlanDocument
    budgets: tuple[ActivityBudget, ...]
    periods: tuple[Period, ...] = ()
