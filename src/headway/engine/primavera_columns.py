"""What an activity of Primavera has beyond others: one dataclass per row, or one array per column."""

from dataclasses import dataclass

from headway.engine.columns import Activity, Codes, Flags, Ints
from headway.engine.primavera import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class PrimaveraActivity(Activity):
    """One activity or WBS element of a plan by the rules of `PrimaveraRules`.

    `remaining_duration` is the work that is still to do, of an unstarted activity too; None means `duration`.
    Of the constraints of `Activity` none counts, nor do deadline, levelling delay, pauses and manual dates.

    Parameters
    ----------
    role : Role
    project : int
        Index in the projects of the rules.
    resource_dependent : bool
        Assignments, on the calendars of their resources, determine how long the work lasts.
    start_from, start_until, finish_from, finish_until : int, optional
        Moments between which start and finish must lie. “Start on” is both of the start.
    mandatory_start, mandatory_finish : int, optional
        Replace what links ask for, forwards and backwards.
    as_late_as_possible : bool
        Starts as late as the early dates of its successors allow.
    expected_finish : int, optional
        Where the remaining work is expected to end.
    external_start, external_finish : int, optional
        Earliest start and latest finish that links to other projects asked for.
    suspend : int, optional
        Since when work rests, until `resume`.
    """

    role: Role = Role.TASK
    project: int = 0
    resource_dependent: bool = False
    start_from: int | None = None
    start_until: int | None = None
    finish_from: int | None = None
    finish_until: int | None = None
    mandatory_start: int | None = None
    mandatory_finish: int | None = None
    as_late_as_possible: bool = False
    expected_finish: int | None = None
    external_start: int | None = None
    external_finish: int | None = None
    suspend: int | None = None


@dataclass(frozen=True, slots=True, eq=False)
class PrimaveraColumns:
    """What `PrimaveraActivity` adds, as arrays; absent moments are `NONE`."""

    role: Codes
    project: Ints
    resource_dependent: Flags
    start_from: Ints
    start_until: Ints
    finish_from: Ints
    finish_until: Ints
    mandatory_start: Ints
    mandatory_finish: Ints
    as_late_as_possible: Flags
    expected_finish: Ints
    external_start: Ints
    external_finish: Ints
    suspend: Ints
