"""What entries of the journal refer to by id, and what that is called."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from headway.common.access import Actor
from headway.common.journal.models import JournalEntry
from headway.common.journal.sentences import Content
from headway.organisation.models import Person
from headway.project.schedule.models import Activity, PlanCalendar
from headway.project.story.acts import fields_of
from headway.project.team.models import ProgressReport

ITSELF = "system"  # what Headway does by itself
_MOST_REPORTS = 50  # of one acceptance that are looked up


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
            .filter(pk__in={key for entry in entries for key in reports_in(entry)})
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


def _id_of(reference: str) -> int:
    return int(reference.removeprefix("person:")) if reference.startswith("person:") else 0


def _people(entry: JournalEntry) -> Iterator[int]:
    yield from (_id_of(entry.actor), _id_of(entry.on_behalf_of), person_in(entry))
    if fields := fields_of(entry.action):
        changed = (entry.content or {}).get("changed", {})
        said = (value for name in fields.people for value in changed.get(name, ()))
        yield from (int(value) for value in said if value.isdecimal())


def person_in(entry: JournalEntry) -> int:
    """Id of the person whose role an entry is about; 0 where it is about none."""
    person = (entry.content or {}).get("person") if entry.object_kind == "rolegrant" else None
    return person if isinstance(person, int) else 0


def reports_in(entry: JournalEntry) -> list[int]:
    """The reports of progress that an entry is about."""
    if entry.action == "progress.returned":
        return [entry.object_id or 0]
    return list((entry.content or {}).get("reports", ()))[:_MOST_REPORTS]


def _activities(entry: JournalEntry) -> Iterator[int]:
    content = entry.content or {}
    if isinstance(content.get("activity"), int):
        yield content["activity"]
    for kind, key, before, after in images_in(content):
        if kind == "activity":
            yield key
        for image in (before or {}, after or {}):
            yield from (image[end] for end in ("predecessor", "successor", "activity") if end in image)


def _calendars(entry: JournalEntry) -> Iterator[int]:
    for _kind, _key, before, after in images_in(entry.content or {}):
        yield from (image["calendar"] for image in (before, after) if image and image.get("calendar"))


def images_in(content: Content) -> Iterator[tuple[str, int, dict[str, Any] | None, dict[str, Any] | None]]:
    """The rows that a change of the plan was about: kind, id, facts before and after."""
    befores, afters = content.get("before"), content.get("after")
    if not isinstance(befores, Mapping) or not isinstance(afters, Mapping):
        return
    for row in {**befores, **afters}:
        kind, _colon, key = row.partition(":")
        yield kind, int(key), befores.get(row), afters.get(row)
