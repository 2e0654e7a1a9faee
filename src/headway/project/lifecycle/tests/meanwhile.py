"""What somebody else does at the same moment, on a connection of its own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from typing import Any, Generic, TypeVar

import pytest
from django.db import connection

T = TypeVar("T")
LONG_ENOUGH = 0.5  # seconds in which a deed is done, unless it has to wait


class Meanwhile(Generic[T]):
    """A deed that begins when a function is called for the first time, and has time to end before it runs.

    SQLite writes one after the other: there it is done afterwards. Needs a test whose transactions end.
    """

    def __init__(self, monkeypatch: pytest.MonkeyPatch, owner: Any, name: str, deed: Callable[[], T]) -> None:
        self._deed, self._function = deed, getattr(owner, name)
        self._threads, self._begun = ThreadPoolExecutor(1), False
        if connection.vendor == "postgresql":
            monkeypatch.setattr(owner, name, self._first_the_deed)

    def _first_the_deed(self, *given: Any, **named: Any) -> Any:
        if not self._begun:
            self._begin()
        return self._function(*given, **named)

    def _begin(self) -> None:
        self._begun = True
        self._done = self._threads.submit(self._on_its_own_connection)
        wait([self._done], timeout=LONG_ENOUGH)

    def _on_its_own_connection(self) -> T:
        try:
            return self._deed()
        finally:
            connection.close()

    def answer(self) -> T:
        """What came of it; raises what it raised."""
        if not self._begun:
            self._begin()
        with self._threads:
            return self._done.result(timeout=20)
