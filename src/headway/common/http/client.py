"""Who connects: the address of a client, through the proxies that the installation trusts."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The client's address: whoever connected, or whom the trusted proxies name.

    Each proxy appends whom it saw to ``X-Forwarded-For``. With n trusted ones, what stands left of the n-th
    entry from the right is anybody's word. A header that is too short or names no address did not pass all
    of them: the connecting address counts then, so that nobody chooses whom to be counted as.
    """
    connecting = str(request.META.get("REMOTE_ADDR", ""))
    proxies: int = settings.HEADWAY_PROXIES
    named = request.headers.get("X-Forwarded-For", "").split(",")
    if not 0 < proxies <= len(named):
        return connecting
    return _address(named[-proxies]) or connecting


def _address(text: str) -> str:
    """One spelling of an address as proxies write it, with or without port and brackets; "" for none."""
    bare = text.strip()
    if bare.startswith("["):
        bare = bare[1:].partition("]")[0]
    elif bare.count(":") == 1:
        bare = bare.partition(":")[0]
    try:
        return str(ipaddress.ip_address(bare))
    except ValueError:
        return ""
