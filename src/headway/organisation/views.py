"""Pages about the actor."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from headway.common.access import SIGNED_IN, OpenTo
from headway.common.http.pages import ActorRequest, inside, page
from headway.common.refusal import Forbidden

from .actors import PersonActor
from .middleware import HAT_SESSION_KEY
from .models import User

OWN_HAT = OpenTo(SIGNED_IN, "people choose among the hats that they hold")


@page(OWN_HAT, methods=("POST",))
def switch_hat(request: ActorRequest) -> HttpResponse:
    """Wear another hat: whatever is written from now on is written in that capacity."""
    actor, chosen = request.actor, request.POST.get("hat", "")
    if not isinstance(actor, PersonActor) or chosen not in dict(actor.hats):
        raise Forbidden(_("You do not hold this role."))
    request.session[HAT_SESSION_KEY] = chosen
    User.objects.filter(person=actor.person).update(hat=chosen)
    return redirect(inside(request, request.POST.get("next", "/")))
