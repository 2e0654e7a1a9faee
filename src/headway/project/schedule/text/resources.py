"""Resources of an activity as people write them: “Ann[50%];Crane;"Müller, Otto"”."""

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

from django.utils.translation import gettext as _

from headway.common.refusal import Invalid

LONGEST_NAME = 255
# What repeats gives nothing back (`+` behind it), so that no text takes longer than it is long.
_NAME = r'"(?P<quoted>(?:[^"]++|"")*+)"|(?P<plain>[^"\[\]][^\[\]]*+)'
_SHARE = r"\[\s*+(?P<percent>\d{1,9}(?:[.,]\d{1,2})?)\s*+%?\s*+\]"
_ONE = re.compile(rf"(?:{_NAME})\s*+(?:{_SHARE})?")
_PARTS = {mark: re.compile(rf'\s*+((?:"(?:[^"]++|"")*+")?[^{mark}]*+)({mark}|$)') for mark in ";,"}
_MARKS = re.compile(r'^"|[;,\[\]]')


class Share(NamedTuple):
    """A resource by name and how much of it; 1.0 is the whole."""

    name: str
    units: float = 1.0


def parse_resources(text: str, *, known: Callable[[str], bool] = lambda _name: False) -> list[Share]:
    """Read a list of resources, separated by semicolons, or by commas where there is none.

    A name that holds one of , ; [ ] stands in quotation marks, doubled inside it. Without them a name with a
    comma is taken for one name where ``known`` says that there is such a resource.

    >>> parse_resources("Ann[50%]; Crane")
    [Share(name='Ann', units=0.5), Share(name='Crane', units=1.0)]
    >>> parse_resources('"Müller, Otto"[25%], Crane')
    [Share(name='Müller, Otto', units=0.25), Share(name='Crane', units=1.0)]
    """
    found = _PARTS[";"].findall(text)
    separated = any(mark for _part, mark in found)
    if not separated and not _is_known(text.strip(), known):
        found = _PARTS[","].findall(text)
    return [_parse_one(part.strip()) for part, _mark in found if part.strip()]


def _is_known(text: str, known: Callable[[str], bool]) -> bool:
    match = _ONE.fullmatch(text)
    return match is not None and known(_name(match))


def _name(match: re.Match[str]) -> str:
    quoted = match["quoted"]
    return str(match["plain"] if quoted is None else quoted.replace('""', '"')).strip()


def _parse_one(text: str) -> Share:
    match = _ONE.fullmatch(text)
    name = _name(match) if match else ""
    if match is None or not 0 < len(name) <= LONGEST_NAME:
        raise Invalid(
            _(
                "“%(text)s” is no resource. Write a name, and its share in brackets if it is not the whole: "
                'Ann[50%%]. Write a name with a comma or a bracket in quotation marks: "Smith, Ann".'
            )
            % {"text": text[:40]},
            field="resources",
        )
    return Share(name, float((match["percent"] or "100").replace(",", ".")) / 100)


def resources_text(shares: Iterable[Share]) -> str:
    """The list as it is shown and can be typed again."""
    return ";".join(share_text(share) for share in shares)


def share_text(share: Share) -> str:
    """One entry of such a list; of the units it shows hundredths of a percent."""
    name = '"' + share.name.replace('"', '""') + '"' if _MARKS.search(share.name) else share.name
    percent = f"{share.units * 100:.2f}".rstrip("0").rstrip(".")
    return name if percent == "100" else f"{name}[{percent}%]"
