"""Who writes in a project takes a turn first, then asks for rights and whether anything may change there."""

import ast

import pytest

from tests.house.repository import python_texts
from tests.house.test_services import reached_from, services, who_calls_whom

TURNS = {"take_turn", "one_at_a_time"}
RIGHTS = {"require", "authorise", "_require_decider"}
STATES = {"refuse_archive", "refuse_hold", "refuse_pipeline"}

# What a function lacks, and why that is so.
ELSEWHERE = {
    "no turn": {
        "exchange/services/receiving.py receive_newer_plan": "takes in a file; applying it looks again",
        "exchange/services/updating.py apply_update": "asks for a job, which takes the turn and looks again",
        "project/lifecycle/services/succession.py refuse_ended": "whoever decides looks again",
        "project/lifecycle/services/succession.py succeed": "deciding about a role waits for its scope",
        "project/schedule/services/writing.py authorise": "a preview writes nothing, a writer has taken it",
    },
    "no rights": {
        "organisation/founding.py appoint_first": "setting an installation up; no role gives it",
        "organisation/services.py appoint": "part of an intention in tests/house/test_appointments.py",
        "project/health/services.py refresh_health": "computes for nobody in particular",
        "project/lifecycle/services/turns.py take_turn": "is the turn",
    },
    "too early": {},
}

# Who records something of a project without taking a turn, and why that is so.
TURNLESS = {
    "collaboration.answer_comment": "said beside a project, also beside one that has ended",
    "collaboration.write_comment": "said beside a project, also beside one that has ended",
    "exchange.give_up": "clears away a file that nobody waits for any more",
    "exchange.save_import": "part of taking a file over",
    "project.lifecycle.move_project": "part of a decision or an agreement",
    "project.lifecycle.withdraw_of_predecessor": "part of the decision about a role",
}


def called(function: ast.FunctionDef, names: set[str]) -> list[int]:
    """The lines in which a function calls one of others."""
    return [
        node.lineno
        for node in ast.walk(function)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names
    ]


def faults(text: str) -> list[tuple[str, str]]:
    """What functions lack that take a turn, or refuse an ended project."""
    found = []
    for function in (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef)):
        turn, rights = min(called(function, TURNS), default=None), called(function, RIGHTS)
        if turn is None:
            found += [("no turn", function.name)] * bool(called(function, {"refuse_archive"}))
        elif min([*rights, *called(function, STATES)], default=turn) < turn:
            found.append(("too early", function.name))
        elif not rights:
            found.append(("no rights", function.name))
    return found


def test_rights_and_state_are_looked_at_once_the_turn_was_taken() -> None:
    texts = {name.removeprefix("src/headway/"): text for name, text in python_texts().items()}
    product = {name: text for name, text in texts.items() if "tests/" not in name}
    found = {(fault, f"{name} {one}") for name, text in product.items() for fault, one in faults(text)}
    assert found == {(fault, name) for fault, names in ELSEWHERE.items() for name in names}


def test_whoever_records_something_in_a_project_takes_a_turn_there() -> None:
    rooms = services()
    calls = who_calls_whom(rooms)
    intentions = [
        f"{room}.{function.name}"
        for room, own in rooms.items()
        if room.startswith(("project.", "exchange", "collaboration"))
        for function in own.values()
        if not function.name.startswith("_") and "actor" in {one.arg for one in function.args.kwonlyargs}
    ]
    without = {
        name
        for name in intentions
        if "record" in (reached := reached_from(name, calls))
        and not {"take_turn", "organisation.one_at_a_time"} & reached
    }
    assert without == set(TURNLESS)


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        ("take_turn(p)\n require(a, P, p)\n refuse_archive(p)", []),
        ("require(a, P, p)\n take_turn(p)", [("too early", "one")]),
        ("refuse_archive(p)\n take_turn(p)\n require(a, P, p)", [("too early", "one")]),
        ("require(a, P, p)\n take_turn(p)\n require(a, P, p)", [("too early", "one")]),
        ("take_turn(p)\n refuse_archive(p)", [("no rights", "one")]),
        ("require(a, P, p)\n refuse_archive(p)", [("no turn", "one")]),
    ],
)
def test_the_rule_sees_what_it_forbids(lines: str, found: list[tuple[str, str]]) -> None:
    assert faults(f"def one():\n {lines}") == found
