"""Bodies that are too large, or of unknown length, never reach the application."""

from collections.abc import Iterable
from typing import Any

import pytest

from headway.common.http.bodies import limit_bodies


def answer(environ: dict[str, Any]) -> tuple[str, bool]:
    """(status, whether the application was asked) for a request through a gate of 10 bytes."""
    asked: list[bool] = []
    statuses: list[str] = []

    def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        asked.append(True)
        start_response("200 OK", [])
        return []

    list(limit_bodies(application, largest=10)(environ, lambda status, headers: statuses.append(status)))
    return statuses[0], bool(asked)


def test_who_sends_too_much_reads_the_limit_that_was_set() -> None:
    gate = limit_bodies(lambda environ, start_response: [], largest=100_500_000)
    body = gate({"CONTENT_LENGTH": "100500001"}, lambda status, headers: None)
    assert list(body) == [b"At most 100 MB can be sent at once."]


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({}, ("200 OK", True)),
        ({"CONTENT_LENGTH": "10"}, ("200 OK", True)),
        ({"HTTP_CONTENT_LENGTH": "11"}, ("413 Content Too Large", False)),
        ({"CONTENT_LENGTH": "11"}, ("413 Content Too Large", False)),
        ({"CONTENT_LENGTH": "-1"}, ("400 Bad Request", False)),
        ({"CONTENT_LENGTH": "٣"}, ("400 Bad Request", False)),
        ({"HTTP_TRANSFER_ENCODING": "chunked"}, ("411 Length Required", False)),
        ({"HTTP_TRANSFER_ENCODING": "chunked", "CONTENT_LENGTH": "5"}, ("411 Length Required", False)),
    ],
)
def test_the_gate_looks_at_the_declared_length(environ: dict[str, Any], expected: tuple[str, bool]) -> None:
    assert answer(environ) == expected
