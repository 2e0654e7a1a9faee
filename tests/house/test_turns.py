"""Who writes in a project has taken a turn before looking whether anything may change there any more."""

import ast

from tests.house.repository import python_texts

# Those whose callers have taken it, or look before they begin and again when they write.
ELSEWHERE = {
    "project/lifecycle/services/succession.py succeed": "deciding about a role waits for its scope",
    "project/schedule/services/writing.py authorise": "a preview writes nothing, a writer has taken it",
}


def called(function: ast.FunctionDef, name: str) -> list[int]:
    """The lines in which a function calls another."""
    return [
        node.lineno
        for node in ast.walk(function)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name
    ]


def without_turn(text: str) -> list[str]:
    """Functions that refuse an ended project without having taken a turn."""
    functions = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef)]
    return [
        function.name
        for function in functions
        if (refuses := called(function, "refuse_archive"))
        and min(called(function, "take_turn"), default=refuses[0]) >= refuses[0]
    ]


def test_whoever_refuses_an_ended_project_has_taken_a_turn() -> None:
    texts = {name.removeprefix("src/headway/"): text for name, text in python_texts().items()}
    product = {
        name: text for name, text in texts.items() if name.startswith("project/") and "/tests/" not in name
    }
    assert {f"{name} {function}" for name, text in product.items() for function in without_turn(text)} == set(
        ELSEWHERE
    )


def test_the_rule_sees_what_it_forbids() -> None:
    assert without_turn("def one():\n refuse_archive(p)\n take_turn(p)") == ["one"]
    assert without_turn("def one():\n take_turn(p)\n refuse_archive(p)") == []
