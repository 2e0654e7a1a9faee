"""Resources of an activity as people write them: “Ann[50%];Crane”."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from django.utils.translation import gettext as _

from headway.common.refusal import Invalid

_ONE = re.compile(r"(?P<name>[^\[\]]{1,255}?)\s*(?:\[\s*(?P<percent>\d{1,5}(?:[.,]\d{1,2})?)\s*%?\s*\])?")


class Share(NamedTuple):
    """A resource by name and how much of it; 1.0 is the whole."""

    name: str
    units: float = 1.0


def parse_resources(text: str) -> list[Share]:
    """Read a list of resources, separated by semicolons (or commas).

    >>> parse_resources("Ann[50%]; Crane")
    [Share(name='Ann', units=0.5), Share(name='Crane', units=1.0)]
    """
    separator = ";" if ";" in text else ","
    found = [_parse_one(part.strip()) for part in text.split(separator) if part.strip()]
    names = [share.name.casefold() for share in found]
    for name in names:
        if names.count(name) > 1:
            raise Invalid(_("A resource is named twice. Write each once."), field="resources")
    return found


def _parse_one(text: str) -> Share:
    match = _ONE.fullmatch(text)
    units = float((match["percent"] or "100").replace(",", ".")) / 100 if match else 0.0
    if match is None or units <= 0:
        raise Invalid(
            _(
                "“%(text)s” is no resource. Write a name, and "
                "its share in brackets if it is not the whole: Ann[50%%]."
            )
            % {"text": text[:40]},
            field="resources",
        )
    return Share(match["name"].strip(), units)


def resources_text(shares: Iterable[Share]) -> str:
    """The list as it is shown and can be typed again."""
    return ";".join(
        share.name if share.units == 1.0 else f"{share.name}[{share.units * 100:g}%]" for share in shares
    )
