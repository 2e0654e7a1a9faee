"""How sign-in behaves where it differs from django-allauth's defaults."""

from collections.abc import Mapping
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import LoginForm, default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import send_mail
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from headway.common.http.client import client_address
from headway.common.http.forms import Form
from headway.common.jobs.services import enqueue

from .actors import System
from .models import User

MAILING_RESET_LINK = "accounts.mail_reset_link"


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # django-allauth is not typed
    """Accounts are made by an administrator: nobody signs up by themselves."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Whom attempts are counted for: not the proxy in front, or all people would share its limit."""
        return client_address(request)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """What wrong passwords are counted for: the account, whatever host and port were asked."""
        return str(credentials.get("email", "")).lower()

    def send_password_reset_mail(self, user: User, email: str, context: dict[str, Any]) -> None:
        """Leave it to a job: nobody waits for a mail server, and no wait tells which address is known."""
        enqueue(MAILING_RESET_LINK, {"user": user.pk}, actor=System())


class SignInForm(Form, LoginForm):  # type: ignore[misc]  # as above
    """Address and password. What to do without a password depends on the installation and stands below."""

    asks: ClassVar[Mapping[str, Any]] = {
        "login": gettext_lazy("Enter the e-mail address with which you sign in."),
        "password": gettext_lazy("Enter your password."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = ""


def password_link(user: User, site: str) -> str:
    """Where a login's password is chosen: good for one hour and one use."""
    uid, key = user_pk_to_url_str(user), default_token_generator.make_token(user)
    return site + reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": key})


def mail_reset_link(user: User) -> None:
    """Send a login's own address a link for choosing a new password, good for one hour and one use."""
    link = password_link(user, settings.HEADWAY_SITE)
    text = render_to_string("account/reset_link.txt", {"email": user.email, "link": link})
    send_mail(_("Choose a new password"), text, None, [user.email])


def forgotten_password(request: HttpRequest) -> dict[str, Any]:
    """Context of the sign-in pages: whether a link can be sent, and whom to ask otherwise."""
    if not request.path_info.startswith("/accounts/"):
        return {}
    return {"mail_works": settings.HEADWAY_MAIL, "contact": settings.HEADWAY_CONTACT}
