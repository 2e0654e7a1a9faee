"""Pages: the permission a page declares, and how refusals are shown on it.

Every route declares what it needs. A page that declares nothing is answered with 403 by the middleware, and a
house test is red. A declared permission is checked twice: here coarsely (held in any scope at all), and by
``get_visible`` for the row that is asked for.
"""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import is_valid_path, resolve
from django.utils.http import escape_leading_slashes, url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from headway.common.access import ANYONE, Actor, OpenTo, Permission
from headway.common.refusal import Forbidden, Refusal

P = ParamSpec("P")
Declaration = Permission | OpenTo
LOOKING = ("GET", "HEAD")
LONGEST_NUMBER = 18  # digits that fit into 64 bits whatever they are


class ActorRequest(HttpRequest):
    """A request after the middleware found out who acts."""

    actor: Actor


View = Callable[Concatenate[ActorRequest, P], HttpResponse]


def page(
    declaration: Declaration, *, methods: tuple[str, ...] = ("GET", "HEAD")
) -> Callable[[View[P]], View[P]]:
    """Declare what a page needs and which methods it answers; refusals become pages or fragments.

    ``methods`` name everything that the page answers, so that the table role × route can be generated.
    """

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def wrapper(request: ActorRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if request.method not in methods:
                return _not_answered(request, methods)
            refused = _entrance(request, declaration)
            if refused is not None:
                return refused
            try:
                return view(request, *args, **kwargs)
            except Refusal as refusal:
                return show_refusal(request, refusal)

        wrapper.declaration = declaration  # type: ignore[attr-defined]  # read by middleware and house tests
        wrapper.methods = methods  # type: ignore[attr-defined]  # as above
        return cast("View[P]", wrapper)

    return decorate


def _entrance(request: ActorRequest, declaration: Declaration) -> HttpResponse | None:
    if isinstance(declaration, OpenTo) and declaration.whom == ANYONE:
        return None
    if not request.user.is_authenticated:
        return to_sign_in(request)
    if isinstance(declaration, Permission) and not request.actor.may_somewhere(declaration):
        return show_refusal(request, Forbidden(_("None of your roles allows this.")))
    return None


def _not_answered(request: HttpRequest, methods: tuple[str, ...]) -> HttpResponse:
    """An address that only takes a form leads whoever looks at it, as after signing in, to the page above.

    What the page was narrowed to stays so.
    """
    if request.method not in LOOKING:
        return HttpResponse(status=405, headers={"Allow": ", ".join(methods)})
    path = request.path_info
    while path != "/":
        path = path.rstrip("/").rpartition("/")[0] + "/"
        if is_valid_path(path) and "GET" in getattr(resolve(path).func, "methods", LOOKING):
            break
    query = request.META.get("QUERY_STRING", "")
    return redirect(f"{path}?{query}" if query else path)


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """To the sign-in page, and from there back to where the person is.

    Who sent something had a page to send it from: the session ended since, and the sign-in page says so.
    """
    if request.method not in LOOKING:
        return redirect_to_login(came_from(request), f"{settings.LOGIN_URL}?ended=1")
    looks = not request.headers.get("HX-Request")
    return redirect_to_login(request.get_full_path() if looks else came_from(request), settings.LOGIN_URL)


def own_path(request: HttpRequest) -> str:
    """The address of the request, as a link: with two slashes in front it would lead to another host."""
    return escape_leading_slashes(request.path)


def came_from(request: HttpRequest) -> str:
    """The page of this installation that sent the request, without its host; otherwise the address itself."""
    try:
        page = urlsplit(request.headers.get("Referer", ""))
        host = request.get_host()
    except (ValueError, DisallowedHost):
        return own_path(request)
    if page.netloc != host:
        return own_path(request)
    return escape_leading_slashes(page.path + (f"?{page.query}" if page.query else ""))


def way_back(request: HttpRequest) -> str:
    """To the page from which something was sent; nothing where somebody only looked."""
    return "" if request.method in LOOKING else came_from(request)


def posted_number(text: str) -> int | None:
    """A whole number as a form sends it, or None for anything else; none is larger than a column holds."""
    return int(text) if text.isdecimal() and len(text) <= LONGEST_NUMBER else None


def posted_version(request: HttpRequest) -> int | None:
    """The version that a form sent along, or None where it did not; services answer none with 428."""
    return posted_number(request.POST.get("version", ""))


def inside(request: HttpRequest, target: str) -> str:
    """``target`` if it is an address of this installation, otherwise its start page."""
    allowed = url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()})
    return target if allowed else "/"


def show_refusal(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The refusal as a sentence: a fragment for htmx, a page otherwise."""
    template = "web/_refusal.html" if request.headers.get("HX-Request") else "web/refusal.html"
    context = {
        "refusal": refusal,
        "title": refusal.title,
        "detail": refusal.detail,
        "back": way_back(request),
        "hats": [(hat["code"], hat["name"]) for hat in refusal.extra.get("hats", ())],
    }
    return render(request, template, context, status=refusal.status)
