"""What was there before and after an act."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from headway.common.journal.models import JournalEntry
from headway.common.journal.sentences import Content, Fields, day_text
from headway.project.schedule.fields import FACTS, TERMS, Field
from headway.project.schedule.text.values import Wording
from headway.project.story.acts import fields_of

from .names import Names, images_in

MOST_CHANGES = 12  # of one entry that are listed


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that became another; empty is nothing."""

    label: str
    before: str
    after: str


def changes(entry: JournalEntry, names: Names, wording: Wording) -> list[Change]:
    """What was before and after, where the entry is a change and says so; all of it."""
    content, fields = entry.content or {}, fields_of(entry.action)
    if fields is not None:
        return list(_field_by_field(content, fields, names))
    if isinstance(content.get("after"), Mapping):
        return list(_plan_changes(content, names, wording))
    return []


def _field_by_field(content: Content, fields: Fields, names: Names) -> Iterator[Change]:
    """The fields of something that the journal keeps as texts."""
    changed = content.get("changed", {})
    if {"before", "after"} <= content.keys():  # of the only field there is
        changed = dict.fromkeys(fields.labels, (content["before"], content["after"]))
    for name, label in fields.labels.items():
        if name in changed:
            before, after = (_in_words(name, str(value), fields, names) for value in changed[name])
            yield Change(str(label), before, after)


def _in_words(name: str, value: str, fields: Fields, names: Names) -> str:
    if value == "None":
        return ""
    if name in fields.people and value.isdecimal():
        return names.people.get(int(value), _("Somebody"))
    return day_text(value) if name in fields.days else str(fields.codes.get(name, {}).get(value, value))


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
