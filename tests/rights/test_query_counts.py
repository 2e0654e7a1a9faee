"""However many things there are, a page asks the database as often: every page and every read of the API.

Made from the route table, so that a new list is bound by it without being named. Rooms test their own lists
too, with the number itself.
"""

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from headway.common.access import ScopedModel
from headway.organisation.tests.factories import actor_with, make_organisation
from tests.rights.requests import ATTEMPTS, A, people, signed_in
from tests.rights.routes import Route, all_routes
from tests.rights.world import World, make_world, run_jobs

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

NEEDED = {f"GET {A}plan/changes": "?since=1", "GET /api/v1/search": "?q=har"}
# Whatever these and the files make there is three of afterwards.
GROWING = (
    f"POST {A}charter/objectives",
    f"POST {A}charter/constraints",
    f"POST {A}status/assessments",
    f"POST {A}status/comments",
    f"POST {A}status/comments/{{comment_id}}/answers",
    f"POST {A}activities/{{activity_id}}/progress",
    f"POST {A}plan/changes",
)
# One by what it is, or a part of the plan, which is read whole.
SCARCE = {"Project", "ProjectHealth", "Charter", "CharterVersion", "MoveRequest", "BaselineProposal"} | {
    "Plan",
    "PlanCalendar",
    "Link",
    "Resource",
    "Assignment",
}
IMPORTING = (f"POST {A}updates/{{update_id}}/apply", f"POST {A}imports")


def readable() -> list[Route]:
    return [
        r for r in all_routes() if r.method == "GET" and not r.template.startswith(("/accounts/", "/i18n/"))
    ]


def counts(browsers: dict[str, Client], world: World) -> dict[tuple[str, str], int]:
    """How many queries each page asks of each reader who sees it."""
    found = {}
    for route in readable():
        address = route.address(world.fill) + NEEDED.get(route.name, "")
        for reader, client in browsers.items():
            with CaptureQueriesContext(connection) as asked:
                status = client.get(address).status_code
            if status == 200:
                found[route.name, reader] = len(asked)
    return found


def grow(world: World, hands: dict[str, Client]) -> None:
    """Twice more of everything that there is one of."""
    routes = {route.name: route for route in all_routes()}

    def send(name: str) -> None:
        attempt = ATTEMPTS[name]
        status = attempt.send(hands[attempt.hat], routes[name], world, attempt.hat)
        assert status < 400, (name, status)

    send("POST /api/v1/jobs/{job_id}/cancel")
    for name in IMPORTING * 2:
        send(name)
        run_jobs()
    for name in GROWING * 2:
        send(name)
    send(f"POST {A}imports")  # differs now from the plan
    run_jobs()
    for number in (2, 3):
        make_world(f"Harbour {number}", like=world)
    send(f"POST {A}imports")  # so that a job waits, as before


def scarce(world: World) -> set[str]:
    """Of what there is something in the project, and less than three."""
    scoped = (model for model in apps.get_models() if issubclass(model, ScopedModel))
    counted = {model.__name__: model.objects.within(world.project).count() for model in scoped}
    return {name for name, count in counted.items() if 0 < count < 3}


def test_no_page_asks_the_database_more_often_when_there_is_more_to_show() -> None:
    world = make_world()
    hands = people(world)
    browsers = {hat: hands[hat] for hat in ("PM", "SP", "TM", "SA", "POOL")}
    browsers["office"] = signed_in(actor_with("PA", make_organisation()).person)
    counts({"PM": browsers["PM"]}, world)  # what is asked once per process
    one = counts(browsers, world)
    grow(world, hands)
    assert scarce(world) == SCARCE, "what adds to a list stands in GROWING"
    three = counts(browsers, world)
    assert {where: (one[where], three.get(where)) for where in one if one[where] != three.get(where)} == {}
    unread = {route.name for route in readable()} - {name for name, _reader in one}
    assert unread == {"GET /"}  # which only leads on
