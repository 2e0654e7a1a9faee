"""A list of what a document leaves out that does not grow without end."""

from collections import Counter
from dataclasses import replace

from headway.formats.plan import NotTakenOver

MOST_SINGLE = 20_000
MOST_KINDS = 1_000
LONGEST_VALUE = 200


class OmissionList:
    """Collects them: facts that matter one by one, others counted by kind."""

    def __init__(self) -> None:
        self._single: list[NotTakenOver] = []
        self._first: dict[tuple[str, str], NotTakenOver] = {}
        self._counts: Counter[tuple[str, str]] = Counter()

    def note(self, entry: NotTakenOver) -> None:
        """Note one fact of one thing; when there are very many they are counted by kind."""
        if len(self._single) < MOST_SINGLE:
            self._single.append(entry)
        else:
            self.count(entry)

    def count(self, entry: NotTakenOver, amount: int = 1) -> None:
        """Count a fact with the others of its kind, of which the first is told."""
        key = entry.owner, entry.field
        if key not in self._first and len(self._first) >= MOST_KINDS:
            entry = replace(entry, field="other elements", value="")
            key = entry.owner, entry.field
        self._first.setdefault(key, entry)
        self._counts[key] += amount

    def all(self) -> tuple[NotTakenOver, ...]:
        """Everything noted, by line."""
        counted = [replace(first, count=self._counts[key]) for key, first in self._first.items()]
        return tuple(sorted([*self._single, *counted], key=lambda entry: entry.line))
