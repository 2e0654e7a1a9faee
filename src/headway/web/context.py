"""What every page is given: who acts, and the main navigation."""

from typing import Any, NamedTuple

from django.http import HttpRequest
from django.urls import NoReverseMatch, resolve, reverse
from django.utils.translation import gettext_lazy as _

from headway.common.access import Permission
from headway.common.http.routes import declaration_of


class Place(NamedTuple):
    """An entry of the main navigation: ``g`` and then ``key`` go there."""

    label: Any
    route: str
    icon: str
    key: str


NAVIGATION = (
    Place(_("My work"), "my_work", "list-check", "m"),
    Place(_("Cockpit"), "cockpit", "gauge", "c"),
    Place(_("Projects"), "projects", "folder", "p"),
    Place(_("Portfolio"), "portfolio", "chart-bar", "o"),
    Place(_("Sponsor"), "sponsor", "scale", "s"),
)


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context processor of the page shell."""
    actor = getattr(request, "actor", None)
    signed_in = actor is not None and actor.person_id is not None
    return {"actor": actor, "navigation": navigation(request) if signed_in else []}


def navigation(request: HttpRequest) -> list[dict[str, Any]]:
    """The places that exist in this installation and that the actor may open."""
    items = []
    for place in NAVIGATION:
        url = _address(place.route)
        if url and _may_open(request, url):
            active = request.path.startswith(url)
            items.append(
                {"label": place.label, "url": url, "icon": place.icon, "key": place.key, "active": active}
            )
    return items


def _address(route: str) -> str:
    try:
        return reverse(route)
    except NoReverseMatch:
        return ""


def _may_open(request: HttpRequest, url: str) -> bool:
    declared = declaration_of(url, resolve(url).func)
    return not isinstance(declared, Permission) or bool(request.actor.may_somewhere(declared))  # type: ignore[attr-defined]  # set by the actor middleware
