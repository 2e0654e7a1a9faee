"""Predecessors as people write them: “12FS+2d;7SS-1ed;3FF+50%”, by the numbers of activities."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from django.utils.translation import gettext as _

from headway.common.refusal import Invalid
from headway.engine import LagKind, LinkType

from .durations import Amount, Units, amount_text, parse_amount

_ONE = re.compile(r"(?P<number>\d{1,9})\s*+(?P<type>[a-z]{2})?\s*+(?P<lag>[+-].*)?", re.IGNORECASE)
_PERCENT = re.compile(r"(\d{1,4})\s*(e)?%")
_MOST_PERCENT = 1000


class Lag(NamedTuple):
    """How long a link waits: seconds, or whole percents of the predecessor's duration, as ``kind`` says."""

    amount: int = 0
    kind: int = LagKind.WORKING
    unit: str = "d"


class Predecessor(NamedTuple):
    """One entry of a list of predecessors."""

    number: int
    type: int = LinkType.FS
    lag: Lag = Lag()


def parse_predecessors(text: str, units: Units) -> list[Predecessor]:
    """Read a list of predecessors, separated by semicolons (or commas).

    >>> parse_predecessors("12; 7SS-1d", Units())[1]
    Predecessor(number=7, type=1, lag=Lag(amount=-28800, kind=0, unit='d'))
    """
    separator = ";" if ";" in text else ","
    found = [_parse_one(part.strip(), units) for part in text.split(separator) if part.strip()]
    named: set[tuple[int, int]] = set()
    for entry in found:
        if (entry.number, entry.type) in named:
            raise Invalid(
                _("Activity %(number)s is named twice. Write each predecessor once.")
                % {"number": entry.number},
                field="predecessors",
            )
        named.add((entry.number, entry.type))
    return found


def _parse_one(text: str, units: Units) -> Predecessor:
    match = _ONE.fullmatch(text)
    kind = (match["type"] or "FS").upper() if match else ""
    if match is None or kind not in LinkType.__members__:
        raise Invalid(
            _(
                "“%(text)s” is no predecessor. Write its number, then "
                "FS, SS, FF or SF and a lag if needed: 12FS+2d."
            )
            % {"text": text[:40]},
            field="predecessors",
        )
    return Predecessor(int(match["number"]), int(LinkType[kind]), parse_lag(match["lag"] or "", units))


def parse_lag(text: str, units: Units) -> Lag:
    """Read a lag such as “+2d”, “-1ed” or “50%”; nothing is no lag.

    >>> parse_lag("-1ed", Units())
    Lag(amount=-86400, kind=1, unit='d')
    """
    written = text.strip().lower()
    if not written:
        return Lag()
    sign = -1 if written[0] in "-−" else 1
    plain = written.lstrip("+-−").strip()
    percent = _PERCENT.fullmatch(plain)
    if percent and int(percent[1]) <= _MOST_PERCENT:
        kind = LagKind.ELAPSED_PERCENT if percent[2] else LagKind.PERCENT
        return Lag(sign * int(percent[1]), int(kind), "%")
    amount = parse_amount(plain, units)
    if amount is None:
        raise Invalid(
            _("“%(text)s” is no lag. Write +2d, -4h, +3ed for elapsed days, or +50%% of the predecessor.")
            % {"text": text[:40]},
            field="lag",
        )
    kind = LagKind.ELAPSED if amount.elapsed else LagKind.WORKING
    return Lag(sign * amount.seconds, int(kind), amount.unit)


def lag_text(lag: Lag, units: Units) -> str:
    """A lag with its sign; empty for none."""
    if not lag.amount:
        return ""
    sign = "-" if lag.amount < 0 else "+"
    if lag.kind >= LagKind.PERCENT:
        return f"{sign}{abs(lag.amount)}{'e' if lag.kind == LagKind.ELAPSED_PERCENT else ''}%"
    unit = lag.unit if lag.unit in {"min", "h", "d", "w", "mo"} else "d"
    return sign + amount_text(Amount(abs(lag.amount), unit, lag.kind == LagKind.ELAPSED), units)


def predecessors_text(entries: Iterable[Predecessor], units: Units) -> str:
    """The list as it is shown and can be typed again; FS without lag is the number alone."""
    return ";".join(predecessor_text(entry, units) for entry in sorted(entries))


def predecessor_text(entry: Predecessor, units: Units) -> str:
    """One entry of such a list."""
    lag = lag_text(entry.lag, units)
    kind = "" if entry.type == LinkType.FS and not lag else LinkType(entry.type).name
    return f"{entry.number}{kind}{lag}"
