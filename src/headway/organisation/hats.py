"""The hat that a person wears from one request to the next."""

from headway.common.http.pages import ActorRequest

from .actors import actor_of_job
from .middleware import HAT_SESSION_KEY
from .services import choose_hat


def wear_hat(request: ActorRequest, hat: str) -> None:
    """From the next request on whoever is signed in acts in this capacity, until another is chosen.

    Raises ``Forbidden`` for a role that the person does not hold; one that was given a moment ago is held.
    """
    choose_hat(hat, actor=actor_of_job(request.actor.person_id, hat))
    request.session[HAT_SESSION_KEY] = hat
