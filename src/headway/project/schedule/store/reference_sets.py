"""Sets of reference dates that came with a file: read, replaced and brought back. Part of no computation.

A set that a file replaces is one row of the step that does it, ``reference_set:3`` with all its dates, so
that undo brings it back. Dates that merely went with a removed activity are kept one by one,
``reference:41``.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from headway.common.write_back import insert_rows, reserve_ids
from headway.project.lifecycle.models import Project
from headway.project.schedule.models import ReferenceDates, ReferenceSet
from headway.project.schedule.plan.draft import SET, Images, RowChange, split_key
from headway.project.schedule.plan.facts import ReferenceFacts, ReferenceRow

_DATES = ("activity_id", "start", "finish", "duration", "work", "cost")


def stored_sets(project: Project, *, of: Images | None = None) -> dict[int, ReferenceFacts]:
    """The sets that are stored, by number; where images are given, none unless there is one of a set."""
    if of is not None and not any(split_key(name)[0] == SET for name in of):
        return {}
    rows: dict[int, list[ReferenceRow]] = defaultdict(list)
    found = ReferenceDates.objects.within(project).order_by("activity_id")
    for reference, *values in found.values_list("reference_id", *_DATES):
        rows[reference].append(ReferenceRow._make((*values[:-1], _cost(values[-1]))))
    sets = ReferenceSet.objects.within(project).order_by("number")
    return {
        number: ReferenceFacts(number, name, tuple(rows[key]))
        for key, number, name in sets.values_list("pk", "number", "name")
    }


def save_sets(project: Project, changes: Iterable[RowChange]) -> None:
    """Write the sets that changed. Runs when the activities are written; a set that goes on keeps its id."""
    for change in changes:
        if change.kind != SET:
            continue
        sets = ReferenceSet.objects.within(project).filter(number=change.id)
        if change.after is None:
            sets.delete()
            continue
        name = change.after["name"]
        sets.update(name=name)
        made = sets.first() or ReferenceSet.objects.create(project=project, number=change.id, name=name)
        ReferenceDates.objects.within(project).filter(reference=made).delete()
        _insert((*row, made.pk, project.pk) for row in change.after["rows"])


def dates_that_go(project: Project, removed: Iterable[int], changes: Iterable[RowChange]) -> Images:
    """Images of the dates that go with removed activities, except of sets that change as a whole."""
    gone, replaced = list(removed), [change.id for change in changes if change.kind == SET]
    images: Images = {}
    for at in range(0, len(gone), 500):
        rows = ReferenceDates.objects.within(project).filter(activity_id__in=gone[at : at + 500])
        rows = rows.exclude(reference__number__in=replaced)
        for key, reference, *values in rows.values_list("pk", "reference_id", *_DATES):
            image = dict(zip(_DATES, values, strict=True))
            images[f"reference:{key}"] = {**image, "reference_id": reference, "cost": _cost(image["cost"])}
    return images


def restore_dates(project: Project, images: Images) -> None:
    """Write dates back that went with activities which are there again."""
    sets = set(ReferenceSet.objects.within(project).values_list("pk", flat=True))
    _insert(
        (*(image[name] for name in _DATES), image["reference_id"], project.pk)
        for name, image in images.items()
        if split_key(name)[0] == "reference" and image and image["reference_id"] in sets
    )


def without_dates(images: Mapping[str, Any]) -> dict[str, Any]:
    """Images for the journal: of a set its name and how many activities it knows, not all its dates."""
    return {
        name: {"name": image["name"], "activities": len(image["rows"])}
        if image and split_key(name)[0] == SET
        else image
        for name, image in images.items()
    }


def _insert(rows: Iterable[tuple[Any, ...]]) -> None:
    new = list(rows)
    ids = reserve_ids(ReferenceDates, len(new))
    insert_rows(
        ReferenceDates,
        ["id", *_DATES, "reference_id", "project_id"],
        [(key, *row) for key, row in zip(ids, new, strict=True)],
    )


def _cost(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:.2f}"
