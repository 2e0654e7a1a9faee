"""News between rooms. What listens to what is listed in one place, ``config/wiring.py``.

* BEFORE[intention]: guards that may refuse.
* WITHIN[event]: computed rows, in the same transaction.
* AFTER[event]: functions that enqueue jobs: rows of the transaction, run after it is committed.
* SLOTS[name]: panels that higher rooms put on the pages of lower ones.
* FACTS[name]: providers of facts that a lower room needs from a higher one; a missing one means *unknown*.
"""

import importlib
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any, Protocol

from django.conf import settings


class Wiring(Protocol):
    """The shape of ``config/wiring.py``."""

    BEFORE: Mapping[str, Sequence[Callable[..., None]]]
    WITHIN: Mapping[type, Sequence[Callable[[Any], None]]]
    AFTER: Mapping[type, Sequence[Callable[[Any], None]]]
    SLOTS: Mapping[str, Sequence[Callable[..., str]]]
    FACTS: Mapping[str, Callable[..., Any]]


@cache
def wiring() -> Wiring:
    """The wiring module, loaded on first use because it imports every room."""
    module: Any = importlib.import_module(settings.HEADWAY_WIRING)
    return module  # type: ignore[no-any-return]  # a module is the protocol's implementation


def ask_before(intention: str, *args: Any, **kwargs: Any) -> None:
    """Let every guard of an intention look; one that objects raises a Refusal."""
    for guard in wiring().BEFORE.get(intention, ()):
        guard(*args, **kwargs)


def publish(event: object) -> None:
    """Tell what happened: computed rows now, jobs as rows of the same transaction."""
    for compute in wiring().WITHIN.get(type(event), ()):
        compute(event)
    for enqueue in wiring().AFTER.get(type(event), ()):
        enqueue(event)


def panels(slot: str, *args: Any, **kwargs: Any) -> list[str]:
    """The rendered panels that other rooms show in this slot, in the order of the wiring."""
    return [panel(*args, **kwargs) for panel in wiring().SLOTS.get(slot, ())]


def fact(name: str, *args: Any, default: Any = None) -> Any:
    """A fact from a higher room, or ``default`` where nobody provides it."""
    provider = wiring().FACTS.get(name)
    return default if provider is None else provider(*args)
