"""A service is one intention of somebody: it says who acts, authorises, and writes in one transaction."""

import ast
from collections import defaultdict
from collections.abc import Iterator

from tests.house.repository import python_texts

# What is recorded without somebody who is authorised for it here, and why that is so.
PARTS = {
    "organisation.appoint": "part of an intention that tests/house/test_appointments.py names",
    "governance.strategy.create_portfolio": "setting an installation up; no role gives it",
    "governance.strategy.create_programme": "setting an installation up; no role gives it",
    "project.lifecycle.move_project": "part of a decision or an agreement, each with its own authority",
    "exchange.save_import": "part of taking a file over",
    "project.health.refresh_health": "follows from a change that was authorised, or from time",
    "common.jobs.cancel_job": "`own_job` finds nobody else's",
}
AUTHORISES = {"require", "get_visible", "may", "may_request"}


def services() -> dict[str, dict[str, ast.FunctionDef]]:
    """The functions of the services of each room, by name."""
    rooms: dict[str, dict[str, ast.FunctionDef]] = defaultdict(dict)
    for name, text in python_texts().items():
        path = name.removeprefix("src/headway/").removesuffix(".py").split("/")
        if name.startswith("src/headway/") and "services" in path and "journal" not in path:
            functions = [node for node in ast.parse(text).body if isinstance(node, ast.FunctionDef)]
            rooms[".".join(path[: path.index("services")])] |= {one.name: one for one in functions}
    return rooms


def called_in(function: ast.AST) -> set[str]:
    """The names of what a function calls or hands on to be called."""
    names = {node.id for node in ast.walk(function) if isinstance(node, ast.Name)}
    return names | {node.attr for node in ast.walk(function) if isinstance(node, ast.Attribute)}


def faults(functions: dict[str, ast.FunctionDef]) -> Iterator[tuple[str, str]]:
    """Public functions that write the journal, with what is missing in them."""
    calls = {name: called_in(function) for name, function in functions.items()}
    for name, function in functions.items():
        if name.startswith("_") or "record" not in calls[name]:
            continue
        reached, ahead = set[str](), [name]
        while ahead:
            one = ahead.pop()
            if one not in reached:
                reached.add(one)
                ahead += calls.get(one, ())
        if "actor" not in {argument.arg for argument in function.args.kwonlyargs}:
            yield name, "no actor"
        if not AUTHORISES & reached:
            yield name, "no authorisation"
        if "atomic" not in calls[name]:
            yield name, "no transaction"


def test_every_intention_names_its_actor_authorises_and_is_one_transaction() -> None:
    found = {f"{room}.{name}" for room, functions in services().items() for name, _ in faults(functions)}
    assert found == set(PARTS)


def test_every_actor_of_a_service_is_any_actor() -> None:
    narrowed = [
        f"{room}.{name}"
        for room, functions in services().items()
        for name, function in functions.items()
        for argument in (*function.args.args, *function.args.kwonlyargs)
        if argument.arg == "actor" and argument.annotation is not None
        if not ast.unparse(argument.annotation).startswith("Actor")
    ]
    assert narrowed == []


def test_the_rule_sees_what_it_forbids() -> None:
    text = """
@transaction.atomic
def sound(it, *, actor): _first(it, actor); record(actor, it)
def _first(it, actor): require(actor, CHANGE, it)
@transaction.atomic
def anybody(it, *, actor): record(actor, it)
@transaction.atomic
def nobody(it, actor): require(actor, CHANGE, it); record(actor, it)
def in_pieces(it, *, actor): require(actor, CHANGE, it); record(actor, it)
"""
    functions = {node.name: node for node in ast.parse(text).body if isinstance(node, ast.FunctionDef)}
    assert list(faults(functions)) == [
        ("anybody", "no authorisation"),
        ("nobody", "no actor"),
        ("in_pieces", "no transaction"),
    ]
