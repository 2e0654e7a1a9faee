"""What is learnt from ended projects: the noise of the cost index, and ranges that hold what they promise."""

import math

import numpy as np
import pytest

from headway.engine import Activity, Link, Terms, moment, written
from headway.engine.earned_value import (
    CostFactor,
    Finished,
    MeasureError,
    Measures,
    estimate_at_completion,
    expected_cost,
    expected_duration,
    learnt_noise,
    outlook,
    rescheduled,
)
from headway.engine.tests.made import make

HALFWAY = make(Measures, bac=100, pd=10, at=[5], es=[5], pv=[50], ev=[50], ac=[50])


def ended(*, duration: float = 10, cost: float = 100, measures: Measures = HALFWAY) -> Finished:
    """A project that stood as planned on its way, and then ended so."""
    planned = np.full(len(measures.at), 10.0)
    return Finished(name="", measures=measures, expected=planned, duration=duration, cost=cost)


def test_duration_is_expected_between_network_and_earned_time_and_never_over_already() -> None:
    late = make(Measures, bac=100, pd=10, at=[5, 14], es=[3, 9.5], pv=[50, 100], ev=[30, 95], ac=[30, 95])
    assert list(expected_duration(late, network=[11, 10], esd=[4, 9.9])) == [(11 + 11) / 2, 14]


def test_a_cost_index_counts_as_far_as_it_stands_out_of_the_noise() -> None:
    dear = make(Measures, bac=100, pd=10, at=[5], es=[5], pv=[50], ev=[50], ac=[75])
    by_index, by_plan = (
        float(estimate_at_completion(dear, factor)[0]) for factor in (CostFactor.CPI, CostFactor.ONE)
    )
    assert float(expected_cost(dear, 0)[0]) == pytest.approx(by_index)
    assert float(expected_cost(dear, 1e9)[0]) == pytest.approx(by_plan)
    signal = math.log(1.5)
    # Noise as strong as the signal: half of its logarithm is believed.
    assert float(expected_cost(dear, signal)[0]) == pytest.approx(75 + 50 * 1.5**0.5)


def test_a_project_that_has_spent_nothing_is_expected_to_cost_its_budget() -> None:
    free = make(Measures, bac=100, pd=10, at=[5], es=[5], pv=[50], ev=[50], ac=[0])
    assert float(expected_cost(free, 0.2)[0]) == 50


def test_noise_is_a_robust_spread_in_which_each_project_counts_once() -> None:
    # Remaining 50 cost 50·e^0.1, 50·e^0.2 and 50·e^0.3 although nothing had been dearer before.
    three = [ended(cost=50 + 50 * math.exp(miss)) for miss in (0.1, 0.2, 0.3)]
    assert learnt_noise(three) == pytest.approx(1.4826 * 0.2)
    often = make(Measures, bac=100, pd=10, at=[5] * 9, es=[5] * 9, pv=[50] * 9, ev=[50] * 9, ac=[50] * 9)
    many_dates = ended(cost=50 + 50 * math.exp(0.3), measures=often)
    assert learnt_noise([*three[:2], many_dates]) == pytest.approx(1.4826 * 0.2)


def test_the_range_of_nine_projects_reaches_from_the_least_to_the_most_and_of_eight_has_no_end() -> None:
    nine = [ended(duration=10 * (1 + tenth / 10), cost=100 + tenth) for tenth in range(9)]
    found = outlook(HALFWAY, np.array([10.0]), nine)
    assert (found.earliest[0], found.latest[0]) == pytest.approx((10, 18))
    assert (found.lowest[0], found.highest[0]) == pytest.approx((100, 108))
    fewer = outlook(HALFWAY, np.array([10.0]), nine[:8])
    assert (fewer.earliest[0], fewer.latest[0]) == (5, math.inf)
    assert (fewer.lowest[0], fewer.highest[0]) == (50, math.inf)
    half = outlook(HALFWAY, np.array([10.0]), nine, coverage=0.6)
    assert (half.earliest[0], half.latest[0]) == pytest.approx((11, 17))


def test_ranges_come_from_projects_at_the_same_stage() -> None:
    begun = make(Measures, bac=100, pd=10, at=[1], es=[1], pv=[10], ev=[10], ac=[10])
    nine_early = [ended(duration=30, measures=begun)] * 9
    nine_halfway = [ended(duration=20)] * 9
    found = outlook(HALFWAY, np.array([10.0]), [*nine_early, *nine_halfway])
    assert (found.earliest[0], found.latest[0]) == pytest.approx((20, 20))
    # Where nobody was at this stage, all stages are better than none.
    assert outlook(HALFWAY, np.array([10.0]), nine_early).latest[0] == pytest.approx(30)


def test_no_range_reaches_below_what_is_over_and_spent() -> None:
    short = [ended(duration=1, cost=1)] * 9
    found = outlook(HALFWAY, np.array([10.0]), short)
    assert (found.earliest[0], found.latest[0], found.lowest[0], found.highest[0]) == (5, 5, 50, 50)


def test_ranges_hold_the_truth_as_often_as_they_promise() -> None:
    rng = np.random.default_rng(7)
    worlds, held = 400, 0
    for _ in range(worlds):
        # Far from normal, and each project drawn alike.
        durations = 10 * np.exp(0.3 * rng.standard_t(2, 20))
        others = [ended(duration=float(max(5.0, each))) for each in durations[1:]]
        found = outlook(HALFWAY, np.array([10.0]), others)
        held += bool(found.earliest[0] <= max(5.0, durations[0]) <= found.latest[0])
    # 19 projects and two tails of a tenth: 18 of 20 places, when no two are equal.
    assert 0.8 - 3 * math.sqrt(0.16 / worlds) <= held / worlds <= 0.9 + 3 * math.sqrt(0.09 / worlds)


def test_what_cannot_be_learnt_from_is_refused() -> None:
    with pytest.raises(MeasureError, match="No project has ended"):
        outlook(HALFWAY, np.array([10.0]), [])
    with pytest.raises(MeasureError, match="coverage is 1"):
        outlook(HALFWAY, np.array([10.0]), [ended()], coverage=1)
    with pytest.raises(MeasureError, match="did not end"):
        ended(cost=0)
    with pytest.raises(MeasureError, match="one duration above 0 for each date"):
        Finished(name="", measures=HALFWAY, expected=np.array([1.0, 2.0]), duration=1, cost=1)


def test_a_plan_from_the_status_date_keeps_links_appointments_and_what_is_done() -> None:
    day, monday = 8 * 3600, moment("2026-01-05T08:00")
    done = Activity(id=1, duration=day, actual_start=monday, actual_finish=moment("2026-01-05T17:00"))
    running = Activity(
        id=2, duration=3 * day, actual_start=moment("2026-01-06T08:00"), remaining_duration=2 * day
    )
    waiting, meeting, overdue = (Activity(id=uid, duration=day) for uid in (3, 4, 5))
    found = rescheduled(
        [done, running, waiting, meeting, overdue],
        [Link(predecessor=1, successor=2), Link(predecessor=2, successor=3)],
        terms=Terms(start=monday),
        status=moment("2026-01-08T08:00"),
        planned=[
            monday,
            moment("2026-01-06T08:00"),
            moment("2026-01-07T08:00"),
            moment("2026-01-20T08:00"),
            moment("2026-01-05T08:00"),
        ],
    )
    assert [written(int(finish))[:16] for finish in found.finish] == [
        "2026-01-05T17:00",
        "2026-01-09T17:00",
        "2026-01-12T17:00",
        "2026-01-20T17:00",
        "2026-01-08T17:00",
    ]
