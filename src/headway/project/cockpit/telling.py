"""Entries of the journal in words: what happened to what, and what was there before and after."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from headway.common.access import Actor
from headway.common.journal.models import JournalEntry
from headway.organisation.models import Person
from headway.organisation.roles import role_name
from headway.project.charter.document import (
    CONSTRAINT,
    HEADING,
    OBJECTIVE,
    PRIORITIES,
    TOLERANCE,
    AgreedTolerance,
    tolerance_text,
)
from headway.project.charter.models import Dimension, ProjectObjective
from headway.project.health.models import Colour
from headway.project.lifecycle.models import Project
from headway.project.schedule.fields import FACTS, TERMS, Field
from headway.project.schedule.models import Activity, PlanCalendar
from headway.project.schedule.text import date_text
from headway.project.schedule.text.values import Wording
from headway.project.team.models import ProgressReport

from .acts import sentence

ITSELF = "system"  # what Headway does by itself
MOST_NAMES = 3  # of several things of one entry
_MOST_REPORTS = 50  # of one acceptance that are looked up
MOST_CHANGES = 12  # of one entry that are listed

Content = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that became another; empty is nothing."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Names:
    """What entries refer to by id, read at once. What is gone or not shared has no name, so that a deed of
    somebody who is gone is *somebody's*, and never laid on Headway.
    """

    people: Mapping[int, str] = field(default_factory=dict)
    activities: Mapping[int, str] = field(default_factory=dict)
    reports: Mapping[int, int] = field(default_factory=dict)  # report -> activity
    calendars: Mapping[int, str] = field(default_factory=dict)

    @classmethod
    def of(cls, entries: Iterable[JournalEntry], actor: Actor) -> "Names":
        """The names in some entries that the actor may read, in a constant number of queries."""
        entries = list(entries)
        reports = dict(
            ProgressReport.objects.visible_to(actor)
            .filter(pk__in={key for entry in entries for key in _reports(entry)})
            .values_list("pk", "activity")
        )
        activities = {key for entry in entries for key in _activities(entry)} | set(reports.values())
        calendars = {key for entry in entries for key in _calendars(entry)}
        people = {key for entry in entries for key in _people(entry)}
        return cls(
            people=dict(Person.objects.filter(pk__in=people).values_list("pk", "name")),
            activities=dict(
                Activity.objects.visible_to(actor).filter(pk__in=activities).values_list("pk", "name")
            ),
            reports=reports,
            calendars=dict(
                PlanCalendar.objects.visible_to(actor).filter(pk__in=calendars).values_list("pk", "name")
            ),
        )

    def who(self, entry: JournalEntry) -> str:
        """Who did it, and for whom where that is somebody else."""
        name = self._person(entry.actor)
        if entry.on_behalf_of and entry.on_behalf_of != entry.actor:
            return _("%(person)s for %(principal)s") % {
                "person": name,
                "principal": self._person(entry.on_behalf_of),
            }
        return name

    def _person(self, reference: str) -> str:
        return "Headway" if reference == ITSELF else self.people.get(_id_of(reference), _("Somebody"))

    def activity(self, key: int | None) -> str:
        """The activity's name in quotation marks."""
        name = self.activities.get(key or 0)
        return _("“%(name)s”") % {"name": name} if name else _("an activity that has been deleted")


def detail(entry: JournalEntry, names: Names) -> str:
    """What it was done to, or the words that went with it; empty where there is nothing to say."""
    if entry.content is None:
        return _("The details have been erased.")
    things = subjects(entry, names)
    tell = _DETAILS.get(entry.action)
    told = tell(entry.content, names) if tell else _words(entry.content)
    return ": ".join(part for part in (several(things), told) if part)


def summary(entry: JournalEntry, names: Names) -> str:
    """The entry's detail in one line, with what was before and after where that is all there is."""
    changed = changes(entry, names, Wording()) if entry.action in {*_STATES, "plan.data_date_set"} else []
    return f"{changed[0].before or '–'} → {changed[0].after or '–'}" if changed else detail(entry, names)


def changed_words(entry: JournalEntry) -> list[str]:
    """What an entry changed, in a few words: the fields that it names, or otherwise what was done."""
    fields = [change.label for change in changes(entry, Names(), Wording())]
    return fields or [sentence(entry.action)]


def net_change(newest: JournalEntry, oldest: JournalEntry) -> str:
    """What changes of the same thing come to, as ``summary`` tells one of them."""
    before, after = (changes(entry, Names(), Wording())[0] for entry in (oldest, newest))
    return f"{before.before or '–'} → {after.after or '–'}"


def subjects(entry: JournalEntry, names: Names) -> list[str]:
    """The activities that an entry about progress is about."""
    if entry.action in {"progress.reported", "progress.withdrawn"}:
        return [names.activity((entry.content or {}).get("activity"))]
    if entry.action in {"progress.accepted", "progress.returned"}:
        return [names.activity(names.reports.get(report)) for report in _reports(entry)]
    return []


def several(things: list[str]) -> str:
    """A few of several things, and how many more there are."""
    rest = len(things) - MOST_NAMES
    if rest <= 0:
        return ", ".join(things)
    more = ngettext("and %(count)s more", "and %(count)s more", rest) % {"count": rest}
    return f"{', '.join(things[:MOST_NAMES])} {more}"


