"""What `headway serve` refuses before it starts anything."""

import os
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from headway.cli.serve import _refuse_taken_port


def serve(home: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "headway.cli.main", "serve", *options]
    environment = {**os.environ, "HEADWAY_HOME": str(home)}
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)


@pytest.mark.slow
@pytest.mark.parametrize("shared", [False, True])
def test_a_port_where_another_program_listens_is_refused_with_what_to_do(
    tmp_path: Path, *, shared: bool
) -> None:
    with socket.socket() as other:
        if shared:
            other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        ended = serve(tmp_path / "home", "--port", str(port))

    assert ended.returncode == 1
    assert ended.stderr == (
        f"headway: cannot listen on 127.0.0.1: port {port} is in use. Choose another with --host or --port.\n"
    )
    assert not (tmp_path / "home").exists()


def test_a_port_that_becomes_free_in_a_moment_is_waited_for() -> None:
    other = socket.socket()
    other.bind(("127.0.0.1", 0))
    other.listen()
    host, port = other.getsockname()
    threading.Timer(0.5, other.close).start()

    _refuse_taken_port(host, port)


def test_an_address_that_is_none_of_this_machine_is_refused(tmp_path: Path) -> None:
    ended = serve(tmp_path / "home", "--host", "203.0.113.7")

    assert ended.returncode == 1
    assert "cannot listen on 203.0.113.7: Cannot assign requested address." in ended.stderr
