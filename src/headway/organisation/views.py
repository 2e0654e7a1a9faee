"""Pages about the actor."""

from django.http import HttpResponse
from django.shortcuts import redirect

from headway.common.access import SIGNED_IN, OpenTo
from headway.common.http.pages import ActorRequest, inside, page

from .hats import wear_hat

OWN_HAT = OpenTo(SIGNED_IN, "people choose among the hats that they hold")


@page(OWN_HAT, methods=("POST",))
def switch_hat(request: ActorRequest) -> HttpResponse:
    """Wear another hat: whatever is written from now on is written in that capacity."""
    wear_hat(request, request.POST.get("hat", ""))
    return redirect(inside(request, request.POST.get("next", "/")))
