"""Roles come into being in few places: asked for and decided by two people, or under a mandate."""

import ast
from collections.abc import Iterator

from tests.house.repository import SOURCE

# Why no second person decides: see docs/decisions/opening-a-project-is-a-mandate.md.
APPOINTS = {
    "project/lifecycle/services/opening.py": "the board gave the opener the mandate, the sponsor confirms",
    "organisation/founding.py": "whoever owns the installation appoints the first, when there is nobody",
    "project/lifecycle/services/appointing.py": "the project manager chooses the own team",
}
MAKES_GRANTS = {
    "organisation/services.py": "the services themselves",
    "demo/bulk.py": "the demo organisation",
    "demo/people.py": "the demo organisation",
}
BY_HAND = {
    "RoleGrant",
    "RoleGrant.objects.create",
    "RoleGrant.objects.bulk_create",
    "RoleGrant.objects.get_or_create",
}


def calls() -> Iterator[tuple[str, str]]:
    """(module, what it calls) of the whole product."""
    for path in SOURCE.rglob("*.py"):
        if "tests" not in path.parts:
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Call):
                    yield str(path.relative_to(SOURCE)), ast.unparse(node.func)


def test_only_a_mandate_appoints_without_a_second_person() -> None:
    assert {module for module, called in calls() if called.split(".")[-1] == "appoint"} == set(APPOINTS)


def test_role_grants_are_made_by_their_services() -> None:
    assert {module for module, called in calls() if called in BY_HAND} == set(MAKES_GRANTS)
