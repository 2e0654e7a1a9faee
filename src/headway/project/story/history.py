"""The journal of one project: who did what, in which role, when, and what was before and after."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import lazy
from ninja import Field

from headway.common.access import Actor
from headway.common.http.lists import Filters, OneOf, Sorting
from headway.common.journal.models import JournalEntry
from headway.common.journal.permissions import VIEW_JOURNAL
from headway.organisation.models import Person
from headway.organisation.roles import role_name
from headway.project.lifecycle.models import Project
from headway.project.schedule.queries import units_of
from headway.project.schedule.text.dates import FIRST_DAY, LAST_DAY
from headway.project.schedule.text.values import Wording

from .acts import actions_of, kinds, route_of, sentence
from .telling.changes import MOST_CHANGES, Change, changes
from .telling.details import detail
from .telling.names import ITSELF, Names

Day = Annotated[dt.date, Field(ge=FIRST_DAY, le=LAST_DAY)]  # that plans can have
NEWEST_FIRST = Sorting("seq", descending=True)


class HistoryFilters(Filters):
    """Of a journal: somebody's acts (a person's id, or ``system``), a kind, a period of local days."""

    person: Annotated[str, Field(pattern=rf"^([0-9]{{1,18}}|{ITSELF})?$")] = ""
    kind: Annotated[str, OneOf(lazy(lambda: list(dict(kinds())), list)())] = ""
    since: Day | None = None
    until: Day | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the journal as people read it; ``more`` changes are not listed."""

    at: dt.datetime
    who: str
    capacity: str
    action: str
    text: str
    detail: str
    url: str
    changes: list[Change]
    more: int


def entries_of(project: Project, actor: Actor, wanted: HistoryFilters) -> QuerySet[JournalEntry]:
    """Entries of a project's journal that the actor may read, newest first.

    Who may not read the whole journal reads the own acts in it.
    """
    rows = _readable(project, actor)
    if wanted.person == ITSELF:
        rows = rows.filter(actor=ITSELF)
    elif wanted.person:
        rows = rows.filter(actor=f"person:{wanted.person}")
    if wanted.kind:
        rows = rows.filter(action__in=actions_of(wanted.kind))
    if wanted.since:
        rows = rows.filter(at__gte=_midnight(wanted.since))
    if wanted.until:
        rows = rows.filter(at__lt=_midnight(wanted.until + dt.timedelta(days=1)))
    return NEWEST_FIRST.sorted(rows)


def people_in(project: Project, actor: Actor) -> list[tuple[str, str]]:
    """Who did something in a project: id and name, by name."""
    references = set(_readable(project, actor).order_by().values_list("actor", flat=True).distinct())
    ids = {int(one.removeprefix("person:")) for one in references if one.startswith("person:")}
    rows = Person.objects.filter(pk__in=ids).order_by("name", "pk").values_list("pk", "name")
    people = [(str(key), name) for key, name in rows]
    return [*people, (ITSELF, "Headway")] if ITSELF in references else people


def told(project: Project, rows: Iterable[JournalEntry], actor: Actor) -> list[Entry]:
    """Entries in words."""
    rows = list(rows)
    names = Names.of(rows, actor)
    wording = Wording(units_of(project), names.calendars)
    return [_entry(row, names, wording) for row in rows]


def _entry(row: JournalEntry, names: Names, wording: Wording) -> Entry:
    changed = changes(row, names, wording)
    return Entry(
        at=row.at,
        who=names.who(row),
        capacity=role_name(row.hat) if row.hat else "",
        action=row.action,
        text=sentence(row.action),
        detail=detail(row, names),
        url=reverse(route_of(row.action), args=[row.scope_id]),
        changes=changed[:MOST_CHANGES],
        more=max(0, len(changed) - MOST_CHANGES),
    )


def _readable(project: Project, actor: Actor) -> QuerySet[JournalEntry]:
    rows = JournalEntry.objects.within(project).filter(visibility="project")
    return rows if actor.may(VIEW_JOURNAL, project.pk) else rows.filter(actor=actor.reference)


def _midnight(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time.min))
