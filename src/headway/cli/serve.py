"""``headway serve``: the whole installation in one command; ``web`` and ``worker``: its parts."""

import argparse
import errno
import os
import secrets
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection  # noqa: TID251  asks its own server whether it is up
from pathlib import Path
from typing import Any

from headway.cli.supervisor import Child, Supervisor
from headway.common.hosts import is_this_machine
from headway.common.processes import adopt_children, end_with_parent

START_LIMIT = 60.0  # seconds after which the address is printed no more
PORT_PATIENCE = 5.0  # seconds in which a port may become free
ANY_ADDRESS = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104  compared with, not bound


def add_commands(commands: Any) -> None:
    """Add ``serve``, and the two processes that it starts: ``web`` and ``worker``."""
    serve_ = commands.add_parser("serve", help="run the server and its job workers")
    _add_listening(serve_)
    serve_.add_argument("--job-workers", type=int, default=1, help="job processes (%(default)s)")
    serve_.add_argument(
        "--migrate",
        action=argparse.BooleanOptionalAction,
        default=True,
        help="bring the database to this version first (%(default)s)",
    )
    serve_.set_defaults(run=serve)
    web_ = commands.add_parser("web", help="run the web server alone")
    _add_listening(web_)
    web_.set_defaults(run=web)
    worker = commands.add_parser("worker", help="run jobs alone, for more machines on one PostgreSQL")
    worker.add_argument("--name", default="", help="of a worker that is started again under the same name")
    worker.set_defaults(run=work)


def _add_listening(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (%(default)s)")
    parser.add_argument("--port", type=int, default=8000, help="port to listen on (%(default)s)")
    parser.add_argument("--workers", type=int, default=2, help="web processes (%(default)s)")


def serve(options: argparse.Namespace) -> int:
    """Prepare home and database, then supervise web and job processes until stopped."""
    from headway.cli import django

    _refuse_taken_port(options.host, options.port)
    _keep_the_demo_in(options.host)
    django.start()
    from django.conf import settings

    home = Path(settings.HOME)
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    with _alone(home / "serve.lock"):
        if options.migrate:
            _migrate()
        _tell_of_the_demo(options.host)
        announcer = threading.Thread(target=_announce, args=(options.host, options.port), daemon=True)
        announcer.start()
        return Supervisor(children_for(options)).run()


def work(options: argparse.Namespace) -> int:
    """Run jobs until stopped."""
    end_with_parent()
    from headway.cli import django

    django.start()
    from headway.common.jobs.worker import Worker

    _compile_kernels()
    Worker(options.name).run()
    return 0


def _compile_kernels() -> None:
    """Compile the engine's kernels into the cache, once per version and in a process of its own.

    The compiler's time and memory would otherwise be those of the first job.
    """
    subprocess.run([sys.executable, "-c", "from headway.engine import warm_up; warm_up()"], check=False)


def web(options: argparse.Namespace) -> int:
    """Run the web server's parent process, which starts its workers again when they die."""
    from granian.constants import HTTPModes, Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    end_with_parent()
    adopt_children()
    _keep_the_demo_in(options.host)
    Server(
        "headway.config.wsgi:application",
        address=options.host,
        port=options.port,
        interface=Interfaces.WSGI,
        workers=options.workers,
        blocking_threads=4,
        backpressure=64,
        http=HTTPModes.http1,
        websockets=False,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        respawn_interval=0.1,
        workers_kill_timeout=25,
    ).serve()
    return 0


def children_for(options: argparse.Namespace) -> list[Child]:
    """The processes of an installation: one web server with its workers, and the job workers."""
    headway = [sys.executable, "-m", "headway.cli.main"]
    listening = ["--host", options.host, "--port", str(options.port), "--workers", str(options.workers)]
    run_of_server = secrets.token_hex(4)
    jobs = [
        Child(f"job worker {number}", [*headway, "worker", "--name", f"{run_of_server}-{number}"])
        for number in range(1, options.job_workers + 1)
    ]
    return [Child("web server", [*headway, "web", *listening]), *jobs]


def _refuse_taken_port(host: str, port: int) -> None:
    """End with a sentence where somebody else listens: two servers may share a port, and its requests.

    What a killed server leaves behind ends by itself, but listens for a moment longer.
    """
    until = time.monotonic() + PORT_PATIENCE
    while (error := _bind_error(host, port)) and error.errno == errno.EADDRINUSE and time.monotonic() < until:
        time.sleep(0.2)
    if error:
        reason = f"port {port} is in use" if error.errno == errno.EADDRINUSE else error.strerror
        sys.exit(f"headway: cannot listen on {host}: {reason}. Choose another with --host or --port.")


def _bind_error(host: str, port: int) -> OSError | None:
    """What keeps this process from listening there, if anything."""
    try:
        family, kind, _protocol, _name, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as attempt:
            # Without this, connections that ended a minute ago would count too.
            attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            attempt.bind(address)
    except OSError as error:
        return error
    return None


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """One server per home; the lock goes with the process, however it ends."""
    import fcntl  # not everywhere; commands without a server run there, too

    with path.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            sys.exit(f"headway: a server is already running on {path.parent}.")
        file.write(f"{os.getpid()}\n")
        file.flush()
        yield


def _migrate() -> None:
    from django.db import connections

    from headway.cli.django import migrate
    from headway.common.http.health import pending_migrations
    from headway.common.outage import why_away

    if away := why_away():
        sys.exit(f"headway: the database does not answer: {away}")
    if pending_migrations():
        print("headway: preparing the database", flush=True)
        migrate()
    connections.close_all()


def _keep_the_demo_in(host: str) -> None:
    """Who listens to other machines takes no password of the demo, unless told to; for all processes."""
    if not is_this_machine(host):
        os.environ.setdefault("HEADWAY_DEMO", "0")


def _tell_of_the_demo(host: str) -> None:
    """Say whether people of the demo can sign in, where other machines get here."""
    from django.conf import settings
    from django.db import DatabaseError, connections

    from headway.demo.signin import demo_is_open, demo_password_in_use

    if settings.HEADWAY_LOCAL and is_this_machine(host):
        return
    try:
        if demo_password_in_use():
            print(f"headway: {demo_is_open(local=False)[1]}", file=sys.stderr, flush=True)
    except DatabaseError:
        pass  # with --no-migrate it may be away or empty: what is started now says so
    finally:
        connections.close_all()


def _announce(host: str, port: int) -> None:
    """Say the address once somebody answers there."""
    reachable = ANY_ADDRESS.get(host, host)
    until = time.monotonic() + START_LIMIT
    while time.monotonic() < until:
        connection = HTTPConnection(reachable, port, timeout=5)
        try:
            connection.request("GET", "/healthz")
            connection.getresponse()
        except OSError:
            time.sleep(0.1)
        else:
            shown = f"[{reachable}]" if ":" in reachable else reachable
            print(f"headway: ready at http://{shown}:{port}/", flush=True)
            return
        finally:
            connection.close()
