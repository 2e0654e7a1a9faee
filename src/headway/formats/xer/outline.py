"""The order of a plan: WBS elements with their activities, each below the one it belongs to."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from headway.formats.errors import FormatError
from headway.formats.plan import Kind, PlanActivity

DEEPEST = 100


def outlined(
    elements: Mapping[int, PlanActivity], activities: Sequence[PlanActivity], places: Mapping[int, int]
) -> tuple[PlanActivity, ...]:
    """All entries as an outline; `places` are the numbers by which WBS elements stand in order.

    An element's activities come before the elements below it. What belongs to nothing that is there stands at
    the top.

    Raises
    ------
    FormatError
        For elements within themselves, or too many of them within each other.
    """
    below: dict[int | None, list[PlanActivity]] = defaultdict(list)
    for entry in [*activities, *sorted(elements.values(), key=lambda each: places[each.uid])]:
        parent = entry.parent if entry.parent in elements else None
        below[parent].append(replace(entry, parent=parent))
    found = tuple(_walk(below))
    if len(found) < len(elements) + len(activities):
        missing = set(elements).difference(entry.uid for entry in found)
        line = min(elements[uid].line for uid in missing)
        raise FormatError(line, "A WBS element lies within itself.")
    return tuple(replace(entry, number=number) for number, entry in enumerate(found, start=1))


def _walk(below: Mapping[int | None, list[PlanActivity]]) -> Iterator[PlanActivity]:
    stack = [iter(below.get(None, ()))]
    while stack:
        entry = next(stack[-1], None)
        if entry is None:
            stack.pop()
            continue
        yield replace(entry, outline_level=len(stack))
        if entry.kind is Kind.SUMMARY:
            if len(stack) > DEEPEST:
                raise FormatError(entry.line, f"More than {DEEPEST} WBS elements lie within each other.")
            stack.append(iter(below.get(entry.uid, ())))
