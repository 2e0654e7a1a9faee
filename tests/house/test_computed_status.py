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


MODEL, REACHED_BY = "ProjectHealth", "health"


def writes_of(tree: ast.Module) -> Iterator[str]:
    """The calls of a module that build or write rows of computed status.

    A row is found by the name of its model, by the attribute through which a project reaches it, and by a
    name that was given to either.
    """
    named = {MODEL, REACHED_BY} | {
        target.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign | ast.AnnAssign | ast.NamedExpr)
        if node.value is not None and {MODEL, REACHED_BY} & names_in(node.value)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = node.func
            builds = isinstance(called, ast.Name) and called.id == MODEL
            writes = isinstance(called, ast.Attribute) and called.attr in WRITES and names_in(called) & named
            if builds or writes:
                yield ast.unparse(node)


def names_in(tree: ast.AST) -> set[str]:
    """The names in an expression, and the attribute of a project that is its computed status."""
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    reached = any(isinstance(node, ast.Attribute) and node.attr == REACHED_BY for node in ast.walk(tree))
    return names | {REACHED_BY} if reached else names


def test_only_the_room_of_health_writes_computed_status() -> None:
    writers = {
        name.removeprefix("src/headway/")
        for name, text in python_texts().items()
        if name.startswith("src/headway/") and "/tests/" not in name
        if any(writes_of(ast.parse(text)))
    }
    assert writers == WRITERS


def test_a_write_elsewhere_would_be_found() -> None:
    for broken in (
        "ProjectHealth.internal.filter(pk=1).update(computed='green')",
        "health = ProjectHealth.objects.within(project).get()\nhealth.save()",
        "health = get_visible(ProjectHealth, actor, project=1)\nhealth.delete()",
        "ProjectHealth(project=project)",
        "project.health.computed = 'green'\nproject.health.save()",
        "row = project.health\nrow.computed = 'green'\nrow.save()",
        "row: Any = row.project.health\nrow.delete()",
        "if health := project.health:\n    health.save()",
    ):
        assert list(writes_of(ast.parse(broken))), broken
    for reading in (
        "health = ProjectHealth.objects.within(p).first()",
        "use = project.health.use",
        "from headway.project.health.services import follow\nproject.save()",
    ):
        assert not list(writes_of(ast.parse(reading))), reading
