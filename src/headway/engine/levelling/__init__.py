"""Levelling: schedules that need no more of a resource than there is."""

from headway.engine.levelling.problem import Problem, earliest_starts, latest_finishes, lower_bound
from headway.engine.levelling.search import Levelled, by_rule, makespan, search

__all__ = [
    "Levelled",
    "Problem",
    "by_rule",
    "earliest_starts",
    "latest_finishes",
    "lower_bound",
    "makespan",
    "search",
]
