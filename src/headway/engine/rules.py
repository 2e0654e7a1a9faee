"""Options of a schedule."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rules:
    """Options of a schedule.

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
