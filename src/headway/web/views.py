"""The page of the shell itself: where people land after sign-in."""

from django.http import HttpResponse
from django.shortcuts import redirect, render

from headway.common.access import SIGNED_IN, OpenTo
from headway.common.http.pages import ActorRequest, page

from .navigation import shell

START = OpenTo(SIGNED_IN, "sends people to the first page that their roles open")


@page(START)
def home(request: ActorRequest) -> HttpResponse:
    """The first page of the navigation, or a word about having no role yet."""
    items = shell(request)["navigation"]
    return redirect(items[0].url) if items else render(request, "web/no_roles.html")
