"""Plan time: what clocks on the wall show, without a time zone, as whole seconds since 1970-01-01T00:00."""

import datetime as dt

DAY = 86_400
EPOCH = dt.date(1970, 1, 1)
_BEGINNING = dt.datetime.combine(EPOCH, dt.time())


def moment_of(day: dt.date) -> int:
    """Plan time of a day's midnight.

    Examples
    --------
    >>> moment_of(dt.date(1970, 1, 2))
    86400
    """
    return (day - EPOCH).days * DAY


def end_of(day: dt.date) -> int:
    """Plan time at which a day is over.

    Examples
    --------
    >>> end_of(dt.date(1970, 1, 1))
    86400
    """
    return moment_of(day) + DAY


def day_of(moment: int) -> dt.date:
    """The day in which a plan time lies.

    Examples
    --------
    >>> day_of(86_400).isoformat()
    '1970-01-02'
    """
    return EPOCH + dt.timedelta(days=moment // DAY)


def day_of_finish(moment: int) -> dt.date:
    """The day in which something ends that ends at a plan time: midnight is the day before.

    Examples
    --------
    >>> day_of_finish(86_400).isoformat()
    '1970-01-01'
    """
    return day_of(moment - 1)


def wall_clock(moment: int) -> dt.datetime:
    """What clocks on the wall show at a plan time, without a time zone.

    Examples
    --------
    >>> wall_clock(86_460).isoformat()
    '1970-01-02T00:01:00'
    """
    return _BEGINNING + dt.timedelta(seconds=moment)


def plan_time(wall: dt.datetime) -> int:
    """Plan time of what clocks on the wall show, the inverse of `wall_clock`; a time zone is not looked at.

    Examples
    --------
    >>> plan_time(dt.datetime(1970, 1, 2, 0, 1))
    86460
    """
    return (wall.replace(tzinfo=None) - _BEGINNING) // dt.timedelta(seconds=1)


def moment(text: str) -> int:
    """Plan time of an ISO date and time.

    Examples
    --------
    >>> moment("1970-01-02T00:00")
    86400
    """
    return plan_time(dt.datetime.fromisoformat(text))


def written(time: int) -> str:
    """ISO date and time of a plan time, the inverse of `moment`.

    Examples
    --------
    >>> written(86400)
    '1970-01-02T00:00:00'
    """
    return wall_clock(int(time)).isoformat()
