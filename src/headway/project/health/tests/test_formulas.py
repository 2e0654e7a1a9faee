"""Golden vectors of the formulas, and hysteresis step by step."""

import datetime as dt
import math

import pytest

from headway.project.health.formulas import (
    CostFacts,
    Memory,
    cost_variance,
    eac_used,
    project_colour,
    settle,
    tolerance_use,
    use_colour,
)

NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)


@pytest.mark.parametrize(
    ("variance", "tolerance", "use"),
    [
        (0, 10, 0),
        (6, 10, 0.6),
        (10, 10, 1),
        (15, 10, 1.5),
        (-4, 10, 0),
        (0, 0, 0),
        (-1, 0, 0),
        (0.1, 0, math.inf),
    ],
)
def test_tolerance_use(variance: float, tolerance: float, use: float) -> None:
    assert tolerance_use(variance, tolerance) == use


@pytest.mark.parametrize(
    ("use", "colour"),
    [(0, "green"), (0.6, "green"), (0.600001, "amber"), (1, "amber"), (1.000001, "red"), (math.inf, "red")],
)
def test_borders_of_the_colours(use: float, colour: str) -> None:
    assert use_colour(use) == colour


def step(memory: Memory | None, use: float, hours: float) -> Memory:
    return settle(memory, use_colour(use), use_colour(use + 0.05), NOON + hours * HOUR)


@pytest.mark.parametrize(
    ("story", "colours"),
    [
        # (use, hours since the beginning) -> the colour that is shown
        ([(0.2, 0), (0.7, 1), (1.2, 2)], ["green", "amber", "red"]),  # worse at once
        ([(1.2, 0), (0.9, 1), (0.9, 24.9), (0.9, 25)], ["red", "red", "red", "amber"]),  # better after 24 h
        ([(1.2, 0), (0.96, 1), (0.96, 26)], ["red", "red", "red"]),  # not far enough below the border
        ([(1.2, 0), (0.95, 1), (0.95, 25)], ["red", "red", "amber"]),  # just far enough
        (
            [(1.2, 0), (0.9, 1), (0.97, 13), (0.9, 25), (0.9, 49)],
            ["red", "red", "red", "red", "amber"],
        ),  # a relapse
        ([(1.2, 0), (0.2, 1), (0.2, 25)], ["red", "red", "green"]),  # two colours better
        ([(1.2, 0), (0.9, 1), (0.2, 25), (0.2, 49)], ["red", "red", "amber", "green"]),  # one after the other
        ([(0.7, 0), (0.6, 1), (0.55, 2), (0.55, 26)], ["amber", "amber", "amber", "green"]),
        ([(0.7, 0), (0.5, 1), (1.1, 2)], ["amber", "amber", "red"]),
    ],
)
def test_hysteresis(story: list[tuple[float, float]], colours: list[str]) -> None:
    memory, shown = None, []
    for use, hours in story:
        memory = step(memory, use, hours)
        shown.append(memory.colour)
    assert shown == colours


@pytest.mark.parametrize("use", [0.2, 0.57, 0.9, 0.97, 1.3])
def test_evaluating_again_at_the_same_moment_changes_nothing(use: float) -> None:
    for before in (
        None,
        Memory("red"),
        Memory("red", "amber", NOON - 30 * HOUR),
        Memory("amber", "green", NOON),
    ):
        once = step(before, use, 0)
        assert step(once, use, 0) == once


@pytest.mark.parametrize(
    ("colours", "stale", "unknown", "shown"),
    [
        (("green", "grey"), False, 0.25, "green"),
        (("green", "amber"), False, 0, "amber"),
        (("green", "grey"), False, 0.26, "grey"),
        (("amber", "grey"), True, 0, "grey"),
        (("red", "grey"), True, 1, "red"),  # not knowing the rest makes it no better
        (("grey", "grey"), False, 0, "grey"),
    ],
)
def test_project_colour(colours: tuple[str, str], stale: bool, unknown: float, shown: str) -> None:
    assert project_colour(colours, stale=stale, unknown_share=unknown) == shown


@pytest.mark.parametrize(
    ("cost", "eac", "trend", "variance"),
    [
        # own estimate 120, and as realistic as so far: CPI 0.83, TCPI 0.83
        (CostFacts(bac=100, baseline=110, ac=60, ev=50, etc=60, tolerance=10, need=5), 120, False, 15),
        # own estimate 100 would need 1.25 of every unit where 0.83 was had so far: the trend BAC ÷ CPI counts
        (CostFacts(bac=100, baseline=110, ac=60, ev=50, etc=40, tolerance=10, need=5), 120, True, 10),
        # too early to tell a trend
        (CostFacts(bac=100, baseline=110, ac=20, ev=10, etc=80, tolerance=10, need=0), 100, False, -10),
        # nothing left to spend with work left to do
        (CostFacts(bac=100, baseline=100, ac=100, ev=80, etc=0, tolerance=10, need=3), 125, True, 25),
    ],
)
def test_cost_variance(cost: CostFacts, eac: float, trend: bool, variance: float) -> None:
    used, by_trend = eac_used(cost)
    assert used == pytest.approx(eac)
    assert by_trend is trend
    assert cost_variance(cost) == pytest.approx(variance)
