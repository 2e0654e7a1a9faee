"""The error pages. They need no database: what broke may be the database."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template


def _error_page(request: HttpRequest, status: HTTPStatus) -> HttpResponse:
    """The page of a status, without context processors, so that no query runs."""
    content = get_template(f"{status.value}.html").render({"request": request})
    return HttpResponse(content, status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400."""
    return _error_page(request, HTTPStatus.BAD_REQUEST)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403."""
    return _error_page(request, HTTPStatus.FORBIDDEN)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404."""
    return _error_page(request, HTTPStatus.NOT_FOUND)


def server_error(request: HttpRequest) -> HttpResponse:
    """500."""
    return _error_page(request, HTTPStatus.INTERNAL_SERVER_ERROR)
