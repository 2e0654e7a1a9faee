"""Making a draft say what other facts say, row by row, so that what stays the same keeps its identity."""

import json
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple, TypeVar

from .draft import Draft
from .facts import ActivityFacts, CalendarFacts, PlanFacts, PlanTerms, ReferenceFacts, ResourceFacts

HIGHEST_NUMBER = 10**9 - 1  # nine digits are what can be typed as a predecessor
# Facts that no plan file has: a plan that another takes the place of keeps its own.
OWN: Mapping[type[NamedTuple], tuple[str, ...]] = {
    ActivityFacts: (),
    ResourceFacts: ("person",),
    PlanTerms: ("data_date", "next_number"),
}

T = TypeVar("T", CalendarFacts, ResourceFacts, ActivityFacts)


def replace_facts(draft: Draft, given: PlanFacts, sets: Mapping[int, ReferenceFacts]) -> None:
    """Change a draft into what is given; ``sets`` are the stored sets of reference dates, by number.

    Calendars, resources and activities are met by ``uid``, or without one by name (activities by number);
    links by what they connect and their type, assignments by activity and resource. What is not given is
    removed, except sets of reference dates: those that are given replace the ones with the same number. What
    no file has is kept (``OWN``).
    """
    used = {row.number for row in draft.facts.activities.values()}
    calendars = _match(draft, draft.facts.calendars.values(), given.calendars.values())
    for calendar in given.calendars.values():
        base = None if calendar.base is None else calendars[calendar.base]
        draft.put(
            calendar._replace(
                id=calendars[calendar.id],
                base=base,
                days=_plain(calendar.days),
                exceptions=_plain(calendar.exceptions),
                work_weeks=_plain(calendar.work_weeks),
            )
        )
    resources = _match(draft, draft.facts.resources.values(), given.resources.values())
    for resource in given.resources.values():
        old = draft.facts.resources.get(resources[resource.id])
        draft.put(
            resource._replace(
                id=resources[resource.id], calendar=_other(calendars, resource.calendar), **_own(old)
            )
        )
    activities = _match(draft, draft.facts.activities.values(), given.activities.values())
    _put_activities(draft, given, activities, calendars)
    _put_links(draft, given, activities)
    _put_assignments(draft, given, activities, resources)
    _remove_rest(draft, {"activity": set(activities.values()), "resource": set(resources.values())})
    terms = given.terms._replace(calendar=calendars[given.terms.calendar], **_own(draft.facts.terms))
    draft.set_terms(**terms._asdict())
    _remove_rest(draft, {"calendar": set(calendars.values())})
    _number_new(draft, activities.values(), used)
    draft.settle_outline()
    for reference in given.references or ():
        rows = (row._replace(activity=activities[row.activity]) for row in reference.rows)
        number = reference.number
        draft.replace_set(number, sets.get(number), reference._replace(rows=tuple(rows)))


def _match(draft: Draft, stored: Iterable[T], given: Iterable[T]) -> dict[int, int]:
    """The draft's id of every given row: that of the stored row it meets, or a new one."""
    known: dict[Any, int] = {}
    for row in stored:
        known.setdefault(_identity(row), row.id)
    met: dict[int, int] = {}
    for row in given:
        identity = _identity(row)
        met[row.id] = known.pop(identity) if identity in known else draft.new_id()
    return met


def _identity(row: T) -> tuple[str, Any]:
    if row.uid is not None:
        return "uid", row.uid
    if isinstance(row, ActivityFacts):
        return ("number", row.number) if row.number else ("id", -abs(row.id))
    return "name", row.name


def _own(stored: ActivityFacts | ResourceFacts | PlanTerms | None) -> dict[str, Any]:
    """What a stored row keeps when another takes its place."""
    return {} if stored is None else {name: getattr(stored, name) for name in OWN[type(stored)]}


def _put_activities(draft: Draft, given: PlanFacts, ids: dict[int, int], calendars: dict[int, int]) -> None:
    rows = draft.facts.activities
    for row in given.activities.values():
        old = rows.get(ids[row.id])
        draft.put(
            row._replace(
                id=ids[row.id],
                calendar=_other(calendars, row.calendar),
                pauses=_plain(row.pauses),
                constraint=int(row.constraint),
                number=old.number if old else row.number,
                parent=old.parent if old else _other(ids, row.parent),
                **_own(old),
            )
        )
    for parent, below in given.children.items():
        draft.arrange(_other(ids, parent), [ids[child] for child in below])


def _put_links(draft: Draft, given: PlanFacts, ids: dict[int, int]) -> None:
    stored = {(row.predecessor, row.successor, row.type): row for row in draft.facts.links.values()}
    for row in given.links.values():
        ends = ids[row.predecessor], ids[row.successor], int(row.type)
        old = stored.pop(ends, None)
        draft.put(
            row._replace(
                id=old.id if old else draft.new_id(),
                predecessor=ends[0],
                successor=ends[1],
                type=ends[2],
                lag_kind=int(row.lag_kind),
            )
        )
    for old in stored.values():
        draft.drop("link", old.id)


def _put_assignments(draft: Draft, given: PlanFacts, ids: dict[int, int], resources: dict[int, int]) -> None:
    stored = {(row.activity, row.resource): row for row in draft.facts.assignments.values()}
    for row in given.assignments.values():
        ends = ids[row.activity], resources[row.resource]
        old = stored.pop(ends, None)
        draft.put(row._replace(id=old.id if old else draft.new_id(), activity=ends[0], resource=ends[1]))
    for old in stored.values():
        draft.drop("assignment", old.id)


def _remove_rest(draft: Draft, kept: dict[str, set[int]]) -> None:
    """Remove rows that were not given; a summary that goes may take none along that stay."""
    for kind, ids in kept.items():
        for key in [key for key in draft.table(kind) if key not in ids]:
            if key in draft.table(kind):
                draft.drop(kind, key)


def _number_new(draft: Draft, ids: Iterable[int], used: set[int]) -> None:
    """New rows keep the number of the file where nothing has or had it; the plan goes on behind it."""
    rows = draft.facts.activities
    taken = {0, *used}
    missing = []
    for key in ids:
        if key < 0:
            if 0 < rows[key].number <= HIGHEST_NUMBER and rows[key].number not in taken:
                taken.add(rows[key].number)
            else:
                missing.append(key)
    draft.set_terms(next_number=max(draft.facts.terms.next_number, max(taken, default=0) + 1))
    for key in missing:
        draft.change(key, number=draft.new_number())


def _other(ids: dict[int, int], key: int | None) -> int | None:
    return None if key is None else ids[key]


def _plain(value: Any) -> Any:
    """Lists as they come back from the database."""
    return json.loads(json.dumps(value))
