"""Lists: what narrows and sorts one is in its address; pages show it by numbers, programs read it in parts.

Whatever lists rows takes from here its filters, its order, the size of a page and the shape of an answer.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Generic, Self, TypeVar
from urllib.parse import urlencode

from django import forms
from django.core.paginator import Page, Paginator
from django.db.models import F, Model, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from ninja import Field, Schema
from pydantic import ConfigDict, GetCoreSchemaHandler, GetJsonSchemaHandler, StringConstraints
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from headway.common.refusal import Invalid

from .forms import Form

PAGE_SIZE = 100  # rows of a page, and of a part where none is asked for
MOST_ROWS = 1000
LARGEST = 2**63 - 1

M = TypeVar("M", bound=Model)
T = TypeVar("T")

LONGEST = 200
Words = Annotated[str, StringConstraints(strip_whitespace=True, max_length=LONGEST)]  # that are looked for


# ---- In what order -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Sorting:
    """An order without ties: by a unique column, or by any other, what is unknown last, then ``tie``.

    ``descending`` is said of the column alone; a tie with ``-`` before it goes downwards.
    """

    column: str
    tie: str = ""
    descending: bool = False

    def sorted(self, rows: QuerySet[M]) -> QuerySet[M]:
        """The rows in this order."""
        column = F(self.column)
        if not self.tie:
            return rows.order_by(column.desc() if self.descending else column.asc())
        first = column.desc(nulls_last=True) if self.descending else column.asc(nulls_last=True)
        return rows.order_by(first, self.tie)

    def behind(self, value: Any, tied: Any = None) -> Q:
        """What comes behind a row with this value and, where the order has one, this tie."""
        further = Q(**{f"{self.column}__{'lt' if self.descending else 'gt'}": value})
        if not self.tie:
            return further
        unknown = Q(**{f"{self.column}__isnull": True})
        way = "lt" if self.tie.startswith("-") else "gt"
        later = Q(**{f"{self.tie.removeprefix('-')}__{way}": tied})
        return unknown & later if value is None else further | Q(**{self.column: value}) & later | unknown

    def part(
        self, rows: QuerySet[M], part: "Part", *, among: QuerySet[M] | None = None
    ) -> tuple[list[M], int | None]:
        """The rows that were asked for, and the ``next`` of the answer: None where they end.

        The last row that was read may not fit the filters any more, or wait no longer. An order by ``pk``
        goes on without it; any other looks for it ``among`` all that the reader may see, and raises
        ``Invalid`` where it is not there.
        """
        if among is None and self.column != "pk":
            raise TypeError("say among what the last row is looked for")
        if part.after is not None:
            last = (part.after,) if among is None else self._last(part.after, among)
            rows = rows.filter(self.behind(*last))
        found = list(self.sorted(rows)[: part.limit + 1])
        more = found[part.limit - 1].pk if len(found) > part.limit else None
        return found[: part.limit], more

    def _last(self, pk: int, among: QuerySet[M]) -> tuple[Any, ...]:
        columns = (self.column, self.tie.removeprefix("-")) if self.tie else (self.column,)
        last: tuple[Any, ...] | None = among.filter(pk=pk).values_list(*columns).first()
        if last is None:
            raise Invalid(
                _("The row “after” is not there any more. Read the list from its start."), field="after"
            )
        return last


class Rows(Generic[T]):
    """Rows in their order, each read as something frozen once it is asked for.

    So a room shows a list to those above that may not have its tables. Paged, iterated and read in parts.
    """

    def __init__(
        self, found: QuerySet[Any], read: Callable[[Any], T], order: Sorting, *, among: QuerySet[Any]
    ) -> None:
        self._found, self._read, self._order, self._among = order.sorted(found), read, order, among

    def __getitem__(self, where: slice) -> list[T]:
        return [self._read(row) for row in self._found[where]]

    def __iter__(self) -> Iterator[T]:
        return map(self._read, self._found.iterator(chunk_size=2000))

    def count(self) -> int:
        """How many there are."""
        return self._found.count()

    def part(self, part: "Part") -> tuple[list[T], int | None]:
        """As ``Sorting.part``."""
        rows, more = self._order.part(self._found, part, among=self._among)
        return [self._read(row) for row in rows], more


# ---- What narrows it ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class OneOf:
    """Says of a filter that it is one of these codes or empty: ``Annotated[str, OneOf(State.values)]``.

    Any other is refused, and the description of the API lists them.
    """

    codes: Collection[str]

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self._checked, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {**handler(schema), "enum": ["", *self.codes]}

    def _checked(self, value: str) -> str:
        if value and value not in self.codes:
            raise PydanticCustomError("one_of", "Say one of: {codes}", {"codes": ", ".join(self.codes)})
        return value


class FilterForm(Form):
    """The filters of a page's address as its reader chooses them; all of them may be left out."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, forms.ChoiceField):
                field.error_messages["invalid_choice"] = _(
                    "There is no “%(value)s” to choose. Choose what the page offers."
                )


