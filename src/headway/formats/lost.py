"""What a plan loses on its way into a file: the document before, against the file read again."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from headway.formats.plan import PlanDocument

# Where something stands in a file is not what the plan says.
PLACES = frozenset({"line"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Lost:
    """One fact that a written file tells otherwise, or not at all (`found` None).

    `owner` says what kind of thing it belongs to (``activity``), `uid` which one; None is the project.
    """

    owner: str
    uid: int | None
    field: str
    said: str
    found: str | None


def lost_between(before: PlanDocument, after: PlanDocument) -> tuple[Lost, ...]:
    """Every fact of `before` that `after` does not tell the same way.

    Activities, calendars, resources and assignments are compared by identity, links by their two ends in the
    order of the file. What was not taken over when `before` was read is in neither.

    Examples
    --------
    >>> from headway.formats.mspdi import MSPDI
    >>> from headway.formats.plan import ProjectFacts
    >>> quay = PlanDocument(format=MSPDI, project=ProjectFacts(name="Quay"))
    >>> mole = PlanDocument(format=MSPDI, project=ProjectFacts(name="Mole"))
    >>> [(lost.field, lost.said, lost.found) for lost in lost_between(quay, mole)]
    [('name', 'Quay', 'Mole')]
    """
    return tuple(_lost(before, after))


def _lost(before: PlanDocument, after: PlanDocument) -> Iterator[Lost]:
    yield from _fields("project", None, before.project, after.project)
    for owner, things, found in (
        ("project", before.projects, after.projects),
        ("calendar", before.calendars, after.calendars),
        ("activity", before.activities, after.activities),
        ("resource", before.resources, after.resources),
        ("assignment", before.assignments, after.assignments),
    ):
        yield from _each(owner, {each.uid: each for each in things}, {each.uid: each for each in found})
    yield from _links(before, after)


def _each(owner: str, things: Mapping[int, Any], found: Mapping[int, Any]) -> Iterator[Lost]:
    for uid, thing in things.items():
        if uid in found:
            yield from _fields(owner, uid, thing, found[uid])
        else:
            said = _text(getattr(thing, "name", uid))
            yield Lost(owner=owner, uid=uid, field="name", said=said, found=None)
    if list(things) != [uid for uid in found if uid in things] and set(things) <= set(found):
        yield Lost(owner=owner, uid=None, field="order", said=_text(list(things)), found=_text(list(found)))


def _links(before: PlanDocument, after: PlanDocument) -> Iterator[Lost]:
    found: dict[tuple[int, int], list[Any]] = {}
    for link in after.links:
        found.setdefault((link.predecessor, link.successor), []).append(link)
    for link in before.links:
        others: Sequence[Any] = found.get((link.predecessor, link.successor), ())
        if not others:
            said = f"{link.predecessor} {link.type.name}"
            yield Lost(owner="link", uid=link.successor, field="predecessor", said=said, found=None)
        else:
            yield from _fields("link", link.successor, link, found[link.predecessor, link.successor].pop(0))


def _fields(owner: str, uid: int | None, thing: Any, found: Any) -> Iterator[Lost]:
    for field in fields(thing):
        said, other = getattr(thing, field.name), getattr(found, field.name)
        if field.name not in PLACES and said != other:
            yield Lost(owner=owner, uid=uid, field=field.name, said=_text(said), found=_text(other))


def _text(value: object) -> str:
    return str(value)[:200]
