"""What a newer file would change, activity by activity, in words that people read."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from headway.project.schedule.delta import PlanDelta
from headway.project.schedule.draft import Change
from headway.project.schedule.facts import ActivityFacts, LinkFacts, PlanFacts
from headway.project.schedule.text import Predecessor, Share, Units, predecessors_text, resources_text
from headway.project.schedule.text.changes import FIELDS, Terms
from headway.project.schedule.text.predecessors import Lag


@dataclass(frozen=True, slots=True)
class Plans:
    """The plan as it is and as it would become, and how values of the latter are written."""

    before: PlanFacts
    after: PlanFacts
    terms: Terms


def differences(before: PlanFacts, delta: PlanDelta) -> list[dict[str, Any]]:
    """One entry per activity, in display order, removed ones last; see ``PlanUpdate.changes``."""
    after = delta.plan.facts
    units = Units(after.terms.minutes_per_day, after.terms.minutes_per_week, after.terms.days_per_month)
    calendars = {key: row.name for key, row in {**before.calendars, **after.calendars}.items()}
    plans = Plans(before, after, Terms(units, calendars))
    own = {change.id: change for change in delta.changes if change.kind == "activity"}
    described = _described(plans, delta)
    entries = []
    for key in [*plans.after.in_order(), *(key for key, change in own.items() if change.after is None)]:
        fields = [*_fields(own.get(key), plans), *described.get(key, ())]
        if key in own or fields:
            entries.append(_entry(key, own.get(key), fields, plans))
    return entries


def _entry(key: int, change: Change | None, fields: list[dict[str, str]], plans: Plans) -> dict[str, Any]:
    kind = "changed"
    if change is not None and change.before is None:
        kind = "added"
    elif change is not None and change.after is None:
        kind = "removed"
    row = plans.after.activities.get(key) or plans.before.activities[key]
    return {
        "kind": kind,
        "number": row.number,
        "name": row.name,
        "fields": fields if kind == "changed" else [],
    }


def _fields(change: Change | None, plans: Plans) -> list[dict[str, str]]:
    if change is None or change.before is None or change.after is None:
        return []
    default = ActivityFacts._field_defaults
    found = []
    for name, (label, words) in FIELDS.items():
        if name in change.after or name in change.before:
            old, new = (image.get(name, default.get(name)) for image in (change.before, change.after))
            found.append(
                {"label": str(label), "before": words(old, plans.terms), "after": words(new, plans.terms)}
            )
    if not found:
        found.append({"label": _("Details"), "before": "", "after": ", ".join(sorted(change.after))})
    return found


def _described(plans: Plans, delta: PlanDelta) -> dict[int, list[dict[str, str]]]:
    """Predecessors and resources, which are rows of their own, as texts of the activity."""
    found: dict[int, list[dict[str, str]]] = defaultdict(list)
    kinds = {change.kind for change in delta.changes}
    if "link" in kinds or "activity" in kinds:
        _compare_texts(
            found, _("Predecessors"), (_predecessors(plans.before, plans), _predecessors(plans.after, plans))
        )
    if kinds & {"assignment", "resource", "activity"}:
        _compare_texts(found, _("Resources"), (_resources(plans.before), _resources(plans.after)))
    return found


def _compare_texts(
    found: dict[int, list[dict[str, str]]], label: str, texts: tuple[Mapping[int, str], Mapping[int, str]]
) -> None:
    old, new = texts
    for key in {**old, **new}:
        if old.get(key, "") != new.get(key, ""):
            found[key].append({"label": label, "before": old.get(key, ""), "after": new.get(key, "")})


def _predecessors(facts: PlanFacts, plans: Plans) -> dict[int, str]:
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
            plans.terms.units,
        )
        for key, links in by_successor.items()
    }


def _resources(facts: PlanFacts) -> dict[int, str]:
    shares: dict[int, list[Share]] = defaultdict(list)
    for row in facts.assignments.values():
        shares[row.activity].append(Share(facts.resources[row.resource].name, row.units))
    return {key: resources_text(sorted(rows, key=lambda share: share.name)) for key, rows in shares.items()}
