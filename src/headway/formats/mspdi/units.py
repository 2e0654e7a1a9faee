"""Units and moments as MSPDI writes them."""

from headway.engine import written
from headway.engine.plan_time import DAY

# A format is a unit, plus one when it is elapsed, plus 32 when it is estimated; 21 is none.
ESTIMATED = 32
UNITS = {3: "min", 5: "h", 7: "d", 9: "w", 11: "mo"}
CODES = {unit: code for code, unit in UNITS.items()}
PERCENT, ELAPSED_PERCENT = 19, 20
TENTH_OF_A_MINUTE = 6  # seconds


def unit_of(code: int) -> tuple[str, bool]:
    """The unit of a duration format, and whether it is elapsed time.

    Examples
    --------
    >>> unit_of(7), unit_of(40)
    (('d', False), ('d', True))
    """
    plain = code - ESTIMATED if code > ESTIMATED else code
    elapsed = plain - 1 in UNITS
    return UNITS.get(plain - elapsed, "d"), elapsed


def code_of(unit: str, *, elapsed: bool = False, estimated: bool = False) -> int:
    """The duration format of a unit, the inverse of `unit_of`.

    Examples
    --------
    >>> code_of("d"), code_of("d", elapsed=True, estimated=True)
    (7, 40)
    """
    return CODES.get(unit, CODES["d"]) + elapsed + ESTIMATED * estimated


def duration(seconds: int | None) -> str | None:
    """A duration in hours, minutes and seconds.

    Examples
    --------
    >>> duration(5400), duration(-60)
    ('PT1H30M0S', '-PT0H1M0S')
    """
    if seconds is None:
        return None
    minutes, rest = divmod(abs(seconds), 60)
    return f"{'-' if seconds < 0 else ''}PT{minutes // 60}H{minutes % 60}M{rest}S"


def tenths(seconds: int | None) -> str | None:
    """Tenths of minutes, the nearest.

    Examples
    --------
    >>> tenths(3600)
    '600'
    """
    return None if seconds is None else str(round(seconds / TENTH_OF_A_MINUTE))


def moment(time: int | None) -> str | None:
    """An ISO date and time."""
    return None if time is None else written(time)


def time_of_day(seconds: int) -> str:
    """Hours, minutes and seconds; what lies in the next day shows its time of day.

    Examples
    --------
    >>> time_of_day(8 * 3600), time_of_day(86400)
    ('08:00:00', '00:00:00')
    """
    hours, rest = divmod(seconds % DAY, 3600)
    return f"{hours:02}:{rest // 60:02}:{rest % 60:02}"
