"""Bodies that are too large or of unknown length are refused before anything reads them."""

from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings

Environment = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environment, StartResponse], Iterable[bytes]]


def limit_bodies(application: Application, *, largest: int) -> Application:
    """The application behind a gate: 413 by ``Content-Length`` above ``largest`` bytes, 411 without a length.

    A chunked body has no length and would arrive empty through WSGI: it is refused rather than misread.
    """

    def gate(environ: Environment, start_response: StartResponse) -> Iterable[bytes]:
        if environ.get("HTTP_TRANSFER_ENCODING"):
            return _refuse(start_response, "411 Length Required", "Send the request with a Content-Length.")
        length = announced_length(environ)
        if length is None:
            return _refuse(start_response, "400 Bad Request", "The Content-Length is not a number.")
        if length > largest:
            sentence = f"At most {largest // settings.MEGABYTE} MB can be sent at once."
            return _refuse(start_response, "413 Content Too Large", sentence)
        return application(environ, start_response)

    return gate


def announced_length(environ: Environment) -> int | None:
    """How many bytes the body has by its ``Content-Length``, 0 without one; None for what is no number."""
    length = environ.get("CONTENT_LENGTH") or environ.get("HTTP_CONTENT_LENGTH") or "0"
    return int(length) if length.isascii() and length.isdigit() else None


def _refuse(start_response: StartResponse, status: str, sentence: str) -> Iterable[bytes]:
    body = sentence.encode()
    headers = [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(body)))]
    start_response(status, [*headers, ("Connection", "close")])
    return [body]
