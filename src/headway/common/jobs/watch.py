"""Looking after work while it computes, from a thread beside it."""

import logging
import signal
import threading
from collections.abc import Callable
from types import FrameType
from typing import Any

from django.db import connection

from headway.common.outage import OUTAGES

BETWEEN_LOOKS = 2.0  # seconds
INTERRUPT = signal.SIGUSR1

log = logging.getLogger(__name__)


class Watch:
    """While it is open, ``look`` is called every two seconds; the exception that it answers ends the work.

    The exception is raised in the work wherever that is, so that no computation must ask by itself: but never
    within a transaction, which ends as it would have ended, and only in the main thread of a process, which
    alone takes signals. Where it cannot be raised, the next look tries again.
    """

    def __init__(self, look: Callable[[], Exception | None]) -> None:
        self._look = look
        self._why: Exception | None = None
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="watch", daemon=True)
        self._before: Any = None
        self._works_in_main = threading.current_thread() is threading.main_thread()

    def __enter__(self) -> None:
        if self._works_in_main:
            self._before = signal.signal(INTERRUPT, self._interrupt)
        self._thread.start()

    def __exit__(self, *ended: object) -> None:
        self._over.set()
        self._thread.join()
        if self._works_in_main:
            signal.signal(INTERRUPT, self._before)

    def _watch(self) -> None:
        try:
            while not self._over.wait(BETWEEN_LOOKS):
                self._look_once()
        finally:
            connection.close()

    def _look_once(self) -> None:
        try:
            self._why = self._look()
        except OUTAGES:
            log.warning("the database did not answer a look after a job", exc_info=True)
        else:
            if self._why is not None and self._works_in_main:
                signal.pthread_kill(threading.main_thread().ident or 0, INTERRUPT)

    def _interrupt(self, signum: int, frame: FrameType | None) -> None:
        if self._why is None or self._over.is_set() or _in_transaction():
            return
        connection.close()  # also where a transaction was just about to begin
        raise self._why


def _in_transaction() -> bool:
    return connection.in_atomic_block or (connection.connection is not None and not connection.autocommit)
