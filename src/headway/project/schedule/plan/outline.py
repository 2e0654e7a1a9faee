"""What follows from the outline alone: numbers, sort paths, and progress of summaries."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from headway.common.refusal import Invalid

from .facts import PlanFacts

DEEPEST = 50


class Place(NamedTuple):
    """Where an activity stands: among its siblings, in the numbering, in the sorting of all rows."""

    position: int
    wbs: str
    path: str


def too_deep() -> Invalid:
    """The refusal of an outline with too many levels."""
    return Invalid(_("An outline can have %(count)d levels at most.") % {"count": DEEPEST})


def outline(facts: PlanFacts) -> dict[int, Place]:
    """The place of every activity, in display order. Raises ``Invalid`` where the outline is too deep."""
    places: dict[int, Place] = {}
    stack: list[tuple[int | None, str, str, int]] = [(None, "", "", 0)]
    while stack:
        parent, wbs, path, depth = stack.pop()
        if depth > DEEPEST:
            raise too_deep()
        for position, child in enumerate(facts.children.get(parent, ())):
            place = Place(position, f"{wbs}{position + 1}", f"{path}{position:05}")
            places[child] = place
            if facts.children.get(child):
                stack.append((child, place.wbs + ".", place.path, depth + 1))
    return places


def percent_done(facts: PlanFacts, durations: dict[int, int]) -> dict[int, int]:
    """Whole percents of every activity; of a summary the done share of the durations below it.

    Where nothing below has a duration, milestones count alike.
    """
    done: dict[int, tuple[int, int, int, int]] = {}
    percents: dict[int, int] = {}
    for key in reversed(list(facts.in_order())):
        row = facts.activities[key]
        below = [done[child] for child in facts.children.get(key, ()) if facts.activities[child].active]
        if row.is_summary:
            amount, total, milestones, count = (
                (sum(column) for column in zip(*below, strict=True)) if below else (0, 0, 0, 0)
            )
            done[key] = (amount, total, milestones, count)
            percents[key] = amount // total if total else milestones // count if count else 0
        else:
            percents[key] = row.percent_complete
            duration = durations[key]
            done[key] = (duration * row.percent_complete, duration, row.percent_complete, 1)
    return percents
