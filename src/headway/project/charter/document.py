"""The charter as one document: what its parts say, its hash, and how two of them differ. Pure.

The content is plain JSON and names people by id, so that a frozen version does not keep their names.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .dimensions import Dimension
from .models import Charter, Constraint, ProjectObjective, Tolerance

Content = dict[str, Any]

HEADING: dict[str, str | Promise] = {
    "purpose": gettext_lazy("Purpose"),
    "scope_in": gettext_lazy("In scope"),
    "scope_out": gettext_lazy("Out of scope"),
    "deadline": gettext_lazy("Completion deadline"),
    "deadline_hard": gettext_lazy("Hard deadline"),
    "deadline_source": gettext_lazy("Source of the deadline"),
}
OBJECTIVE: dict[str, str | Promise] = {
    "statement": gettext_lazy("Objective"),
    "source": gettext_lazy("Source"),
    "metric": gettext_lazy("Metric"),
    "baseline": gettext_lazy("Today"),
    "target": gettext_lazy("Target"),
    "due": gettext_lazy("Due"),
    "acceptor": gettext_lazy("Accepted by"),
    "priority": gettext_lazy("Priority"),
    "state": gettext_lazy("State"),
}
CONSTRAINT: dict[str, str | Promise] = {
    "dimension": gettext_lazy("Dimension"),
    "statement": gettext_lazy("Constraint"),
    "source": gettext_lazy("Source"),
}
TOLERANCE: dict[str, str | Promise] = {
    "adverse": gettext_lazy("Adverse tolerance T⁺"),
    "favourable": gettext_lazy("Favourable tolerance T⁻"),
    "unit": gettext_lazy("Unit"),
    "target": gettext_lazy("Target"),
}
PRIORITIES: dict[int, str | Promise] = {1: gettext_lazy("1 highest"), 2: "2", 3: gettext_lazy("3 lowest")}
# What a draft may lack, and a charter that the sponsor is asked to confirm may not.
NEEDED = ("purpose", "deadline")
NEEDED_OF_OBJECTIVE = ("metric", "target", "due", "acceptor")


@dataclass(frozen=True, slots=True)
class AgreedTolerance:
    """A tolerance that is in force; amounts in ``unit``."""

    dimension: str
    adverse: Decimal
    favourable: Decimal | None
    target: str
    unit: str


@dataclass(frozen=True, slots=True)
class Agreed:
    """What is in force: the charter that the sponsor confirmed last."""

    number: int
    digest: str
    purpose: str
    deadline: dt.date | None
    deadline_hard: bool
    tolerances: Mapping[str, AgreedTolerance]
    content: Mapping[str, Any]

    @classmethod
    def of(cls, number: int, digest: str, content: Mapping[str, Any]) -> "Agreed":
        """What a frozen content says."""
        tolerances = {row["dimension"]: _agreed_tolerance(row) for row in content["tolerances"]}
        deadline = content["deadline"]
        return cls(
            number=number,
            digest=digest,
            purpose=content["purpose"],
            deadline=dt.date.fromisoformat(deadline) if deadline else None,
            deadline_hard=content["deadline_hard"],
            tolerances=tolerances,
            content=content,
        )


@dataclass(frozen=True, slots=True)
class Difference:
    """One line in which two charters differ; None where it does not exist."""

    label: str
    before: str | None
    after: str | None


def content_of(
    charter: Charter,
    objectives: list[ProjectObjective],
    constraints: list[Constraint],
    tolerances: list[Tolerance],
) -> Content:
    """The charter's content as plain JSON."""
    return {
        **{name: _plain(getattr(charter, name)) for name in HEADING},
        "objectives": [
            {
                "number": o.number,
                **{n: _plain(getattr(o, "acceptor_id" if n == "acceptor" else n)) for n in OBJECTIVE},
            }
            for o in objectives
        ],
        "constraints": [
            {"dimension": c.dimension, "statement": c.statement, "source": c.source} for c in constraints
        ],
        "tolerances": [
            {
                "dimension": t.dimension,
                "target": t.target,
                "adverse": _plain(t.adverse),
                "favourable": _plain(t.favourable),
                "unit": t.unit,
            }
            for t in tolerances
        ],
    }


def missing_parts(content: Content) -> list[str]:
    """What must still be written before the sponsor can confirm, in words; empty when nothing is missing."""
    missing = [] if content["purpose"].strip() else [_("Write the purpose.")]
    if not content["deadline"]:
        missing.append(_("Set the completion deadline."))
    active = [row for row in content["objectives"] if row["state"] == ProjectObjective.State.ACTIVE]
    if not active:
        missing.append(_("Write at least one objective."))
    for row in active:
        empty = [str(OBJECTIVE[name]) for name in NEEDED_OF_OBJECTIVE if not row[name]]
        if empty:
            values = {"number": row["number"], "parts": ", ".join(empty)}
            missing.append(_("Complete objective %(number)s: %(parts)s.") % values)
    return missing


def differences(before: Content | None, after: Content, names: Mapping[int, str]) -> list[Difference]:
    """How ``after`` differs from ``before``, line by line; ``names`` are those of the people in them."""
    old = dict(_lines(before, names)) if before is not None else {}
    new = dict(_lines(after, names))
    return [
        Difference(label, old.get(label), new.get(label))
        for label in dict.fromkeys([*old, *new])
        if (old.get(label) or "") != (new.get(label) or "")
    ]


def _lines(content: Content, names: Mapping[int, str]) -> Iterator[tuple[str, str]]:
    for name, label in HEADING.items():
        yield str(label), _said(content[name])
    for row in content["objectives"]:
        for name, label in OBJECTIVE.items():
            value = names.get(row[name], "") if name == "acceptor" else _said(row[name])
            yield _("Objective %(number)s: %(part)s") % {"number": row["number"], "part": label}, value
    for place, row in enumerate(content["constraints"], start=1):
        text = f"{Dimension(row['dimension']).label}: {row['statement']}"
        yield (
            _("Constraint %(number)s") % {"number": place},
            f"{text} ({row['source']})" if row["source"] else text,
        )
    for row in content["tolerances"]:
        yield (
            _("Tolerance: %(dimension)s") % {"dimension": Dimension(row["dimension"]).label},
            tolerance_text(_agreed_tolerance(row)),
        )


def tolerance_text(tolerance: AgreedTolerance) -> str:
    """A tolerance in words, such as *+10 / −5 wd*."""
    favourable = "" if tolerance.favourable is None else f" / −{_number(tolerance.favourable)}"
    target = f" · {tolerance.target}" if tolerance.target else ""
    return f"+{_number(tolerance.adverse)}{favourable} {tolerance.unit}{target}"


def _agreed_tolerance(row: Mapping[str, Any]) -> AgreedTolerance:
    favourable = None if row["favourable"] is None else Decimal(row["favourable"])
    return AgreedTolerance(row["dimension"], Decimal(row["adverse"]), favourable, row["target"], row["unit"])


def _number(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _plain(value: Any) -> Any:
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return _number(value)
    return value


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return "" if value is None else str(value)
