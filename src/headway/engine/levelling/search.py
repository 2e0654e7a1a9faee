"""The search for a short schedule: sampled, justified, crossed, on one or more threads."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from headway.engine.errors import NetworkError
from headway.engine.kernels.levelling.evolution import BEST, COUNTS, GENERATED, evolve, populate
from headway.engine.kernels.levelling.generation import DOES_NOT_FIT, parallel, serial
from headway.engine.kernels.levelling.instance import Instance, Population, room_for
from headway.engine.levelling.problem import Ints, Problem, latest_finishes, lower_bound

CHUNK = 2_000
Stop = Callable[[], bool]


def never() -> bool:
    """Go on until the number of schedules is reached."""
    return False


@dataclass(frozen=True, slots=True, eq=False)
class Levelled:
    """A feasible schedule of a problem.

    Attributes
    ----------
    starts : int64 array
        First period of each activity.
    makespan : int
        Periods until all is done.
    bound : int
        No schedule is shorter than this.
    generated : int
        Number of schedules that the search generated, each pass in either direction counted.
    """

    starts: Ints
    makespan: int
    bound: int
    generated: int


def instances(problem: Problem) -> tuple[Instance, Instance]:
    """The problem as kernels read it, and mirrored in time."""
    duration = problem.duration
    back = problem.lag + duration[problem.successor] - duration[problem.predecessor]
    forward = _instance(problem, (problem.predecessor, problem.successor, problem.lag), problem.capacity)
    backward = _instance(problem, (problem.successor, problem.predecessor, back), problem.capacity[::-1])
    return forward, backward._replace(release=np.zeros_like(problem.release))


def _instance(problem: Problem, links: tuple[Ints, Ints, Ints], capacity: Ints) -> Instance:
    tails, heads, lags = links
    size = len(problem.duration)
    by_head, by_tail = np.argsort(heads, kind="stable"), np.argsort(tails, kind="stable")
    rows, resources = np.nonzero(problem.need)
    return Instance(
        problem.duration,
        problem.release,
        _ends(heads, size),
        tails[by_head],
        lags[by_head],
        _ends(tails, size),
        heads[by_tail],
        _ends(rows, size),
        resources.astype(np.int64),
        problem.need[rows, resources],
        np.ascontiguousarray(capacity),
    )


def _ends(rows: Ints, size: int) -> Ints:
    return np.concatenate(([0], np.cumsum(np.bincount(rows, minlength=size)))).astype(np.int64)


def by_rule(problem: Problem, keys: Ints, *, at_once: bool = True) -> Ints:
    """Starts by one pass in the order of `keys`, smallest first; the parallel scheme, or the serial one.

    Raises
    ------
    NetworkError
        ``no_capacity`` when not everything is done within the horizon.

    References
    ----------
    R. Kolisch, "Serial and parallel resource-constrained project scheduling methods revisited", 1996.

    Examples
    --------
    >>> by_rule(Problem.plain([2, 3], [], [[1], [1]], [1]), np.array([2, 1])).tolist()
    [3, 0]
    """
    forward, _ = instances(problem)
    starts, room, order = np.zeros_like(problem.duration), room_for(forward), keys.astype(np.float64)
    finish = parallel(forward, order, room, starts) if at_once else serial(forward, order, 0, room, starts)
    if finish == DOES_NOT_FIT:
        raise NetworkError("no_capacity", "There is too little of a resource to do all within the horizon.")
    return starts


def makespan(problem: Problem, starts: Ints) -> int:
    """Periods until all is done."""
    return int((starts + problem.duration).max(initial=0))


def search(
    problem: Problem,
    *,
    schedules: int,
    seed: int = 1,
    workers: int = 1,
    stop: Stop = never,
) -> Levelled:
    """A short schedule, by a genetic search over justified schedules.

    Children take their order from one parent where it uses resources best, else from the other, and are
    generated from the end and then from the begin. With several workers as many populations evolve apart; the
    answer depends on the seed, the number of schedules and of workers, and not on the threads' speed.

    Parameters
    ----------
    problem : Problem
    schedules : int
        How many schedules all workers together may generate.
    seed : int
        Of chance.
    workers : int
        Populations, each on a thread.
    stop : callable
        Asked now and then; once it answers True, the best so far is returned.

    Raises
    ------
    NetworkError
        ``no_capacity`` when not everything is done within the horizon.

    References
    ----------
    V. Valls, F. Ballestin, S. Quintanilla, "A hybrid genetic algorithm for the resource-constrained project
    scheduling problem", 2008; D. Debels, M. Vanhoucke, "A decomposition-based genetic algorithm for the
    resource-constrained project-scheduling problem", 2007.

    Examples
    --------
    >>> search(Problem.plain([2, 3], [], [[1], [1]], [1]), schedules=50).makespan
    5
    """
    bound = lower_bound(problem)
    latest = latest_finishes(problem, bound)
    starts = by_rule(problem, latest, at_once=False)
    first = Levelled(starts, makespan(problem, starts), bound, 1)
    if first.makespan <= bound:
        return first
    shorter = _within(problem, first.makespan)
    seeds = [seed * 1_000 + number for number in range(workers)]
    budgets = [schedules // workers - (number == 0) for number in range(workers)]
    with ThreadPoolExecutor(workers) as pool:
        runs = pool.map(lambda own, most: _evolved(shorter, first, own, most, stop), seeds, budgets)
        found = [first, *runs]
    best = min(found, key=lambda each: each.makespan)
    return Levelled(best.starts, best.makespan, bound, sum(each.generated for each in found))


def _within(problem: Problem, finish: int) -> Problem:
    """The problem with a horizon that bad children exceed."""
    periods = min(problem.horizon, finish + finish // 4 + 1)
    return Problem(
        problem.duration,
        problem.predecessor,
        problem.successor,
        problem.lag,
        problem.need,
        problem.capacity[:periods],
        problem.release,
    )


def population_size(schedules: int) -> int:
    """Large enough to differ, small enough to evolve for many generations."""
    return int(np.clip(round(schedules**0.5 * 0.8), 8, 400))


def _evolved(problem: Problem, first: Levelled, seed: int, schedules: int, stop: Stop) -> Levelled:
    forward, backward = instances(problem)
    room, size = room_for(forward), population_size(schedules)
    people = Population(
        np.zeros((size, len(problem.duration)), np.int64),
        np.zeros(size, np.int64),
        np.zeros(size, np.int64),
        np.array([np.random.SeedSequence(seed).generate_state(1, np.uint64)[0] | 1], np.uint64),
        np.zeros(COUNTS, np.int64),
    )
    people.starts[0], people.makespans[0] = first.starts, first.makespan
    keys = np.zeros(len(problem.duration))
    latest = latest_finishes(problem, first.bound).astype(np.float64)
    populate(forward, backward, people, latest, keys, room)
    while people.counts[GENERATED] + 2 <= schedules and not stop():
        if people.makespans[people.counts[BEST]] <= first.bound:
            break
        until = min(schedules, int(people.counts[GENERATED]) + CHUNK)
        evolve(forward, backward, people, until, keys, room)
    best, generated = int(people.counts[BEST]), int(people.counts[GENERATED])
    return Levelled(people.starts[best].copy(), int(people.makespans[best]), first.bound, generated)
