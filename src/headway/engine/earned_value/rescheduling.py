"""The plan computed again from a status date: the network's own forecast of the finish."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from headway.engine.columns import Activity, Link, Terms
from headway.engine.constraints import Constraint
from headway.engine.network import Network
from headway.engine.schedule import Schedule, schedule


def rescheduled(
    activities: Sequence[Activity],
    links: Iterable[Link],
    *,
    terms: Terms,
    status: int,
    planned: Sequence[int],
) -> Schedule:
    """The schedule in which nothing that remains happens before the status date.

    Parameters
    ----------
    activities : sequence of Activity
        With actual starts and finishes, and the remaining duration of what runs. For a forecast like PF = 1
        that is the planned duration of the remaining work, whatever the finished part took.
    links : iterable of Link
    terms : Terms
    status : int
        The status date, in plan time.
    planned : sequence of int
        Planned starts in plan time, by activity. What has not begun begins no earlier: people keep
        appointments, and free time that a plan leaves is seldom given back.

    Returns
    -------
    Schedule
        In the order of the activities.

    Raises
    ------
    NetworkError
        When the activities have no schedule.

    Examples
    --------
    >>> from headway.engine import moment, written
    >>> day, start = 8 * 3600, moment("2026-01-05T08:00")
    >>> build = Activity(id=1, duration=2 * day, actual_start=start, remaining_duration=day)
    >>> test = Activity(id=2, duration=day)
    >>> found = rescheduled(
    ...     [build, test],
    ...     [Link(predecessor=1, successor=2)],
    ...     terms=Terms(start=start),
    ...     status=moment("2026-01-08T08:00"),
    ...     planned=[start, moment("2026-01-07T08:00")],
    ... )
    >>> written(found.finish[1])
    '2026-01-09T17:00:00'
    """
    rows = [_from(activity, status, begin) for activity, begin in zip(activities, planned, strict=True)]
    return schedule(Network.of(rows, list(links), [], terms=terms))


def _from(activity: Activity, status: int, begin: int) -> Activity:
    if activity.actual_finish is not None:
        return activity
    if activity.actual_start is not None:
        return replace(activity, resume=max(status, activity.actual_start))
    return replace(activity, constraint=Constraint.SNET, constraint_date=max(status, begin))
