"""Every place that looks at scoped rows without an actor stands in a table here, which a reviewer reads.

``system(Reason.X)`` reads all rows of a scoped model. The managers that know no scope are for Django's own
machinery, and no service needs one.
"""

import ast
from collections import defaultdict

from headway.common.access import Reason
from tests.house.repository import python_texts

# Reason -> the files that may give it. A new line here is a new look at everybody's rows.
SYSTEM: dict[Reason, set[str]] = {
    Reason.RIGHTS: {"organisation/actors.py", "organisation/queries.py"},
    Reason.VERIFY: {"common/journal/queries.py"},
    Reason.ROLL_UP: {"project/health/services.py"},
    Reason.SEED: {"demo/integrity.py", "demo/scenes.py"},
    Reason.CLEAR: {"exchange/queries.py"},
}

MANAGERS = {"internal", "_base_manager", "_default_manager"}  # services have create, within and in_hand


def product() -> dict[str, ast.Module]:
    return {
        name.removeprefix("src/headway/"): ast.parse(text)
        for name, text in python_texts().items()
        if name.startswith("src/headway/") and "/tests/" not in name
    }


def system_calls(tree: ast.Module) -> list[str]:
    """The reasons given; what is not written as ``Reason.X`` in the call itself shows as it stands there."""
    calls = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "system"
    ]
    return [", ".join(ast.unparse(given) for given in [*call.args, *call.keywords]) for call in calls]


def goes_round_the_scope(tree: ast.Module) -> bool:
    return any(isinstance(node, ast.Attribute) and node.attr in MANAGERS for node in ast.walk(tree))


def test_reads_without_an_actor_stand_in_the_table() -> None:
    found: dict[str, set[str]] = defaultdict(set)
    for name, tree in product().items():
        for reason in system_calls(tree):
            found[reason].add(name)
    assert found == {f"Reason.{reason.name}": files for reason, files in SYSTEM.items()}


def test_every_reason_is_used() -> None:
    assert set(SYSTEM) == set(Reason)


def test_the_managers_without_a_scope_are_djangos_alone() -> None:
    assert {name for name, tree in product().items() if goes_round_the_scope(tree)} == set()


def test_the_rules_see_what_they_forbid() -> None:
    read = ast.parse("Project.objects.system(Reason.ROLL_UP).count()\nrows.system(why)")
    assert sorted(system_calls(read)) == ["Reason.ROLL_UP", "why"]
    assert goes_round_the_scope(ast.parse("Project.internal.filter(pk=1)"))
    assert goes_round_the_scope(ast.parse("manager = type(row)._base_manager"))
    assert not goes_round_the_scope(ast.parse("Project.objects.create(code='A')"))
