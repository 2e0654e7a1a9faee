"""Lists are answered to programs in one shape, and whoever reads on reaches the end: every route there is."""

from typing import Any

import pytest
from django.test import Client

from headway.api.v1 import api
from tests.rights.requests import people
from tests.rights.routes import Route, all_routes
from tests.rights.world import World, make_world

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

# What answers with one thing, perhaps with short lists in it, and no list that grows without end.
ONE_THING = {
    "/api/v1/jobs/{job_id}",
    "/api/v1/me",
    "/api/v1/my/decisions",
    "/api/v1/openapi.json",
    "/api/v1/projects/{project_id}/activities/{activity_id}/why",
    "/api/v1/projects/{project_id}/charter",
    "/api/v1/projects/{project_id}/life",
    "/api/v1/projects/{project_id}/plan",
    "/api/v1/projects/{project_id}/plan/changes",
    "/api/v1/projects/{project_id}/status",
    "/api/v1/projects/{project_id}/team",
}
WHOLE = {  # lists that are short by what they are
    "/api/v1/my/attention",
    "/api/v1/projects/{project_id}/baselines/checks",
    "/api/v1/search",
}
NEEDED = {"/api/v1/roles": "place={code}", "/api/v1/search": "q=har"}
OPEN = {"q", "portfolio", "programme", "place", "person"}  # by what a list is narrowed and nobody can list


def reads() -> list[Route]:
    return [route for route in all_routes() if route.is_api and route.method == "GET"]


def described(route: Route) -> dict[str, Any]:
    """What the description of the API says that a route answers."""
    schema = api.get_openapi_schema()
    answer = schema["paths"][route.template]["get"]["responses"][200]["content"]["application/json"]["schema"]
    name = str(answer.get("$ref", "")).rpartition("/")[2]
    found: dict[str, Any] = schema["components"]["schemas"][name] if name else answer
    return found


def test_every_list_is_described_as_a_part_of_rows_with_what_follows() -> None:
    lists = {route.template: described(route) for route in reads() if route.template not in ONE_THING}
    assert {
        template for template, answer in lists.items() if {"items", "next"} - set(answer.get("required", ()))
    } == set(), "declare `response=Listed[…]`, or name it in ONE_THING"
    assert {
        template for template, answer in lists.items() if "$ref" not in str(answer["properties"]["items"])
    } == set()


def test_a_filter_that_is_none_of_those_described_is_refused() -> None:
    world = make_world()
    browsers, tried = people(world), set()
    for route in reads():
        for name, codes in closed_filters(route).items():
            for client in browsers.values():
                if client.get(address_of(route, world, "")).status_code != 200:
                    continue
                tried.add(name)
                for value, status in [*((code, 200) for code in codes), ("no-such", 422), ("9" * 201, 422)]:
                    answer = client.get(address_of(route, world, f"{name}={value}"))
                    assert answer.status_code == status, (route.template, name, value)
    assert tried == {name for route in reads() for name in closed_filters(route)} > {"sort", "state"}


def test_every_list_is_read_to_its_end_part_by_part() -> None:
    world = make_world()
    browsers = people(world)
    several = set()
    for route in reads():
        if route.template in ONE_THING | WHOLE:
            continue
        for hat, client in browsers.items():
            items = read_on(client, route, world)
            if items is not None:
                several |= {route.template} if len(items) > 1 else set()
                whole = client.get(address_of(route, world, "limit=1000")).json()
                assert (items, whole["next"]) == (whole["items"], None), (route.template, hat)
    assert len(several) > 4, "otherwise this would prove little"


def closed_filters(route: Route) -> dict[str, list[str]]:
    """What the description of the API says that the texts may be by which a list is narrowed or sorted."""
    asked = api.get_openapi_schema()["paths"][route.template]["get"].get("parameters", [])
    texts = [each for each in asked if each["in"] == "query" and each["schema"].get("type") == "string"]
    narrowing = [each for each in texts if each["name"] not in OPEN and route.template not in ONE_THING]
    endless = {each["name"] for each in narrowing if "enum" not in each["schema"]}
    assert endless == set(), f"{route.template}: say `OneOf` of it, or name it in OPEN"
    return {each["name"]: each["schema"]["enum"] for each in narrowing}


def address_of(route: Route, world: World, query: str) -> str:
    needed = NEEDED.get(route.template, "").format(code=world.project.code)
    return f"{route.address(world.fill)}?{query}&{needed}"


def read_on(client: Client, route: Route, world: World) -> list[Any] | None:
    """All items, one at a time; None for whom the list is closed."""
    items: list[Any] = []
    after = ""
    for _part in range(200):
        answer = client.get(address_of(route, world, f"limit=1{after}"))
        if answer.status_code != 200:
            return None
        part = answer.json()
        items += part["items"]
        if part["next"] is None:
            return items
        after = f"&after={part['next']}"
    raise AssertionError(f"{route.template} never ends")
