"""The facts of a charter: what people say in each of its parts, the same from page, API and generator."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """Purpose, scope and completion deadline."""

    purpose: str = ""
    scope_in: str = ""
    scope_out: str = ""
    deadline: dt.date | None = None
    deadline_hard: bool = False
    deadline_source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectiveFacts:
    """One objective; ``acceptor`` is a person's id, priority 1 is the highest."""

    statement: str
    source: str = "sponsor"
    metric: str = ""
    baseline: str = ""
    target: str = ""
    due: dt.date | None = None
    acceptor: int | None = None
    priority: int = 2
    state: str = "active"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConstraintFacts:
    """One constraint."""

    dimension: str
    statement: str
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToleranceFacts:
    """The tolerance of one dimension; amounts in ``unit``, time always in working days."""

    dimension: str
    adverse: Decimal
    favourable: Decimal | None = None
    target: str = ""
    unit: str = "wd"
