"""News between rooms. What listens to what is listed in one place, ``config/wiring.py``.

A room declares what it tells and asks; who answers in other rooms, the wiring alone names:

* an event, a dataclass of the room where it happens, told by ``publish``;
* a ``Slot`` where higher rooms put panels on a page of a lower one;
* a ``Question`` of a lower room that a higher one answers.
"""

import importlib
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, Generic, NamedTuple, ParamSpec, Protocol, TypeVar, cast

from django.conf import settings

Asked = ParamSpec("Asked")
Told = TypeVar("Told")
Event = TypeVar("Event")


class Wire(NamedTuple):
    """Which functions answer a hook, or listen to a kind of event."""

    source: object
    functions: tuple[Callable[..., Any], ...]


class Wiring(Protocol):
    """The shape of ``config/wiring.py``."""

    EVENTS: Sequence[Wire]
    HOOKS: Sequence[Wire]
    JOBS: Sequence[Any]  # what the worker can run, see ``common.jobs.job_kinds``
    ACTS: Sequence[Any]  # what the journal says of what rooms record, see ``common.journal.sentences``


@cache
def wiring() -> Wiring:
    """The wiring module, loaded on first use because it imports every room."""
    module: Any = importlib.import_module(settings.HEADWAY_WIRING)
    return cast(Wiring, module)


@cache
def _answering(source: object) -> tuple[Callable[..., Any], ...]:
    return tuple(function for wire in wiring().HOOKS if wire.source is source for function in wire.functions)


def on(event: type[Event], *listeners: Callable[[Event], None]) -> Wire:
    """A line of the wiring: who listens to a kind of event."""
    return Wire(event, listeners)


def publish(event: object) -> None:
    """Tell what happened: listeners are called at once, and write in its transaction or not at all."""
    for wire in wiring().EVENTS:
        if wire.source is type(event):
            for listener in wire.functions:
                listener(event)


class Hook(Generic[Asked, Told]):
    """What a room asks of others that it does not know, as a decorated function: its name, what it is asked
    with, and what holds where nobody answers.
    """

    def __init__(self, declared: Callable[Asked, Told]) -> None:
        self.declared = declared
        self.__doc__ = declared.__doc__

    def by(self, *functions: Callable[Asked, Told]) -> Wire:
        """A line of the wiring: who answers."""
        return Wire(self, functions)

    def answers(self, *args: Asked.args, **kwargs: Asked.kwargs) -> list[Told]:
        """What each of them says, in the order of the wiring."""
        return [function(*args, **kwargs) for function in _answering(self)]


class Question(Hook[Asked, Told]):
    """One that a higher room answers; the declared function says what is so while no room does."""

    def __call__(self, *args: Asked.args, **kwargs: Asked.kwargs) -> Told:
        for told in self.answers(*args, **kwargs):
            return told
        return self.declared(*args, **kwargs)


class Slot(Hook[Asked, str]):
    """Rendered panels of other rooms in a place on a page."""

    def __call__(self, *args: Asked.args, **kwargs: Asked.kwargs) -> list[str]:
        return self.answers(*args, **kwargs)
