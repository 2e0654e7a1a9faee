"""The error pages. But for ``token_missing`` they need no database: what broke may be the database."""

import sys
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template
from django.utils.translation import gettext as _

from headway.common.http.api import problem
from headway.common.http.pages import own_path, to_sign_in, way_back
from headway.common.outage import is_outage

TRY_AGAIN = 5  # seconds
ACCOUNTS = "/accounts/"  # pages for people who are not signed in


def _error_page(request: HttpRequest, status: HTTPStatus) -> HttpResponse:
    """The page of a status, without context processors, so that no query runs."""
    addresses = {"again": own_path(request), "back": way_back(request)}
    context = {"request": request, "seconds": TRY_AGAIN, **addresses}
    return HttpResponse(get_template(f"{status.value}.html").render(context), status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400."""
    return _error_page(request, HTTPStatus.BAD_REQUEST)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403."""
    return _error_page(request, HTTPStatus.FORBIDDEN)


def token_missing(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 where a form came without its token, or with that of an earlier sign-in: nothing was done.

    Who is not signed in any more signs in first, as whoever sends a form after the session ended. The page
    leads back to the form; what was typed waits in the browser.
    """
    if request.path_info.startswith(settings.HEADWAY_API_PREFIX):
        sentence = _("The token of this request is missing or old. Nothing was changed.")
        return problem(403, _("Not allowed"), sentence)
    if not request.user.is_authenticated and not request.path_info.startswith(ACCOUNTS):
        return to_sign_in(request)
    content = get_template("403_token.html").render({"request": request, "back": way_back(request)})
    response = HttpResponse(content, status=HTTPStatus.FORBIDDEN)
    if request.headers.get("HX-Request"):
        response["HX-Refresh"] = "true"  # the page is what is old
    return response


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404."""
    return _error_page(request, HTTPStatus.NOT_FOUND)


def server_error(request: HttpRequest) -> HttpResponse:
    """500, or 503 while the database does not answer."""
    if is_outage(sys.exc_info()[1]):
        return unavailable(request)
    if request.path_info.startswith(settings.HEADWAY_API_PREFIX):
        return problem(500, _("Something broke on our side"), _("Nothing was changed. Try again later."))
    return _error_page(request, HTTPStatus.INTERNAL_SERVER_ERROR)


def unavailable(request: HttpRequest) -> HttpResponse:
    """503: the page loads itself again, programs are told when to come back."""
    if request.path_info.startswith(settings.HEADWAY_API_PREFIX):
        detail = _("The server cannot reach its database right now. Try again in a few seconds.")
        response = problem(503, _("Back in a moment"), detail)
    else:
        response = _error_page(request, HTTPStatus.SERVICE_UNAVAILABLE)
    response["Retry-After"] = str(TRY_AGAIN)
    return response
