"""Search for programs and for the command palette."""

from typing import Any

from django.urls import reverse
from ninja import Schema

from headway.common.http.api import Router
from headway.common.http.lists import Listed, listed
from headway.common.http.pages import ActorRequest
from headway.project.lifecycle.permissions import VIEW_PROJECT

from .queries import find

router = Router(tags=["search"])


class Found(Schema):
    """One thing that was found."""

    label: str
    detail: str
    url: str


@router.route("GET", "/search", VIEW_PROJECT, response=Listed[Found])
def search(request: ActorRequest, q: str = "") -> dict[str, Any]:
    """Projects and activities whose code or name contains the words, best first; a few of each."""
    items = []
    for hit in find(request.actor, q):
        url = reverse("project", args=[hit.project_id])
        if hit.activity_id is not None:
            url = f"{reverse('plan', args=[hit.project_id])}#activity-{hit.activity_id}"
        items.append({"label": hit.label, "detail": hit.detail, "url": url})
    return listed(items)
