"""How projects are, for rooms that look at many: frozen rows, filtered and counted by the database."""

import datetime as dt
import math
from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from django.db.models import Count, F, Q, QuerySet
from pydantic import BeforeValidator

from headway.common.access import Actor
from headway.common.http.lists import OneOf, Rows, SortedFilters, Words, either_way
from headway.governance.strategy.permissions import VIEW_PORTFOLIO
from headway.project.lifecycle.models import Project

from .models import JUDGEMENTS, Colour, MilestoneAhead, ProjectHealth

STATUSES = ("red", "amber", "grey", "green", "none")  # what to look at first comes first
NOT_GREEN = "not_green"  # as a filter of the computed status: red, amber and unknown
NOT_ASSESSED = "none"  # as a filter of the assessed status
ALL = "all"  # as a filter of the state: the archive, too

# What rows can be filtered by: code and name.
STATES, SIZES, APPROACHES = Project.State.choices, Project.SizeClass.choices, Project.Approach.choices
COLOURS = [(code, Colour(code).label) for code in STATUSES]
JUDGED = [(code, label) for code, label in COLOURS if code in dict(JUDGEMENTS)]

EQUALITIES = {
    "portfolio": "project__portfolio__code",
    "programme": "project__programme__code",
    "state": "project__state",
    "size": "project__size_class",
    "approach": "project__approach",
    "computed": "computed",
    "assessed": "assessed",
}

LATE = Q(forecast_finish__gt=F("deadline"))
# As the ring of the dot says it: what cannot be computed is no other judgement.
DIVERGING = ~Q(assessed="") & ~Q(computed__in=["grey", "none"]) & ~Q(assessed=F("computed"))


def told_use(use: float | None) -> float | Literal["unbounded"] | None:
    """A tolerance use for programs: JSON has no infinity, and null is what nobody knows."""
    return "unbounded" if use is not None and math.isinf(use) else use


ToldUse = Annotated[float | Literal["unbounded"] | None, BeforeValidator(told_use)]


class PortfolioFilters(SortedFilters):
    """Of the portfolio: ``late`` is a forecast after the deadline, ``diverging`` two statuses."""

    q: Words = ""
    portfolio: Words = ""
    programme: Words = ""
    state: Annotated[str, OneOf([ALL, *Project.State.values])] = ""
    size: Annotated[str, OneOf(Project.SizeClass.values)] = ""
    approach: Annotated[str, OneOf(Project.Approach.values)] = ""
    computed: Annotated[str, OneOf([NOT_GREEN, *STATUSES])] = ""
    assessed: Annotated[str, OneOf([*dict(JUDGED), NOT_ASSESSED])] = ""
    late: bool = False
    diverging: bool = False

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
    sort: Annotated[str, OneOf(either_way(SORTS))] = ""


@dataclass(frozen=True, slots=True)
class ProjectStatus:
    """How a project is: its roll-up row and who answers for it. Codes, with words for them in ``…_text``."""

    id: int
    code: str
    name: str
    portfolio: str
    portfolio_name: str
    programme: str | None
    programme_name: str
    manager: str
    sponsor: str
    state: str
    state_text: str
    archived: bool
    phase: str
    size: str
    approach: str
    approach_text: str
    computed: str
    computed_text: str
    assessed: str
    assessed_text: str
    deadline: dt.date | None
    deadline_hard: bool
    forecast_finish: dt.date | None
    baseline_finish: dt.date | None
    use: float | None
    u_time: float | None
    u_cost: float | None
    next_milestones: tuple[MilestoneAhead, ...]
    data_date: dt.date | None


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


def portfolio_projects(actor: Actor, filters: PortfolioFilters) -> Rows[ProjectStatus]:
    """The projects that the actor may see in a portfolio, filtered and sorted."""
    found = _filtered(actor, filters).select_related(
        "project__portfolio", "project__programme", "project__manager", "project__sponsor"
    )
    everything = ProjectHealth.objects.visible_to(actor, VIEW_PORTFOLIO)
    return Rows(found, _status, filters.sorting, among=everything)


def portfolio_counts(actor: Actor, filters: PortfolioFilters) -> StatusCounts:
    """Counts over all filtered rows, in one query."""
    each = {status: Count("pk", filter=Q(computed=status)) for status in STATUSES}
    found = _filtered(actor, filters).aggregate(
        **each, late=Count("pk", filter=LATE), diverging=Count("pk", filter=DIVERGING)
    )
    return StatusCounts(**found)


def _filtered(actor: Actor, filters: PortfolioFilters) -> QuerySet[ProjectHealth]:
    rows: QuerySet[ProjectHealth] = ProjectHealth.objects.visible_to(actor, VIEW_PORTFOLIO)
    wanted = {column: getattr(filters, name) for name, column in EQUALITIES.items() if getattr(filters, name)}
    if filters.assessed == NOT_ASSESSED:
        wanted["assessed"] = ""
    if filters.computed == NOT_GREEN:
        del wanted[EQUALITIES["computed"]]
        rows = rows.exclude(computed__in=("green", "none"))
    if filters.state == ALL:
        del wanted[EQUALITIES["state"]]
    elif not filters.state:
        # The archive is shown when it is asked for; the status there is history.
        rows = rows.exclude(project__state__in=Project.ARCHIVE)
    rows = rows.filter(**wanted)
    if filters.q:
        rows = rows.filter(Q(project__code__icontains=filters.q) | Q(project__name__icontains=filters.q))
    if filters.late:
        rows = rows.filter(LATE)
    if filters.diverging:
        rows = rows.filter(DIVERGING)
    return rows


def _status(row: ProjectHealth) -> ProjectStatus:
    project = row.project
    programme = project.programme
    return ProjectStatus(
        id=project.pk,
        code=project.code,
        name=project.name,
        portfolio=project.portfolio.code,
        portfolio_name=project.portfolio.name,
        programme=programme.code if programme else None,
        programme_name=programme.name if programme else "",
        manager=project.manager.name,
        sponsor=project.sponsor.name,
        state=project.state,
        state_text=project.get_state_display(),
        archived=project.is_archive,
        phase=row.phase,
        size=project.size_class,
        approach=project.approach,
        approach_text=project.get_approach_display(),
        computed=row.computed,
        computed_text=row.get_computed_display(),
        assessed=row.assessed,
        assessed_text=row.get_assessed_display(),
        deadline=row.deadline,
        deadline_hard=row.deadline_hard,
        forecast_finish=row.forecast_finish,
        baseline_finish=row.baseline_finish,
        use=row.use,
        u_time=row.u_time,
        u_cost=row.u_cost,
        next_milestones=tuple(row.milestones_ahead),
        data_date=row.data_date,
    )
