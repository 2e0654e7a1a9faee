"""Recorded acts in words: each room says it of its own in ``sentences.py``, the wiring lists them."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from django.utils.formats import date_format
from django.utils.functional import Promise

Content = Mapping[str, Any]  # of an entry: what its service recorded
Labels = Mapping[str, str | Promise]


class Kind(NamedTuple):
    """What people look for in a journal: a key, which stands in addresses, and its name."""

    key: str
    label: str | Promise


class Fields(NamedTuple):
    """How the fields are called that an act changes, the codes in them, and which are days and ids of people.

    An act that changes one thing records ``before`` and ``after``, one of several fields what it ``changed``:
    both of them by field.
    """

    labels: Labels
    codes: Mapping[str, Labels] = {}
    days: tuple[str, ...] = ()
    people: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Acts:
    """Acts of one kind that a room records: by action what happened, and on which page it is dealt with.

    ``details`` tell what else was recorded, where that is more than its words; ``fields`` say what changed.
    Of acts with ``one_change`` what was before and after is all there is to tell in one line.
    The page is one of a project. For a room that knows none the wiring says it; without a kind and a page the
    acts happen outside of projects.
    """

    sentences: Labels
    details: Mapping[str, Callable[[Content], str]] = field(default_factory=dict)
    fields: Mapping[str, Fields] = field(default_factory=dict)
    kind: Kind | None = None
    page: str = ""
    one_change: frozenset[str] = frozenset()

    def on(self, page: str, *, kind: Kind | None = None) -> "Acts":
        """The same acts in a project, dealt with on this page."""
        return replace(self, page=page, kind=kind or self.kind)


def day_text(value: str) -> str:
    """A day as it is written here; what is none stands as it is, because no entry is ever mended."""
    try:
        return date_format(dt.date.fromisoformat(value))
    except ValueError:
        return value
