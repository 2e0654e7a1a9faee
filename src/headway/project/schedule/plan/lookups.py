"""Finding rows of a plan that is being changed without walking through all of them.

Both kinds of index are made at the first question, and kept from then on by ``Draft``: a list of thousands of
commands costs what it changes, not that times the size of the plan.
"""

from bisect import bisect_left
from collections.abc import Callable, Collection, Hashable
from typing import Any

from .facts import PlanFacts

FEW = 64  # activities that are taken from a long list one by one; more are left out while it is copied
GAP = 1 << 256  # between two ranks: so many halvings before a list is ranked anew


class Lookup:
    """Ids of the rows of one kind by what ``said`` says of each, in the order in which it came to be so."""

    def __init__(self, rows: Callable[[], dict[int, Any]], said: Callable[[Any], Hashable]) -> None:
        self._rows, self._said = rows, said
        self._ids: dict[Hashable, dict[int, None]] | None = None

    def find(self, what: Hashable) -> list[Any]:
        """The rows of which this is said."""
        if self._ids is None:
            self._ids = {}
            for row in self._rows().values():
                self._ids.setdefault(self._said(row), {})[row.id] = None
        rows = self._rows()
        return [rows[key] for key in self._ids.get(what, ())]

    def follow(self, old: Any, new: Any) -> None:
        """A row (None: there was none) became another one (None: it is gone)."""
        if self._ids is None:
            return
        if old is not None and new is not None and self._said(old) == self._said(new):
            return
        if old is not None:
            del self._ids[self._said(old)][old.id]
        if new is not None:
            self._ids.setdefault(self._said(new), {})[new.id] = None

    def forget(self) -> None:
        """Rows have other ids now: look again at the next question."""
        self._ids = None


class Siblings:
    """The lists of ``PlanFacts.children``, changed and asked without counting from the first of each.

    Every activity of a list has a rank, a number that grows along it; one that comes between two gets a rank
    between theirs.
    """

    def __init__(self, facts: PlanFacts) -> None:
        self._facts = facts
        self._ranks: dict[int | None, dict[int, int]] = {}

    def index(self, parent: int | None, activity: int) -> int:
        """Which of the activities below a summary it is, from 0."""
        ranks = self._ranked(parent)
        return bisect_left(self._facts.children[parent], ranks[activity], key=ranks.__getitem__)

    def insert(self, parent: int | None, index: int, activity: int) -> None:
        """Put an activity before the one that has this index by now."""
        below = self._facts.children.setdefault(parent, [])
        index = min(index, len(below))
        ranks = self._ranked(parent)
        left = ranks[below[index - 1]] if index else None
        right = ranks[below[index]] if index < len(below) else None
        below.insert(index, activity)
        if left is None:
            left = 0 if right is None else right - 2 * GAP
        if right is None:
            right = left + 2 * GAP
        ranks[activity] = (left + right) // 2
        if ranks[activity] == left:
            self.forget(parent)

    def remove(self, parent: int | None, activities: Collection[int]) -> None:
        """Take out those of the activities that are below a summary."""
        ranks = self._ranked(parent)
        below, gone = self._facts.children.get(parent, []), ranks.keys() & activities
        if len(gone) > FEW:
            below[:] = [key for key in below if key not in gone]
            self.forget(parent)
            return
        for key in gone:
            del below[self.index(parent, key)]
            del ranks[key]

    def forget(self, *parents: int | None) -> None:
        """Lists were changed in another way (none given: all): rank them anew at the next question."""
        for parent in parents or list(self._ranks):
            self._ranks.pop(parent, None)

    def _ranked(self, parent: int | None) -> dict[int, int]:
        if parent not in self._ranks:
            below = self._facts.children.get(parent, ())
            self._ranks[parent] = {key: at * GAP for at, key in enumerate(below)}
        return self._ranks[parent]
