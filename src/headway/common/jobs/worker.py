"""The loop of a worker process."""

import os
import signal
import time
from types import FrameType

from django.db import OperationalError, close_old_connections

from .clock import enqueue_due
from .queue import log, release, run_next

BETWEEN_LOOKS = 0.2  # seconds; a look at an empty table costs a fraction of a millisecond
BETWEEN_CLOCK_PASSES = 20.0


class Worker:
    """Runs jobs until it is told to stop, and then finishes the one at hand."""

    def __init__(self, name: str = "") -> None:
        self.name = name or f"worker-{os.getpid()}"
        self._stopping = False
        self._clock_at = 0.0

    def stop(self, signum: int = 0, frame: FrameType | None = None) -> None:
        """Stop after the job at hand."""
        self._stopping = True

    def run(self) -> None:
        """Work until stopped. What an earlier process of this name left unfinished is taken up at once."""
        signal.signal(signal.SIGTERM, self.stop)
        signal.signal(signal.SIGINT, self.stop)
        release(self.name)
        while not self._stopping:
            if not self._step():
                time.sleep(BETWEEN_LOOKS)

    def _step(self) -> bool:
        try:
            if time.monotonic() - self._clock_at > BETWEEN_CLOCK_PASSES:
                self._clock_at = time.monotonic()
                enqueue_due()
            return run_next(self.name)
        except OperationalError:
            # The database is busy or away for a moment; the job's lease brings it back.
            log.exception("the database did not answer")
            time.sleep(1.0)
            return False
        finally:
            close_old_connections()
