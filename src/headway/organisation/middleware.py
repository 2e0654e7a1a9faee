"""Who acts in this request, and the gate that answers undeclared routes with 403."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from headway.common.http.declarations import declaration_of
from headway.common.http.pages import show_refusal
from headway.common.refusal import Forbidden

from .actors import Nobody, PersonActor
from .models import Person, User

HAT_HEADER = "X-Headway-Hat"
HAT_SESSION_KEY = "hat"

GetResponse = Callable[[HttpRequest], HttpResponse]


class ActorMiddleware:
    """Sets ``request.actor``: the signed-in person with the hat of the session or of the request's header."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = actor_of(request)  # type: ignore[attr-defined]  # declared by ActorRequest
        response = self.get_response(request)
        if request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "no-store")
        return response


def actor_of(request: HttpRequest) -> PersonActor | Nobody:
    """The actor behind a request; a login without a person, or a switched-off one, is nobody."""
    user = request.user
    if not isinstance(user, User) or not user.is_active or user.person_id is None:
        return Nobody()
    person = Person.objects.get(pk=user.person_id)
    hat = request.headers.get(HAT_HEADER) or request.session.get(HAT_SESSION_KEY) or user.hat
    return PersonActor(person, chosen_hat=str(hat))


class DeclaredRoutes:
    """A route that declares no permission is closed: 403, whoever asks."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Refuse before the view runs."""
        if declaration_of(request.path_info, view) is not None:
            return None
        return show_refusal(request, Forbidden(_("This page declares no permission, so nobody may open it.")))
