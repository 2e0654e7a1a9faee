"""What a newer file would change apart from activities: the plan's terms, calendars, resources and sets of
reference dates.
"""

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.dates import WEEKDAYS
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from headway.engine.plan_time import moment_of
from headway.project.schedule.fields import TERMS
from headway.project.schedule.models import Resource
from headway.project.schedule.plan.draft import SET, RowChange
from headway.project.schedule.plan.facts import LoadedPlan
from headway.project.schedule.text.values import Wording, moment_text, span_text, time_of_day_text

Field = dict[str, str]
MOST_FIELDS = 20
"""Of one entry: pages are cut between entries."""


@dataclass(frozen=True, slots=True)
class Plans:
    """The plan as it is and as it would become, and how values are written."""

    before: LoadedPlan
    after: LoadedPlan
    wording: Wording


def field_of(label: str | Promise, before: str, after: str) -> Field:
    """One thing that would be another; empty is nothing."""
    return {"label": str(label), "before": before, "after": after}


def parts(plans: Plans, changes: Sequence[RowChange]) -> Iterator[dict[str, Any]]:
    """The entries, those of the plan first."""
    terms = [field for change in changes if change.kind == "plan" for field in _terms(change, plans)]
    finishes = plans.before.finish, plans.after.finish
    if finishes[0] != finishes[1]:
        terms.append(field_of(_("Project finish"), *(moment_text(finish) for finish in finishes)))
    yield from _entries("plan", "changed", _("Plan"), terms)
    for change in changes:
        if change.kind == "calendar":
            fields = [field for field in _calendar(change, plans) if field["before"] != field["after"]]
        elif change.kind == "resource":
            fields = list(_resource(change, plans))
        elif change.kind == SET:
            fields = list(_dates(change, plans))
        else:
            continue
        yield from _entries(_ABOUT[change.kind], _kind(change), _name(change, plans), fields)


_ABOUT = {"calendar": "calendar", "resource": "resource", SET: "reference"}


def _entries(about: str, kind: str, name: str, fields: list[Field]) -> Iterator[dict[str, Any]]:
    for at in range(0, len(fields), MOST_FIELDS):
        yield {
            "about": about,
            "kind": kind,
            "number": None,
            "name": name,
            "fields": fields[at : at + MOST_FIELDS],
        }


def _kind(change: RowChange) -> str:
    if change.before is None:
        return "added"
    return "removed" if change.after is None else "changed"


def _name(change: RowChange, plans: Plans) -> str:
    image: dict[str, Any] = {**(change.before or {}), **(change.after or {})}
    if "name" in image:
        return str(image["name"])
    rows: Any = plans.after.facts.calendars if change.kind == "calendar" else plans.after.facts.resources
    return str(rows[change.id].name)


def _terms(change: RowChange, plans: Plans) -> Iterator[Field]:
    old, new = change.before or {}, change.after or {}
    for name, term in TERMS.items():
        if name in new:
            yield field_of(term.label, *(term.words(image[name], plans.wording) for image in (old, new)))


def _resource(change: RowChange, plans: Plans) -> Iterator[Field]:
    words: dict[str, tuple[str, Callable[[Any], str]]] = {
        "name": (_("Name"), str),
        "kind": (_("Kind"), lambda value: str(Resource.Kind(value).label)),
        "calendar": (_("Calendar"), lambda value: plans.wording.calendars.get(value, "")),
        "max_units": (_("Units at most"), lambda value: f"{value * 100:g} %"),
        "uid": (_("Identity in the file"), str),
    }
    for name, (label, text) in words.items():
        images = (change.before or {}, change.after or {})
        if any(name in image for image in images):
            old, new = ("" if image.get(name) is None else text(image[name]) for image in images)
            yield field_of(label, old, new)


# ---- Calendars --------------------------------------------------------------------------------------------


