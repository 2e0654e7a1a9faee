"""The main navigation and the pages of a project, in two lists that name pages of every room."""

from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from headway import __version__
from headway.collaboration.permissions import WRITE_COMMENT
from headway.common.access import Permission
from headway.common.journal.permissions import VIEW_OWN_ACTS
from headway.demo.queries import sign_ins
from headway.governance.strategy.permissions import VIEW_PORTFOLIO
from headway.organisation.permissions import VIEW_ROLES
from headway.project.baseline.permissions import APPROVE_BASELINE, PROPOSE_BASELINE
from headway.project.charter.permissions import CONFIRM_CHARTER, EDIT_CHARTER
from headway.project.control.permissions import ASSESS_STATUS
from headway.project.lifecycle.permissions import (
    APPOINT_TEAM,
    AUTHORISE_PROJECT,
    DECIDE_MOVE,
    OPEN_PROJECT,
    REQUEST_MOVE,
    VIEW_PROJECT,
)
from headway.project.schedule.permissions import CHANGE_PLAN
from headway.project.team.permissions import ACCEPT_PROGRESS, REPORT_PROGRESS


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


@dataclass(frozen=True, slots=True)
class ProjectPage:
    """A page of every project, for those who hold the permission; ``changes`` are what one can do on it."""

    label: str | Promise
    route: str
    permission: Permission = VIEW_PROJECT
    changes: tuple[Permission, ...] = ()


PROJECT_PAGES: tuple[ProjectPage, ...] = (
    ProjectPage(_("Overview"), "project"),
    ProjectPage(_("Charter"), "charter", changes=(EDIT_CHARTER, CONFIRM_CHARTER)),
    ProjectPage(_("Plan"), "plan", changes=(CHANGE_PLAN,)),
    ProjectPage(_("Team"), "team", changes=(APPOINT_TEAM,)),
    ProjectPage(_("Progress"), "progress", changes=(ACCEPT_PROGRESS,)),
    ProjectPage(_("Status"), "status", changes=(ASSESS_STATUS, WRITE_COMMENT)),
    ProjectPage(_("Baseline"), "baseline", changes=(PROPOSE_BASELINE, APPROVE_BASELINE)),
    ProjectPage(_("Life cycle"), "life", changes=(REQUEST_MOVE, DECIDE_MOVE, AUTHORISE_PROJECT)),
    ProjectPage(_("History"), "history", VIEW_OWN_ACTS),
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
        "hats_here": _hats_here(request, actor),
        "demo_people": sign_ins() if request.path == settings.LOGIN_URL and settings.HEADWAY_DEMO else [],
    }


def _item(entry: Entry, current: str) -> Item:
    url = reverse(entry.route)
    return Item(str(entry.label), url, entry.icon, current.startswith(url))


def _project_of(request: HttpRequest) -> int | None:
    """The project that the route names by ``project_id``; an address may name any number."""
    named = request.resolver_match.kwargs.get("project_id") if request.resolver_match else None
    return named if named is not None and named < 2**63 else None


def _page_of(request: HttpRequest, project_id: int) -> ProjectPage | None:
    """The page of a project that an address is on or below; below the overview are the others."""
    urls = {reverse(page.route, args=[project_id]): page for page in PROJECT_PAGES}
    above = [url for url, page in urls.items() if request.path.startswith(url) and page.route != "project"]
    return urls.get(max(above, key=len, default=request.path))


def _project_tabs(request: HttpRequest, actor: Any) -> list[Item]:
    """The pages beside each other of the project that the route names."""
    project_id = _project_of(request)
    if project_id is None or actor is None:
        return []
    here = _page_of(request, project_id)
    pages = [
        page
        for page in PROJECT_PAGES
        if actor.may_somewhere(page.permission)  # who sees a project sees its pages
        and (page.permission is VIEW_PROJECT or actor.may(page.permission, project_id))
    ]
    return [Item(str(page.label), reverse(page.route, args=[project_id]), "", page is here) for page in pages]


def _hats_here(request: HttpRequest, actor: Any) -> list[tuple[str, str]]:
    """The roles (code, name) in which somebody who changes nothing on a project's page could change it."""
    project_id = _project_of(request)
    if project_id is None or actor is None or len(actor.hats) < 2 or "HX-Request" in request.headers:
        return []
    page = _page_of(request, project_id)
    changes = page.changes if page else ()
    if any(actor.may(permission, project_id) for permission in changes):
        return []
    hats = [hat for permission in changes for hat in actor.hats_for(permission, project_id)]
    return list(dict.fromkeys(hats))
