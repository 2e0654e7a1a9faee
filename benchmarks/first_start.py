"""From a clean clone to a server that answers, and started again.

    python benchmarks/first_start.py

Clones this checkout's last commit into a temporary folder and does what `make run` does there, with a home of
its own and without what pip and npm have kept of earlier downloads. What it needs of Debian must be
installed. Assumed are a quiet machine and a usual connection to the package indexes. Exit status 1 when a
limit is missed.
"""

import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LIMIT_FIRST, LIMIT_DEMO, LIMIT_AGAIN = 300.0, 60.0, 10.0


def environment(home: Path) -> dict[str, str]:
    """That of somebody who has just been given an account."""
    # Where packages come from is a matter of the machine.
    named = re.compile(r"LANG|PYTHON|PIP_.*|npm_config_.*|\w*(proxy|PROXY|CERT\w*|CA_\w*)")
    kept = {name: value for name, value in os.environ.items() if named.fullmatch(name)}
    outside = [part for part in os.environ["PATH"].split(os.pathsep) if ".venv" not in part]
    return {**kept, "HOME": str(home), "PATH": os.pathsep.join(outside), "PIP_NO_CACHE_DIR": "1"}


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as attempt:
        attempt.bind(("127.0.0.1", 0))
        port: int = attempt.getsockname()[1]
        return port


def start(clone: Path, home: Path) -> tuple[float, str]:
    """Seconds until the server says that it answers, and all that was said until then."""
    command = ["tools/run", "--port", str(free_port())]
    begun, said = time.monotonic(), ""
    with subprocess.Popen(
        command,
        cwd=clone,
        env=environment(home),
        text=True,
        start_new_session=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    ) as server:
        assert server.stdout is not None
        for line in server.stdout:
            said += line
            if "ready at" in line:
                break
        took = time.monotonic() - begun
        os.killpg(server.pid, signal.SIGTERM)
    if "ready at" not in said:
        sys.exit(f"The server did not start:\n{said}")
    return took, said


def show(name: str, seconds: float, limit: float) -> bool:
    """Print one figure; whether it keeps its limit."""
    kept = seconds <= limit
    print(f"{name:<28}{seconds:8.1f} s   limit {limit:g}: {'ok' if kept else 'MISSED'}")
    return kept


def main() -> int:
    """Clone, start twice, print."""
    with tempfile.TemporaryDirectory() as folder:
        home, clone = Path(folder) / "home", Path(folder) / "headway"
        home.mkdir()
        subprocess.run(["git", "clone", "--quiet", ROOT, clone], check=True)
        first, said = start(clone, home)
        demo = re.search(r"loaded in (\d+) s", said)
        again, _said = start(clone, home)
    kept = [
        show("clean clone to answer", first, LIMIT_FIRST),
        show("demo organisation in it", float(demo[1]) if demo else float("inf"), LIMIT_DEMO),
        show("started again", again, LIMIT_AGAIN),
    ]
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
