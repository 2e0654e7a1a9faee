"""What a newer file would change, activity by activity, in words that people read."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from headway.engine import Constraint
from headway.project.schedule.delta import PlanDelta
from headway.project.schedule.draft import Change
from headway.project.schedule.facts import ActivityFacts, LinkFacts, PlanFacts
from headway.project.schedule.text import (
    Amount,
    Predecessor,
    Share,
    Units,
    date_text,
    duration_text,
    predecessors_text,
    resources_text,
)
from headway.project.schedule.text.predecessors import Lag

Words = Callable[[Any, "Plans"], str]
CONSTRAINTS = {
    Constraint.ASAP: gettext_lazy("As soon as possible"),
    Constraint.ALAP: gettext_lazy("As late as possible"),
    Constraint.SNET: gettext_lazy("Start no earlier than"),
    Constraint.SNLT: gettext_lazy("Start no later than"),
    Constraint.FNET: gettext_lazy("Finish no earlier than"),
    Constraint.FNLT: gettext_lazy("Finish no later than"),
    Constraint.MSO: gettext_lazy("Must start on"),
    Constraint.MFO: gettext_lazy("Must finish on"),
}


@dataclass(frozen=True, slots=True)
class Plans:
    """The plan as it is and as it would become, with the unit lengths of the one that it would become."""

    before: PlanFacts
    after: PlanFacts
    units: Units = field(default_factory=Units)


def _date(value: int | None, plans: Plans) -> str:
    return "" if value is None else f"{date_text(value)} {value % 86_400 // 3600:02}:{value % 3600 // 60:02}"


def _span(value: int | None, plans: Plans) -> str:
    return "" if value is None else duration_text(Amount(value), plans.units)


def _plain(value: Any, plans: Plans) -> str:
    return "" if value is None else str(value)


def _flag(value: bool, plans: Plans) -> str:  # noqa: FBT001  one of several writers of a value
    return _("yes") if value else _("no")


def _percent(value: int, plans: Plans) -> str:
    return f"{value} %"


def _constraint(value: int, plans: Plans) -> str:
    return str(CONSTRAINTS[Constraint(value)])


def _calendar(value: int | None, plans: Plans) -> str:
    if value is None:
        return ""
    row = plans.after.calendars.get(value) or plans.before.calendars.get(value)
    return row.name if row else ""


FIELDS: Mapping[str, tuple[str | Promise, Words]] = {
    "name": (gettext_lazy("Name"), _plain),
    "kind": (gettext_lazy("Kind"), _plain),
    "place": (gettext_lazy("Place in the outline"), lambda value, plans: ""),
    "duration": (gettext_lazy("Duration"), _span),
    "elapsed": (gettext_lazy("Elapsed duration"), _flag),
    "manual": (gettext_lazy("Scheduled by hand"), _flag),
    "active": (gettext_lazy("Active"), _flag),
    "calendar": (gettext_lazy("Calendar"), _calendar),
    "constraint": (gettext_lazy("Constraint"), _constraint),
    "constraint_date": (gettext_lazy("Constraint date"), _date),
    "deadline": (gettext_lazy("Deadline"), _date),
    "manual_start": (gettext_lazy("Start"), _date),
    "manual_finish": (gettext_lazy("Finish"), _date),
    "percent_complete": (gettext_lazy("Percent complete"), _percent),
    "actual_start": (gettext_lazy("Actual start"), _date),
    "actual_finish": (gettext_lazy("Actual finish"), _date),
    "remaining_duration": (gettext_lazy("Remaining duration"), _span),
    "stop": (gettext_lazy("Work stopped"), _date),
    "resume": (gettext_lazy("Work resumes"), _date),
    "leveling_delay": (gettext_lazy("Levelling delay"), _span),
    "priority": (gettext_lazy("Priority"), _plain),
    "work": (gettext_lazy("Work"), _span),
    "notes": (gettext_lazy("Notes"), _plain),
}


def differences(before: PlanFacts, delta: PlanDelta) -> list[dict[str, Any]]:
    """One entry per activity, in display order, removed ones last; see ``PlanUpdate.changes``."""
    terms = delta.plan.facts.terms
    units = Units(terms.minutes_per_day, terms.minutes_per_week, terms.days_per_month)
    plans = Plans(before, delta.plan.facts, units)
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
            found.append({"label": str(label), "before": words(old, plans), "after": words(new, plans)})
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
            plans.units,
        )
        for key, links in by_successor.items()
    }


def _resources(facts: PlanFacts) -> dict[int, str]:
    shares: dict[int, list[Share]] = defaultdict(list)
    for row in facts.assignments.values():
        shares[row.activity].append(Share(facts.resources[row.resource].name, row.units))
    return {key: resources_text(sorted(rows, key=lambda share: share.name)) for key, rows in shares.items()}
