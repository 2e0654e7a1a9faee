"""Chance that can be repeated: a stream of numbers for each thing, keyed by seed, kind and ordinal.

Because a thing's numbers depend on nothing but its key, project 17 is the same whether 40 projects are made
or 1,000. Only the raw bits of Philox are used, so that no other version of NumPy draws differently.
"""

import hashlib
from collections.abc import Sequence
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

T = TypeVar("T")
Reals = NDArray[np.float64]


class Stream:
    """The numbers of one thing.

    Examples
    --------
    >>> drawn, again = (Stream(1, "project", 7).uniform(2).tolist() for _ in range(2))
    >>> drawn == again
    True
    """

    def __init__(self, seed: int, kind: str, ordinal: int | str) -> None:
        digest = hashlib.sha256(f"{seed}/{kind}/{ordinal}".encode()).digest()
        self._bits = np.random.Philox(key=int.from_bytes(digest[:16], "little"))

    def uniform(self, count: int) -> Reals:
        """Numbers in [0, 1)."""
        raw: Any = self._bits.random_raw(count)
        return np.asarray(raw >> np.uint64(11), np.float64) * 2.0**-53

    def normal(self, count: int) -> Reals:
        """Standard normal numbers (Box and Muller, 1958)."""
        first, second = self.uniform(count), self.uniform(count)
        return np.sqrt(-2.0 * np.log1p(-first)) * np.cos(2.0 * np.pi * second)

    def lognormal(self, median: float, sigma: float, count: int) -> Reals:
        """Lognormal numbers with this median and this sigma of the logarithm."""
        return median * np.exp(sigma * self.normal(count))

    def integers(self, low: int, high: int, count: int) -> NDArray[np.int64]:
        """Whole numbers from ``low`` to ``high``, both included."""
        return low + np.floor(self.uniform(count) * (high - low + 1)).astype(np.int64)

    def integer(self, low: int, high: int) -> int:
        """One whole number from ``low`` to ``high``, both included."""
        return int(self.integers(low, high, 1)[0])

    def shuffled(self, items: Sequence[T]) -> list[T]:
        """The items in another order."""
        order = np.argsort(self.uniform(len(items)), kind="stable")
        return [items[int(i)] for i in order]
