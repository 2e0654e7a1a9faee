"""Writing a changed plan: rows that people changed, computed columns of those that moved, and nothing
else.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from headway.common.access import ScopedModel
from headway.common.refusal import Refusal
from headway.common.write_back import insert_rows, reserve_ids, update_rows
from headway.project.lifecycle.models import Project
from headway.project.schedule.models import Activity, Assignment, Link, Plan, PlanCalendar, Resource
from headway.project.schedule.plan.draft import TABLES, Draft, Images, RowChange
from headway.project.schedule.queries import ACTIVITY_COLUMNS, COMPUTED_COLUMNS, TERM_COLUMNS, columns_of
from headway.project.schedule.results.outcome import Outcome, advance, new_rows

from .reference_sets import dates_that_go, save_sets

MODELS: dict[str, type[ScopedModel]] = {
    "calendar": PlanCalendar,
    "activity": Activity,
    "resource": Resource,
    "link": Link,
    "assignment": Assignment,
}


def real_ids(draft: Draft) -> dict[int, int]:
    """Ids reserved for the new rows of a draft. Runs in the transaction that writes them."""
    return {
        new: key
        for kind, rows in new_rows(draft).items()
        for new, key in zip(rows, reserve_ids(MODELS[kind], len(rows)), strict=True)
    }


def save_plan(project: Project, outcome: Outcome, revision: int) -> Images:
    """Write everything that differs. Runs in the transaction that claimed ``revision``.

    Answers images of reference dates that went with removed activities, for the step to keep.
    """
    changes = outcome.changes
    kept = dates_that_go(project, outcome.removed, changes)
    for kind in ("link", "assignment"):
        _delete(project, kind, changes)
    _write_rows(project, "calendar", outcome)
    _write_activities(project, outcome, revision)
    for kind in ("resource", "link", "assignment"):
        _write_rows(project, kind, outcome)
    # The plan's own calendar may be another one from now on: the old one is free to go only then.
    terms = dict(zip(TERM_COLUMNS, outcome.draft.facts.terms, strict=True))
    Plan.objects.within(project).update(**terms, finish=outcome.finish)
    for kind in ("activity", "resource", "calendar"):
        _delete(project, kind, changes)
    save_sets(project, changes)
    return kept


def _write_rows(project: Project, kind: str, outcome: Outcome) -> None:
    table, columns = outcome.draft.table(kind), columns_of(TABLES[kind][1])
    new: list[tuple[Any, ...]] = []
    changed: list[tuple[Any, ...]] = []
    for change in outcome.changes:
        if change.kind == kind and change.after is not None:
            row = table[change.id]
            if change.before is None:
                new.append((*row, project.pk))
            else:
                changed.append((*row[1:], change.id))
    insert_rows(MODELS[kind], [*columns, "project_id"], new)
    update_rows(MODELS[kind], columns[1:], changed)


def _write_activities(project: Project, outcome: Outcome, revision: int) -> None:
    """Rows without other facts get their computed columns only."""
    plan, activities = outcome.draft.plan, outcome.draft.facts.activities
    new, changed, moved = advance(outcome, revision)
    computed = {key: (*outcome.computed[key], revision) for key in outcome.differing & activities.keys()}
    computed_columns = [*COMPUTED_COLUMNS, "changed_in"]
    insert_rows(
        Activity,
        [*ACTIVITY_COLUMNS, *computed_columns, "version", "project_id"],
        [(*activities[key], *computed[key], plan.versions[key], project.pk) for key in new],
    )
    update_rows(
        Activity,
        [*ACTIVITY_COLUMNS[1:], *computed_columns, "version"],
        [(*activities[key][1:], *computed[key], plan.versions[key], key) for key in changed],
    )
    update_rows(Activity, computed_columns, [(*computed[key], key) for key in moved])


def _delete(project: Project, kind: str, changes: Iterable[RowChange]) -> None:
    gone = [change.id for change in changes if change.kind == kind and change.after is None]
    if not gone:
        return
    try:
        for at in range(0, len(gone), 500):
            MODELS[kind].objects.within(project).filter(pk__in=gone[at : at + 500]).delete()
    except ProtectedError as error:
        raise Refusal(
            _("Something else still refers to what would be removed. Make the activities inactive instead.")
        ) from error
