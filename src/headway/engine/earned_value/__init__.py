"""Earned value: what was planned, earned and spent at status dates, and where the project will end.

Times are working time since the project's start in any one unit; money is in any one currency.
"""

from headway.engine.earned_value.budgets import Budgets, Progress, adherence, earned_time, measured
from headway.engine.earned_value.cost_forecast import (
    CostFactor,
    estimate_at_completion,
    estimate_with,
    moving_cpi,
)
from headway.engine.earned_value.measures import Measures
from headway.engine.earned_value.numbers import MeasureError
from headway.engine.earned_value.outlooks import (
    Finished,
    Outlook,
    expected_cost,
    expected_duration,
    learnt_noise,
    outlook,
)
from headway.engine.earned_value.planned_value import PlannedValue
from headway.engine.earned_value.rescheduling import rescheduled
from headway.engine.earned_value.time_forecast import TimeMethod, duration_at_completion

__all__ = [
    "Budgets",
    "CostFactor",
    "Finished",
    "MeasureError",
    "Measures",
    "Outlook",
    "PlannedValue",
    "Progress",
    "TimeMethod",
    "adherence",
    "duration_at_completion",
    "earned_time",
    "estimate_at_completion",
    "estimate_with",
    "expected_cost",
    "expected_duration",
    "learnt_noise",
    "measured",
    "moving_cpi",
    "outlook",
    "rescheduled",
]
