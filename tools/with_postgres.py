"""Runs a command with an empty PostgreSQL of its own as Headway's database, which is gone afterwards.

    python tools/with_postgres.py [NAME=VALUE...] pytest -q

Each NAME is a setting of the server. The cluster lives in a temporary folder, listens on a free local port,
and does not care for durability. A second process holds one end of a pipe and removes it all as soon as this
one ends, however it ends.
"""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from itertools import takewhile
from pathlib import Path

SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "listen_addresses": "127.0.0.1",
    "max_connections": "100",
}
REMOVE = "--remove"


def server_programs() -> Path:
    """Folder of initdb and pg_ctl: Debian keeps one per version, the newest wins."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    if on_path is None:
        sys.exit("headway: no PostgreSQL server here. On Debian, as root: apt-get install postgresql")
    return Path(on_path).parent


def owner() -> str | None:
    """The server refuses to run as root: Debian's own user for it then, else whoever calls."""
    return "postgres" if os.geteuid() == 0 else None


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def as_owner(*command: str | Path) -> None:
    """Runs one of PostgreSQL's programs quietly; what it says is shown if it fails."""
    result = subprocess.run(command, user=owner(), cwd="/", capture_output=True, text=True, check=False)
    if result.returncode:
        sys.exit(f"{command[0]} failed:\n{result.stdout}{result.stderr}")


def start(folder: Path, **settings: str) -> dict[str, str]:
    """Makes and starts a cluster in `folder`, with settings that go before ours; returns the environment that
    leads Headway and psql to it.
    """
    programs, data, port = server_programs(), folder / "data", free_port()
    if owner():
        os.chown(folder, pwd.getpwnam("postgres").pw_uid, -1)
    as_owner(
        programs / "initdb",
        "-D",
        data,
        "-U",
        "headway",
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--locale=C.UTF-8",
        "-N",
    )
    options = {**SETTINGS, **settings, "port": str(port), "unix_socket_directories": str(folder)}
    with (data / "postgresql.auto.conf").open("a") as configuration:
        configuration.writelines(f"{name} = '{value}'\n" for name, value in options.items())
    again(folder)
    address = {"PGHOST": "127.0.0.1", "PGPORT": str(port), "PGUSER": "headway", "PGDATABASE": "postgres"}
    return {"HEADWAY_DATABASE": "postgres", **address}


def again(folder: Path) -> None:
    """Starts the cluster in `folder`."""
    as_owner(server_programs() / "pg_ctl", "-D", folder / "data", "-l", folder / "log", "-w", "start")


def crash(folder: Path) -> None:
    """Stops the cluster in `folder` in the midst of whatever it does."""
    as_owner(server_programs() / "pg_ctl", "-D", folder / "data", "-m", "immediate", "-w", "stop")


def remove(folder: Path) -> None:
    """Waits for the end of standard input, which is the end of `main`; then stops and removes the cluster."""
    sys.stdin.read()
    if (folder / "data/postmaster.pid").exists():
        crash(folder)
    shutil.rmtree(folder, ignore_errors=True)


def main(words: list[str]) -> int:
    given = list(takewhile(lambda word: "=" in word, words))
    command, settings = words[len(given) :], dict(word.split("=", 1) for word in given)
    if not command:
        sys.exit(__doc__)
    folder = Path(tempfile.mkdtemp(prefix="headway-postgres-"))
    # Python opens pipes that a child does not inherit: the command below does not keep this one open.
    watcher = subprocess.Popen(
        [sys.executable, __file__, REMOVE, str(folder)], stdin=subprocess.PIPE, start_new_session=True
    )
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    try:
        environment = {**os.environ, **start(folder, **settings)}
        return subprocess.run(command, env=environment, check=False).returncode
    finally:
        watcher.communicate()


if __name__ == "__main__":
    if sys.argv[1:2] == [REMOVE]:
        remove(Path(sys.argv[2]))
    else:
        sys.exit(main(sys.argv[1:]))
