"""The hat that a person wears from one request to the next."""

from django.http import HttpRequest
from django.utils.translation import gettext as _

from headway.common.refusal import Forbidden

from .actors import PersonActor, actor_of_job
from .middleware import HAT_SESSION_KEY
from .models import User


def wear_hat(request: HttpRequest, hat: str) -> None:
    """From the next request on whoever is signed in acts in this capacity, until another is chosen.

    Raises ``Forbidden`` for a role that the person does not hold.
    """
    user = request.user
    actor = actor_of_job(user.person_id, hat) if isinstance(user, User) else None
    if not isinstance(actor, PersonActor) or actor.hat != hat or not hat:
        raise Forbidden(_("You do not hold this role."))
    request.session[HAT_SESSION_KEY] = hat
    User.objects.filter(person=actor.person).update(hat=hat)
