"""With all roles of the office and none in the project, nobody changes a project by any route.

Generated from the route table: every unsafe route, every hat of the office, the database before and after.
Each request is one that succeeds in the hands of whoever may do it, so that nothing but the right is missing;
and what it changes is in the journal.
"""

import pytest

from headway.common.access import Permission, Space
from headway.organisation import actors
from headway.organisation.roles import OFFICE, ROLES, roles_with
from tests.rights.requests import ATTEMPTS, A, P, people, signed_in, undone
from tests.rights.routes import Route, all_routes
from tests.rights.state import changed_since, database_digest
from tests.rights.world import make_world, office_actor

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

# What the office may do across the border; a new entry is a decision about the split of authority.
ACROSS_THE_BORDER = {"comment.write", "comment.answer", "role.decide"}
# What everybody does for themselves alone.
OWN_AFFAIRS = ("/accounts/", "/i18n/", "/hat/")
# Its own acts there: what it signs. Which roles it decides about depends on the role; here it is the team's.
SIGNED = {"comment.write", "comment.answer"}
JOURNAL = "journal_journalentry"
# They leave everything to a job, which knows for whom it acts: what it then does is in the journal.
QUEUE_ONLY = {
    "POST /api/v1/imports",
    "POST /projects/import/",
    f"POST {A}imports",
    f"POST {P}import/",
    f"POST {A}updates/{{update_id}}/apply",
    f"POST {P}updates/<int:pk>/apply/",
}
SHARES = 4  # so that several processes can divide the routes


def unsafe_routes() -> list[Route]:
    """Routes that change something, apart from everybody's own affairs."""
    return [route for route in all_routes() if route.unsafe and not route.template.startswith(OWN_AFFAIRS)]


def declares(route: Route, codes: set[str]) -> bool:
    return isinstance(route.declaration, Permission) and route.declaration.code in codes


def test_for_every_unsafe_route_there_is_a_request_that_succeeds_and_for_nothing_else() -> None:
    unsafe = {route.name for route in unsafe_routes()}
    assert set(ATTEMPTS) == unsafe, "ATTEMPTS stands in tests/rights/requests.py"


def faults(routes: list[Route]) -> list[str]:
    """Where the office changes something, or is told more than no, or whoever may do it cannot."""
    world = make_world()
    holders, office = people(world), signed_in(office_actor("PD").person)
    found = []
    for route in routes:
        attempt = ATTEMPTS[route.name]
        with undone():
            attempt.prepare(world)
            before = database_digest()
            hats = [] if declares(route, SIGNED) else ["", *sorted(OFFICE)]
            refused = {hat: attempt.send(office, route, world, hat) for hat in hats}
            if not declares(route, ACROSS_THE_BORDER):
                refused["an empty body"] = attempt.send_nothing(office, route, world)
            if (changed := changed_since(before)) or not set(refused.values()) <= {403, 404}:
                found.append(f"{route.name}: the office gets {refused} and changes {changed}")
            status = attempt.send(holders[attempt.hat], route, world, attempt.hat)
            changed = changed_since(before)
            if status >= 400 or not changed:
                found.append(f"{route.name}: {attempt.hat} gets {status} and changes nothing")
            elif (JOURNAL in changed) is (route.name in QUEUE_ONLY):
                found.append(f"{route.name}: {attempt.hat} changes {changed}; is that in the journal?")
    return found


@pytest.mark.parametrize("share", range(SHARES))
def test_no_route_lets_the_office_change_anything_that_others_may_change(share: int) -> None:
    known = [route for route in unsafe_routes() if route.name in ATTEMPTS]
    assert faults(known[share::SHARES]) == []


def test_a_pen_in_the_hands_of_the_office_would_be_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def generous(code: str) -> tuple[str, ...]:
        return (*roles_with(code), "PA") if code == "plan.change" else roles_with(code)

    monkeypatch.setattr(actors, "roles_with", generous)
    pens = {"POST /api/v1/projects/{project_id}/imports", "POST /projects/<int:project_id>/plan/data-date/"}
    routes = [
        route for route in unsafe_routes() if route.name in pens or declares(route, {"charter.confirm"})
    ]
    assert len(routes) > len(pens)
    found = faults(routes)
    assert {route.name for route in routes if any(f.startswith(f"{route.name}: ") for f in found)} == pens


def test_the_border_is_what_was_decided() -> None:
    all_routes()
    held = {code for role in ROLES if role.code in OFFICE for code in role.permissions}
    pens = {code for code in held if Permission.declared[code].writes}
    assert pens == ACROSS_THE_BORDER
    assert {Permission.declared[code].space for code in pens} <= {Space.BORDER, Space.ENTERPRISE}
