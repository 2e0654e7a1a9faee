"""Bodies that are too large or of unknown length are refused before anything reads them."""

from collections.abc import Callable, Iterable
from typing import Any

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
        length = environ.get("CONTENT_LENGTH") or environ.get("HTTP_CONTENT_LENGTH") or "0"
        if not length.isascii() or not length.isdigit():
            return _refuse(start_response, "400 Bad Request", "The Content-Length is not a number.")
        if int(length) > largest:
            sentence = f"At most {largest // 1024 // 1024} MB can be sent at once."
            return _refuse(start_response, "413 Content Too Large", sentence)
        return application(environ, start_response)

    return gate


def _refuse(start_response: StartResponse, status: str, sentence: str) -> Iterable[bytes]:
    body = sentence.encode()
    headers = [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(body)))]
    start_response(status, [*headers, ("Connection", "close")])
    return [body]
