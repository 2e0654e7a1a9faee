"""What happened last in projects, for readers of their journal; what belongs together is told once."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from headway.common.access import Actor
from headway.common.journal.models import JournalEntry
from headway.organisation.roles import role_name
from headway.project.lifecycle.models import Project

from .acts import acts, route_of, sentence
from .telling.details import several, subjects
from .telling.names import Names
from .telling.summaries import net_change, summary

_READ = 200  # entries that are looked through
_COMPUTED = "health.changed"  # steps that nobody took: what they come to in a day is told, not each of them
_BY_MANY = frozenset({"progress.reported"})  # what several people do is told once a day, too


@dataclass(frozen=True, slots=True)
class Happening:
    """One entry, or several of one day about the same, as a timeline shows it."""

    at: dt.datetime
    who: str
    capacity: str
    text: str
    detail: str
    url: str


def happenings(projects: Iterable[Project], actor: Actor, *, most: int, but: str = "") -> list[Happening]:
    """What happened last in projects whose journal the actor may see; ``but`` leaves somebody's acts out."""
    by_scope = {project.pk: project for project in projects}
    rows = JournalEntry.objects.visible_to(actor).filter(scope_id__in=by_scope)
    rows = rows.filter(action__in=acts(), visibility="project")
    if but:
        rows = rows.exclude(actor=but)
    groups = _together(rows.order_by("-at", "-pk")[:_READ])
    groups = [group for group in groups if not _came_to_nothing(group)][:most]
    names = Names.of((entry for group in groups for entry in group), actor)
    return [_told(group, by_scope, names) for group in groups]


def _together(entries: Iterable[JournalEntry]) -> list[list[JournalEntry]]:
    """Entries of a project about the same on the same day, by the same person or, of some acts, by many."""
    groups: dict[tuple[object, ...], list[JournalEntry]] = {}
    for entry in entries:
        actor = "" if entry.action in _BY_MANY else entry.actor
        key = (entry.scope_id, entry.action, timezone.localdate(entry.at), actor)
        groups.setdefault(key, []).append(entry)
    return list(groups.values())


def _came_to_nothing(group: list[JournalEntry]) -> bool:
    """Whether a computed status is at the end of the group, newest first, what it was at the beginning."""
    newest, oldest = group[0].content or {}, group[-1].content or {}
    return group[0].action == _COMPUTED and "after" in newest and newest["after"] == oldest.get("before")


def _told(group: list[JournalEntry], projects: dict[int, Project], names: Names) -> Happening:
    """The group in words, with the project's code where there are several projects."""
    first = group[0]
    text = sentence(first.action)
    people = list(dict.fromkeys(entry.actor for entry in group))
    return Happening(
        at=first.at,
        who=_who(first, len(people) - 1, names),
        capacity=role_name(first.hat) if first.hat and len(people) == 1 else "",
        text=f"{projects[first.scope_id].code}: {text}" if len(projects) > 1 else text,
        detail=_detail(group, names),
        url=reverse(route_of(first.action), args=[first.scope_id]),
    )


def _who(entry: JournalEntry, others: int, names: Names) -> str:
    name = names.who(entry)
    if not others:
        return name
    words = ngettext("%(person)s and %(count)s other", "%(person)s and %(count)s others", others)
    return words % {"person": name, "count": others}


def _detail(group: list[JournalEntry], names: Names) -> str:
    if len(group) == 1:
        return summary(group[0], names)
    if group[0].action == _COMPUTED:
        return net_change(group[0], group[-1])
    things = [thing for entry in group for thing in subjects(entry, names)]
    told = things or [text for entry in group if (text := summary(entry, names))]
    return several(list(dict.fromkeys(told)))