def _calendar(change: RowChange, plans: Plans) -> Iterator[Field]:
    old, new = change.before or {}, change.after or {}
    yield field_of(_("Name"), old.get("name", ""), new.get("name", ""))
    bases = (plans.wording.calendars.get(image.get("base") or 0, "") for image in (old, new))
    yield field_of(_("Based on"), *bases)
    yield field_of(_("Identity in the file"), *(str(image.get("uid") or "") for image in (old, new)))
    nothing: list[Any] = [None] * 7
    weeks = (old.get("days") or nothing, new.get("days") or nothing)
    for at, days in enumerate(zip(*weeks, strict=True)):
        if days[0] != days[1]:
            yield field_of(WEEKDAYS[at], *(_shifts(day) for day in days))
    for label, name in ((_("Exception"), "exceptions"), (_("Work week"), "work_weeks")):
        yield from _rules(label, old.get(name) or [], new.get(name) or [])


def _rules(label: str, old: list[dict[str, Any]], new: list[dict[str, Any]]) -> Iterator[Field]:
    """Rules that come, go or become others on the same days; else their order, as the first one holds."""
    gone, come = _by_days(old, new), _by_days(new, old)
    for days in sorted({*gone, *come}):
        yield field_of(label, "; ".join(gone[days]), "; ".join(come[days]))
    if not gone and not come and old != new:
        yield field_of(label, *("; ".join(_rule(rule) for rule in rules) for rules in (old, new)))


def _by_days(rules: list[dict[str, Any]], others: list[dict[str, Any]]) -> dict[tuple[str, str], list[str]]:
    """The texts of rules that are not among others, by their days."""
    known = {json.dumps(rule, sort_keys=True) for rule in others}
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for rule in rules:
        if json.dumps(rule, sort_keys=True) not in known:
            found[rule["first"], rule["last"]].append(_rule(rule))
    return found


def _rule(rule: dict[str, Any]) -> str:
    first, last = (moment_text(_midnight(rule[name])).rpartition(" ")[0] for name in ("first", "last"))
    days = first if first == last else f"{first} – {last}"
    if "days" in rule:
        week = (f"{WEEKDAYS[at]} {_shifts(day)}" for at, day in enumerate(rule["days"]) if day is not None)
        work = "; ".join(week)
    else:
        work = _shifts(rule["shifts"])
    name = rule.get("name", "")
    return f"{days}: {name}, {work}" if name else f"{days}: {work}"


def _midnight(day: str) -> int:
    return moment_of(dt.date.fromisoformat(day))


def _shifts(shifts: list[list[int]] | None) -> str:
    if shifts is None:
        return _("as in the calendar it is based on")
    if not shifts:
        return _("no work")
    return ", ".join(f"{time_of_day_text(start)}–{time_of_day_text(finish)}" for start, finish in shifts)


# ---- Sets of reference dates ----------------------------------------------------------------------------


def _dates(change: RowChange, plans: Plans) -> Iterator[Field]:
    """Activity by activity what a set says, where that differs."""
    images = change.before or {}, change.after or {}
    if change.before is not None and change.after is not None and images[0]["name"] != images[1]["name"]:
        yield field_of(_("Name"), *(image["name"] for image in images))
    old, new = ({row[0]: row[1:] for row in image.get("rows", ())} for image in images)
    activities = {**plans.before.facts.activities, **plans.after.facts.activities}
    for key in {**new, **old}:
        if old.get(key) != new.get(key):
            row = activities[key]
            was, becomes = (_planned(values.get(key), plans.wording) for values in (old, new))
            if key in old and key in new and old[key][-1] != new[key][-1]:
                becomes += ", " + _("another cost")  # how much is not for everybody who sees the project
            yield field_of(f"{row.number} {row.name}", was, becomes)


def _planned(values: Iterable[Any] | None, wording: Wording) -> str:
    if values is None:
        return ""
    start, finish, duration, work, _cost = values
    found = [f"{moment_text(start)} – {moment_text(finish)}"]
    if duration is not None:
        found.append(_("duration %(duration)s") % {"duration": span_text(duration, wording)})
    if work is not None:
        found.append(_("work %(work)s") % {"work": span_text(work, wording)})
    return ", ".join(found)
