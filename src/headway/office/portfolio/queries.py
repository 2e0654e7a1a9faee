"""What the portfolio page asks: filtered, sorted and counted by the database."""

from dataclasses import dataclass
from typing import ClassVar

from django.db.models import Count, F, Q, QuerySet

from headway.common.access import Actor
from headway.common.http.lists import Filters, Words
from headway.governance.strategy.models import Portfolio, Programme
from headway.governance.strategy.rules import VIEW_PORTFOLIO
from headway.project.health.queries import Health, visible_health
from headway.project.lifecycle.queries import ARCHIVE

STATUSES = ("red", "amber", "grey", "green", "none")
NOT_GREEN = "not_green"  # as a filter of the computed status: red, amber and unknown

EQUALITIES = {
    "portfolio": "project__portfolio__code",
    "programme": "project__programme__code",
    "state": "project__state",
    "size": "project__size_class",
    "approach": "project__approach",
    "computed": "computed",
    "assessed": "assessed",
}


class PortfolioFilters(Filters):
    """Of the portfolio: ``late`` is a forecast after the deadline, ``diverging`` two statuses."""

    q: Words = ""
    portfolio: Words = ""
    programme: Words = ""
    state: Words = ""
    size: Words = ""
    approach: Words = ""
    computed: Words = ""
    assessed: Words = ""
    late: bool = False
    diverging: bool = False
    sort: Words = ""

    SORTS: ClassVar = {
        "code": "project__code",
        "name": "project__name",
        "state": "project__state",
        "class": "project__size_class",
        "deadline": "deadline",
        "forecast": "forecast_finish",
        "use": "use",
        "milestone": "next_milestone_date",
        "data_date": "data_date",
        "computed": "computed",
        "assessed": "assessed",
    }
    DEFAULT_SORT: ClassVar = "-use"
    TIE: ClassVar = "project__code"


@dataclass(frozen=True, slots=True)
class StatusCounts:
    """How many of the filtered projects have which computed status. Grey is not green.

    What has not begun has none: it is counted as a project and as nothing else.
    """

    red: int
    amber: int
    grey: int
    green: int
    none: int
    late: int
    diverging: int

    @property
    def total(self) -> int:
        """All of them."""
        return self.not_green + self.green + self.none

    @property
    def not_green(self) -> int:
        """Red, amber and unknown together."""
        return self.red + self.amber + self.grey


LATE = Q(forecast_finish__gt=F("deadline"))
# As the ring of the dot says it: what cannot be computed is no other judgement.
DIVERGING = ~Q(assessed="") & ~Q(computed__in=["grey", "none"]) & ~Q(assessed=F("computed"))


def projects(actor: Actor, filters: PortfolioFilters) -> QuerySet[Health]:
    """Roll-up rows of the projects that the actor may see in a portfolio, filtered and sorted."""
    rows = _filtered(actor, filters).select_related(
        "project__portfolio", "project__programme", "project__manager", "project__sponsor"
    )
    return filters.sorting.sorted(rows)


def counts(actor: Actor, filters: PortfolioFilters) -> StatusCounts:
    """Counts over all filtered rows, in one query."""
    each = {status: Count("pk", filter=Q(computed=status)) for status in STATUSES}
    found = _filtered(actor, filters).aggregate(
        **each, late=Count("pk", filter=LATE), diverging=Count("pk", filter=DIVERGING)
    )
    return StatusCounts(**found)


def _filtered(actor: Actor, filters: PortfolioFilters) -> QuerySet[Health]:
    rows = visible_health(actor, VIEW_PORTFOLIO)
    wanted = {column: getattr(filters, name) for name, column in EQUALITIES.items() if getattr(filters, name)}
    if wanted.get("assessed") == "none":
        wanted["assessed"] = ""
    if filters.computed == NOT_GREEN:
        del wanted[EQUALITIES["computed"]]
        rows = rows.exclude(computed__in=("green", "none"))
    if filters.state == "all":
        del wanted[EQUALITIES["state"]]
    elif not filters.state:
        rows = rows.exclude(project__state__in=ARCHIVE)  # shown when asked for; their status is history
    rows = rows.filter(**wanted)
    if filters.q:
        rows = rows.filter(Q(project__code__icontains=filters.q) | Q(project__name__icontains=filters.q))
    if filters.late:
        rows = rows.filter(LATE)
    if filters.diverging:
        rows = rows.filter(DIVERGING)
    return rows


def choices(actor: Actor) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Portfolios and programmes to filter by: those whose scope the actor may see."""
    portfolios = Portfolio.objects.visible_to(actor).values_list("code", "name")
    programmes = Programme.objects.visible_to(actor).values_list("code", "name")
    return list(portfolios), list(programmes)
