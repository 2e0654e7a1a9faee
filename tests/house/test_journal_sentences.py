"""Whatever the journal records can be told in words: the page of a project's history shows all of it."""

import ast
from collections.abc import Iterator
from pathlib import Path

from headway.project.cockpit.sentences import KINDS, PAGES, SENTENCES

PACKAGE = Path(__file__).parents[2] / "src/headway"
# What writes an entry, and where among its arguments the action stands.
RECORDERS = {"record": 2, "record_of": 0, "Intention": 1, "Prepared": 1, "_go_back": 2, "note": 1}
# Calls that pass on an action which the call before has named.
PASSED_ON = {
    ("common/journal/services.py", "action"),
    ("project/schedule/services/writing.py", "intention.action"),
    ("project/schedule/services/writing.py", "prepared.action"),
    ("project/schedule/services/changing.py", "action"),
    ("demo/bulk.py", "action"),
}
OUTSIDE_PROJECTS = {"portfolio", "programme"}


def actions_in(path: Path) -> Iterator[str]:
    """The actions that a module records; one that cannot be read off the source is given as its source."""
    tree = ast.parse(path.read_text())
    named = {
        target.id: node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        place = RECORDERS.get(name)
        if place is not None and len(node.args) > place:
            yield from _read(node.args[place], named)


def _read(value: ast.expr, named: dict[str, ast.expr]) -> Iterator[str]:
    if isinstance(value, ast.IfExp):
        yield from _read(value.body, named)
        yield from _read(value.orelse, named)
    elif isinstance(value, ast.Name) and value.id in named:
        yield from _read(named[value.id], {})
    elif isinstance(value, ast.Constant):
        yield str(value.value)
    else:
        yield ast.unparse(value)


def recorded() -> set[str]:
    modules = [path for path in PACKAGE.rglob("*.py") if "tests" not in path.parts]
    found = {(str(path.relative_to(PACKAGE)), action) for path in modules for action in actions_in(path)}
    return {action for _module, action in found - PASSED_ON}


def test_every_recorded_action_has_a_sentence_and_every_sentence_an_action() -> None:
    assert recorded() == set(SENTENCES)


def test_every_action_of_a_project_is_of_a_kind_and_leads_to_a_page() -> None:
    nouns = {action.partition(".")[0] for action in SENTENCES} - OUTSIDE_PROJECTS
    assert nouns == {noun for _label, several in KINDS.values() for noun in several}
    assert nouns - {"job"} == set(PAGES)
