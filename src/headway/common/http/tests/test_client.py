"""The address that sign-ins are counted under."""

from typing import Any

import pytest
from django.http import HttpRequest
from django.test import RequestFactory

from headway.common.http.client import client_address


def request_with(forwarded: str | None) -> HttpRequest:
    headers = {} if forwarded is None else {"X-Forwarded-For": forwarded}
    return RequestFactory(REMOTE_ADDR="10.0.0.1").get("/", headers=headers)


@pytest.mark.parametrize("forwarded", [None, "198.51.100.7", "203.0.113.9, 198.51.100.7"])
def test_without_a_trusted_proxy_the_header_is_anybodys_and_does_not_count(
    settings: Any, forwarded: str | None
) -> None:
    settings.HEADWAY_PROXIES = 0
    assert client_address(request_with(forwarded)) == "10.0.0.1"


@pytest.mark.parametrize(
    ("proxies", "forwarded", "expected"),
    [
        (1, "198.51.100.7", "198.51.100.7"),
        (1, "spoofed, 203.0.113.9,198.51.100.7", "198.51.100.7"),
        (2, "203.0.113.9, 198.51.100.7, 10.0.0.2", "198.51.100.7"),
        (1, "198.51.100.7:4711", "198.51.100.7"),
        (1, "[2001:DB8::1]:443", "2001:db8::1"),
        (1, "2001:db8:0::1", "2001:db8::1"),
        (1, None, "10.0.0.1"),
        (1, "198.51.100.7, ", "10.0.0.1"),
        (1, "unknown", "10.0.0.1"),
        (1, "198.51.100.7, _hidden", "10.0.0.1"),
        (2, "198.51.100.7", "10.0.0.1"),
    ],
)
def test_the_address_is_what_the_outermost_trusted_proxy_saw(
    settings: Any, proxies: int, forwarded: str | None, expected: str
) -> None:
    settings.HEADWAY_PROXIES = proxies
    assert client_address(request_with(forwarded)) == expected
