"""Which functions can be run as jobs, and which of them recur: the list ``JOBS`` of the wiring.

A job function takes a context and ids, loads, and makes one call; it knows nothing of how it is run, so that
a queue of another kind can call it as well.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from headway.common.events import wiring


@dataclass(frozen=True, slots=True)
class JobKind:
    """A function ``(context, **ids)`` that can be enqueued by its name; with ``every`` the clock does so."""

    name: str
    run: Callable[..., Any]
    every: dt.timedelta | None = None

    def __call__(self, *args: Any, **ids: Any) -> None:
        """Run it."""
        self.run(*args, **ids)


def job(name: str, *, every: dt.timedelta | None = None) -> Callable[[Callable[..., Any]], JobKind]:
    """Make a function a kind of job."""
    return lambda function: JobKind(name, function, every)


@cache
def kinds() -> dict[str, JobKind]:
    """Every kind of job by its name."""
    found: dict[str, JobKind] = {kind.name: kind for kind in wiring().JOBS}
    if len(found) != len(wiring().JOBS):
        raise ValueError("two jobs of the wiring have the same name")
    return found


def kind_of(name: str) -> JobKind:
    """The kind of job of this name; raises ``LookupError`` where the wiring has none."""
    try:
        return kinds()[name]
    except KeyError:
        raise LookupError(f"no job is called {name}") from None


def recurring() -> dict[str, dt.timedelta]:
    """Name -> interval of the jobs that the clock enqueues."""
    return {name: kind.every for name, kind in kinds().items() if kind.every is not None}
