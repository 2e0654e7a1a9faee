"""Which functions can be run as jobs, and which of them recur.

A job function takes a context and ids, loads, and makes one call; it knows nothing of how it is run, so that
a queue of another kind can call it as well.
"""

import datetime as dt
from collections.abc import Callable
from typing import Any

JobFunction = Callable[..., Any]

_functions: dict[str, JobFunction] = {}
_intervals: dict[str, dt.timedelta] = {}


def job(name: str, *, every: dt.timedelta | None = None) -> Callable[[JobFunction], JobFunction]:
    """Register a function ``(context, **ids)`` under ``name``; with ``every`` the clock enqueues it."""

    def decorate(function: JobFunction) -> JobFunction:
        if _functions.setdefault(name, function) is not function:
            raise ValueError(f"two functions are registered as the job {name}")
        if every is not None:
            _intervals[name] = every
        return function

    return decorate


def function_of(name: str) -> JobFunction:
    """The function of a job; raises ``LookupError`` for a name that nobody registered."""
    try:
        return _functions[name]
    except KeyError:
        raise LookupError(f"no job is called {name}") from None


def recurring() -> dict[str, dt.timedelta]:
    """Name -> interval of the jobs that the clock enqueues."""
    return dict(_intervals)
