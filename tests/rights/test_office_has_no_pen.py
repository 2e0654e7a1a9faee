"""With all roles of the office and none in the project, nobody changes a project by any route.

Generated from the route table: every unsafe route, every hat of the office, the database before and after.
"""

import json

import pytest
from django.test import Client

from headway.common.access import OpenTo, Permission, Space
from headway.organisation.middleware import HAT_SESSION_KEY
from headway.organisation.roles import OFFICE, ROLES
from headway.organisation.tests.factories import make_user
from tests.rights.bodies import body_for
from tests.rights.routes import Route, all_routes
from tests.rights.state import database_digest
from tests.rights.world import World, make_world, office_actor

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

# What the office may do across the border; a new entry is a decision about the split of authority.
ACROSS_THE_BORDER = {"comment.write", "comment.answer", "role.decide"}
# What everybody does for themselves alone.
OWN_AFFAIRS = ("/accounts/", "/i18n/")


def project_routes() -> list[Route]:
    """Unsafe routes that are not the office's own or everybody's own affair."""
    return [
        route
        for route in all_routes()
        if route.unsafe
        and not route.template.startswith(OWN_AFFAIRS)
        and not (isinstance(route.declaration, Permission) and route.declaration.code in ACROSS_THE_BORDER)
    ]


def send(client: Client, route: Route, world: World) -> int:
    """Ask the route with a body that fits its schema; forms get the same values."""
    address = route.address(world.fill)
    body = body_for(route.template, route.method) if route.is_api else {}
    if route.is_api:
        return client.generic(
            route.method, address, json.dumps(body), content_type="application/json"
        ).status_code
    fields = {"version": 1, "name": "Changed", "reason": "Changed", "file": "", "outcome": "approve"}
    return client.generic(
        route.method,
        address,
        "&".join(f"{k}={v}" for k, v in fields.items()),
        content_type="application/x-www-form-urlencoded",
    ).status_code


@pytest.mark.parametrize("hat", sorted(OFFICE))
def test_no_route_lets_the_office_change_anything_in_a_project(hat: str) -> None:
    world = make_world()
    actor = office_actor(hat)
    client = Client(raise_request_exception=False)
    client.force_login(make_user(actor.person))
    session = client.session
    session[HAT_SESSION_KEY] = hat
    session.save()
    before = database_digest()
    answers = {
        (route.method, route.template): send(client, route, world)
        for route in project_routes()
        if route.template != "/hat/"
    }
    after = database_digest()
    assert {table for table in before if before[table] != after[table]} == set()
    assert {where: status for where, status in answers.items() if status < 400 or status >= 500} == {}


def test_the_border_is_what_was_decided() -> None:
    all_routes()
    held = {code for role in ROLES if role.code in OFFICE for code in role.permissions}
    pens = {code for code in held if Permission.declared[code].writes}
    assert pens == ACROSS_THE_BORDER
    assert {Permission.declared[code].space for code in pens} <= {Space.BORDER, Space.ENTERPRISE}


def test_the_same_requests_would_change_something_in_the_hands_of_the_project_manager() -> None:
    """Otherwise the test above would prove nothing."""
    world = make_world()
    client = Client()
    client.force_login(make_user(world.project.manager))
    before = database_digest()
    for route in project_routes():
        if not isinstance(route.declaration, OpenTo):
            send(client, route, world)
    after = database_digest()
    changed = {table for table in before if before[table] != after[table]}
    assert {"schedule_plan", "baseline_baselineproposal", "journal_journalentry"} <= changed
