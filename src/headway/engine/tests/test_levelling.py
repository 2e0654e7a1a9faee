"""Schedules under limited resources: feasible always, short, and the same each time."""

from itertools import permutations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headway.engine import NetworkError
from headway.engine.levelling import Problem, by_rule, earliest_starts, lower_bound, makespan, search
from headway.engine.tests.feasible import broken


def said_of(problem: Problem, starts: np.ndarray) -> str:
    links = zip(problem.predecessor.tolist(), problem.successor.tolist(), problem.lag.tolist(), strict=True)
    return broken(
        starts.tolist(),
        problem.duration.tolist(),
        list(links),
        problem.need.tolist(),
        problem.capacity.tolist(),
    ) or ("" if (starts >= problem.release).all() else "released later")


@st.composite
def problems(draw: st.DrawFn, most: int = 12) -> Problem:
    """Activities that wait only for earlier ones, in any renamed order, with releases and lags."""
    size = draw(st.integers(1, most))
    names = draw(st.permutations(range(size)))
    duration = draw(st.lists(st.integers(0, 4), min_size=size, max_size=size))
    pairs = [(one, other) for other in range(size) for one in range(other)]
    chosen = draw(st.lists(st.sampled_from(pairs), max_size=2 * size, unique=True)) if pairs else []
    lags = draw(st.lists(st.integers(-2, 6), min_size=len(chosen), max_size=len(chosen)))
    need = draw(st.lists(st.tuples(*[st.integers(0, 3)] * 2), min_size=size, max_size=size))
    release = draw(st.lists(st.integers(0, 5), min_size=size, max_size=size))
    periods = sum(duration) + sum(max(0, lag) for lag in lags) + max(release) + 40
    holiday = draw(st.integers(0, 6))
    capacity = np.full((periods, 2), 3)
    capacity[holiday : holiday + 2] = 1
    ends = np.array([(names[one], names[other]) for one, other in chosen], np.int64).reshape(-1, 2)
    return Problem(
        duration=np.array(duration, np.int64),
        predecessor=ends[:, 0],
        successor=ends[:, 1],
        lag=np.array(lags, np.int64),
        need=np.array(need, np.int64),
        capacity=capacity.astype(np.int64),
        release=np.array(release, np.int64),
    )


@given(problems(), st.integers(0, 100))
@settings(max_examples=150, deadline=None)
def test_levelled_schedules_are_feasible(problem: Problem, seed: int) -> None:
    found = search(problem, schedules=60, seed=seed, workers=2)

    assert said_of(problem, found.starts) == ""
    assert found.makespan == makespan(problem, found.starts) >= found.bound
    for at_once in (True, False):
        assert said_of(problem, by_rule(problem, problem.duration, at_once=at_once)) == ""


def shortest(problem: Problem) -> int:
    """Over every order each activity as early as it can: one of these schedules is a shortest one."""
    order = permutations(range(len(problem.duration)))
    keys = (np.array(each, np.int64) for each in order)
    return min(makespan(problem, by_rule(problem, each, at_once=False)) for each in keys)


@given(problems(most=5))
@settings(max_examples=40, deadline=None)
def test_small_problems_are_solved_as_by_all_orders(problem: Problem) -> None:
    assert search(problem, schedules=300).makespan == shortest(problem) >= lower_bound(problem)


@pytest.mark.parametrize("seed", [1, 2, 3, 4, 5])
def test_a_search_whose_schedules_became_alike_still_finds_a_shortest_one(seed: int) -> None:
    """By hand: 1 fits the scarce periods, 2 starts at 3, 0 four later. With 2 first, 1 ends at 8."""
    capacity = np.full((50, 2), 3)
    capacity[0:2] = 1
    problem = Problem(
        duration=np.array([0, 3, 3, 0, 0]),
        predecessor=np.array([2]),
        successor=np.array([0]),
        lag=np.array([4]),
        need=np.array([[0, 0], [0, 1], [0, 3], [0, 0], [0, 0]]),
        capacity=capacity,
        release=np.zeros(5, np.int64),
    )
    assert search(problem, schedules=300, seed=seed).makespan == shortest(problem) == 7


def test_a_schedule_that_breaks_something_is_found_out() -> None:
    durations, needs, capacity = [2, 2], [[1], [1]], [[1]] * 4
    assert broken([0, 2], durations, [(0, 1, 2)], needs, capacity) == ""
    assert broken([0, 1], durations, [], needs, capacity) == "resource 0 is overloaded in period 1"
    assert broken([2, 0], durations, [(0, 1, 2)], needs, capacity) == "activity 1 does not wait for 0"
    assert broken([0, 3], durations, [], needs, capacity) == "activity 1 lies outside the horizon"


def test_two_jobs_that_block_each_other_are_put_side_by_side_with_the_long_one() -> None:
    """By hand: 3 of 4 units leave room for one unit; 6 periods are the work of 24 units at 4 a period."""
    problem = Problem.plain([3, 3, 6], [], [[3], [3], [1]], [4])
    assert lower_bound(problem) == 6
    assert search(problem, schedules=100).makespan == 6


def test_the_same_seed_gives_the_same_schedule() -> None:
    rows = list(product([2, 3, 5], [1, 2, 3], [1, 2]))
    problem = Problem.plain([row[0] for row in rows], [(0, 9), (4, 12)], [[row[1]] for row in rows], [4])
    one, other = (search(problem, schedules=500, seed=5, workers=2) for _ in range(2))
    assert one.starts.tolist() == other.starts.tolist()
    assert one.generated == other.generated <= 500


def test_who_asks_to_stop_gets_the_best_so_far() -> None:
    problem = Problem.plain([2, 3, 4], [], [[2], [2], [3]], [4])
    found = search(problem, schedules=10**9, stop=lambda: True)
    assert said_of(problem, found.starts) == ""


def test_what_makes_no_problem_is_refused() -> None:
    for links, need, code in (
        ([(0, 1), (1, 0)], [[1], [1]], "cycle"),
        ([(0, 7)], [[1], [1]], "dangling_link"),
        ([], [[1], [9]], "no_capacity"),
        ([], [[1], [-1]], "bad_column"),
    ):
        with pytest.raises(NetworkError) as refusal:
            Problem.plain([1, 1], links, need, [2])
        assert refusal.value.code == code


def test_what_does_not_fit_into_the_horizon_is_refused() -> None:
    problem = Problem(
        duration=np.array([2, 2]),
        predecessor=np.array([], np.int64),
        successor=np.array([], np.int64),
        lag=np.array([], np.int64),
        need=np.array([[1], [1]]),
        capacity=np.ones((3, 1), np.int64),
        release=np.zeros(2, np.int64),
    )
    with pytest.raises(NetworkError) as refusal:
        search(problem, schedules=10)
    assert refusal.value.code == "no_capacity"
    assert earliest_starts(problem).tolist() == [0, 0]
