"""The steps of a plan: keeping them, and finding out who changed what since."""

import hashlib
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from headway.common.refusal import Stale
from headway.project.lifecycle.models import Project
from headway.project.schedule.commands.apply import StaleRow
from headway.project.schedule.fields import FIELDS, NAMES
from headway.project.schedule.models import PlanStep
from headway.project.schedule.plan.draft import REFERS, SET, TABLES, Draft, Images, split_key
from headway.project.schedule.results.outcome import Outcome

from .reference_sets import without_dates

STEPS_KEPT = 200  # of a plan: fifty steps, their undoing and their redoing, and as many again
_MOST_JOURNALED = 40


def keep_step(project: Project, step: PlanStep) -> None:
    """Store a step; one that undoes another marks it, one that undoes an undoing brings the first back."""
    step.save()
    undone = step.undoes
    steps = PlanStep.objects.within(project)
    if undone is not None:
        if steps.filter(pk=undone.pk, undone=False).update(undone=True) != 1:
            raise Stale(_("This was undone already."))
        if undone.undoes_id is not None:
            steps.filter(pk=undone.undoes_id).update(undone=False, applied=step.revision)
    _forget(steps, older_than=step.revision - STEPS_KEPT + 1)


def _forget(steps: QuerySet[PlanStep], *, older_than: int) -> None:
    """Drop old steps, except what a kept one undoes, and what it undoes in turn: no undo may lose its end."""
    kept = steps.filter(revision__gte=older_than, undoes__isnull=False)
    needed = [pk for pair in kept.values_list("undoes", "undoes__undoes") for pk in pair if pk]
    old = steps.filter(revision__lt=older_than).exclude(pk__in=needed)
    old.defer("before", "after").delete()


def request_of(revision: int | None, asked: object) -> str:
    """What a page that shows a revision asked for; "" where no page did, and nothing is ever a repetition."""
    return "" if revision is None else hashlib.sha256(repr((revision, asked)).encode()).hexdigest()


def changed_by_others(project: Project, since: int, until: int, person_id: int | None) -> frozenset[str]:
    """The rows, as images name them, that somebody else changed after a revision and up to another.

    Raises ``Stale`` where the steps since then are not all kept any more.
    """
    steps = PlanStep.objects.within(project).filter(revision__gt=since, revision__lte=until)
    if steps.count() != until - since:
        raise Stale(_("The plan has changed very often since you opened it. Reload the page and try again."))
    others = steps.exclude(person_id=person_id or 0).only("before", "after")
    return frozenset(
        _owner(key, step.after if step.after[key] else step.before) for step in others for key in step.after
    )


def journal_content(step: PlanStep, outcome: Outcome) -> dict[str, Any]:
    """What the journal says of a step: the cause, its extent, and the facts unless they are too many."""
    content: dict[str, Any] = {
        "label": step.label,
        "revision": step.revision,
        "rows": len(outcome.changes),
        "moved": len(outcome.moved),
        "finish": outcome.finish,
    }
    if len(outcome.changes) <= _MOST_JOURNALED:
        content |= {"before": without_dates(step.before), "after": without_dates(step.after)}
    return content


def refuse_conflicts(project: Project, draft: Draft, step: PlanStep) -> None:
    """Refuse to go back behind what somebody else did since to the same rows; says who, what and when."""
    removes = {key for key, image in step.before.items() if image is None}
    needs = {key for entry, image in step.before.items() for key in _refers_to(entry, image)}
    later = PlanStep.objects.within(project).filter(applied__gt=step.applied, undone=False, undoes=None)
    for other in later.exclude(person=step.person).select_related("person").order_by("-applied"):
        for key, image in other.after.items():
            same_row = key in step.after and set(image or {"row"}) != {"place"}
            if same_row or (image is None and key in needs) or removes & _refers_to(key, image):
                raise _conflict(draft, other, key)
    for key, image in step.after.items():
        if split_key(key)[0] not in {"reference", SET} and not _is_as(draft, key, image):
            raise Stale(
                _("The plan was changed since in the same place. It cannot be undone any more."),
                row=split_key(key)[1],
            )


def _refers_to(key: str, image: dict[str, Any] | None) -> set[str]:
    """The rows that a row, as an image has it, cannot be without."""
    kind, _id = split_key(key)
    image = image or {}
    found = {f"{target}:{image[name]}" for name, target in REFERS.get(kind, {}).items() if image.get(name)}
    if image.get("place"):
        found.add(f"activity:{image['place'][0]}")
    return found


def _owner(key: str, images: Images) -> str:
    """The row that a person would say was changed: of a link its successor, of an assignment its activity."""
    kind, _id = split_key(key)
    image = images[key] or {}
    if kind == "link" and "successor" in image:
        return f"activity:{image['successor']}"
    if kind == "assignment" and "activity" in image:
        return f"activity:{image['activity']}"
    return key


def _is_as(draft: Draft, key: str, image: dict[str, Any] | None) -> bool:
    """Whether a row still has the facts that a step gave it; its place among others may have shifted."""
    kind, identity = split_key(key)
    row = draft.facts.terms if kind == "plan" else draft.table(kind).get(identity)
    if image is None or row is None:
        return image is None and row is None
    facts = row._asdict()
    return all(facts[name] == value for name, value in image.items() if name != "place")


def _conflict(draft: Draft, other: PlanStep, key: str) -> Stale:
    owner = _owner(key, other.after if other.after[key] else other.before)
    row = draft.facts.activities.get(split_key(owner)[1]) if owner.startswith("activity:") else None
    who = other.person.name if other.person else _("Somebody")
    return Stale(
        _("%(who)s has changed “%(name)s” since (%(what)s). Going back would lose that.")
        % {"who": who, "name": row.name if row else _("the same row"), "what": other.label},
        row=row.id if row else None,
        changed_by=who,
        changed=_fields(other.after.get(key)),
        at=other.at.isoformat(),
    )


def _fields(image: dict[str, Any] | None) -> list[str]:
    """What people call the facts of an image; those that nobody types have their own name."""
    names = dict.fromkeys(NAMES.get(name, name) for name in image or {})
    return [str(FIELDS[name].called or name) if name in FIELDS else name for name in names]


def who_changed(project: Project, stale: StaleRow, draft: Draft) -> Stale:
    """The refusal of a stale row, with the last person who changed it and what."""
    key, (kind, identity) = stale.key, split_key(stale.key)
    row = draft.table(kind).get(identity) if kind in TABLES else None
    steps = PlanStep.objects.within(project).select_related("person").order_by("-revision")
    step = next(
        (step for step in steps[:20] if any(_touches(step, entry, key) for entry in step.after)), None
    )
    who = step.person.name if step and step.person else _("Somebody")
    changed = _fields((step.after.get(key) or {}) if step else None)
    name, what = getattr(row, "name", _("the plan")), step.label if step else ", ".join(changed)
    detail = _("%(who)s has changed “%(name)s” since you opened it (%(what)s). Look at it and try again.")
    return Stale(
        detail % {"who": who, "name": name, "what": what},
        **{**stale.extra, "changed_by": who, "changed": changed, "at": step.at.isoformat() if step else None},
    )


def _touches(step: PlanStep, entry: str, key: str) -> bool:
    images = step.after if step.after[entry] else step.before
    return _owner(entry, images) == key
