"""A project that is not shared cannot be noticed: not by its address, a list, a search, a count or an export.

A confidential project full of canaries stands beside the one that the visitors may see.
"""

import functools
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from headway.organisation.actors import PersonActor
from headway.organisation.models import RoleGrant
from headway.organisation.tests.factories import actor_with, make_organisation, make_person, make_user
from headway.project.baseline.models import BaselineProposal
from headway.project.baseline.services import propose_baseline, return_baseline
from headway.project.lifecycle.tests.factories import manager_of, sponsor_of
from tests.rights.requests import people
from tests.rights.routes import Route, all_routes
from tests.rights.world import CANARY, World, make_world, office_actor

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

QUERY = f"?q={CANARY}&search={CANARY}&sort=-name&page=1"
NOWHERE = 999_999_999

# Each is somebody who works near the canary and has no part in it.
VISITORS: dict[str, Callable[[World], PersonActor]] = {
    "team member": lambda world: actor_with("TM", world.project.scope),
    "project manager of another project": lambda world: PersonActor(world.project.manager, "PM"),
    "sponsor of another project": lambda world: PersonActor(world.project.sponsor, "SP"),
    "portfolio board member": lambda _world: actor_with("PB", make_organisation()),
    "the whole office": lambda _world: office_actor("PD"),
    "system administrator": lambda _world: actor_with("SA", make_organisation()),
}


def readable_routes() -> list[Route]:
    return [
        r for r in all_routes() if r.method == "GET" and not r.template.startswith(("/accounts/", "/i18n/"))
    ]


def visitor_client(visitor: str, world: World) -> Client:
    client = Client()
    client.force_login(make_user(VISITORS[visitor](world).person))
    return client


def plain(client: Client, address: str) -> tuple[int, str]:
    """Status and text of an answer, without what differs from one request to the next or was asked for."""
    response: Any = client.get(address)
    body = b"".join(response.streaming_content) if response.streaming else response.content
    text = re.sub(r'(nonce|content|value)="[^"]*"|"token": ?"[^"]*"', "", body.decode(errors="replace"))
    for asked in (address, f"q={CANARY}", f"search={CANARY}", f"“{CANARY}”"):
        text = text.replace(asked, "")
    return response.status_code, text


def asked_and_decided(world: World) -> None:
    """A role that waits for the project's manager, and a plan that its sponsor has returned once."""
    RoleGrant.objects.create(
        person=make_person(f"{CANARY} applicant"),
        role="UR",
        scope=world.project.scope,
        state=RoleGrant.State.REQUESTED,
        requested_by=make_person(f"{CANARY} asker"),
        valid_from=timezone.localdate(),
    )
    return_baseline(world.row(BaselineProposal), f"{CANARY} is late", actor=sponsor_of(world.project))
    propose_baseline(world.project, f"{CANARY} is early", actor=manager_of(world.project))


def crawl(client: Client, world: World) -> dict[str, tuple[int, str]]:
    """What every readable route answers, plainly and when it is searched for the canary."""
    answers = {}
    for route in readable_routes():
        for query in ("", QUERY):
            answers[route.template + query] = plain(client, route.address(world.fill) + query)
    return answers


@pytest.mark.parametrize("visitor", VISITORS)
def test_no_page_feed_or_count_differs_when_a_hidden_project_exists(visitor: str) -> None:
    world = make_world()
    client = visitor_client(visitor, world)
    before = crawl(client, world)
    asked_and_decided(make_world(CANARY, beside=world))
    after = crawl(client, world)
    assert {where for where, (_, text) in after.items() if CANARY in text} == set()
    assert {where for where in before if before[where] != after[where]} == set()


@pytest.mark.parametrize("visitor", VISITORS)
def test_the_addresses_of_a_hidden_project_answer_like_those_of_none(visitor: str) -> None:
    world = make_world()
    hidden = make_world(CANARY, beside=world)
    client = visitor_client(visitor, world)
    for route in readable_routes():
        if "<" in route.template or "{" in route.template:
            theirs = plain(client, route.address(hidden.fill))
            none = plain(client, route.address(functools.partial(_nowhere, hidden)))
            assert theirs == none, route.template
            assert theirs[0] in {403, 404, 422}, route.template


# What tells nothing of any project, to nobody.
WITHOUT_PROJECTS = {
    "/": "leads on",
    "/healthz": "of the installation",
    "/readyz": "of the installation",
    "/api/v1/me": "of the reader",
    "/api/v1/openapi.json": "of the installation",
    "/projects/new/": "portfolios and people",
    "/projects/import/": "portfolios and people",
}
# What answers about the project without a name.
NAMELESS = {
    "/api/v1/my/attention",
    "/api/v1/jobs/{job_id}",
    "/jobs/<int:pk>/",
    "/imports/<int:pk>/",
    "/projects/<int:project_id>/plan/dates/",
    "/api/v1/projects/{project_id}/baselines/checks",
}
NEEDED = {
    "/api/v1/projects/{project_id}/plan/changes": "?since=1",
    "/api/v1/roles": "?place={code}",
    "/roles/": "?place={code}",
}


def test_whoever_has_a_part_in_the_hidden_project_sees_it_wherever_it_can_be_seen() -> None:
    """Otherwise the tests above would prove nothing."""
    hidden = make_world(CANARY, beside=make_world())
    asked_and_decided(hidden)
    browsers = people(hidden)
    unseen = set()
    for route in readable_routes():
        address = route.address(hidden.fill)
        queries = ["", QUERY, NEEDED.get(route.template, "").format(code=hidden.project.code)]
        asked = ((hat, query) for hat in ("PM", "SP", "TM", "PA", "PB") for query in queries)
        if not any(shows(plain(browsers[hat], address + query), route, hat) for hat, query in asked):
            unseen.add(route.template)
    assert sorted(unseen) == sorted(WITHOUT_PROJECTS)


def shows(answer: tuple[int, str], route: Route, hat: str) -> bool:
    """Whether an answer names the project, or something or somebody in it other than the reader."""
    status, text = answer
    reader = {"TM": f"{CANARY} member", "PA": f"{CANARY} commenter"}.get(hat, "")
    others = text.replace(reader, "") if reader else text
    return status == 200 and (CANARY in others or route.template in NAMELESS)


def _nowhere(hidden: World, name: str) -> int | str:
    filled = hidden.fill(name)
    return filled if isinstance(filled, str) else NOWHERE


def test_a_foreign_child_under_an_own_parent_is_not_found() -> None:
    world = make_world()
    hidden = make_world(CANARY, beside=world)
    client = visitor_client("project manager of another project", world)
    mixed = [r for r in readable_routes() if r.template.count("<") + r.template.count("{") == 2]
    assert mixed
    for route in mixed:
        in_own_project = functools.partial(_own_parent, world, hidden)
        assert client.get(route.address(in_own_project)).status_code == 404, route.template


def _own_parent(world: World, hidden: World, name: str) -> int | str:
    return world.fill(name) if name == "project_id" else hidden.fill(name)
