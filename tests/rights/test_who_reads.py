"""Who may open what of a project is what the reviewed table says: every role, page and read of the API.

The office among them reads what it needs to and writes nothing (see ``test_office_has_no_pen``).
"""

import csv

import pytest

from headway.organisation.roles import BY_CODE, OFFICE, ROLES
from headway.organisation.tests.factories import actor_with, make_organisation
from tests.rights.requests import A, P, signed_in
from tests.rights.routes import TABLE, Route, all_routes
from tests.rights.world import World, make_world

pytestmark = pytest.mark.django_db

SHARES = 3  # so that several processes can divide the roles
ASKED = {f"GET {A}plan/changes": "?since=1"}
CHANGES = f"GET {P}import/"


def reads() -> list[Route]:
    return [r for r in all_routes() if r.method == "GET" and r.template.startswith((P, A))]


def reviewed() -> dict[str, set[str]]:
    """Roles to which the reviewed table opens a route, by the route's name."""
    with TABLE.open() as file:
        return {
            f"{row['method']} {row['route']}": {role for role in BY_CODE if row[role]}
            for row in csv.DictReader(file)
        }


def opened_by(role: str, world: World) -> set[str]:
    """Reads that answer somebody who holds this role alone, in the project or for the whole organisation."""
    place = world.project.scope if BY_CODE[role].in_project else make_organisation()
    client = signed_in(actor_with(role, place).person)
    answers = {r.name: client.get(r.address(world.fill) + ASKED.get(r.name, "")) for r in reads()}
    wrong = {name: a.status_code for name, a in answers.items() if a.status_code not in {200, 204, 403, 404}}
    assert wrong == {}, role
    return {name for name, answer in answers.items() if answer.status_code < 300}


@pytest.mark.slow
@pytest.mark.parametrize("share", range(SHARES))
def test_every_role_opens_what_the_table_says_and_nothing_else(share: int) -> None:
    world, expected = make_world(), reviewed()
    for role in [role.code for role in ROLES][share::SHARES]:
        assert opened_by(role, world) == {r.name for r in reads() if role in expected[r.name]}, role


def test_the_office_reads_the_whole_project_where_it_oversees_it() -> None:
    everything = {route.name for route in reads()}
    journals = {name for name in everything if name.endswith(("/journal", "/history/"))}
    assert len(journals) == 2
    assert {
        role: frozenset(everything - {name for name, roles in reviewed().items() if role in roles})
        for role in OFFICE
    } == {
        **dict.fromkeys(("PD", "PA", "AS"), frozenset({CHANGES})),
        **dict.fromkeys(("ML", "RM"), frozenset({CHANGES, *journals})),
        "CO": frozenset(everything),
    }, "what the office does not read is a decision, which stands here"
