"""The reconciliation of a file as rows that are kept with the project."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from headway.common.write_back import insert_rows
from headway.engine.plan_time import written
from headway.exchange.document_to_plan import repeated_links
from headway.exchange.models import OmittedFact, PlanImport, ReconciledActivity
from headway.formats.compare import Comparison
from headway.formats.explain import Reason
from headway.formats.plan import Kind, NotTakenOver, Omission, PlanDocument, StoredDates
from headway.formats.reconcile import Reconciliation

DATES = ("early_start", "early_finish", "late_start", "late_finish", "start", "finish", "total_float")
_ROW = (
    "project_id",
    "plan_import_id",
    "position",
    "uid",
    "number",
    "name",
    "group",
    "outcome",
    "reason",
    "stored",
    "computed",
)
_OMITTED = ("project_id", "plan_import_id", "line", "owner", "uid", "field", "value", "reason", "count")


def counts_of(reconciliation: Reconciliation) -> dict[str, Any]:
    """The figures of the report, as plain JSON."""
    document, tally = reconciliation.document, reconciliation.tally
    kinds = Counter(row.kind for row in document.activities)
    return {
        "activities": len(document.activities) - kinds[Kind.SUMMARY],
        "summaries": kinds[Kind.SUMMARY],
        "links": len(document.links),
        "resources": len(document.resources),
        "assignments": len(document.assignments),
        "calendars": len(document.calendars),
        "references": len(document.baseline_numbers),
        "compared": tally.compared,
        "exact": tally.exact,
        "equal": tally.equal,
        "start_finish": tally.start_finish,
        "unexplained": reconciliation.reason_counts[Reason.UNEXPLAINED],
        "reasons": {reason.value: number for reason, number in reconciliation.reason_counts.most_common()},
        "omitted": sum(entry.count for entry in omitted(document)),
    }


def save_report(plan_import: PlanImport, reconciliation: Reconciliation) -> None:
    """Write the rows of the report; part of the transaction of the import."""
    keys = plan_import.project_id, plan_import.pk
    insert_rows(
        ReconciledActivity,
        _ROW,
        [
            (
                *keys,
                position,
                *_compared(comparison),
                reconciliation.reasons.get(comparison.activity.uid, ""),
                _dates(comparison.stored),
                _dates(comparison.computed),
            )
            for position, comparison in enumerate(reconciliation.comparisons)
        ],
    )
    insert_rows(
        OmittedFact,
        _OMITTED,
        [
            (
                *keys,
                entry.line,
                entry.owner[:20],
                entry.uid,
                entry.field[:120],
                _kept_value(entry),
                entry.reason.value,
                entry.count,
            )
            for entry in omitted(reconciliation.document)
        ],
    )


def _kept_value(entry: NotTakenOver) -> str:
    """Everybody who sees the project reads the report: of money and of people it keeps the field alone."""
    said_of_people = entry.owner in {"resource", "assignment"} and entry.reason in {
        Omission.CUSTOM_FIELD,
        Omission.NO_PLACE,
    }
    return "" if said_of_people or entry.reason is Omission.COST else entry.value[:200]


# What a document knows and the plan has no field for, by what it belongs to.
WITHOUT_PLACE = {
    "project": ("author", "manager", "company", "currency", "multiple_critical_paths"),
    "task": ("hyperlink", "physical_percent_complete"),
    "resource": ("initials", "group", "code", "email", "material_unit", "generic", "notes"),
    "assignment": ("overtime_work", "leveling_delay"),
}


def omitted(document: PlanDocument) -> Iterable[NotTakenOver]:
    """What of the file is not in the plan: what the reader left out, and what the plan has no place for."""
    yield from document.not_taken_over
    status_date = document.project.status_date
    if status_date is not None:
        yield _of(document, "project.status_date", [document.project], written(status_date))
    rows: dict[str, Sequence[Any]] = {
        "project": [document.project],
        "task": document.activities,
        "resource": document.resources,
        "assignment": document.assignments,
    }
    for owner, attributes in WITHOUT_PLACE.items():
        for attribute in attributes:
            having = [row for row in rows[owner] if getattr(row, attribute)]
            if having:
                yield _of(document, f"{owner}.{attribute}", having, str(getattr(having[0], attribute)))
    codes = outline_codes(document)
    own = [row for row in document.activities if row.wbs and row.wbs != codes[row.uid]]
    if own:
        yield _of(document, "task.wbs", own, own[0].wbs)
    inactive = [row for row in document.resources if not row.active]
    if inactive:
        yield _of(document, "resource.active", inactive, "1")
    for link in repeated_links(document):
        entry = _of(document, "task.link", [link], str(link.predecessor))
        yield replace(entry, uid=link.successor)


def _of(document: PlanDocument, thing: str, rows: Sequence[Any], value: str) -> NotTakenOver:
    """One entry for all of these rows, with the first one's value, by the name that their file gives it."""
    first = rows[0]
    return NotTakenOver(
        line=getattr(first, "line", 0),
        owner=thing.partition(".")[0],
        uid=getattr(first, "uid", None),
        field=document.format.name_of(thing),
        value=value,
        reason=Omission.NO_PLACE,
        count=len(rows),
    )


def outline_codes(document: PlanDocument) -> dict[int, str]:
    """The WBS codes that activities have here, by their places in the outline, such as 1.2.1."""
    codes: dict[int | None, str] = {None: ""}
    below: Counter[int | None] = Counter()
    for row in document.activities:
        below[row.parent] += 1
        codes[row.uid] = f"{codes[row.parent]}.{below[row.parent]}".lstrip(".")
    return {uid: code for uid, code in codes.items() if uid is not None}


def _compared(comparison: Comparison) -> tuple[int, int, str, str, str]:
    activity = comparison.activity
    return activity.uid, activity.number, activity.name[:512], comparison.group.value, _outcome(comparison)


def _outcome(comparison: Comparison) -> str:
    if not comparison.compared:
        return ReconciledActivity.Outcome.NOT_COMPARED.value
    if comparison.exact:
        return ReconciledActivity.Outcome.EXACT.value
    return (
        ReconciledActivity.Outcome.EQUAL if comparison.equal else ReconciledActivity.Outcome.DIFFERENT
    ).value


def _dates(dates: StoredDates) -> list[int | None]:
    return [getattr(dates, name) for name in DATES]
