"""No endpoint without a declared permission, and the table of rights is the one that was reviewed."""

from headway.common.access import Permission, Space
from headway.organisation.roles import BY_CODE, OFFICE, ROLES
from tests.rights.routes import TABLE, all_routes, table


def test_every_route_declares_a_permission() -> None:
    assert [f"{route.method} {route.template}" for route in all_routes() if route.declaration is None] == []


def test_the_committed_table_role_by_route_is_the_current_one() -> None:
    assert TABLE.read_text() == table(), "run `make routes` and review the difference"


def test_unsafe_routes_declare_permissions_that_write() -> None:
    reading = [
        f"{route.method} {route.template}"
        for route in all_routes()
        if route.unsafe and isinstance(route.declaration, Permission) and not route.declaration.writes
    ]
    assert reading == []


def test_no_role_of_the_office_holds_a_permission_that_writes_in_project_space() -> None:
    all_routes()  # loads every room, and so every declaration
    pens = {code for code, p in Permission.declared.items() if p.space is Space.PROJECT and p.writes}
    assert {
        role.code: role.permissions & pens
        for role in ROLES
        if role.code in OFFICE and role.permissions & pens
    } == {}


def test_the_office_gives_nobody_a_role_that_writes_in_project_space() -> None:
    all_routes()
    pens = {code for code, p in Permission.declared.items() if p.space is Space.PROJECT and p.writes}
    with_pens = {role.code for role in ROLES if role.permissions & pens}
    assert {"PM", "SP", "TM", "POOL"} <= with_pens
    assert {code for code in with_pens if BY_CODE[code].given_by & OFFICE} == set()


def test_the_administrator_has_no_permission_in_project_or_enterprise_space() -> None:
    all_routes()
    business = {code for code, p in Permission.declared.items() if p.space is not Space.TECHNICAL}
    (administrator,) = (role for role in ROLES if role.code == "SA")
    assert administrator.permissions & business == frozenset()


def test_the_role_table_gives_only_permissions_that_a_room_declared() -> None:
    all_routes()
    given = {code for role in ROLES for code in role.permissions}
    assert sorted(given - Permission.declared.keys()) == []
