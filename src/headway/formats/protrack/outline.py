"""The outline of a ProTrack file: lists inside lists, of groups and activities."""

from collections.abc import Iterator
from dataclasses import dataclass

from headway.formats.errors import FormatError
from headway.formats.safe_xml import Element, local_name

GROUP = "1"


@dataclass(frozen=True, slots=True)
class Place:
    """Where an entry stands: below which group, and how deep."""

    uid: int
    group: bool
    parent: int | None
    level: int
    line: int


def read_outline(element: Element) -> list[Place]:
    """Every entry of the outline, in its order.

    Raises
    ------
    FormatError
        When an entry does not say which it is, or stands twice.
    """
    places = list(_below(element, None, 1))
    seen: set[int] = set()
    for place in places:
        if place.uid in seen:
            raise FormatError(place.line, f"The outline has the entry {place.uid} twice.")
        seen.add(place.uid)
    return places


def _below(element: Element, parent: int | None, level: int) -> Iterator[Place]:
    """Entries of the lists directly in an element. The parser bounds how deep they go."""
    for child in (each for inner in element if local_name(inner) == "List" for each in inner):
        if local_name(child) != "Child":
            continue
        values = {local_name(each): (each.text or "").strip() for each in child if not len(each)}
        text, line = values.get("Data", ""), child.sourceline or 0
        if not (text.isascii() and text.isdigit() and len(text) <= 9):
            raise FormatError(line, f"Data of the outline is “{text[:40]}”, not a number.")
        group = values.get("Type") == GROUP
        yield Place(int(text), group=group, parent=parent, level=level, line=line)
        yield from _below(child, int(text), level + 1)
