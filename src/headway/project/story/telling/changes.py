"""What was there before and after an act."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from headway.common.journal.models import JournalEntry
from headway.project.charter.document import CONSTRAINT, HEADING, OBJECTIVE, PRIORITIES, TOLERANCE
from headway.project.charter.models import Dimension, ProjectObjective
from headway.project.health.models import Colour
from headway.project.lifecycle.models import Project
from headway.project.schedule.fields import FACTS, TERMS, Field
from headway.project.schedule.text.values import Wording

from .names import Content, Names, images_in

MOST_CHANGES = 12  # of one entry that are listed


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that became another; empty is nothing."""

    label: str
    before: str
    after: str


def changes(entry: JournalEntry, names: Names, wording: Wording) -> list[Change]:
    """What was before and after, where the entry is a change and says so; all of it."""
    content = entry.content or {}
    if entry.action in STATES:
        label, values = STATES[entry.action]
        before, after = (str(values.get(str(content.get(name)), "")) for name in ("before", "after"))
        return [Change(str(label), before, after)]
    if entry.action in _CHARTER:
        return list(_charter(entry, names))
    if isinstance(content.get("after"), Mapping):
        return list(_plan_changes(content, names, wording))
    return []


STATES: dict[str, tuple[str | Promise, dict[Any, Any]]] = {
    "health.changed": (gettext_lazy("Computed status"), dict(Colour.choices)),
    "project.moved": (gettext_lazy("State"), dict(Project.State.choices)),
}

Codes = Mapping[str, Mapping[str, str | Promise]]  # field -> what its codes are called

# Of the parts of a charter: what their fields are called, and the codes in them
_CHARTER: dict[str, tuple[Mapping[str, str | Promise], Codes]] = {
    "charter.written": (
        HEADING,
        {"deadline_hard": {"True": gettext_lazy("yes"), "False": gettext_lazy("no")}},
    ),
    "charter.objective_saved": (
        OBJECTIVE,
        {
            "source": dict(ProjectObjective.Source.choices),
            "priority": {str(key): name for key, name in PRIORITIES.items()},
            "state": dict(ProjectObjective.State.choices),
        },
    ),
    "charter.constraint_saved": (CONSTRAINT, {"dimension": dict(Dimension.choices)}),
    "charter.tolerance_proposed": (TOLERANCE, {}),
}
_DAYS = {"deadline", "due"}


def _charter(entry: JournalEntry, names: Names) -> Iterator[Change]:
    """The fields of a part of a charter, which the journal keeps as texts."""
    labels, codes = _CHARTER[entry.action]
    changed = (entry.content or {}).get("changed", {})
    for name, label in labels.items():
        if name in changed:
            before, after = (_in_words(name, value, codes, names) for value in changed[name])
            yield Change(str(label), before, after)


def _in_words(name: str, value: str, codes: Codes, names: Names) -> str:
    if value == "None":
        return ""
    if name == "acceptor" and value.isdecimal():
        return names.people.get(int(value), _("Somebody"))
    return day_text(value) if name in _DAYS else str(codes.get(name, {}).get(value, value))


def _plan_changes(content: Content, names: Names, wording: Wording) -> Iterator[Change]:
    for kind, key, before, after in images_in(content):
        what = _row_name(kind, key, {**(before or {}), **(after or {})}, names)
        if before is None:
            yield Change(what, "", _("added"))
        elif after is None:
            yield Change(what, "", _("removed"))
        else:
            yield from _field_changes(what, TERMS if kind == "plan" else FACTS, (before, after), wording)


def _row_name(kind: str, key: int, image: Content, names: Names) -> str:
    if kind == "activity":
        name = image.get("name")
        return _("“%(name)s”") % {"name": name} if name else names.activity(key)
    if kind == "link":
        ends = [names.activity(image.get(end)) for end in ("predecessor", "successor") if end in image]
        return _("Link %(ends)s") % {"ends": " → ".join(ends)} if ends else _("Link")
    if kind == "assignment":
        return _("Assignment to %(activity)s") % {"activity": names.activity(image.get("activity"))}
    words = {"plan": _("Plan"), "resource": _("Resource"), "calendar": _("Calendar")}
    return f"{words.get(kind, _('Reference dates'))} {image.get('name', '')}".strip()


def _field_changes(
    what: str,
    fields: Mapping[str, Field],
    images: tuple[Content, Content],
    wording: Wording,
) -> Iterator[Change]:
    before, after = images
    known = [name for name in fields if name in before or name in after]
    for name in known:
        values = (image.get(name) for image in images)
        old, new = ("" if value is None else fields[name].words(value, wording) for value in values)
        yield Change(f"{what}: {fields[name].label}", old, new if (old or new) else _("changed"))
    if not known:
        yield Change(what, "", _("changed"))


def day_text(value: str) -> str:
    """A day as it is written here; what is none stands as it is, because no entry is ever mended."""
    try:
        return date_format(dt.date.fromisoformat(value))
    except ValueError:
        return value
