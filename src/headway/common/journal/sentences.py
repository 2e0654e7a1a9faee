"""What recorded acts are called: each room says it of its own in ``sentences.py``, the wiring lists them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from django.utils.functional import Promise


class Kind(NamedTuple):
    """What people look for in a journal: a key, which stands in addresses, and its name."""

    key: str
    label: str | Promise


@dataclass(frozen=True, slots=True)
class Acts:
    """Acts of one kind that a room records: by action what happened, and on which page it is dealt with.

    The page is one of a project. For a room that knows none the wiring says it; without a kind and a page
    the acts happen outside of projects.
    """

    sentences: Mapping[str, str | Promise]
    kind: Kind | None = None
    page: str = ""

    def on(self, page: str, *, kind: Kind | None = None) -> "Acts":
        """The same acts in a project, dealt with on this page."""
        return replace(self, page=page, kind=kind or self.kind)
