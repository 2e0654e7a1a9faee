"""What a newer file would change, row by row, in words that people read: facts, and the dates that follow.

The list begins with what holds for the whole plan; see ``parts``.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from headway.project.schedule.fields import FACTS
from headway.project.schedule.plan.draft import RowChange
from headway.project.schedule.plan.facts import (
    ActivityFacts,
    AssignmentFacts,
    Computed,
    LinkFacts,
    PlanFacts,
)
from headway.project.schedule.results.delta import PlanDelta
from headway.project.schedule.text import Predecessor, Share, Units, predecessors_text, resources_text
from headway.project.schedule.text.predecessors import Lag
from headway.project.schedule.text.values import Wording, moment_text, span_text

from .parts import Field, Plans, field_of, parts

OF_ASSIGNMENTS = ("work", "remaining_work", "delay", "contoured")


def differences(delta: PlanDelta) -> list[dict[str, Any]]:
    """One entry per row that differs: plan, calendars, resources and reference dates first, then the
    activities in display order, removed ones last; see ``PlanUpdate.changes``.
    """
    before, after = delta.before.facts, delta.plan.facts
    calendars = {key: row.name for key, row in {**before.calendars, **after.calendars}.items()}
    plans = Plans(delta.before, delta.plan, Wording(after.terms.units, calendars))
    return [*parts(plans, delta.changes), *_activities(plans, delta.changes)]


def _activities(plans: Plans, changes: Iterable[RowChange]) -> Iterator[dict[str, Any]]:
    own = {change.id: change for change in changes if change.kind == "activity"}
    described = _described(plans, changes)
    placed = _placed(plans)
    gone = [key for key in plans.before.facts.in_order() if key not in plans.after.facts.activities]
    for key in [*plans.after.facts.in_order(), *gone]:
        was, row = plans.before.facts.activities.get(key), plans.after.facts.activities.get(key)
        kind = "added" if was is None else "removed" if row is None else "changed"
        fields = [*_facts(own.get(key), kind, plans), *described.get(key, ())]
        if key in placed:
            fields.append(field_of(_("Place in the outline"), *_both(_place, plans, key)))
        if kind == "changed" and not fields:
            kind = "moved"
        labels = {field["label"] for field in fields}
        fields += [field for field in _computed(key, plans) if field["label"] not in labels]
        shown = row or was
        if fields and shown is not None:
            yield {
                "about": "activity",
                "kind": kind,
                "number": shown.number,
                "name": shown.name,
                "fields": fields,
            }


def _facts(change: RowChange | None, kind: str, plans: Plans) -> Iterator[Field]:
    """The facts of an activity that differ; of a new or removed one those that say something."""
    if change is None:
        return
    default = ActivityFacts._field_defaults
    old, new = change.before or {}, change.after or {}
    for name, fact in FACTS.items():
        silent = name == "place" or (kind != "changed" and name in {"name", "kind"})
        if silent or not (name in old or name in new or (kind != "changed" and name == "duration")):
            continue
        texts = [
            "" if image is None else fact.words(image.get(name, default.get(name)), plans.wording)
            for image in (change.before, change.after)
        ]
        yield field_of(fact.label, *texts)


# ---- Dates and places, which follow from the facts -----------------------------------------------------


def _computed(key: int, plans: Plans) -> Iterator[Field]:
    """Dates and WBS code, where they are others."""
    rows = plans.before.computed.get(key), plans.after.computed.get(key)
    for label, text in (
        (_("Start"), lambda row: moment_text(row.start)),
        (_("Finish"), lambda row: moment_text(row.finish)),
        (_("WBS code"), lambda row: row.wbs),
    ):
        old, new = ("" if row is None else text(row) for row in rows)
        if old != new:
            yield field_of(label, old, new)


def _placed(plans: Plans) -> set[int]:
    """Activities with another parent, or in another order among those that stay below it.

    Of siblings in another order the fewest that must have moved.
    """
    before, after = plans.before.facts, plans.after.facts
    place = {key: at for below in before.children.values() for at, key in enumerate(below)}
    found: set[int] = set()
    for parent, below in after.children.items():
        known = [key for key in below if key in before.activities]
        stayed = [key for key in known if before.activities[key].parent == parent]
        kept = _longest_rise([place[key] for key in stayed])
        found |= set(known) - {key for key in stayed if place[key] in kept}
    return found


def _longest_rise(numbers: list[int]) -> set[int]:
    """The numbers of a longest rising run among different numbers, others between them left out."""
    ends: list[int] = []
    previous: dict[int, int | None] = {}
    for number in numbers:
        at = bisect_left(ends, number)
        previous[number] = ends[at - 1] if at else None
        ends[at : at + 1] = [number]
    found: set[int] = set()
    step = ends[-1] if ends else None
    while step is not None:
        found.add(step)
        step = previous[step]
    return found


def _place(facts: PlanFacts, computed: Mapping[int, Computed], key: int) -> str:
    """Its WBS code, and the name of what it is below."""
    parent = facts.activities[key].parent
    code = computed[key].wbs
    if parent is None:
        return code
    return _("%(code)s in “%(parent)s”") % {"code": code, "parent": facts.activities[parent].name}


def _both(text: Any, plans: Plans, key: int) -> tuple[str, str]:
    before, after = plans.before, plans.after
    return text(before.facts, before.computed, key), text(after.facts, after.computed, key)


# ---- Links and assignments, rows of their own, as texts of the activity ----------------------------------


def _described(plans: Plans, changes: Iterable[RowChange]) -> dict[int, list[Field]]:
    found: dict[int, list[Field]] = defaultdict(list)
    before, after = plans.before.facts, plans.after.facts
    units = plans.wording.units
    for label, old, new in (
        (_("Predecessors"), _predecessors(before, units), _predecessors(after, units)),
        (_("Resources"), _resources(before), _resources(after)),
    ):
        for key in {**old, **new}:
            if old.get(key, "") != new.get(key, ""):
                found[key].append(field_of(label, old.get(key, ""), new.get(key, "")))
    for change in changes:
        if change.kind == "assignment":
            row = after.assignments.get(change.id) or before.assignments[change.id]
            found[row.activity] += _assignment(change, row, plans)
    return found


def _assignment(change: RowChange, row: AssignmentFacts, plans: Plans) -> Iterator[Field]:
    """What an assignment says beyond who works how much of the time."""
    labels = {
        "work": _("Work of %(resource)s"),
        "remaining_work": _("Remaining work of %(resource)s"),
        "delay": _("Delay of %(resource)s"),
        "contoured": _("Contour of %(resource)s"),
    }
    resources = {**plans.before.facts.resources, **plans.after.facts.resources}
    old, new = change.before or {}, change.after or {}
    for name in OF_ASSIGNMENTS:
        if name in old or name in new:
            label = labels[name] % {"resource": resources[row.resource].name}
            yield field_of(label, *(_amount(image.get(name), plans.wording) for image in (old, new)))


def _amount(value: int | None, wording: Wording) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return span_text(value, wording)


def _predecessors(facts: PlanFacts, units: Units) -> dict[int, str]:
    by_successor: dict[int, list[LinkFacts]] = defaultdict(list)
    for link in facts.links.values():
        by_successor[link.successor].append(link)
    return {
        key: predecessors_text(
            [
                Predecessor(
                    facts.activities[link.predecessor].number,
                    link.type,
                    Lag(link.lag, link.lag_kind, link.lag_unit),
                )
                for link in links
            ],
            units,
        )
        for key, links in by_successor.items()
    }


def _resources(facts: PlanFacts) -> dict[int, str]:
    shares: dict[int, list[Share]] = defaultdict(list)
    for row in facts.assignments.values():
        shares[row.activity].append(Share(facts.resources[row.resource].name, row.units))
    return {key: resources_text(sorted(rows, key=lambda share: share.name)) for key, rows in shares.items()}
