"""Whose rules a schedule follows, and their options."""

from dataclasses import dataclass
from enum import IntEnum


class RuleSet(IntEnum):
    """The tool whose dates are to be reproduced."""

    MICROSOFT = 0


@dataclass(frozen=True, slots=True)
class Rules:
    """Options of a schedule.

    Attributes
    ----------
    rule_set : RuleSet
        The tool whose dates are to be reproduced.
    honor_constraints : bool
        “Not later than” and “must” constraints hold even against links, so that float becomes negative.
        Otherwise links win: such a constraint still bounds the late dates but never pulls a start before its
        predecessors.
    critical_float : int
        An unfinished activity is critical when its total float is at most this many working seconds.
    """

    rule_set: RuleSet = RuleSet.MICROSOFT
    honor_constraints: bool = True
    critical_float: int = 0
