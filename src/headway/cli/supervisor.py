"""A parent that keeps its child processes running until it is told to stop."""

import signal
import subprocess
import sys
import time
from collections import deque
from dataclasses import dataclass, field
from types import FrameType

from headway.common.processes import adopt_children

DRAIN = 30.0  # seconds that children get to finish what they do
BETWEEN_LOOKS = 0.1
MOST_FAILURES = 5  # of one child to start within …
WITHIN = 30.0  # … seconds: it cannot run, and starting it again does not help


@dataclass
class Child:
    """A command that must be running."""

    name: str
    command: list[str]
    process: subprocess.Popen[bytes] | None = None
    failures: deque[float] = field(default_factory=lambda: deque(maxlen=MOST_FAILURES))

    def start(self) -> None:
        """Start it in a group of its own: a Ctrl-C reaches the parent alone, which stops all in order."""
        self.process = subprocess.Popen(self.command, process_group=0)

    @property
    def runs(self) -> bool:
        """Whether its process lives."""
        return self.process is not None and self.process.poll() is None

    def cannot_run(self, now: float) -> bool:
        """Whether it ended by itself too often lately; who is killed from outside is always started again."""
        if self.process is not None and self.process.returncode >= 0:
            self.failures.append(now)
        return len(self.failures) == MOST_FAILURES and now - self.failures[0] < WITHIN


class Supervisor:
    """Starts children, restarts those that die, and stops all of them on SIGTERM or SIGINT."""

    def __init__(self, children: list[Child]) -> None:
        self.children = children
        self._stopping = False

    def run(self) -> int:
        """Supervise until stopped; the exit status is 0 when asked to stop, 1 when a child cannot run."""
        adopt_children()
        signal.signal(signal.SIGTERM, self._stop)
        signal.signal(signal.SIGINT, self._stop)
        for child in self.children:
            child.start()
        status = self._watch()
        self._drain()
        return status

    def _stop(self, signum: int, frame: FrameType | None) -> None:
        self._stopping = True

    def _watch(self) -> int:
        while not self._stopping:
            for child in self.children:
                if child.runs:
                    continue
                if child.cannot_run(time.monotonic()):
                    print(f"headway: {child.name} cannot run; stopping.", file=sys.stderr)
                    return 1
                print(f"headway: {child.name} ended; starting it again.", file=sys.stderr)
                child.start()
            time.sleep(BETWEEN_LOOKS)
        return 0

    def _drain(self) -> None:
        running = [child.process for child in self.children if child.process and child.runs]
        for process in running:
            process.send_signal(signal.SIGTERM)
        until = time.monotonic() + DRAIN
        for process in running:
            try:
                process.wait(max(until - time.monotonic(), 0.1))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
