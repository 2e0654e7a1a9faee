"""The API toolkit: declared permissions, problem+json errors, and the bodies of large reads.

One thin layer over django-ninja, so that no room depends on more of it than routes and schemas.
"""

import re
from collections.abc import Callable
from typing import Any, Literal, cast

import msgspec
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Schema
from ninja import Router as NinjaRouter
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.parser import Parser
from ninja.security import APIKeyCookie

from headway.common.access import ANYONE, Actor, OpenTo, Permission
from headway.common.refusal import Forbidden, Refusal

from .pages import ActorRequest, Declaration

Method = Literal["GET", "POST", "PUT", "PATCH", "DELETE"]
UNSAFE = frozenset({"POST", "PUT", "PATCH", "DELETE"})
ESCAPED_NUL = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")  # not after an odd backslash: that one is typed text


class SignedIn(APIKeyCookie):
    """Signed in by the session cookie; unsafe methods also need the CSRF token (the base class checks).

    Whoever holds the declared permission nowhere is refused here, before anybody looks at the body.
    """

    param_name = settings.SESSION_COOKIE_NAME

    def __init__(self, declaration: Declaration) -> None:
        super().__init__()
        self.declaration = declaration

    def _get_key(self, request: HttpRequest) -> str | None:
        """The session's cookie. Raises ``Forbidden`` where the token is not the one of this sign-in.

        Who is not signed in is told that, and nothing of tokens. ``renew`` says to programs that a fresh
        token, which ``/me`` gives, is all that is missing.
        """
        if not request.user.is_authenticated:
            return None
        try:
            return super()._get_key(request)
        except HttpError:
            sentence = _("This page is older than your sign-in. Nothing was changed. Reload the page.")
            raise Forbidden(sentence, renew=True) from None

    def authenticate(self, request: HttpRequest, key: str | None) -> Actor | None:
        """The actor that the middleware found, or None. Raises ``Forbidden``."""
        if not request.user.is_authenticated:
            return None
        actor = cast(ActorRequest, request).actor
        if isinstance(self.declaration, Permission) and not actor.may_somewhere(self.declaration):
            raise Forbidden(_("None of your roles allows this."))
        return actor


def closed(request: HttpRequest) -> None:
    """The API's default: an operation that was registered without a declaration lets nobody in."""
    return


class JsonParser(Parser):
    """Reads JSON strictly: no NaN, and no halves of characters, which no database and no answer can hold."""

    def parse_body(self, request: HttpRequest) -> Any:
        """The body, or an exception that is answered with 400; a NUL can be stored nowhere."""
        body = msgspec.json.decode(request.body)
        if ESCAPED_NUL.search(request.body):
            raise ValueError("NUL in a text")
        return body


class VersionBody(Schema):
    """A change, with the version of the thing as it was read; a change of more than that adds its fields."""

    version: int | None = None


class Router(NinjaRouter):
    """A room's routes. Each says which permission it needs."""

    def route(
        self, method: Method, path: str, declaration: Declaration, **options: Any
    ) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        """Register an operation with its declaration; options go to django-ninja."""

        def decorate(view: Callable[..., Any]) -> Callable[..., Any]:
            view.declaration = declaration  # type: ignore[attr-defined]  # read by the house tests
            open_to_all = isinstance(declaration, OpenTo) and declaration.whom == ANYONE
            options.setdefault("auth", None if open_to_all else SignedIn(declaration))
            options.setdefault("response", {200: Any})
            options.setdefault("by_alias", True)
            return self.api_operation([method], path, **options)(view)

        return decorate


def problem(status: int, title: str, detail: str, **extra: Any) -> HttpResponse:
    """An error as RFC 9457 problem+json."""
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail, **extra}
    return HttpResponse(msgspec.json.encode(body), status=status, content_type="application/problem+json")


def data(value: Any, *, status: int = 200) -> HttpResponse:
    """A large answer, encoded at once."""
    return HttpResponse(msgspec.json.encode(value), status=status, content_type="application/json")


def refused(refusal: Refusal) -> HttpResponse:
    """A refusal as problem+json."""
    return problem(refusal.status, str(refusal.title), str(refusal.detail), **refusal.extra)


def install_errors(api: NinjaAPI) -> None:
    """Answer every error in one form."""

    @api.exception_handler(Refusal)
    def _refusal(request: HttpRequest, refusal: Refusal) -> HttpResponse:
        return refused(refusal)

    @api.exception_handler(AuthenticationError)
    def _signed_out(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
        sentence = _("You are not signed in, or your session ended. Sign in again.")
        return problem(401, _("Not signed in"), sentence)

    @api.exception_handler(ValidationError)
    def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
        fields = [{"field": ".".join(map(str, e["loc"][1:])), "detail": e["msg"]} for e in error.errors]
        detail = "; ".join(f"{f['field']}: {f['detail']}" for f in fields)
        return problem(422, _("A value is not valid"), detail, errors=fields)

    @api.exception_handler(HttpError)
    def _http(request: HttpRequest, error: HttpError) -> HttpResponse:
        return problem(error.status_code, str(error.message), str(error.message))
