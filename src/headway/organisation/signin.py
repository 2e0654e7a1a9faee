"""How sign-in behaves where it differs from django-allauth's defaults."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from headway.common.http.client import client_address


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # django-allauth is not typed
    """Accounts are made by an administrator: nobody signs up by themselves."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Whom attempts are counted for: not the proxy in front, or all people would share its limit."""
        return client_address(request)
