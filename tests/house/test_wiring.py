"""What rooms ask of each other is answered, once where there is one answer; what they tell is listened to."""

import importlib
import pkgutil
from collections.abc import Iterator
from dataclasses import is_dataclass
from types import ModuleType
from typing import Any

import pytest

import headway
from headway.common.events import Hook, Question, wiring
from headway.common.jobs.job_kinds import JobKind


def modules(name: str) -> Iterator[ModuleType]:
    """The modules of this name of all rooms."""
    for found in pkgutil.walk_packages(headway.__path__, "headway."):
        if found.name.rpartition(".")[2] == name and ".tests." not in found.name:
            yield importlib.import_module(found.name)


def declared(modules: Iterator[ModuleType], kind: type[Any]) -> dict[str, Any]:
    return {
        f"{module.__name__}.{name}": value
        for module in modules
        for name, value in vars(module).items()
        if isinstance(value, kind)
    }


@pytest.mark.parametrize(("name", "hook"), declared(modules("hooks"), Hook).items())
def test_what_a_room_asks_is_answered(name: str, hook: Hook[..., Any]) -> None:
    answers = [function for wire in wiring().HOOKS if wire.source is hook for function in wire.functions]
    assert len(answers) == 1 if isinstance(hook, Question) else answers


def test_every_event_has_a_listener() -> None:
    told = {
        event
        for module in modules("events")
        for event in vars(module).values()
        if is_dataclass(event) and isinstance(event, type) and event.__module__ == module.__name__
    }
    assert told == {wire.source for wire in wiring().EVENTS}


def test_every_job_of_a_room_can_be_run() -> None:
    kinds = declared(modules("jobs"), JobKind)
    assert set(kinds.values()) == set(wiring().JOBS)
