"""Who may sign in with the demo's password, which stands in the source for everybody to read."""

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import HttpRequest

from headway.organisation.models import User

from .models import DemoSignIn
from .people import PASSWORD


class DemoPassword:
    """Asked before the other authentication backends: refuses the demo's password, whoever gives it.

    Not where only this machine gets to the installation, and not where ``HEADWAY_DEMO`` allows it.
    """

    def authenticate(self, request: HttpRequest | None, *, password: str = "", **credentials: object) -> None:
        """Nobody. Raises ``PermissionDenied``, after which no other backend is asked."""
        if password == PASSWORD and not settings.HEADWAY_DEMO:
            raise PermissionDenied


def demo_password_in_use() -> bool:
    """Whether somebody's password is the demo's. An installation without the demo is not looked through."""
    if not DemoSignIn.objects.exists():
        return False
    kept = User.objects.filter(is_active=True).values("password").annotate(people=Count("pk"))
    # The demo hashes it once for all its people: what most of them have in common comes first.
    shared_first = kept.order_by("-people").values_list("password", flat=True)
    return any(check_password(PASSWORD, encoded) for encoded in shared_first.iterator())


def demo_is_open(*, local: bool) -> tuple[bool, str]:
    """(whether all is well, what to say) about its password; ``local``: only this machine gets here."""
    if not demo_password_in_use():
        return True, "nobody has the demo's password"
    if not settings.HEADWAY_DEMO:
        return True, "people of the demo cannot sign in: their password is public; HEADWAY_DEMO=1 accepts it"
    if local:
        return (
            True,
            "people of the demo sign in with a public password; by the settings only this machine gets here",
        )
    return False, (
        "anybody can sign in as anybody of the demo: their password is public, HEADWAY_DEMO=1 accepts it, "
        "and not only this machine gets here"
    )
