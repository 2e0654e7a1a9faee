"""The loop of a worker process."""

import os
import signal
import time
from types import FrameType

from django.db import close_old_connections
from django.utils import timezone

from headway.common.outage import OUTAGES

from .queue import log, release, run_next
from .recurring import enqueue_due

BETWEEN_LOOKS = 0.2  # seconds; a look at an empty table costs a fraction of a millisecond
BETWEEN_CLOCK_PASSES = 20.0


class Worker:
    """Runs jobs until it is told to stop, and then finishes the one at hand."""

    def __init__(self, name: str = "") -> None:
        self.name = name or f"worker-{os.getpid()}"
        self._stopping = False
        self._released = False
        self._clock_at = 0.0

    def stop(self, signum: int = 0, frame: FrameType | None = None) -> None:
        """Stop after the job at hand."""
        self._stopping = True

    def run(self) -> None:
        """Work until stopped. What was left unfinished under this name is given back first."""
        signal.signal(signal.SIGTERM, self.stop)
        signal.signal(signal.SIGINT, self.stop)
        while not self._stopping:
            if not self._step():
                time.sleep(BETWEEN_LOOKS)

    def _step(self) -> bool:
        try:
            if not self._released:
                release(self.name)
                self._released = True
            if time.monotonic() - self._clock_at > BETWEEN_CLOCK_PASSES:
                self._clock_at = time.monotonic()
                enqueue_due(timezone.now())
            return run_next(self.name)
        except OUTAGES:
            # The database is busy or away for a moment. What was at hand is given back as soon as it answers.
            self._released = False
            log.exception("the database did not answer")
            time.sleep(1.0)
            return False
        finally:
            close_old_connections()
