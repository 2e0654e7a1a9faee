"""Computed status is written by the room that computes it, and by nobody else (I4).

Only the room of health, and the bulk loader that must equal it, build or write its rows; rooms that read them
never save, update or delete what they were given.
"""

import ast
from collections.abc import Iterator

from tests.house.repository import python_texts

WRITERS = {"project/health/services.py", "demo/bulk.py"}
WRITES = {
    "create",
    "bulk_create",
    "get_or_create",
    "update_or_create",
    "update",
    "bulk_update",
    "delete",
    "save",
}


def writes_of(tree: ast.Module, model: str) -> Iterator[str]:
    """The calls of a module that build or write rows of a model, also through a name given to them."""
    named = {model} | {
        target.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and model in names_in(node.value)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = node.func
            builds = isinstance(called, ast.Name) and called.id == model
            writes = isinstance(called, ast.Attribute) and called.attr in WRITES and names_in(called) & named
            if builds or writes:
                yield ast.unparse(node)


def names_in(tree: ast.AST) -> set[str]:
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}


def test_only_the_room_of_health_writes_computed_status() -> None:
    writers = {
        name.removeprefix("src/headway/")
        for name, text in python_texts().items()
        if name.startswith("src/headway/") and "/tests/" not in name
        if any(writes_of(ast.parse(text), "ProjectHealth"))
    }
    assert writers == WRITERS


def test_a_write_elsewhere_would_be_found() -> None:
    for broken in (
        "ProjectHealth.internal.filter(pk=1).update(computed='green')",
        "health = ProjectHealth.objects.within(project).get()\nhealth.save()",
        "health = get_visible(ProjectHealth, actor, project=1)\nhealth.delete()",
        "ProjectHealth(project=project)",
    ):
        assert list(writes_of(ast.parse(broken), "ProjectHealth"))
    assert not list(writes_of(ast.parse("health = ProjectHealth.objects.within(p).first()"), "ProjectHealth"))
