"""A project under limited resources, in whole periods."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headway.engine.errors import NetworkError

Ints = NDArray[np.int64]
Table = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Problem:
    """Activities that last whole periods, wait for each other and need renewable resources.

    Attributes
    ----------
    duration : int64 array, shape (activities,)
        Periods; none is interrupted.
    predecessor, successor : int64 array, shape (links,)
        Rows of activities.
    lag : int64 array, shape (links,)
        The successor starts at least so many periods after the predecessor *starts*; of a plain
        finish-to-start link this is the duration of the predecessor.
    need : int64 array, shape (activities, resources)
        Units of each resource in each period of the activity.
    capacity : int64 array, shape (periods, resources)
        Units that are there in each period; its length is the horizon.
    release : int64 array, shape (activities,)
        First period in which each may start.

    Raises
    ------
    NetworkError
        ``bad_column`` for columns of other lengths or negative values, ``dangling_link``, ``cycle``, and
        ``no_capacity`` for an activity that needs more than there ever is.

    Examples
    --------
    >>> two = Problem.plain([2, 3], [], [[1], [1]], [1])
    >>> two.horizon
    5
    """

    duration: Ints
    predecessor: Ints
    successor: Ints
    lag: Ints
    need: Table
    capacity: Table
    release: Ints

    def __post_init__(self) -> None:
        size, links = len(self.duration), len(self.predecessor)
        shapes = (
            self.need.ndim == self.capacity.ndim == 2
            and self.need.shape == (size, self.capacity.shape[1])
            and self.release.shape == (size,)
            and self.successor.shape == self.lag.shape == (links,)
        )
        if not shapes:
            raise NetworkError("bad_column", "The columns of the problem are not equally long.")
        for column in (self.duration, self.need, self.capacity, self.release):
            if column.size and column.min() < 0:
                raise NetworkError("bad_column", "A duration, need, capacity or release is negative.")
        for end in (self.predecessor, self.successor):
            if links and not (end.min() >= 0 and end.max() < size):
                raise NetworkError("dangling_link", "A link has an end that is no activity.")
        self._refuse_needy()
        topological(self)

    def _refuse_needy(self) -> None:
        most = self.capacity.max(axis=0, initial=0)
        needy = np.flatnonzero(((self.need > most).any(axis=1)) & (self.duration > 0))
        if len(needy):
            said = f"Activity {needy[0]} needs more of a resource than there ever is."
            raise NetworkError("no_capacity", said, needy.tolist())

    @property
    def horizon(self) -> int:
        """Number of periods for which capacity is known."""
        return len(self.capacity)

    @classmethod
    def plain(
        cls,
        duration: list[int],
        links: list[tuple[int, int]],
        need: list[list[int]],
        capacity: list[int],
    ) -> "Problem":
        """A problem with finish-to-start links, constant capacity and a horizon that always suffices.

        Examples
        --------
        >>> Problem.plain([2, 3], [(0, 1)], [[0], [1]], [1]).lag.tolist()
        [2]
        """
        lasting = np.array(duration, np.int64)
        ends = np.array(links, np.int64).reshape(-1, 2)
        lag = (
            lasting[ends[:, 0]] if len(ends) and ends.max() < len(lasting) else np.zeros(len(ends), np.int64)
        )
        return cls(
            duration=lasting,
            predecessor=ends[:, 0],
            successor=ends[:, 1],
            lag=lag,
            need=np.array(need, np.int64).reshape(len(lasting), len(capacity)),
            capacity=np.tile(np.array(capacity, np.int64), (max(1, int(lasting.sum())), 1)),
            release=np.zeros(len(lasting), np.int64),
        )


def topological(problem: Problem) -> list[int]:
    """An order in which every activity follows its predecessors.

    Raises
    ------
    NetworkError
        ``cycle``, with activities of the circle and those behind it.
    """
    after: list[list[int]] = [[] for _ in problem.duration]
    waiting = np.zeros(len(problem.duration), np.int64)
    for one, other in zip(problem.predecessor.tolist(), problem.successor.tolist(), strict=True):
        after[one].append(other)
        waiting[other] += 1
    order = np.flatnonzero(waiting == 0).tolist()
    for activity in order:
        for other in after[activity]:
            waiting[other] -= 1
            if waiting[other] == 0:
                order.append(other)
    if len(order) < len(waiting):
        left = np.flatnonzero(waiting > 0)
        raise NetworkError("cycle", "Activities wait for each other.", left.tolist())
    return order


def earliest_starts(problem: Problem) -> Ints:
    """Starts by links and releases alone, whatever resources there are."""
    starts = problem.release.copy()
    _relax(problem, starts, topological(problem))
    return starts


def _relax(problem: Problem, starts: Ints, order: list[int]) -> None:
    before: list[list[tuple[int, int]]] = [[] for _ in order]
    columns = (problem.predecessor.tolist(), problem.successor.tolist(), problem.lag.tolist())
    for one, other, lag in zip(*columns, strict=True):
        before[other].append((one, lag))
    for activity in order:
        for one, lag in before[activity]:
            starts[activity] = max(starts[activity], starts[one] + lag)


def latest_finishes(problem: Problem, finish: int) -> Ints:
    """Finishes by links alone with which everything is done by `finish`."""
    starts = finish - problem.duration
    order = topological(problem)
    after: list[list[tuple[int, int]]] = [[] for _ in order]
    columns = (problem.predecessor.tolist(), problem.successor.tolist(), problem.lag.tolist())
    for one, other, lag in zip(*columns, strict=True):
        after[one].append((other, lag))
    for activity in reversed(order):
        for other, lag in after[activity]:
            starts[activity] = min(starts[activity], starts[other] - lag)
    return starts + problem.duration


def lower_bound(problem: Problem) -> int:
    """No schedule is done earlier: the critical path, and the work of each resource.

    Examples
    --------
    >>> lower_bound(Problem.plain([2, 3], [], [[1], [1]], [1]))
    5
    """
    if not len(problem.duration):
        return 0
    path = int((earliest_starts(problem) + problem.duration).max())
    work = (problem.need * problem.duration[:, None]).sum(axis=0)
    there = problem.capacity.cumsum(axis=0)
    for resource, amount in enumerate(work.tolist()):
        if amount:
            path = max(path, int(np.searchsorted(there[:, resource], amount)) + 1)
    return path
