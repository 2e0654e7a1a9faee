"""The portfolio's rows for programs."""

import datetime as dt
from typing import Any

from ninja import Query, Schema

from headway.common.http.api import Router
from headway.common.http.lists import Counted, Part, listed
from headway.common.http.pages import ActorRequest
from headway.governance.strategy.rules import VIEW_PORTFOLIO
from headway.project.health.queries import Health, ToldUse, told_use, visible_health

from .queries import STATUSES, PortfolioFilters, counts, projects

router = Router(tags=["portfolio"])


class Milestone(Schema):
    """An unfinished milestone and the day for which it is forecast."""

    activity: int
    name: str
    date: dt.date


class ProjectRow(Schema):
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


class PortfolioPart(Counted[ProjectRow]):
    """A part of the projects, and how many there are at all by computed status."""

    by_status: dict[str, int]


@router.route("GET", "/portfolio/projects", VIEW_PORTFOLIO, response=PortfolioPart)
def portfolio_projects(
    request: ActorRequest, filters: Query[PortfolioFilters], part: Query[Part]
) -> dict[str, Any]:
    """Projects of the portfolios that the actor may see, filtered and sorted as on the page."""
    totals = counts(request.actor, filters)
    everything = visible_health(request.actor, VIEW_PORTFOLIO)
    shown, more = filters.sorting.part(projects(request.actor, filters), part, among=everything)
    by_status = {status: getattr(totals, status) for status in STATUSES}
    return listed([_row(row) for row in shown], more, total=totals.total, by_status=by_status)


def _row(row: Health) -> dict[str, Any]:
    project = row.project
    own = {
        name: getattr(row, name)
        for name in (
            "computed",
            "assessed",
            "deadline",
            "deadline_hard",
            "forecast_finish",
            "baseline_finish",
            "data_date",
            "phase",
        )
    }
    own["next_milestones"] = [one._asdict() for one in row.milestones_ahead]
    own |= {name: told_use(getattr(row, name)) for name in ("use", "u_time", "u_cost")}
    return own | {
        "id": project.pk,
        "code": project.code,
        "name": project.name,
        "portfolio": project.portfolio.code,
        "programme": project.programme.code if project.programme else None,
        "manager": project.manager.name,
        "sponsor": project.sponsor.name,
        "state": project.state,
        "size": project.size_class,
        "approach": project.approach,
    }
