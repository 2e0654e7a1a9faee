"""Long lists for programs: so many rows after the last one that was read, and nothing twice."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import F, Model, Q, QuerySet
from django.utils.translation import gettext as _
from ninja import Field, Schema

from headway.common.refusal import Invalid

MOST_ROWS = 1000
LARGEST = 2**63 - 1

M = TypeVar("M", bound=Model)


class Part(Schema):
    """Which part of a list: the ``limit`` rows behind ``after``, the ``next`` of the answer before."""

    after: int | None = Field(None, ge=0, le=LARGEST)
    limit: int = Field(100, ge=1, le=MOST_ROWS)


@dataclass(frozen=True, slots=True)
class Sorting:
    """An order without ties: a column, unknown values last whichever way, then a unique one upwards."""

    column: str
    tie: str
    descending: bool = False

    def sorted(self, rows: QuerySet[M]) -> QuerySet[M]:
        """The rows in this order."""
        column = F(self.column)
        first = column.desc(nulls_last=True) if self.descending else column.asc(nulls_last=True)
        return rows.order_by(first, self.tie)

    def behind(self, after: int | None, rows: QuerySet[M], *, among: QuerySet[M]) -> QuerySet[M]:
        """Those of the rows that come behind the one with the id ``after``; all of them behind none.

        It is looked for ``among`` all rows that the reader may see: it may not fit the filters any more.
        Raises ``Invalid`` where it is not there.
        """
        if after is None:
            return rows
        last = among.filter(pk=after).values_list(self.column, self.tie).first()
        if last is None:
            raise Invalid(
                _("The row “after” is not there any more. Read the list from its start."), field="after"
            )
        value, tied = last
        if value is None:
            return rows.filter(**{f"{self.column}__isnull": True, f"{self.tie}__gt": tied})
        further = Q(**{f"{self.column}__{'lt' if self.descending else 'gt'}": value})
        equal = Q(**{self.column: value, f"{self.tie}__gt": tied})
        return rows.filter(further | equal | Q(**{f"{self.column}__isnull": True}))


def part_of(
    rows: QuerySet[M], part: Part, *, key: Callable[[M], int] = lambda row: row.pk
) -> tuple[list[M], int | None]:
    """The rows that were asked for, and the ``next`` of the answer: None where they end."""
    found = list(rows[: part.limit + 1])
    more = key(found[part.limit - 1]) if len(found) > part.limit else None
    return found[: part.limit], more


def listed(items: list[Any], more: int | None, **extra: Any) -> dict[str, Any]:
    """The answer: ``items``, and ``next``, the ``after`` of the following part."""
    return {**extra, "items": items, "next": more}
