"""Routes about the actor."""

from typing import Any

from headway.common.access import SIGNED_IN, OpenTo
from headway.common.http.api import Router
from headway.common.http.pages import ActorRequest

from .actors import PersonActor

router = Router(tags=["organisation"])

ABOUT_ME = OpenTo(SIGNED_IN, "says only what the actor is and may wear")


@router.route("GET", "/me", ABOUT_ME)
def me(request: ActorRequest) -> dict[str, Any]:
    """Who you are, the hat you wear and the hats you may wear."""
    actor = request.actor
    hats = actor.hats if isinstance(actor, PersonActor) else ()
    return {
        "person": actor.person_id,
        "name": actor.display_name,
        "hat": actor.hat,
        "hats": [{"code": code, "name": str(name)} for code, name in hats],
    }
