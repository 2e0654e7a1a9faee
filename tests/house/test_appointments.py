"""Roles come into being in few places: asked for and decided by two people, or under a mandate."""

import ast

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


def deeds(text: str) -> set[str]:
    """Whether a module appoints, or makes a grant by hand."""
    calls = {ast.unparse(node.func) for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call)}
    appoints = any(called.split(".")[-1] == "appoint" for called in calls)
    return ({"appoints"} if appoints else set()) | ({"makes grants"} if calls & BY_HAND else set())


def modules_that(deed: str) -> set[str]:
    """The modules of the product that do it."""
    modules = [path for path in SOURCE.rglob("*.py") if "tests" not in path.parts]
    return {str(path.relative_to(SOURCE)) for path in modules if deed in deeds(path.read_text())}


def test_only_a_mandate_appoints_without_a_second_person() -> None:
    assert modules_that("appoints") == set(APPOINTS)


def test_role_grants_are_made_by_their_services() -> None:
    assert modules_that("makes grants") == set(MAKES_GRANTS)


def test_the_rules_see_what_they_forbid() -> None:
    assert deeds("services.appoint(person, role, scope, actor=actor)") == {"appoints"}
    assert deeds("RoleGrant.objects.create(person=person)") == {"makes grants"}
    assert deeds("disappoint(person)\nrole_grants(person)") == set()
