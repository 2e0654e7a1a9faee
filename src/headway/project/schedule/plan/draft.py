"""A plan while it is being changed: facts, plus how every touched row was before.

Commands change a draft and nothing else; a draft that is thrown away has changed nothing. What was touched
becomes the step that undo goes back to, in *images*: ``"activity:41"`` with the facts that differ, or null
for no row.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any

from .facts import (
    ActivityFacts,
    AssignmentFacts,
    CalendarFacts,
    Kind,
    LinkFacts,
    LoadedPlan,
    PlanFacts,
    PlanTerms,
    ReferenceFacts,
    ReferenceRow,
    ResourceFacts,
    Row,
)
from .lookups import Lookup, Siblings

Images = dict[str, dict[str, Any] | None]

TABLES: dict[str, tuple[str, type[Any]]] = {
    "calendar": ("calendars", CalendarFacts),
    "activity": ("activities", ActivityFacts),
    "resource": ("resources", ResourceFacts),
    "link": ("links", LinkFacts),
    "assignment": ("assignments", AssignmentFacts),
}
# Which facts of a kind refer to which other kind; the parent of an activity is part of its place.
REFERS: dict[str, dict[str, str]] = {
    "calendar": {"base": "calendar"},
    "activity": {"calendar": "calendar"},
    "resource": {"calendar": "calendar"},
    "link": {"predecessor": "activity", "successor": "activity"},
    "assignment": {"activity": "activity", "resource": "resource"},
}
SET = "reference_set"  # a set of reference dates, by its number; a table of its own, read when it is needed
_KIND_OF = {row: kind for kind, (_, row) in TABLES.items()}
_DEFAULTS = {kind: row._field_defaults for kind, (_, row) in TABLES.items()}


@dataclass(frozen=True, slots=True)
class RowChange:
    """How one row differs: ``before`` and ``after`` hold the facts that do, None where there is no row."""

    kind: str
    id: int
    before: dict[str, Any] | None
    after: dict[str, Any] | None

    @property
    def key(self) -> str:
        """Its name in an image."""
        return f"{self.kind}:{self.id}"


class Draft:
    """Facts that may be changed through its methods only; those of the ``plan`` they come from stay.

    ``refs`` are the names that callers gave new rows, ``changed_by_others`` the rows, as images name them,
    that somebody else changed since the page was read from which the change comes.
    """

    def __init__(self, plan: LoadedPlan, changed_by_others: Collection[str] = ()) -> None:
        self.plan = plan
        self.changed_by_others = changed_by_others
        self.facts: PlanFacts = plan.facts.copy()
        self._terms_before: PlanTerms = plan.facts.terms
        self._rows_before: dict[tuple[str, int], Row | None] = {}
        self._placed: set[int] = set()
        self._sets: dict[int, tuple[ReferenceFacts | None, ReferenceFacts | None]] = {}
        self._next_new = -1
        self.refs: dict[str, int] = {}
        self._siblings = Siblings(self.facts)
        self._links_between = self._lookup("link", lambda row: (row.predecessor, row.successor))
        self._links_from = self._lookup("link", lambda row: row.predecessor)
        self._links_to = self._lookup("link", lambda row: row.successor)
        self._assignments_of = self._lookup("assignment", lambda row: row.activity)
        self._resources_called = self._lookup("resource", lambda row: row.name.casefold())
        self._activities_numbered = self._lookup("activity", lambda row: row.number)
        self._lookups: dict[str, tuple[Lookup, ...]] = {
            "activity": (self._activities_numbered,),
            "link": (self._links_between, self._links_from, self._links_to),
            "assignment": (self._assignments_of,),
            "resource": (self._resources_called,),
        }

    def _lookup(self, kind: str, said: Callable[[Any], Hashable]) -> Lookup:
        return Lookup(lambda: self.table(kind), said)

    # ---- rows ----

    def table(self, kind: str) -> dict[int, Any]:
        """The rows of one kind, by id; for reading."""
        rows: dict[int, Any] = getattr(self.facts, TABLES[kind][0])
        return rows

    def links_between(self, predecessor: int, successor: int) -> list[LinkFacts]:
        """The links from one activity to another, one of a type."""
        return self._links_between.find((predecessor, successor))

    def links_to(self, successor: int) -> list[LinkFacts]:
        """The links from all predecessors of an activity."""
        return self._links_to.find(successor)

    def assignments_of(self, activity: int) -> list[AssignmentFacts]:
        """Who and what works in an activity."""
        return self._assignments_of.find(activity)

    def resource_called(self, name: str) -> ResourceFacts | None:
        """The newest resource of that name, in small letters or capitals."""
        found: list[ResourceFacts] = self._resources_called.find(name.casefold())
        return found[-1] if found else None

    def activity_numbered(self, number: int) -> ActivityFacts | None:
        """The activity with the number that people type; none has the number 0."""
        found: list[ActivityFacts] = self._activities_numbered.find(number) if number else []
        return found[-1] if found else None

    def new_id(self) -> int:
        """Id of a row that is not stored yet."""
        self._next_new -= 1
        return self._next_new + 1

    def new_number(self) -> int:
        """The number of a new activity; none is ever given twice."""
        number = self.facts.terms.next_number
        self.set_terms(next_number=number + 1)
        return number

    def name_of(self, row: Any) -> Any:
        """How the caller knows a row: by its id, or by the ref of a new one."""
        return next((ref for ref, key in self.refs.items() if key == row), row)

    def put(self, row: Row) -> None:
        """Insert or replace a row. Activities get their place from ``place``."""
        kind = _KIND_OF[type(row)]
        table = self.table(kind)
        old = table.get(row.id)
        if old == row:
            return
        self._rows_before.setdefault((kind, row.id), old)
        table[row.id] = row
        self._follow(kind, old, row)

    def _follow(self, kind: str, old: Row | None, new: Row | None) -> None:
        for lookup in self._lookups.get(kind, ()):
            lookup.follow(old, new)

    def change(self, activity: int, **facts: Any) -> ActivityFacts:
        """Replace facts of an activity."""
        row = self.facts.activities[activity]._replace(**facts)
        self.put(row)
        return row

    def drop(self, kind: str, identity: int) -> None:
        """Remove a row; an activity with everything below it, their links and assignments."""
        if kind == "activity":
            self._drop_activities(identity)
            return
        self._remove(kind, identity)

    def _remove(self, kind: str, identity: int) -> None:
        row = self.table(kind).pop(identity)
        self._rows_before.setdefault((kind, identity), row)
        self._follow(kind, row, None)

    def _drop_activities(self, top: int) -> None:
        gone = {top, *self.facts.below(top)}
        self.take_out({top})
        for key in gone:
            for link in dict.fromkeys([*self._links_from.find(key), *self.links_to(key)]):
                self._remove("link", link.id)
            for assignment in self.assignments_of(key):
                self._remove("assignment", assignment.id)
            self._remove("activity", key)
            self._placed.add(key)
            self.facts.children.pop(key, None)
        self._siblings.forget(*gone)

    def replace_set(self, number: int, old: ReferenceFacts | None, new: ReferenceFacts | None) -> None:
        """Put a set of reference dates in the place of the stored one; None is no set."""
        self._sets[number] = (old, new)

    def set_terms(self, **terms: Any) -> None:
        """Change what holds for the whole plan."""
        self.facts.terms = self.facts.terms._replace(**terms)

    def renumber(self, ids: Mapping[int, int]) -> None:
        """Give rows other ids, wherever they are named. New ids are unique among all kinds."""
        for kind in TABLES:
            table = self.table(kind)
            refers = [*REFERS[kind], *(["parent"] if kind == "activity" else [])]
            for key, row in list(table.items()):
                named = {name: ids[getattr(row, name)] for name in refers if getattr(row, name) in ids}
                if key in ids:
                    del table[key]
                    named["id"] = ids[key]
                if named:
                    table[ids.get(key, key)] = row._replace(**named)
        self.facts.terms = _on_other_calendar(self.facts.terms, ids)
        self._terms_before = _on_other_calendar(self._terms_before, ids)
        for below in self.facts.children.values():
            below[:] = [ids.get(key, key) for key in below]
        self.facts.children = {_other(ids, key): below for key, below in self.facts.children.items()}
        self._siblings.forget()
        for lookup in chain.from_iterable(self._lookups.values()):
            lookup.forget()
        self._rows_before = {
            (kind, ids.get(key, key)): row if row is None or key not in ids else row._replace(id=ids[key])
            for (kind, key), row in self._rows_before.items()
        }
        self._placed = {ids.get(key, key) for key in self._placed}
        self._sets = {number: (old, _renumbered(new, ids)) for number, (old, new) in self._sets.items()}
        self.refs = {ref: ids.get(key, key) for ref, key in self.refs.items()}

    # ---- outline ----

    def siblings(self, activity: int) -> list[int]:
        """Ids below the same summary, in order."""
        return self.facts.children[self.facts.activities[activity].parent]

    def index(self, activity: int) -> int:
        """Which of its siblings it is, from 0."""
        return self._siblings.index(self.facts.activities[activity].parent, activity)

    def place(self, activity: int, parent: int | None, index: int | None = None) -> None:
        """Put an activity below a summary (None: at the top), at an index or as the last."""
        self.take_out({activity})
        last = len(self.facts.children.get(parent, ()))
        self._siblings.insert(parent, last if index is None else index, activity)
        self.change(activity, parent=parent)
        self._placed.add(activity)

    def arrange(self, parent: int | None, children: list[int]) -> None:
        """Let these, in this order, be what is below a summary."""
        if self.facts.children.get(parent, []) == children:
            return
        self.take_out({key for key in children if self.facts.activities[key].parent != parent})
        for key in children:
            self.change(key, parent=parent)
        self.facts.children[parent] = list(children)
        self._siblings.forget(parent)
        self._placed.update(children)

    def take_out(self, activities: Collection[int]) -> None:
        """Take activities from among their siblings; they must be placed again."""
        below: dict[int | None, list[int]] = defaultdict(list)
        for key in activities:
            below[self.facts.activities[key].parent].append(key)
        for parent, keys in below.items():
            self._siblings.remove(parent, keys)

    def settle_outline(self) -> None:
        """Let rows with something below be summaries, and only those."""
        for row in list(self.facts.activities.values()):
            has_children = bool(self.facts.children.get(row.id))
            if has_children != row.is_summary:
                self.change(row.id, kind=Kind.SUMMARY if has_children else Kind.TASK)

    def _hangs_together(self) -> bool:
        """Whether every row is below the top and every reference meets a row."""
        if sum(1 for _ in self.facts.in_order()) != len(self.facts.activities):
            return False
        return all(
            getattr(row, name) is None or getattr(row, name) in self.table(target)
            for kind, names in REFERS.items()
            for row in self.table(kind).values()
            for name, target in names.items()
        )

    # ---- what happened ----

    @property
    def placed(self) -> frozenset[int]:
        """Activities that were put somewhere, or removed."""
        return frozenset(self._placed)

    def changes(self) -> Iterator[RowChange]:
        """Every row that differs from what was loaded, in the order in which kinds refer to each other."""
        order = {kind: at for at, kind in enumerate(TABLES)}
        spots = self._spots(self.plan.facts.children), self._spots(self.facts.children)
        shifted = self._shifted(*spots)
        terms = _as_numbered(self.facts.terms, self._terms_before)
        if terms != self._terms_before:
            yield _difference("plan", 0, self._terms_before, terms)
        touched = dict.fromkeys([*self._rows_before, *(("activity", key) for key in sorted(self._placed))])
        for kind, key in sorted(touched, key=lambda entry: order[entry[0]]):
            now = self.table(kind).get(key)
            change = _difference(kind, key, self._rows_before.get((kind, key), now), now)
            if kind == "activity" and key in shifted:
                yield _with_places(change, *(spot.get(key) for spot in spots))
            elif change.before != change.after:
                yield change
        for number, (old, new) in sorted(self._sets.items()):
            if _rows_of(old) != _rows_of(new):
                yield RowChange(SET, number, _set_image(old), _set_image(new))

    def _spots(self, children: Mapping[int | None, list[int]]) -> dict[int, list[int | None]]:
        """Parent and index of the placed activities."""
        parents = {parent for parent, ids in children.items() if not self._placed.isdisjoint(ids)}
        return {key: [parent, at] for parent in parents for at, key in enumerate(children[parent])}

    def _shifted(
        self, before: Mapping[int, list[int | None]], after: Mapping[int, list[int | None]]
    ) -> set[int]:
        """The placed activities that must be put back for each list of siblings to be as it was.

        One may stand at the index at which it stood, and behind other siblings all the same.
        """
        shifted = {key for key in self._placed if before.get(key) != after.get(key)}
        same_index = (self._placed & after.keys()) - shifted
        for parent in {after[key][0] for key in same_index}:
            was, now = self.plan.facts.children[parent], self.facts.children[parent]
            if [key for key in was if key not in shifted] != [key for key in now if key not in shifted]:
                shifted.update(same_index.intersection(now))
        return shifted

    def restore(self, images: Images, sets: Mapping[int, ReferenceFacts]) -> bool:
        """Make rows as the images say; whether that touched those rows only, and left nothing hanging.

        ``sets`` are the stored sets of reference dates, by number.
        """
        named = [(*split_key(name), image) for name, image in images.items()]
        # What stays leaves its summary first, so that it does not go with it.
        spots = {key: image["place"] for _kind, key, image in named if image and "place" in image}
        self.take_out(spots.keys() & self.facts.activities.keys())
        for kind, key, image in named:
            if kind == "plan" and image:
                self.set_terms(**image)
            elif kind in TABLES and image is not None:
                self.put(_restored(kind, key, self.table(kind).get(key), image))
            elif kind in TABLES and key in self.table(kind):
                self.drop(kind, key)
        for key, (parent, index) in sorted(spots.items(), key=lambda spot: spot[1][1]):
            self.change(key, parent=parent)
            self._siblings.insert(parent, index, key)
        self._placed.update(spots)
        for kind, number, image in named:
            if kind == SET:
                now = None if image is None else _set_of(number, image, self.facts.activities)
                self.replace_set(number, sets.get(number), now)
        return self._hangs_together() and all(change.key in images for change in self.changes())


def _other(ids: Mapping[int, int], key: int | None) -> int | None:
    return key if key is None else ids.get(key, key)


def _on_other_calendar(terms: PlanTerms, ids: Mapping[int, int]) -> PlanTerms:
    return terms._replace(calendar=ids.get(terms.calendar, terms.calendar))


def _as_numbered(terms: PlanTerms, before: PlanTerms) -> PlanTerms:
    """Terms with the next number of others: no number is given twice, so that undo takes none back."""
    return terms._replace(next_number=before.next_number)


def split_key(name: str) -> tuple[str, int]:
    """Kind and id of a row in an image."""
    kind, _, key = name.partition(":")
    return kind, int(key)


def images_of(changes: Iterable[RowChange]) -> tuple[Images, Images]:
    """What the rows were and what they became."""
    before: Images = {}
    after: Images = {}
    for change in changes:
        before[change.key], after[change.key] = change.before, change.after
    return before, after


def _difference(
    kind: str, key: int, before: Row | PlanTerms | None, after: Row | PlanTerms | None
) -> RowChange:
    if before is None or after is None:
        return RowChange(kind, key, _own_facts(kind, before), _own_facts(kind, after))
    old, new = before._asdict(), after._asdict()
    differing = [name for name in old if old[name] != new[name] and (kind, name) != ("activity", "parent")]
    return RowChange(
        kind, key, {name: old[name] for name in differing}, {name: new[name] for name in differing}
    )


def _own_facts(kind: str, row: Row | PlanTerms | None) -> dict[str, Any] | None:
    """All facts of a row that are not what every new row has."""
    if row is None:
        return None
    defaults = _DEFAULTS[kind]
    return {
        name: value
        for name, value in row._asdict().items()
        if name != "id"
        and (name not in defaults or defaults[name] != value)
        and (kind, name) != ("activity", "parent")
    }


def _with_places(
    change: RowChange, before: list[int | None] | None, after: list[int | None] | None
) -> RowChange:
    return RowChange(
        change.kind,
        change.id,
        change.before if change.before is None else {**change.before, "place": before},
        change.after if change.after is None else {**change.after, "place": after},
    )


def _restored(kind: str, key: int, row: Row | None, image: dict[str, Any]) -> Row:
    facts = {name: value for name, value in image.items() if name != "place"}
    if row is not None:
        restored: Row = row._replace(**facts)
        return restored
    made: Row = TABLES[kind][1](id=key, **facts)
    return made


# ---- sets of reference dates ----


def _rows_of(given: ReferenceFacts | None) -> list[ReferenceRow] | None:
    """The dates of a set: what it is called by the file that brought it makes it no other."""
    return None if given is None else sorted(given.rows, key=lambda row: row.activity)


def _set_image(given: ReferenceFacts | None) -> dict[str, Any] | None:
    rows = _rows_of(given)
    return (
        None if given is None or rows is None else {"name": given.name, "rows": [list(row) for row in rows]}
    )


def _set_of(number: int, image: dict[str, Any], activities: Collection[int]) -> ReferenceFacts:
    rows = (ReferenceRow(*row) for row in image["rows"] if row[0] in activities)
    return ReferenceFacts(number, image["name"], tuple(rows))


def _renumbered(given: ReferenceFacts | None, ids: Mapping[int, int]) -> ReferenceFacts | None:
    if given is None:
        return None
    rows = (row._replace(activity=ids.get(row.activity, row.activity)) for row in given.rows)
    return given._replace(rows=tuple(rows))