def changes(entry: JournalEntry, names: Names, wording: Wording) -> list[Change]:
    """What was before and after, where the entry is a change and says so; all of it."""
    content = entry.content or {}
    if entry.action in _STATES:
        label, values = _STATES[entry.action]
        before, after = (str(values.get(str(content.get(name)), "")) for name in ("before", "after"))
        return [Change(str(label), before, after)]
    if entry.action in _CHARTER:
        return list(_charter(entry, names))
    if isinstance(content.get("after"), Mapping):
        return list(_plan_changes(content, names, wording))
    return []


# ---- What entries refer to -------------------------------------------------------------------------


def _id_of(reference: str) -> int:
    return int(reference.removeprefix("person:")) if reference.startswith("person:") else 0


def _people(entry: JournalEntry) -> Iterator[int]:
    yield from (_id_of(entry.actor), _id_of(entry.on_behalf_of))
    if entry.object_kind == "rolegrant" and isinstance(person := (entry.content or {}).get("person"), int):
        yield person
    if entry.action == "charter.objective_saved":
        changed = (entry.content or {}).get("changed", {})
        yield from (int(value) for value in changed.get("acceptor", ()) if value.isdecimal())


def _reports(entry: JournalEntry) -> list[int]:
    if entry.action == "progress.returned":
        return [entry.object_id or 0]
    return list((entry.content or {}).get("reports", ()))[:_MOST_REPORTS]


def _activities(entry: JournalEntry) -> Iterator[int]:
    content = entry.content or {}
    if isinstance(content.get("activity"), int):
        yield content["activity"]
    for kind, key, before, after in _images(content):
        if kind == "activity":
            yield key
        for image in (before or {}, after or {}):
            yield from (image[end] for end in ("predecessor", "successor", "activity") if end in image)


def _calendars(entry: JournalEntry) -> Iterator[int]:
    for _kind, _key, before, after in _images(entry.content or {}):
        yield from (image["calendar"] for image in (before, after) if image and image.get("calendar"))


def _images(content: Content) -> Iterator[tuple[str, int, dict[str, Any] | None, dict[str, Any] | None]]:
    """The rows that a change of the plan was about: kind, id, facts before and after."""
    befores, afters = content.get("before"), content.get("after")
    if not isinstance(befores, Mapping) or not isinstance(afters, Mapping):
        return
    for row in {**befores, **afters}:
        kind, _colon, key = row.partition(":")
        yield kind, int(key), befores.get(row), afters.get(row)


# ---- Details ----------------------------------------------------------------------------------------


def _words(content: Content) -> str:
    """The words that an entry carries itself."""
    found = (content.get(name) for name in ("label", "reason", "text", "statement", "file"))
    return next((str(value) for value in found if value), "")


def _progress(content: Content, names: Names) -> str:
    if content.get("finished") is not None:
        return _("done")
    percent = content.get("percent")
    return "" if percent is None else _("%(percent)s %% done") % {"percent": percent}


def _role(content: Content, names: Names) -> str:
    role, person = role_name(str(content.get("role", ""))), names.people.get(content.get("person", 0), "")
    return f"{person}: {role}" if person else role


def _move(content: Content, names: Names) -> str:
    state, said = str(Project.State(content["state"]).label), _moved(content, names)
    return f"{state}: {said}" if said else state


def _moved(content: Content, names: Names) -> str:
    """Why, and when a hold is looked at again."""
    reason = str(content.get("reason", ""))
    if not content.get("review_on"):
        return reason
    return _("%(reason)s (review on %(date)s)") % {"reason": reason, "date": _day(content["review_on"])}


def _tolerance(content: Content, names: Names) -> str:
    dimension = str(Dimension(content["dimension"]).label)
    if "adverse" not in content:
        return dimension
    favourable = content.get("favourable")
    row = AgreedTolerance(
        content["dimension"],
        Decimal(content["adverse"]),
        Decimal(favourable) if favourable else None,
        content.get("target", ""),
        content.get("unit", ""),
    )
    return f"{dimension}: {tolerance_text(row)}"


def _assessed(content: Content, names: Names) -> str:
    values = {name: Colour(content[name]).label for name in ("colour", "computed")}
    return _("%(colour)s; computed: %(computed)s") % values


def _finish(content: Content, names: Names) -> str:
    return _("finish %(date)s") % {"date": date_text(content["finish"])} if content.get("finish") else ""


_DETAILS: dict[str, Callable[[Content, Names], str]] = {
    "plan.data_date_set": lambda content, names: "",  # its change says it all
    "project.opened": lambda content, names: f"{content['code']} {content['name']}",
    "project.moved": _moved,
    "project.move_requested": _move,
    "project.move_withdrawn": _move,
    "project.move_declined": _move,
    "role.appointed": _role,
    "role.requested": _role,
    "role.granted": _role,
    "role.refused": _role,
    "role.ended": _role,
    "charter.tolerance_proposed": _tolerance,
    "charter.tolerance_removed": _tolerance,
    "charter.confirmed": lambda content, names: _("Charter %(number)s") % {"number": content["number"]},
    "baseline.proposed": _finish,
    "baseline.approved": lambda content, names: f"B{content['number']}",
    "progress.reported": _progress,
    "status.assessed": _assessed,
}


# ---- Changes ----------------------------------------------------------------------------------------

_STATES: dict[str, tuple[str | Promise, dict[Any, Any]]] = {
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
    return _day(value) if name in _DAYS else str(codes.get(name, {}).get(value, value))


def _day(value: str) -> str:
    """A day as it is written here; what is none stands as it is, because no entry is ever mended."""
    try:
        return date_format(dt.date.fromisoformat(value))
    except ValueError:
        return value


def _plan_changes(content: Content, names: Names, wording: Wording) -> Iterator[Change]:
    for kind, key, before, after in _images(content):
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
