"""From what the lower rooms know to a verdict on a project's health. Pure; the moment is passed in."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from headway.engine.plan_time import day_of, day_of_finish, end_of
from headway.project.charter.dimensions import Dimension
from headway.project.schedule.results.working_time import ProjectTime

from . import formulas
from .formulas import GREY, NONE, RED, CostFacts, Memory


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """What is known of a project. Moments are plan times, tolerances working days; None is unknown.

    ``begun`` says whether it has begun: before, nothing is promised, so that there is no status at all.
    ``expected`` says whether progress is expected at all: a project that has not begun or is over gets no
    older. ``cost`` is known once there are budgets.
    """

    forecast: int | None = None
    baseline: int | None = None
    baselined_on: dt.date | None = None
    tolerance: float | None = None
    deadline: dt.date | None = None
    deadline_hard: bool = False
    data_date: int | None = None
    working_time: ProjectTime | None = None
    cost: CostFacts | None = None
    expected: bool = False
    begun: bool = True


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something is as it is: a code of ``reasons`` and the values that its sentence names."""

    code: str
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The computed half of a roll-up row."""

    computed: str
    rag_time: str
    rag_cost: str
    v_time: float | None
    u_time: float | None
    u_cost: float | None
    memory: dict[str, Memory]
    reasons: list[Reason]

    @property
    def use(self) -> float | None:
        """The highest known tolerance use."""
        return max((use for use in (self.u_time, self.u_cost) if use is not None), default=None)


_NO_STATUS = Verdict(
    computed=NONE,
    rag_time=NONE,
    rag_cost=NONE,
    v_time=None,
    u_time=None,
    u_cost=None,
    memory={},
    reasons=[Reason("not_begun")],
)


def evaluate(inputs: Inputs, memory: dict[str, Memory], now: dt.datetime, today: dt.date) -> Verdict:
    """What the formulas say of these inputs at this moment, given what hysteresis remembers."""
    if not inputs.begun:
        return _NO_STATUS
    reasons: list[Reason] = []
    v_time, u_time = _time(inputs, reasons)
    u_cost = _cost(inputs, reasons)
    missed: set[str] = {Dimension.TIME} if _deadline(inputs, reasons) else set()
    uses: dict[str, float | None] = {Dimension.TIME: u_time, Dimension.COST: u_cost}
    kept = _settled(uses, missed, memory, now)
    reasons += [_held(name, row.colour, row.since) for name, row in kept.items() if row.since is not None]
    rag_time, rag_cost = (kept[name].colour if name in kept else GREY for name in uses)
    return Verdict(
        computed=formulas.project_colour(
            (rag_time, rag_cost),
            stale=_stale(inputs, reasons, today),
            unknown_share=_unknown(inputs, reasons),
        ),
        rag_time=rag_time,
        rag_cost=rag_cost,
        v_time=v_time,
        u_time=u_time,
        u_cost=u_cost,
        memory=kept,
        reasons=reasons,
    )


def _held(dimension: str, colour: str, since: dt.datetime) -> Reason:
    return Reason("held", {"dimension": dimension, "colour": colour, "since": since.isoformat()})


def _time(inputs: Inputs, reasons: list[Reason]) -> tuple[float | None, float | None]:
    """v_time = working days from the baseline finish to the forecast finish; u_time its tolerance use."""
    if inputs.forecast is None or inputs.working_time is None:
        reasons.append(Reason("no_plan"))
        return None, None
    if inputs.baseline is None:
        reasons.append(Reason("no_baseline"))
        return None, None
    variance = inputs.working_time.working_days(inputs.baseline, inputs.forecast)
    if inputs.tolerance is None:
        reasons.append(Reason("no_tolerance", {"days": variance}))
        return variance, None
    values = {"days": variance, "tolerance": inputs.tolerance}
    reasons.append(Reason("late" if variance > 0 else "in_time", values))
    return variance, formulas.tolerance_use(variance, inputs.tolerance)


def _deadline(inputs: Inputs, reasons: list[Reason]) -> bool:
    """Whether the forecast misses a hard deadline: then the project is red whatever the tolerance use."""
    if inputs.forecast is None or inputs.deadline is None:
        return False
    finish = day_of_finish(inputs.forecast)
    if finish <= inputs.deadline:
        return False
    values = {"finish": finish.isoformat(), "deadline": inputs.deadline.isoformat()}
    reasons.append(Reason("after_hard_deadline" if inputs.deadline_hard else "after_deadline", values))
    return inputs.deadline_hard


def _cost(inputs: Inputs, reasons: list[Reason]) -> float | None:
    if inputs.cost is None:
        return None
    variance = formulas.cost_variance(inputs.cost)
    code = "over_budget" if variance > 0 else "in_budget"
    reasons.append(Reason(code, {"amount": variance, "tolerance": inputs.cost.tolerance}))
    return formulas.tolerance_use(variance, inputs.cost.tolerance)


def _settled(
    uses: dict[str, float | None], missed: set[str], memory: dict[str, Memory], now: dt.datetime
) -> dict[str, Memory]:
    """What hysteresis makes of each dimension that has a colour; those in ``missed`` are red anyway."""
    kept = {}
    for name, use in uses.items():
        if name in missed:
            kept[name] = formulas.settle(memory.get(name), RED, RED, now)
        elif use is not None:
            plain, cautious = formulas.use_colour(use), formulas.use_colour(use + formulas.MARGIN)
            kept[name] = formulas.settle(memory.get(name), plain, cautious, now)
    return kept


def _stale(inputs: Inputs, reasons: list[Reason], today: dt.date) -> bool:
    """Whether nobody has said for more than two reporting periods how far the work is."""
    if not inputs.expected or inputs.working_time is None:
        return False
    since = inputs.data_date
    if since is None and inputs.baselined_on is not None:
        since = end_of(inputs.baselined_on)
    if since is None:
        return False
    age = inputs.working_time.working_days(since, end_of(today - dt.timedelta(days=1)))
    if age <= formulas.STALE_AFTER:
        return False
    reasons.append(Reason("stale", {"date": day_of(since).isoformat(), "days": age}))
    return True


def _unknown(inputs: Inputs, reasons: list[Reason]) -> float:
    """The share of inputs that are unknown. A budget that does not exist yet is no input."""
    known = {
        "forecast": inputs.forecast is not None,
        "baseline": inputs.baseline is not None,
        "tolerance": inputs.tolerance is not None,
        "data_date": inputs.data_date is not None,
    }
    missing = [name for name, is_known in known.items() if not is_known]
    share = len(missing) / len(known)
    if share > formulas.UNKNOWN_LIMIT:
        reasons.append(Reason("unknown", {"missing": missing, "of": len(known)}))
    return share
