"""The rows of the portfolio for spreadsheets: what the page shows, each fact in a cell of its own."""

import datetime as dt
import math

from django.utils.translation import gettext as _

from headway.project.health.queries import ProjectStatus

SHOWN_MILESTONES = 2  # of the three that a row names; on the page, too
Cell = str | int


def headings() -> list[str]:
    """The heads of the columns."""
    return [
        _("Code"),
        _("Project"),
        _("Portfolio"),
        _("Programme"),
        _("State"),
        _("Phase"),
        _("Class"),
        _("Approach"),
        _("Manager"),
        _("Sponsor"),
        _("Computed status"),
        _("Assessed status"),
        _("Deadline"),
        _("Hard deadline"),
        _("Forecast finish"),
        _("Baseline finish"),
        _("Tolerance use, %"),
        _("Data date"),
        _("Next milestone"),
        _("Forecast of the next milestone"),
        _("Milestone after that"),
        _("Forecast of the milestone after that"),
    ]


def cells(row: ProjectStatus) -> list[Cell]:
    """One project as a line of a table: dates in ISO form; what is unknown stays empty."""
    ahead = row.next_milestones[:SHOWN_MILESTONES]
    milestones = [fact for one in ahead for fact in (one.name, one.date.isoformat())]
    return [
        row.code,
        row.name,
        row.portfolio_name,
        row.programme_name,
        row.state_text,
        row.phase,
        row.size,
        row.approach_text,
        row.manager,
        row.sponsor,
        row.computed_text,
        row.assessed_text,
        _day(row.deadline),
        (_("yes") if row.deadline_hard else _("no")) if row.deadline else "",
        _day(row.forecast_finish),
        _day(row.baseline_finish),
        _percent(row.use),
        _day(row.data_date),
        *milestones,
        *[""] * (2 * SHOWN_MILESTONES - len(milestones)),
    ]


def _day(day: dt.date | None) -> str:
    return day.isoformat() if day else ""


def _percent(use: float | None) -> Cell:
    """Whole percents of the tolerance; where there is none left, no number says how much is used."""
    if use is None:
        return ""
    return _("no tolerance left") if math.isinf(use) else round(use * 100)
