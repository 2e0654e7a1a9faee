"""A real installation in a folder of its own: `headway serve` on a free port, asked and killed at will."""

import http.client
import json
import os
import random
import signal
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

ROOT = Path(__file__).resolve().parents[2]
CSRF = "0123456789abcdef0123456789abcdef"
START_LIMIT = 60.0


@dataclass(frozen=True)
class Answer:
    """What the server said; status 0 when it said nothing, and nobody knows what became of the request."""

    status: int
    body: Any = None


@dataclass
class Installation:
    """Home, port and processes of one installation."""

    home: Path
    database: dict[str, str] = field(default_factory=dict)  # the variables that lead to it; none: SQLite
    port: int = 0
    seeded: dict[str, Any] = field(default_factory=dict)
    process: subprocess.Popen[str] | None = None

    @property
    def environment(self) -> dict[str, str]:
        """Of every process of it: nothing of the test run's own settings."""
        kept = {
            name: value for name, value in os.environ.items() if not name.startswith(("HEADWAY_", "DJANGO_"))
        }
        own = {"HEADWAY_HOME": str(self.home), "DJANGO_SETTINGS_MODULE": "headway.config.settings"}
        own |= self.database
        return {**kept, **own, "HEADWAY_JOB_LEASE": "15", "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}

    def run(self, *arguments: str) -> str:
        """Run `python ARGUMENTS` in it; its output."""
        done = subprocess.run(
            [sys.executable, *arguments],
            env=self.environment,
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def headway(self, *arguments: str) -> str:
        """Run a command of `headway` in it."""
        return self.run("-m", "headway.cli.main", *arguments)

    def prepare(self) -> None:
        """Make database and people."""
        self.headway("manage", "migrate", "--verbosity", "0")
        self.seeded = json.loads(self.run("-m", "tests.faults", "seed"))

    def start(self) -> float:
        """Start the server; seconds until it answered."""
        self.port = self.port or _free_port()
        began = time.monotonic()
        serve = ["serve", "--port", str(self.port), "--workers", "2", "--job-workers", "2"]
        with (self.home / "server.log").open("a") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "headway.cli.main", *serve],
                env=self.environment,
                cwd=ROOT,
                text=True,
                stdout=subprocess.DEVNULL,
                stderr=log,
            )
        while self.get("/readyz").status != 200:
            assert time.monotonic() - began < START_LIMIT, (self.home / "server.log").read_text()
            time.sleep(0.1)
        return time.monotonic() - began

    def stop(self) -> int:
        """Ask it to stop; its exit status."""
        assert self.process is not None
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=40)

    def children(self) -> dict[str, list[int]]:
        """Process ids: "web" (the server and its workers) and "worker" (of jobs)."""
        assert self.process is not None
        found: dict[str, list[int]] = {"web": [], "worker": []}
        pending = [self.process.pid]
        while pending:
            for pid in _children_of(pending.pop()):
                pending.append(pid)
                for kind, pids in found.items():
                    if f"\0{kind}\0" in _command(pid):
                        pids.append(pid)
        return found

    def processor_seconds(self) -> float:
        """Time of the processors that all its living processes have used."""
        assert self.process is not None
        pids = {self.process.pid, *(pid for pids in self.children().values() for pid in pids)}
        return sum(_processor_ticks(pid) for pid in pids) / os.sysconf("SC_CLK_TCK")

    def kill_one(self, kind: str, chance: random.Random) -> bool:
        """kill -9 to a random process of a kind; whether there was one."""
        pids = self.children()[kind]
        try:
            os.kill(chance.choice(pids), signal.SIGKILL)
        except (IndexError, ProcessLookupError):
            return False
        return True

    def kill_server(self) -> None:
        """kill -9 to ``headway serve`` itself; once all that it had started is gone, it is started again."""
        assert self.process is not None
        family = [pid for pids in self.children().values() for pid in pids]
        self.process.kill()
        self.process.wait()
        until = time.monotonic() + START_LIMIT
        while left := [pid for pid in family if _command(pid)]:
            assert time.monotonic() < until, f"{left} outlived the server"
            time.sleep(0.05)
        self.start()

    # ---- requests ----

    def get(self, path: str, session: str = "") -> Answer:
        """GET."""
        return self._ask("GET", path, session, b"", {})

    def post(self, path: str, session: str, body: Any) -> Answer:
        """POST as JSON."""
        return self._ask(
            "POST", path, session, json.dumps(body).encode(), {"Content-Type": "application/json"}
        )

    def send_file(self, path: str, session: str, content: bytes, **fields: Any) -> Answer:
        """POST as a form with a file."""
        border = uuid.uuid4().hex
        parts = [
            f'--{border}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
            for name, value in fields.items()
        ]
        head = f'--{border}\r\nContent-Disposition: form-data; name="file"; filename="plan.xml"\r\n'
        parts += [head.encode(), b"Content-Type: text/xml\r\n\r\n", content, f"\r\n--{border}--\r\n".encode()]
        headers = {"Content-Type": f"multipart/form-data; boundary={border}"}
        return self._ask("POST", path, session, b"".join(parts), headers)

    def _ask(self, method: str, path: str, session: str, body: bytes, headers: dict[str, str]) -> Answer:
        cookies = f"headway-session={session}; headway-csrf={CSRF}"
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(
                method, path, body or None, {"Cookie": cookies, "X-CSRFToken": CSRF, **headers}
            )
            response = connection.getresponse()
            content = response.read()
        except (OSError, http.client.HTTPException):
            return Answer(0)
        finally:
            connection.close()
        is_json = "json" in (response.headers["Content-Type"] or "")
        return Answer(response.status, json.loads(content) if is_json else content.decode())


@contextmanager
def own_database() -> Iterator[dict[str, str]]:
    """The variables of a database of its own, on the PostgreSQL server of this run if it has one."""
    if os.environ.get("HEADWAY_DATABASE") != "postgres":
        yield {}
        return
    name = f"installation_{uuid.uuid4().hex}"
    with psycopg.connect(autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        try:
            yield {"HEADWAY_DATABASE": "postgres", "PGDATABASE": name}
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _children_of(pid: int) -> list[int]:
    try:
        text = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    except OSError:
        return []
    return [int(child) for child in text.split()]


def _processor_ticks(pid: int) -> int:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def _command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text()
    except OSError:
        return ""
