"""The main navigation, in one list. Part of the wiring, since it names every room."""

from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from headway import __version__
from headway.common.access import Permission
from headway.demo.queries import sign_ins
from headway.governance.strategy.rules import VIEW_PORTFOLIO
from headway.organisation.rules import VIEW_OWN_ACTS, VIEW_ROLES
from headway.project.charter.rules import DECIDE_MOVE, EDIT_CHARTER, OPEN_PROJECT, VIEW_PROJECT
from headway.project.team.rules import REPORT_PROGRESS


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


ENTRIES: tuple[Entry, ...] = (
    Entry(_("Cockpit"), "cockpit", "gauge", EDIT_CHARTER),
    Entry(_("Decisions"), "sponsor", "scale", DECIDE_MOVE),
    Entry(_("My work"), "work", "list-check", REPORT_PROGRESS),
    Entry(_("Portfolio"), "portfolio", "briefcase", VIEW_PORTFOLIO),
    Entry(_("Roles"), "roles", "key", VIEW_ROLES),
    Entry(_("Projects"), "projects", "folder", VIEW_PROJECT),
    Entry(_("New project"), "new_project", "plus", OPEN_PROJECT),
)


PROJECT_PAGES: tuple[tuple[str | Promise, str, Permission], ...] = (
    (_("Overview"), "project", VIEW_PROJECT),
    (_("Charter"), "charter", VIEW_PROJECT),
    (_("Plan"), "plan", VIEW_PROJECT),
    (_("Team"), "team", VIEW_PROJECT),
    (_("Progress"), "progress", VIEW_PROJECT),
    (_("Status"), "status", VIEW_PROJECT),
    (_("Baseline"), "baseline", VIEW_PROJECT),
    (_("Life cycle"), "life", VIEW_PROJECT),
    (_("History"), "history", VIEW_OWN_ACTS),
)


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context of every page: who acts, where one can go."""
    actor: Any = getattr(request, "actor", None)
    entries = [entry for entry in ENTRIES if actor and actor.may_somewhere(entry.permission)]
    items = [_item(entry, request.path) for entry in entries]
    here = max((item.url for item in items if item.active), key=len, default="")
    items = [replace(item, active=item.url == here) for item in items]
    return {
        "actor": actor,
        "navigation": items,
        "version": __version__,
        "project_tabs": _project_tabs(request, actor),
        "demo_people": sign_ins() if request.path == settings.LOGIN_URL and settings.HEADWAY_DEMO else [],
    }


def _item(entry: Entry, current: str) -> Item:
    url = reverse(entry.route)
    return Item(str(entry.label), url, entry.icon, current.startswith(url))


def _project_tabs(request: HttpRequest, actor: Any) -> list[Item]:
    """The pages beside each other of the project that the route names by ``project_id``."""
    project_id = request.resolver_match.kwargs.get("project_id") if request.resolver_match else None
    if project_id is None or actor is None or project_id >= 2**63:  # an address may name any number
        return []
    addresses = [
        (label, reverse(route, args=[project_id]))
        for label, route, permission in PROJECT_PAGES
        if actor.may_somewhere(permission)
        and (permission is VIEW_PROJECT or actor.may(permission, project_id))  # who sees it sees its pages
    ]
    overview = reverse("project", args=[project_id])
    above = [url for _label, url in addresses if request.path.startswith(url) and url != overview]
    here = max(above, key=len, default=request.path)
    return [Item(str(label), url, "", url == here) for label, url in addresses]
