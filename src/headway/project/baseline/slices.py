"""The slice of a plan that a baseline freezes, its hash, and how the plan has moved away from it. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from headway.common.digests import digest_of


class SliceRow(NamedTuple):
    """One activity as it was; moments are plan times, the duration working seconds."""

    activity: int
    number: int
    wbs: str
    name: str
    kind: str
    start: int | None
    finish: int | None
    duration: int


@dataclass(frozen=True, slots=True)
class Movement:
    """How a plan differs from a slice: counts of activities."""

    moved: int
    added: int
    removed: int

    @property
    def anything(self) -> bool:
        """Whether it differs at all."""
        return bool(self.moved or self.added or self.removed)


def slice_digest(header: Mapping[str, Any], rows: Iterable[SliceRow]) -> str:
    """SHA-256 over header and rows, in hexadecimal; the order of the rows does not count."""
    return digest_of([dict(header), sorted(list(row) for row in rows)])


def movement(before: Iterable[SliceRow], after: Iterable[SliceRow]) -> Movement:
    """How many activities have other dates or durations, are new, or are gone."""
    old = {row.activity: (row.start, row.finish, row.duration) for row in before}
    new = {row.activity: (row.start, row.finish, row.duration) for row in after}
    moved = sum(1 for key, values in new.items() if key in old and old[key] != values)
    return Movement(moved=moved, added=len(new.keys() - old.keys()), removed=len(old.keys() - new.keys()))
