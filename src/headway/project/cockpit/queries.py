"""What the start pages ask."""

from collections.abc import Mapping
from dataclasses import dataclass, fields

from django.db.models import F, Q, QuerySet

from headway.common.access import Actor
from headway.project.charter.models import Project

SORTS = {
    "code": "code",
    "name": "name",
    "state": "state",
    "deadline": "health__deadline",
    "forecast": "health__forecast_finish",
    "use": "health__use",
    "data_date": "health__data_date",
}
DEFAULT_SORT = "code"


@dataclass(frozen=True, slots=True)
class Filters:
    """What the address of the list asks for; ``mine`` are projects that the reader manages or sponsors."""

    q: str = ""
    state: str = ""
    computed: str = ""
    mine: str = ""
    sort: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> "Filters":
        """The filters of an address; everything else in it is left aside."""
        return cls(**{f.name: str(query.get(f.name, ""))[:200].replace("\0", "") for f in fields(cls)})

    @property
    def any(self) -> bool:
        """Whether anything is filtered at all."""
        return any(getattr(self, f.name) for f in fields(self) if f.name != "sort")


def projects(actor: Actor, filters: Filters) -> QuerySet[Project]:
    """The projects that the actor may see, with their roll-up rows, filtered and sorted by the database."""
    rows = Project.objects.visible_to(actor).select_related("health", "manager", "sponsor", "portfolio")
    if filters.q:
        rows = rows.filter(Q(code__icontains=filters.q) | Q(name__icontains=filters.q))
    if filters.state:
        rows = rows.filter(state=filters.state)
    if filters.computed:
        rows = rows.filter(health__computed=filters.computed)
    if filters.mine:
        rows = rows.filter(Q(manager=actor.person_id) | Q(sponsor=actor.person_id))
    wanted = filters.sort if filters.sort.removeprefix("-") in SORTS else DEFAULT_SORT
    column = F(SORTS[wanted.removeprefix("-")])
    order = column.desc(nulls_last=True) if wanted.startswith("-") else column.asc(nulls_last=True)
    return rows.order_by(order, "code")
