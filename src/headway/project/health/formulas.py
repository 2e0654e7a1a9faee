"""The formulas of project health. Pure: no clock, no database.

Amounts of one call share a unit (working days, or money in one currency); a tolerance use is a share of the
adverse tolerance, 1.0 = all of it. Colours are named as in ``models.Colour``.
"""

import datetime as dt
import math
from collections.abc import Iterable
from dataclasses import dataclass

GREEN, AMBER, RED, GREY, NONE = "green", "amber", "red", "grey", "none"
RANK = {GREEN: 0, AMBER: 1, RED: 2}  # the worse, the higher; what is not known has none

GREEN_UP_TO = 0.6
AMBER_UP_TO = 1.0
MARGIN = 0.05  # how far below a border a use must be before the colour gets better
PATIENCE = dt.timedelta(hours=24)  # between the two evaluations that a better colour takes
REPORTING_PERIOD = 5.0  # working days
STALE_AFTER = 2 * REPORTING_PERIOD
UNKNOWN_LIMIT = 0.25


def tolerance_use(variance: float, tolerance: float) -> float:
    """u = max(0, v) ÷ T⁺, the share of the adverse tolerance that an adverse variance uses.

    A tolerance of zero gives 0 where nothing is adverse and infinity otherwise.

    >>> tolerance_use(6.0, 10.0), tolerance_use(-3.0, 10.0), tolerance_use(0.5, 0.0)
    (0.6, 0.0, inf)
    """
    if variance <= 0:
        return 0.0
    return variance / tolerance if tolerance else math.inf


def use_colour(use: float) -> str:
    """Green up to u = 0.6, amber up to u = 1, red above.

    >>> [use_colour(use) for use in (0.6, 0.61, 1.0, 1.01)]
    ['green', 'amber', 'amber', 'red']
    """
    exact = round(use, 9)  # 0.55 + 0.05 is no more than 0.6
    if exact <= GREEN_UP_TO:
        return GREEN
    return AMBER if exact <= AMBER_UP_TO else RED


def worst(colours: Iterable[str]) -> str:
    """The worst of the known colours; grey where none is known."""
    known = [colour for colour in colours if colour != GREY]
    return max(known, key=RANK.__getitem__, default=GREY)


@dataclass(frozen=True, slots=True)
class Memory:
    """The colour that is shown and, where a better one is due, which one and since when."""

    colour: str
    candidate: str = ""
    since: dt.datetime | None = None


def settle(memory: Memory | None, now_colour: str, cautious: str, now: dt.datetime) -> Memory:
    """Hysteresis: a colour gets worse at once and better only after two evaluations that are 24 h apart.

    ``now_colour`` is the colour of u, ``cautious`` that of u + 0.05. Every evaluation between the two must
    also be 0.05 below the border; the better colour is the worst of those that were due.
    """
    if memory is None or memory.colour == GREY or RANK[now_colour] >= RANK[memory.colour]:
        return Memory(now_colour)
    if RANK[cautious] >= RANK[memory.colour]:
        return Memory(memory.colour)
    if memory.since is None:
        return Memory(memory.colour, cautious, now)
    candidate = worst((memory.candidate, cautious))
    if now - memory.since < PATIENCE:
        return Memory(memory.colour, candidate, memory.since)
    return Memory(candidate) if candidate == cautious else Memory(candidate, cautious, now)


def project_colour(colours: Iterable[str], *, stale: bool, unknown_share: float) -> str:
    """The worst dimension; grey where the data are old or more than a quarter of the inputs unknown.

    What is red stays red: not knowing the rest makes it no better.
    """
    colour = worst(colours)
    if colour == RED:
        return RED
    return GREY if stale or unknown_share > UNKNOWN_LIMIT else colour


@dataclass(frozen=True, slots=True)
class CostFacts:
    """What a budget says at the data date, in one currency.

    ``baseline`` is BAC plus unreleased contingency, ``need`` the expected further need Σ residual EMV of open
    threats.
    """

    bac: float
    baseline: float
    ac: float
    ev: float
    etc: float
    tolerance: float
    need: float = 0.0


def eac_used(cost: CostFacts) -> tuple[float, bool]:
    """Estimate at completion, and whether it is the trend instead of the manager's own.

    EAC_PM = AC + ΣETC. Between 15 and 85 % complete, where TCPI(EAC_PM) − CPI > 0.10 with
    TCPI = (BAC − EV) ÷ (EAC_PM − AC) and CPI = EV ÷ AC, the trend BAC ÷ CPI is used.
    """
    own = cost.ac + cost.etc
    complete = cost.ev / cost.bac if cost.bac else 0.0
    if not 0.15 <= complete <= 0.85 or not cost.ac or not cost.ev:
        return own, False
    cpi = cost.ev / cost.ac
    tcpi = (cost.bac - cost.ev) / cost.etc if cost.etc else math.inf
    return (cost.bac / cpi, True) if tcpi - cpi > 0.10 else (own, False)


def cost_variance(cost: CostFacts) -> float:
    """v_cost = EAC_used + expected further need − cost baseline; the need is 0 where the trend carries it."""
    eac, trend = eac_used(cost)
    return eac + (0.0 if trend else cost.need) - cost.baseline
