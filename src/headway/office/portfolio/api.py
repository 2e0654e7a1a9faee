"""The portfolio's rows for programs."""

import datetime as dt
from typing import Any

from ninja import Query, Schema

from headway.common.http.api import Router
from headway.common.http.lists import Counted, Part, listed
from headway.common.http.pages import ActorRequest
from headway.governance.strategy.permissions import VIEW_PORTFOLIO
from headway.project.health.queries import (
    STATUSES,
    PortfolioFilters,
    ToldUse,
    portfolio_counts,
    portfolio_projects,
)

router = Router(tags=["portfolio"])


class Milestone(Schema):
    """An unfinished milestone and the day for which it is forecast."""

    activity: int
    name: str
    date: dt.date


class PortfolioRow(Schema):
    """One project's roll-up row."""

    id: int
    code: str
    name: str
    portfolio: str
    programme: str | None
    manager: str
    sponsor: str
    state: str
    phase: str
    size: str
    approach: str
    computed: str
    assessed: str
    deadline: dt.date | None
    deadline_hard: bool
    forecast_finish: dt.date | None
    baseline_finish: dt.date | None
    use: ToldUse  # shares of the tolerance; null is unknown
    u_time: ToldUse
    u_cost: ToldUse
    next_milestones: list[Milestone]  # at most three, the earliest first
    data_date: dt.date | None


class PortfolioPart(Counted[PortfolioRow]):
    """A part of the projects, and how many there are at all by computed status."""

    by_status: dict[str, int]


@router.route("GET", "/portfolio/projects", VIEW_PORTFOLIO, response=PortfolioPart)
def list_projects(
    request: ActorRequest, filters: Query[PortfolioFilters], part: Query[Part]
) -> dict[str, Any]:
    """Projects of the portfolios that the actor may see, filtered and sorted as on the page."""
    totals = portfolio_counts(request.actor, filters)
    shown, more = portfolio_projects(request.actor, filters).part(part)
    by_status = {status: getattr(totals, status) for status in STATUSES}
    return listed(shown, more, total=totals.total, by_status=by_status)
