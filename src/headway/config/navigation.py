"""The main navigation: which page each role finds, in one list. Part of the wiring, since it names every room."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise

from headway import __version__
from headway.common.access import Permission


@dataclass(frozen=True, slots=True)
class Entry:
    """A place to go, for those who hold the permission somewhere."""

    label: str | Promise
    route: str
    icon: str
    permission: Permission


@dataclass(frozen=True, slots=True)
class Item:
    """An entry as the shell shows it."""

    label: str
    url: str
    icon: str
    active: bool


ENTRIES: tuple[Entry, ...] = ()


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context of every page: who acts, where one can go."""
    actor: Any = getattr(request, "actor", None)
    items = [_item(entry, request.path) for entry in ENTRIES if actor and actor.may_somewhere(entry.permission)]
    return {"actor": actor, "navigation": items, "version": __version__}


def _item(entry: Entry, current: str) -> Item:
    url = reverse(entry.route)
    return Item(str(entry.label), url, entry.icon, current.startswith(url))
