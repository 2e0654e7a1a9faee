"""A service is one intention of somebody: it says who acts, authorises, and writes in one transaction."""

import ast
from collections import defaultdict
from collections.abc import Iterator

from tests.house.repository import python_texts

# What is missing in an intention that is recorded here, and why that is so.
SETTING_UP = "setting an installation up; no role gives it"
FOLLOWS = "follows from a change that was authorised, or from time; in its transaction"
MISSING = {
    "no actor": {
        "governance.strategy.create_portfolio": SETTING_UP,
        "governance.strategy.create_programme": SETTING_UP,
        "project.health.follow": FOLLOWS,
        "project.health.refresh_health": FOLLOWS,
        "project.health.refresh_stale": "follows from time",
        "project.charter.release_acceptor": "the event names who gave the role",
        "project.lifecycle.succeed": "the event names who gave the role",
        "project.schedule.begin_plan": "the event names who opened the project",
        "project.schedule.carry_out": "the intention names the actor",
        "project.schedule.write_prepared": "what was prepared names the actor",
    },
    "no authorisation": {
        "common.jobs.enqueue": "part of an intention; the job looks again at what its actor may",
        "common.jobs.cancel_job": "`own_job` finds nobody else's",
        "exchange.give_up": "clears away what nobody waits for any more",
        "exchange.import_plan": "whoever may opens the project, by `begin_prepared`",
        "exchange.receive_plan": "whoever may open the project, by `new_project`",
        "exchange.save_import": "part of taking a file over",
        "governance.strategy.create_portfolio": SETTING_UP,
        "governance.strategy.create_programme": SETTING_UP,
        "organisation.appoint": "part of an intention that tests/house/test_appointments.py names",
        "project.charter.release_acceptor": "follows from the decision about a role",
        "project.health.follow": FOLLOWS,
        "project.health.refresh_health": FOLLOWS,
        "project.health.refresh_stale": "follows from time",
        "project.lifecycle.move_project": "part of a decision or an agreement, each with its own authority",
        "project.lifecycle.open_project": "looks only at portfolios in which the actor may open projects",
        "project.lifecycle.succeed": "follows from the decision about a role",
        "project.lifecycle.withdraw_of_predecessor": "follows from the decision about a role",
    },
    "no transaction": {
        "exchange.save_import": "part of taking a file over",
        "organisation.appoint": "part of an intention that tests/house/test_appointments.py names",
        "project.charter.release_acceptor": "in that of the decision about a role",
        "project.health.follow": FOLLOWS,
        "project.health.refresh_health": FOLLOWS,
        "project.lifecycle.move_project": "part of a decision or an agreement",
        "project.lifecycle.succeed": "in that of the decision about a role",
        "project.lifecycle.withdraw_of_predecessor": "in that of the decision about a role",
        "project.team.accept_progress": "hands it on to `prepared_and_written`, which begins one",
        "project.team.report_progress": "hands it on to `prepared_and_written`, which begins one",
    },
}
WHO = {"actor", "context"}  # the context of a job names the one on whose behalf it runs
AUTHORISES = {"require", "get_visible", "may_request"}  # to ask what somebody `may` refuses nothing yet
ACTS = {"record", "common.jobs.enqueue"}  # what is not told in the journal is asked of a job


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


def who_calls_whom(rooms: dict[str, dict[str, ast.FunctionDef]]) -> dict[str, set[str]]:
    """What each service and helper calls: one of its own room first, then the services of other rooms."""
    doors = {name: f"{room}.{name}" for room, own in rooms.items() for name in own if name[0] != "_"}
    return {
        f"{room}.{name}": {f"{room}.{one}" if one in own else doors.get(one, one) for one in called_in(body)}
        for room, own in rooms.items()
        for name, body in own.items()
    }


def reached_from(start: str, calls: dict[str, set[str]], *, outside: str = "") -> set[str]:
    """Whatever a service calls, by its helpers as well; not by those that call ``outside``."""
    reached, ahead = set[str](), [start]
    while ahead:
        one = ahead.pop()
        if one not in reached and outside not in calls.get(one, ()):
            reached.add(one)
            ahead += calls.get(one, ())
    return reached


def faults(rooms: dict[str, dict[str, ast.FunctionDef]]) -> Iterator[tuple[str, str]]:
    """What is missing in public functions that write the journal or ask for a job, themselves or by what they
    call.

    Another room may write for them, in a transaction of its own; they authorise themselves.
    """
    calls = who_calls_whom(rooms)
    for room, own in rooms.items():
        inside = {name: called for name, called in calls.items() if name.startswith(f"{room}.")}
        for full, function in ((f"{room}.{name}", one) for name, one in own.items()):
            if function.name.startswith("_") or not ACTS & reached_from(full, calls):
                continue
            if not WHO & {argument.arg for argument in function.args.kwonlyargs}:
                yield "no actor", full
            if not AUTHORISES & reached_from(full, inside):
                yield "no authorisation", full
            if "record" in reached_from(full, calls, outside="atomic"):
                yield "no transaction", full


def test_every_intention_names_its_actor_authorises_and_is_one_transaction() -> None:
    assert set(faults(services())) == {(fault, name) for fault, names in MISSING.items() for name in names}


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


def room_of(text: str) -> dict[str, ast.FunctionDef]:
    return {node.name: node for node in ast.parse(text).body if isinstance(node, ast.FunctionDef)}


def test_the_rule_sees_what_it_forbids() -> None:
    text = """
@transaction.atomic
def sound(it, *, actor): _first(it, actor); _note(it, actor)
def _first(it, actor): require(actor, CHANGE, it)
def _note(it, actor): record(actor, it)
def looks(it): return it
def sound_within(it, *, context): _first(it, context.actor); _whole(it, context.actor)
@transaction.atomic
def _whole(it, actor): record(actor, it)
@transaction.atomic
def anybody(it, *, actor): record(actor, it)
@transaction.atomic
def anybody_by_a_helper(it, *, actor): _note(it, actor)
@transaction.atomic
def nobody(it, actor): require(actor, CHANGE, it); record(actor, it)
def in_pieces(it, *, actor): require(actor, CHANGE, it); _note(it, actor); _whole(it, actor)
def by_a_job(it, *, actor): return enqueue(it, actor=actor)
@transaction.atomic
def asks(it, *, actor):
    if actor.may(CHANGE, it): record(actor, it)
"""
    above = """
@transaction.atomic
def by_another_room(it, *, actor): sound(it, actor=actor)
def begins(it, *, actor): require(actor, CHANGE, it); sound(it, actor=actor)
"""
    jobs = "def enqueue(name, *, actor): return name"
    rooms = {"room": room_of(text), "above": room_of(above), "common.jobs": room_of(jobs)}
    assert list(faults(rooms)) == [
        ("no authorisation", "room.anybody"),
        ("no authorisation", "room.anybody_by_a_helper"),
        ("no actor", "room.nobody"),
        ("no transaction", "room.in_pieces"),
        ("no authorisation", "room.by_a_job"),
        ("no authorisation", "room.asks"),
        ("no authorisation", "above.by_another_room"),
        ("no authorisation", "common.jobs.enqueue"),
    ]
