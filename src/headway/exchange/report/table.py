"""The rows of the reconciliation for pages, API and spreadsheets."""

from typing import Any

from headway.engine.plan_time import wall_clock
from headway.exchange.models import ReconciledActivity

from .rows import DATES

HEADINGS = (
    "number",
    "name",
    "group",
    "outcome",
    "reason",
    *(f"{source}_{name}" for name in DATES for source in ("stored", "computed")),
)


def cells(row: ReconciledActivity) -> list[Any]:
    """One activity as a line of a table: dates in ISO form, floats in hours."""
    values: list[Any] = [row.number, row.name, row.group, row.outcome, row.reason]
    for name, stored, computed in zip(DATES, row.stored, row.computed, strict=True):
        write = _hours if name == "total_float" else _moment
        values += [write(stored), write(computed)]
    return values


def spoken(row: ReconciledActivity) -> dict[str, Any]:
    """One activity for the API: plan times and seconds."""
    return {
        "number": row.number,
        "uid": row.uid,
        "name": row.name,
        "group": row.group,
        "outcome": row.outcome,
        "reason": row.reason,
        "stored": dict(zip(DATES, row.stored, strict=True)),
        "computed": dict(zip(DATES, row.computed, strict=True)),
    }


def _moment(value: int | None) -> str:
    return "" if value is None else wall_clock(value).isoformat(timespec="minutes")


def _hours(value: int | None) -> float | str:
    return "" if value is None else round(value / 3600, 2)
