"""Pages about the actor, and about who holds which role."""

from typing import Any

from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from headway.common.access import SIGNED_IN, OpenTo, get_visible
from headway.common.http.forms import carried_out, status_of
from headway.common.http.pages import ActorRequest, inside, page

from . import services
from .deciding import may_request_somewhere
from .forms import LastDayForm, OutcomeForm, PlaceForm, RoleForm, endings
from .hats import wear_hat
from .models import RoleGrant, Scope
from .permissions import DECIDE_ROLE, REQUEST_ROLE, VIEW_ROLES
from .places import named_requests, place_shown, role_decisions
from .queries import holdings, own_requests

OWN_HAT = OpenTo(SIGNED_IN, "people choose among the hats that they hold")


@page(OWN_HAT, methods=("POST",))
def switch_hat(request: ActorRequest) -> HttpResponse:
    """Wear another hat: whatever is written from now on is written in that capacity."""
    wear_hat(request, request.POST.get("hat", ""))
    return redirect(inside(request, request.POST.get("next", "/")))


@page(VIEW_ROLES)
def roles(request: ActorRequest) -> HttpResponse:
    """Who holds which role in a place, and the requests that wait."""
    return _show_roles(request)


@page(REQUEST_ROLE, methods=("POST",))
def request_role(request: ActorRequest) -> HttpResponse:
    """Ask that somebody be given a role."""
    form = RoleForm(request.POST)

    def ask() -> None:
        grant = services.request_role_by_address(form.value(), actor=request.actor)
        told = _("Requested for %(person)s. Somebody else decides.") % {"person": grant.person.name}
        messages.success(request, told)

    if carried_out(form, ask):
        return redirect("roles")
    return _show_roles(request, tried=form)


@page(DECIDE_ROLE, methods=("POST",))
def decide_role(request: ActorRequest, role_grant_id: int) -> HttpResponse:
    """Give or refuse a requested role."""
    actor, form = request.actor, OutcomeForm(request.POST)
    grant = get_visible(RoleGrant, actor, DECIDE_ROLE, pk=role_grant_id)
    approve = form["outcome"].data == "approve"
    if not carried_out(form, lambda: services.decide_role(grant, actor=actor, approve=approve)):
        return _show_again(request, grant, form, "organisation/decide_again.html")
    text = _("%(person)s holds the role now.") if approve else _("%(person)s does not get the role.")
    messages.success(request, text % {"person": grant.person.name})
    return redirect(_back(request))


@page(DECIDE_ROLE, methods=("POST",))
def end_role(request: ActorRequest, role_grant_id: int) -> HttpResponse:
    """Take a role away, at once or after its last day."""
    actor, form = request.actor, LastDayForm(request.POST)
    grant = get_visible(RoleGrant, actor, DECIDE_ROLE, pk=role_grant_id)
    if not carried_out(form, lambda: services.end_role(grant, actor=actor, **form.cleaned_data)):
        return _show_again(request, grant, form, "organisation/end_again.html")
    messages.success(request, _("The role of %(person)s ends.") % {"person": grant.person.name})
    return redirect(_back(request))


def _show_again(request: ActorRequest, grant: RoleGrant, form: Form, template: str) -> HttpResponse:
    """What was refused, with the reason beside it. The forms stand on several pages: this is their own."""
    prefetch_related_objects([grant], "person", "requested_by")
    context = {"grant": grant, "form": form, "next": _back(request)}
    return render(request, template, context, status=status_of(form))


def _back(request: ActorRequest) -> str:
    """The page on which the form stood."""
    return inside(request, request.POST.get("next") or reverse("roles"))


def _show_roles(request: ActorRequest, *, tried: RoleForm | None = None) -> HttpResponse:
    actor, place = request.actor, PlaceForm(request.GET)
    found: list[Scope | None] = []
    carried_out(place, lambda: found.append(place_shown(place.cleaned_data["place"], actor)))
    shown = found[0] if found else None
    held = holdings(shown.pk, actor) if shown else []
    context: dict[str, Any] = {
        "place": place,
        "shown": shown,
        "held": held,
        "ends": endings(held),
        "waiting": role_decisions(actor),
        "asked": named_requests(own_requests(actor), actor) if actor.may_somewhere(REQUEST_ROLE) else [],
        "form": tried or (RoleForm() if may_request_somewhere(actor) else None),
    }
    return render(request, "organisation/roles.html", context, status=422 if tried or place.errors else 200)
