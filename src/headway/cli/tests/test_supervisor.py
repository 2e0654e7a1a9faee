"""Children are kept running, until they cannot or are not wanted any more."""

import os
import signal
import sys
import threading
import time
from pathlib import Path

import pytest

from headway.cli import supervisor
from headway.cli.supervisor import Child, Supervisor

SLEEPER = "import pathlib, sys, time; pathlib.Path(sys.argv[1]).open('a').write('x'); time.sleep(60)"


def sleeper(path: Path) -> Child:
    return Child("sleeper", [sys.executable, "-c", SLEEPER, str(path)])


def starts(path: Path) -> int:
    return len(path.read_text()) if path.exists() else 0


def wait_for(path: Path, number: int) -> None:
    until = time.monotonic() + 20
    while starts(path) < number and time.monotonic() < until:
        time.sleep(0.02)


@pytest.fixture(autouse=True)
def own_signals(monkeypatch: pytest.MonkeyPatch) -> None:
    """The test stops the supervisor itself and keeps pytest's signal handlers."""
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    monkeypatch.delenv("HEADWAY_PARENT", raising=False)


@pytest.mark.slow
def test_a_killed_child_is_started_again_as_often_as_it_is_killed(tmp_path: Path) -> None:
    child = sleeper(tmp_path / "starts")
    parent = Supervisor([child])

    def kill_it() -> None:
        for number in range(1, 8):
            wait_for(tmp_path / "starts", number)
            assert child.process is not None
            os.kill(child.process.pid, signal.SIGKILL)
        wait_for(tmp_path / "starts", 8)
        parent._stopping = True

    thread = threading.Thread(target=kill_it)
    thread.start()
    assert parent.run() == 0
    thread.join()
    assert starts(tmp_path / "starts") == 8
    assert not child.runs


def test_a_child_that_ends_by_itself_at_once_stops_the_parent(capsys: pytest.CaptureFixture[str]) -> None:
    assert Supervisor([Child("broken", [sys.executable, "-c", "raise SystemExit(3)"])]).run() == 1
    assert "broken cannot run" in capsys.readouterr().err


def test_a_child_that_will_not_stop_is_killed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(supervisor, "DRAIN", 0.5)
    deaf = f"import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); {SLEEPER}"
    child = Child("deaf", [sys.executable, "-c", deaf, str(tmp_path / "starts")])
    parent = Supervisor([child])
    child.start()
    wait_for(tmp_path / "starts", 1)
    parent._drain()
    assert not child.runs
    assert child.process is not None
    assert child.process.returncode == -signal.SIGKILL
