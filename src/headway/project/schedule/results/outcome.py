"""A change of a plan that was computed and not written yet: what differs, and what a page must show anew."""

from dataclasses import dataclass

from headway.project.schedule.plan.draft import TABLES, Draft, RowChange
from headway.project.schedule.plan.facts import Computed
from headway.project.schedule.scheduling import compute


@dataclass(frozen=True, slots=True)
class Outcome:
    """The draft, its differences, and what the engine says now.

    ``touched`` activities have other facts, links or assignments (their version rises), ``moved`` ones other
    dates, ``differing`` ones anything else than before that a page shows. ``removed`` ones are gone.
    """

    draft: Draft
    changes: tuple[RowChange, ...]
    computed: dict[int, Computed]
    finish: int | None
    touched: frozenset[int]
    moved: frozenset[int]
    differing: frozenset[int]
    removed: frozenset[int]

    def changed_any(self, *kinds: str) -> bool:
        """Whether a row of one of these kinds was added, changed or removed."""
        return any(change.kind in kinds for change in self.changes)


def compute_outcome(draft: Draft) -> Outcome:
    """Compute a draft and compare it with what was loaded. Raises ``Invalid`` where it has no schedule."""
    draft.facts.put_in_order()
    computed, finish = compute(draft.facts)
    return compare(draft, computed, finish)


def settle_ids(outcome: Outcome, ids: dict[int, int]) -> Outcome:
    """The same outcome with real ids for new rows."""
    if not ids:
        return outcome
    draft = outcome.draft
    draft.renumber(ids)
    computed = {ids.get(key, key): _renumbered(row, ids) for key, row in outcome.computed.items()}
    return compare(draft, computed, outcome.finish)


def _renumbered(row: Computed, ids: dict[int, int]) -> Computed:
    start, finish = row.start_driver_row, row.finish_driver_row
    if (start is None or start >= 0) and (finish is None or finish >= 0):
        return row
    return row._replace(
        start_driver_row=start if start is None else ids.get(start, start),
        finish_driver_row=finish if finish is None else ids.get(finish, finish),
    )


def compare(draft: Draft, computed: dict[int, Computed], finish: int | None) -> Outcome:
    """What differs between a draft with its computed columns and the plan that was loaded."""
    changes = tuple(draft.changes())
    before = draft.plan.computed
    touched = _touched(draft, changes)
    moved = {
        key
        for key, now in computed.items()
        if key not in before or (before[key].start, before[key].finish) != (now.start, now.finish)
    }
    other = {key for key, now in computed.items() if before.get(key) != now}
    renamed = {change.id for change in changes if change.kind == "resource"}
    shown = {row.activity for row in draft.facts.assignments.values() if row.resource in renamed}
    removed = frozenset(change.id for change in changes if change.kind == "activity" and change.after is None)
    return Outcome(
        draft,
        changes,
        computed,
        finish,
        frozenset(touched),
        frozenset(moved | removed),
        frozenset(touched | other | shown),
        removed,
    )


def advance(outcome: Outcome, revision: int) -> tuple[list[int], list[int], list[int]]:
    """Count the differing rows up to a revision: new ones, those with other facts, those with other dates.

    In display order, so that parents come before their children.
    """
    plan = outcome.draft.plan
    new: list[int] = []
    changed: list[int] = []
    moved: list[int] = []
    for key in outcome.draft.facts.in_order():
        if key not in outcome.differing:
            continue
        plan.changed_in[key] = revision
        version = plan.versions.get(key)
        rows = new if version is None else changed if key in outcome.touched else moved
        rows.append(key)
        if rows is not moved:
            plan.versions[key] = (version or 0) + 1
    return new, changed, moved


def _touched(draft: Draft, changes: tuple[RowChange, ...]) -> set[int]:
    """Activities with other facts, and those that a changed link leads to or a changed assignment belongs
    to.
    """
    found: set[int] = set()
    for change in changes:
        if change.kind == "activity":
            found.add(change.id)
        elif change.kind in {"link", "assignment"}:
            owner = "successor" if change.kind == "link" else "activity"
            row = draft.table(change.kind).get(change.id)
            found.add(getattr(row, owner) if row is not None else (change.before or {})[owner])
    return found & draft.facts.activities.keys()


def new_rows(draft: Draft) -> dict[str, list[int]]:
    """Ids of the rows of each kind that were never stored, in the order in which they were made."""
    return {kind: sorted((key for key in draft.table(kind) if key < 0), reverse=True) for kind in TABLES}
