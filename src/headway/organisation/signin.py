"""How sign-in behaves where it differs from django-allauth's defaults."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # django-allauth is not typed
    """Accounts are made by an administrator: nobody signs up by themselves."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def get_client_ip(self, request: HttpRequest) -> Any:
        """The connecting address; a forwarded one does not count."""
        return request.META.get("REMOTE_ADDR", "")
