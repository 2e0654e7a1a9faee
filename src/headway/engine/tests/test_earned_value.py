"""Measures, indices and classical estimates against published examples and slow definitions."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headway.engine.earned_value import (
    Budgets,
    CostFactor,
    MeasureError,
    Measures,
    PlannedValue,
    Progress,
    TimeMethod,
    adherence,
    duration_at_completion,
    earned_time,
    estimate_at_completion,
    estimate_with,
    measured,
    moving_cpi,
)
from headway.engine.earned_value.earning import (
    by_effort,
    by_milestones,
    by_percent,
    by_share,
    by_start_and_finish,
    by_units,
)
from headway.engine.earned_value.numbers import Values
from headway.engine.tests.made import make


def one(values: Values) -> float:
    (value,) = values
    return float(value)


def at_a_date(curve: PlannedValue, at: float, ev: float, ac: float) -> Measures:
    es = curve.earned_schedule([ev], [at])
    return make(
        Measures, bac=curve.total, pd=curve.duration, at=[at], es=es, pv=curve.at([at]), ev=[ev], ac=[ac]
    )


GOLDEN = at_a_date(PlannedValue.of_periods([10, 25, 45, 70, 90, 100]), 4, 55, 66)


def test_the_golden_month() -> None:
    assert one(GOLDEN.cv) == -11
    assert one(GOLDEN.sv) == -15
    assert round(one(GOLDEN.cpi), 4) == 0.8333
    assert round(one(GOLDEN.spi), 4) == 0.7857
    assert one(GOLDEN.es) == pytest.approx(3.4)
    assert one(GOLDEN.spi_t) == pytest.approx(0.85)
    assert round(one(duration_at_completion(GOLDEN, TimeMethod.ES_SPI_T)), 2) == 7.06
    assert one(estimate_at_completion(GOLDEN, CostFactor.CPI)) == pytest.approx(120)
    assert one(estimate_at_completion(GOLDEN, CostFactor.ONE)) == pytest.approx(111)
    assert round(one(estimate_at_completion(GOLDEN, CostFactor.SCI)), 2) == 134.73
    assert round(one(GOLDEN.tcpi()), 4) == 1.3235
    assert round(one(GOLDEN.tcpi(108)), 4) == 1.0714
    assert round(one(GOLDEN.tcpi(108)) - one(GOLDEN.cpi), 3) == 0.238


def test_a_published_linear_plan() -> None:
    plan = PlannedValue.of_periods(np.arange(1, 11) * 10_000.0)
    found = at_a_date(plan, 4, 30_000, 35_000)
    assert round(one(found.cpi), 6) == 0.857143
    assert round(one(estimate_at_completion(found)), 2) == 116_666.67
    assert round(one(found.tcpi()), 6) == 1.076923
    assert one(found.es) == pytest.approx(3)
    assert one(found.spi_t) == pytest.approx(0.75)
    assert round(one(duration_at_completion(found, TimeMethod.ES_SPI_T)), 4) == 13.3333
    assert one(at_a_date(plan, 4, 34_000, 35_000).es) == pytest.approx(3.4)


def test_a_published_small_project() -> None:
    found = make(Measures, bac=150, pd=1, at=[1], es=[1], pv=[48], ev=[32], ac=[40])
    assert one(found.cpi) == pytest.approx(0.8)
    assert round(one(found.spi), 3) == 0.667
    assert one(estimate_at_completion(found)) == pytest.approx(187.5)
    assert round(one(found.tcpi()), 3) == 1.073


def test_every_time_method_is_its_formula() -> None:
    # BAC 100, PD 6, AT 4, PV 70, EV 55, AC 66, ES 3.4; worked by hand from the definitions.
    spi, cpi = 55 / 70, 55 / 66
    expected = {
        TimeMethod.PV_ONE: 6 + 15 / (100 / 6),
        TimeMethod.PV_SPI: 6 / spi,
        TimeMethod.PV_SCI: 6 / (spi * cpi),
        TimeMethod.ED_ONE: 4 + (6 - 4 * spi),
        TimeMethod.ED_SPI: 4 + (6 - 4 * spi) / spi,
        TimeMethod.ED_SCI: 4 + (6 - 4 * spi) / (spi * cpi),
        TimeMethod.ES_ONE: 4 + 2.6,
        TimeMethod.ES_SPI_T: 4 + 2.6 / 0.85,
        TimeMethod.ES_SCI_T: 4 + 2.6 / (0.85 * cpi),
    }
    assert {kind: one(duration_at_completion(GOLDEN, kind)) for kind in TimeMethod} == pytest.approx(expected)


def test_every_cost_factor_is_its_formula() -> None:
    spi, cpi, spi_t = 55 / 70, 55 / 66, 0.85
    factors = {
        CostFactor.ONE: 1,
        CostFactor.CPI: cpi,
        CostFactor.SPI: spi,
        CostFactor.SPI_T: spi_t,
        CostFactor.SCI: cpi * spi,
        CostFactor.SCI_T: cpi * spi_t,
        CostFactor.CPI_SPI: 0.8 * cpi + 0.2 * spi,
        CostFactor.CPI_SPI_T: 0.8 * cpi + 0.2 * spi_t,
    }
    expected = {kind: 66 + 45 / factor for kind, factor in factors.items()}
    assert {kind: one(estimate_at_completion(GOLDEN, kind)) for kind in CostFactor} == pytest.approx(expected)
    assert one(estimate_at_completion(GOLDEN, CostFactor.CPI_SPI, share=0.0)) == pytest.approx(66 + 45 / spi)


def test_after_its_planned_end_a_late_project_is_late_by_earned_duration_too() -> None:
    late = make(Measures, bac=100, pd=6, at=[8], es=[5], pv=[100], ev=[90], ac=[90])
    assert one(duration_at_completion(late, TimeMethod.ED_ONE)) == pytest.approx(8 + 8 - 8 * 0.9)


def test_what_cannot_be_divided_is_not_a_number() -> None:
    found = make(Measures, bac=100, pd=6, at=[0], es=[0], pv=[0], ev=[0], ac=[0])
    for value in (
        found.spi,
        found.cpi,
        found.spi_t,
        found.sci,
        found.sci_t,
        found.sv_percent,
        found.cv_percent,
    ):
        assert np.isnan(one(value))
    assert np.isnan(one(estimate_at_completion(found, CostFactor.CPI)))
    assert one(estimate_at_completion(found, CostFactor.ONE)) == 100


def test_a_project_that_is_done_costs_what_it_cost() -> None:
    found = make(Measures, bac=100, pd=6, at=[7], es=[6], pv=[100], ev=[100], ac=[130])
    assert {one(estimate_at_completion(found, kind)) for kind in CostFactor} == {130.0}
    assert one(duration_at_completion(found, TimeMethod.ES_SCI_T)) == 7
    assert one(found.tcpi()) == 0
    assert one(found.tspi()) == 0


def test_a_spent_budget_is_reached_by_no_performance() -> None:
    spent = make(Measures, bac=100, pd=6, at=[6], es=[5], pv=[100], ev=[90], ac=[100])
    assert one(spent.tcpi()) == np.inf
    assert one(spent.tspi()) == np.inf
    assert one(spent.tspi(8)) == pytest.approx(0.5)


def test_a_moving_index_looks_back_as_far_as_it_can() -> None:
    ev, ac = [10.0, 25, 45, 60], [10.0, 30, 40, 70]
    found = make(Measures, bac=100, pd=9, at=[1, 2, 3, 4], es=[1, 2, 3, 4], pv=ev, ev=ev, ac=ac)
    assert list(moving_cpi(found, 3)) == pytest.approx([1, 25 / 30, 45 / 40, 50 / 60])
    assert list(moving_cpi(found, 9)) == pytest.approx([1, 25 / 30, 45 / 40, 60 / 70])
    assert list(estimate_with(found, moving_cpi(found, 1)))[1] == pytest.approx(30 + 75 / (15 / 20))
    with pytest.raises(MeasureError, match="over 0 periods"):
        moving_cpi(found, 0)


# ---- Planned value and earned schedule ---------------------------------------------------------------------


def test_where_the_plan_stands_still_the_nearest_moment_counts() -> None:
    plan = make(PlannedValue, times=[0, 2, 5, 7], values=[0, 20, 20, 40])
    assert [one(plan.earned_schedule([20], [at])) for at in (1, 3, 6)] == [2, 3, 5]
    assert one(plan.earned_schedule([25], [1])) == 5.5
    assert one(plan.earned_schedule([0], [0])) == 0


def test_what_is_all_earned_is_earned_at_the_planned_end_and_not_later() -> None:
    plan = PlannedValue.of_periods([10, 20])
    assert one(plan.earned_schedule([20], [9])) == 2


def test_a_value_inside_a_jump_is_earned_when_it_happens() -> None:
    plan = make(PlannedValue, times=[0, 3, 3, 6], values=[0, 30, 60, 90])
    assert list(plan.earned_schedule([30, 45, 60], [9, 9, 9])) == [3, 3, 3]
    assert list(plan.at([3, 3.1])) == pytest.approx([30, 61])


def test_before_anything_is_planned_nothing_is_late() -> None:
    plan = make(PlannedValue, times=[0, 2, 4], values=[0, 0, 10])
    assert [one(plan.earned_schedule([0], [at])) for at in (1, 3)] == [1, 2]


hours = st.integers(0, 40)
rows = st.lists(st.tuples(hours, hours, st.integers(0, 50), st.integers(0, 9)), min_size=1, max_size=8)


def budgets(plan: list[tuple[int, int, int, int]]) -> Budgets:
    start, duration, fixed, rate = map(list, zip(*plan, strict=True))
    return make(Budgets, start=start, duration=duration, fixed=fixed, rate=rate)


@given(plan=rows, quarter=st.integers(0, 400))
def test_the_curve_is_the_sum_of_what_is_planned(plan: list[tuple[int, int, int, int]], quarter: int) -> None:
    found = budgets(plan)
    assert one(found.curve().at([quarter / 4])) == pytest.approx(found.planned(quarter / 4).sum(), abs=1e-9)


def planned_at(plan: list[tuple[int, int, int, int]], hour: int, *, begun: bool) -> int:
    """What is planned by a whole hour; what begins then has begun already, or not yet."""
    return sum(
        fixed * (start < hour or (begun and start == hour)) + rate * min(max(hour - start, 0), duration)
        for start, duration, fixed, rate in plan
    )


def moments_at(plan: list[tuple[int, int, int, int]], earned: int, end: int) -> list[float]:
    """Where in each hour the plan stands at a value; a jump stands at all that it passes."""
    found: list[float] = []
    for hour in range(end + 1):
        before, after = (planned_at(plan, hour, begun=begun) for begun in (False, True))
        if before <= earned <= after:
            found.append(hour)
        following = planned_at(plan, hour + 1, begun=False)
        if hour < end and after < earned < following:
            found.append(hour + (earned - after) / (following - after))
    return found


@given(plan=rows, earned=st.integers(0, 900), at=st.integers(0, 100))
def test_the_earned_schedule_is_where_a_walk_along_the_plan_finds_it(
    plan: list[tuple[int, int, int, int]], earned: int, at: int
) -> None:
    end = max(start + duration for start, duration, _, _ in plan)
    ev = min(earned, planned_at(plan, end, begun=True))
    moments = moments_at(plan, ev, end)
    es = one(budgets(plan).curve().earned_schedule([ev], [at]))
    assert es == pytest.approx(min(max(at, moments[0]), moments[-1]))
    assert one(budgets(plan).curve().earned_schedule([ev], [at], whole=1.0)) == np.floor(es + 1e-9)


def test_activities_that_are_done_out_of_order_lower_the_adherence() -> None:
    plan = make(Budgets, start=[0, 10, 20], duration=[10, 10, 10], fixed=[0, 0, 0], rate=[1, 1, 1])
    status = make(
        Progress,
        at=20,
        started=[True, True, True],
        complete=[1, 0.2, 0.4],
        worked=[10, 2, 4],
        extra=[0, 0, 0],
    )
    found = measured(plan, [status])
    assert one(found.es) == pytest.approx(16)
    # By hour 16 the plan wanted 10 and 6; 10 and 2 of them were earned.
    assert one(adherence(plan, [status], found.es)) == pytest.approx(12 / 16)


def test_earned_time_counts_hours_and_no_money() -> None:
    plan = make(Budgets, start=[0, 10], duration=[10, 10], fixed=[0, 900], rate=[1, 0])
    begun = make(Progress, at=9, started=[True, True], complete=[0.5, 0.1], worked=[9, 1], extra=[70, 0])
    assert one(measured(plan, [begun]).es) == 10
    assert one(earned_time(plan, [begun])) == pytest.approx(6)


def test_cost_is_what_begins_what_is_worked_and_what_was_paid_above() -> None:
    plan = make(Budgets, start=[0, 10], duration=[10, 10], fixed=[100, 50], rate=[2, 3])
    status = make(Progress, at=8, started=[True, False], complete=[0.5, 0], worked=[8, 0], extra=[7, -1])
    found = measured(plan, [status])
    assert (one(found.pv), one(found.ev), one(found.ac)) == (116, 110, 122)


# ---- Refusals ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wrong", "problem"),
    [
        ({"bac": 0}, "bac is 0, not more than 0"),
        ({"pd": float("nan")}, "pd is nan, not more than 0"),
        ({"ev": [float("inf")]}, "ev has a value that is not finite"),
        ({"ac": [1, 2]}, "have not one length"),
        ({"pv": [[1]]}, "pv has 2 dimensions"),
    ],
)
def test_measures_that_are_none_are_refused(wrong: dict[str, object], problem: str) -> None:
    right: dict[str, object] = {"bac": 9, "pd": 9, "at": [1], "es": [1], "pv": [1], "ev": [1], "ac": [1]}
    with pytest.raises(MeasureError, match=problem):
        make(Measures, **{**right, **wrong})


def test_plans_that_are_none_are_refused() -> None:
    with pytest.raises(MeasureError, match="ascending"):
        make(PlannedValue, times=[0, 2, 1], values=[0, 1, 2])
    with pytest.raises(MeasureError, match="as many times as values"):
        make(PlannedValue, times=[0, 1, 2], values=[0, 1])
    with pytest.raises(MeasureError, match="rate of a budget has a negative number"):
        make(Budgets, start=[0], duration=[1], fixed=[1], rate=[-1])
    with pytest.raises(MeasureError, match="no rows"):
        make(Budgets, start=[], duration=[], fixed=[], rate=[])
    with pytest.raises(MeasureError, match="not told of each budget"):
        measured(
            make(Budgets, start=[0, 1], duration=[1, 1], fixed=[1, 1], rate=[0, 0]),
            [make(Progress, at=1, started=[True], complete=[1], worked=[1], extra=[0])],
        )
    with pytest.raises(MeasureError, match="not 0 to 1"):
        estimate_at_completion(GOLDEN, share=2)


# ---- Earning rules -----------------------------------------------------------------------------------------


def test_earning_rules() -> None:
    begun, done = [False, True, True], [False, False, True]
    assert list(by_start_and_finish(begun, done, at_start=0)) == [0, 0, 1]
    assert list(by_start_and_finish(begun, done)) == [0, 0.5, 1]
    assert by_milestones([1, 1, 2], [True, False, True]) == 0.75
    assert list(by_units([3, 9], [4, 4])) == [0.75, 1]
    assert list(by_percent([0.9, 0.9, 0.3], [False, True, False])) == pytest.approx([0.8, 0.9, 0.3])
    assert list(by_effort([30], [120])) == [0.25]
    assert list(by_share([0.25, 1.5])) == [0.25, 1]
    with pytest.raises(MeasureError, match="earned at the start is 2"):
        by_start_and_finish(begun, done, at_start=2)
    with pytest.raises(MeasureError, match="not all 0"):
        by_milestones([0, 0], [True, True])
