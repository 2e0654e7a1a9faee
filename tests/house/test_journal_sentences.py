"""Whatever the journal records can be told in words, which the room that records it says beside it."""

import ast
import importlib
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.urls import reverse

from headway.common.events import wiring
from headway.common.journal.sentences import Acts
from tests.house.repository import SOURCE

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
        if place is not None:
            yield from _read(_action_of(node, place), named)


def _action_of(call: ast.Call, place: int) -> ast.expr:
    """What a call gives as the action; the call itself where nothing can be read off it."""
    if len(call.args) > place:
        return call.args[place]
    return next((given.value for given in call.keywords if given.arg == "action"), call)


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


def rooms() -> dict[str, Path]:
    """Name and folder of every app of ours."""
    ours = [app for app in apps.get_app_configs() if app.name.startswith("headway.")]
    return {app.name: Path(app.path) for app in ours}


def recorded_in(folder: Path) -> set[str]:
    """The actions that a room records itself."""
    modules = [path for path in folder.rglob("*.py") if "tests" not in path.parts]
    found = {(str(path.relative_to(SOURCE)), action) for path in modules for action in actions_in(path)}
    return {action for _module, action in found - PASSED_ON}


def declared_in(room: str) -> list[Acts]:
    """What a room says of its acts."""
    if not (rooms()[room] / "sentences.py").exists():
        return []
    module = importlib.import_module(f"{room}.sentences")
    return [value for value in vars(module).values() if isinstance(value, Acts)]


def test_actions_are_read_off_calls_however_they_are_given(tmp_path: Path) -> None:
    module = tmp_path / "services.py"
    module.write_text(
        'UP = "a.up"\n'
        'record(actor, scope, UP if more else "a.down", row)\n'
        'record_of(action="a.named")\n'
        "record(*everything)\n"
        'log.record(actor, scope, "a.method", row)\n'
        "record(actor, scope, made_up(), row)\n"
    )
    assert list(actions_in(module)) == [
        "a.up",
        "a.down",
        "a.named",
        "record(*everything)",
        "a.method",
        "made_up()",
    ]


def test_every_room_says_what_it_records_and_nothing_else() -> None:
    recorded = {room: recorded_in(folder) for room, folder in rooms().items()}
    told_again = recorded.pop("headway.demo")
    said = {room: {action for acts in declared_in(room) for action in acts.sentences} for room in recorded}
    assert recorded == said
    assert told_again <= set().union(*said.values())
    assert sum(map(len, said.values())) > 40, "otherwise nothing was read"


def test_the_wiring_lists_what_rooms_say_each_action_once() -> None:
    listed = [action for acts in wiring().ACTS for action in acts.sentences]
    assert sorted(listed) == sorted(
        action for room in rooms() for acts in declared_in(room) for action in acts.sentences
    )
    assert len(listed) == len(set(listed))


def test_a_room_tells_more_of_its_own_acts_only() -> None:
    for acts in wiring().ACTS:
        assert acts.details.keys() | acts.fields.keys() <= acts.sentences.keys()


def test_every_act_in_a_project_is_of_a_kind_and_leads_to_a_page_of_it() -> None:
    for acts in wiring().ACTS:
        assert bool(acts.kind) == bool(acts.page)
        if acts.page:
            assert reverse(acts.page, args=[1]).startswith("/projects/1/")
    kinds = {acts.kind for acts in wiring().ACTS if acts.kind}
    assert len(kinds) == len({kind.key for kind in kinds}) > 4, "otherwise nothing was read"
