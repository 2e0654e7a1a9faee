"""Middleware that knows no business."""

import re
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.utils.translation import gettext as _

from .api import UNSAFE, problem
from .bodies import announced_length
from .pages import to_sign_in

LARGEST_OF_STRANGERS = 64 * 1024  # bytes: any form of sign-in, and no file
SPOKEN = "application/json"
SPOKEN_WITH_FILES = frozenset({SPOKEN, "multipart/form-data"})
TAKES_FILES = "/imports"  # how the addresses end that do
CONTROL = re.compile(r"%[01][0-9A-F]|%7F|%C2%[89][0-9A-F]", re.IGNORECASE)  # as addresses have them


class NoNulInAddress:
    """An address with a NUL in it is nobody's: PostgreSQL cannot even be asked about it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\0" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            return HttpResponseBadRequest(_("This address cannot be."), content_type="text/plain")
        return self.get_response(request)


class PlainRedirects:
    """No answer leads to an address with a line break or the like, but to the start page instead.

    Escaped, as Django sends them, they do no harm; but nobody honest asks for such a page. It is done here
    since not only our own forms name the next page, but also those of sign-in and language.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if CONTROL.search(response.get("Location", "")):
            response["Location"] = "/"
        return response


class SpokenTypes:
    """The API reads JSON, which no form of another site can send, and files where it takes files.

    Another site's form can send files: the token against forged requests and the same-site cookie refuse it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked = request.method in UNSAFE and request.path_info.startswith(settings.HEADWAY_API_PREFIX)
        spoken = SPOKEN_WITH_FILES if request.path_info.endswith(TAKES_FILES) else {SPOKEN}
        if asked and request.headers.get("Content-Length", "0") != "0" and request.content_type not in spoken:
            return problem(415, _("Unsupported media type"), _("Send application/json."))
        return self.get_response(request)


class BodiesOfStrangers:
    """Who is not signed in sends forms, not files: a larger body is refused before anything reads it.

    Comes after authentication. The check against forged requests looks for its token in the body of a form,
    and would write the files of anybody to the disk first.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = announced_length(request.META) or 0
        if length <= LARGEST_OF_STRANGERS or request.user.is_authenticated:
            return self.get_response(request)
        if request.path_info.startswith(settings.HEADWAY_API_PREFIX):
            return problem(401, _("Not signed in"), _("Sign in before you send files."))
        return to_sign_in(request)