class Filters(Schema):
    """What a list is narrowed by: the fields of a page's address and of a route's query."""

    model_config = ConfigDict(frozen=True)

    @classmethod
    def of(cls, form: FilterForm) -> Self:
        """Those of a page's address, read by its form. What cannot be is left aside; the form says so."""
        form.full_clean()
        return cls(**{name: value for name, value in form.cleaned_data.items() if value})

    @classmethod
    def exactly(cls, form: FilterForm) -> Self:
        """As ``of``, for what has no place to say what was left aside. Raises ``Invalid`` instead."""
        for name, errors in form.errors.items():
            raise Invalid(f"{form[name].label}: {errors[0]}", field=name)
        return cls.of(form)

    @property
    def any(self) -> bool:
        """Whether the list is narrowed at all."""
        return any(self.model_dump(exclude={"sort"}).values())


def either_way(sorts: Mapping[str, str]) -> list[str]:
    """What ``sort`` may be: a key, upwards, or with ``-`` before it downwards."""
    return [way + key for key in sorts for way in ("", "-")]


class SortedFilters(Filters):
    """Filters of a list that is sorted by what its reader chooses; says of its ``sort`` what it may be."""

    SORTS: ClassVar[Mapping[str, str]]  # key -> column
    DEFAULT_SORT: ClassVar[str]
    TIE: ClassVar[str]

    sort: str = ""

    @property
    def sorting(self) -> Sorting:
        """The order that is asked for."""
        wanted = self.sort or self.DEFAULT_SORT
        return Sorting(self.SORTS[wanted.removeprefix("-")], self.TIE, descending=wanted.startswith("-"))


def sort_field(sorts: Mapping[str, str]) -> forms.ChoiceField:
    """The ``sort`` of a form of filters: chosen in the heads of the columns, and kept when it is sent."""
    choices = [(code, code) for code in either_way(sorts)]
    return forms.ChoiceField(
        label=gettext_lazy("Sorted by"), choices=choices, required=False, widget=forms.HiddenInput
    )


# ---- Pages by number ---------------------------------------------------------------------------------


def page_of(request: HttpRequest, rows: Any, *, count: int | None = None) -> Page[Any]:
    """The page of the rows that the address asks for by number; ``count`` where they are counted already."""
    paginator = Paginator(rows, PAGE_SIZE)
    if count is not None:
        paginator.count = count
    return paginator.get_page(request.GET.get("page"))


def back_to(request: HttpRequest, *names: str) -> str:
    """What the address says of these and of the page, as the end of one that leads back to the same rows."""
    said = {name: request.GET[name] for name in (*names, "page") if request.GET.get(name)}
    return f"?{urlencode(said)}" if said else ""


# ---- Parts for programs ------------------------------------------------------------------------------


class Part(Schema):
    """Which part of a list: the ``limit`` rows behind ``after``, the ``next`` of the answer before."""

    after: int | None = Field(None, ge=0, le=LARGEST)
    limit: int = Field(PAGE_SIZE, ge=1, le=MOST_ROWS)


class Listed(Schema, Generic[T]):
    """A part of a list; ``next`` is the ``after`` of the following part, null at the end."""

    items: list[T]
    next: int | None


class Counted(Listed[T], Generic[T]):
    """A part of a list, and how many rows it has in ``total``."""

    total: int


def part_of(rows: Sequence[T], part: Part) -> tuple[Sequence[T], int | None]:
    """As ``Sorting.part``, of rows that are at hand and do not change: ``after`` is the place of a row."""
    first = 0 if part.after is None else part.after + 1
    shown = rows[first : first + part.limit]
    return shown, first + part.limit - 1 if len(rows) > first + part.limit else None


def listed(items: Iterable[Any], more: int | None = None, **extra: Any) -> dict[str, Any]:
    """The answer that ``Listed`` declares."""
    return {**extra, "items": list(items), "next": more}
