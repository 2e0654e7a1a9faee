"""What happened in projects, in words: entries of the journal for people who may read it."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from headway.common.journal.models import JournalEntry
from headway.organisation.models import Person
from headway.organisation.roles import role_name
from headway.project.charter.models import Project
from headway.project.health.models import Colour

SENTENCES: dict[str, str | Promise] = {
    "project.opened": _("Project opened"),
    "project.moved": _("Project state changed"),
    "role.appointed": _("Role given"),
    "charter.written": _("Charter written"),
    "charter.objective_saved": _("Objective written"),
    "charter.constraint_saved": _("Constraint written"),
    "charter.tolerance_proposed": _("Tolerance proposed"),
    "charter.submitted": _("Charter submitted to the sponsor"),
    "charter.confirmed": _("Charter confirmed"),
    "charter.returned": _("Charter returned"),
    "plan.created": _("Plan begun"),
    "plan.imported": _("Plan imported"),
    "plan.changed": _("Plan changed"),
    "plan.replaced": _("Plan replaced by a newer file"),
    "plan.undone": _("Plan change undone"),
    "plan.redone": _("Plan change done again"),
    "plan.progress_recorded": _("Progress taken into the plan"),
    "plan.data_date_set": _("Data date set"),
    "baseline.proposed": _("Baseline proposed"),
    "baseline.withdrawn": _("Baseline proposal withdrawn"),
    "baseline.approved": _("Baseline approved"),
    "baseline.returned": _("Baseline returned"),
    "progress.reported": _("Progress reported"),
    "progress.accepted": _("Progress accepted"),
    "progress.returned": _("Progress report returned"),
    "status.assessed": _("Status assessed"),
    "health.changed": _("Computed status changed"),
    "comment.written": _("Comment written"),
    "action.done": _("Action done"),
}

_CHANGES = {"health.changed": dict(Colour.choices), "project.moved": dict(Project.State.choices)}


@dataclass(frozen=True, slots=True)
class Happening:
    """One entry as a timeline shows it."""

    at: dt.datetime
    who: str
    capacity: str
    text: str
    detail: str


def happenings(projects: Iterable[Project], *, most: int, but: str = "") -> list[Happening]:
    """What happened last in projects whose journal the reader may see; ``but`` leaves an actor's acts out."""
    by_scope = {project.pk: project for project in projects}
    rows = JournalEntry.objects.filter(scope_id__in=by_scope, action__in=SENTENCES)
    if but:
        rows = rows.exclude(actor=but)
    entries = list(rows.order_by("-at", "-pk")[:most])
    names = _names(entries)
    return [
        Happening(
            at=entry.at,
            who=names.get(entry.actor, "Headway"),
            capacity=role_name(entry.hat) if entry.hat else "",
            text=_told(entry, by_scope),
            detail=_detail(entry),
        )
        for entry in entries
    ]


def _told(entry: JournalEntry, projects: dict[int, Project]) -> str:
    """The entry in words, with the project's code where there are several projects."""
    text = str(SENTENCES[entry.action])
    return f"{projects[entry.scope_id].code}: {text}" if len(projects) > 1 else text


def _names(entries: list[JournalEntry]) -> dict[str, str]:
    ids = {int(entry.actor.removeprefix("person:")) for entry in entries if entry.actor.startswith("person:")}
    return {
        f"person:{key}": name for key, name in Person.objects.filter(pk__in=ids).values_list("pk", "name")
    }


def _detail(entry: JournalEntry) -> str:
    """The words that the entry itself carries, where it does."""
    content = entry.content or {}
    labels = _CHANGES.get(entry.action)
    if labels is not None:
        return " → ".join(str(labels.get(str(content.get(name)), "–")) for name in ("before", "after"))
    for name in ("label", "reason", "text"):
        if isinstance(content.get(name), str):
            return str(content[name])
    return ""
