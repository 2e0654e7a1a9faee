"""What people install with pip works away from the checkout, on a machine without Node."""

import os
import re
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.house.repository import ROOT

pytestmark = [pytest.mark.prove, pytest.mark.slow]
NODE = {"node", "nodejs", "npm", "npx", "corepack"}
PLAN = """<?xml version="1.0" encoding="UTF-8"?>
<Project xmlns="http://schemas.microsoft.com/project"><StartDate>2026-01-05T08:00:00</StartDate>
<Tasks><Task><UID>1</UID><ID>1</ID><Name>Dig</Name><Duration>PT16H0M0S</Duration></Task></Tasks></Project>"""


class Machine:
    """A home, a virtual environment with the wheel, and programs without Node."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.programs, self.environment = folder, folder / "bin", folder / "venv"
        self.programs.mkdir()
        for place in (Path("/usr/bin"), Path("/usr/local/bin")):
            for program in place.iterdir():
                link = self.programs / program.name
                if program.name not in NODE and not link.exists():
                    link.symlink_to(program)

    @property
    def variables(self) -> dict[str, str]:
        """Of every command on it."""
        home = self.folder / "home"
        home.mkdir(exist_ok=True)
        # Where packages come from is a matter of the machine.
        named = re.compile(r"PIP_.*|npm_config_.*|\w*(proxy|PROXY|CERT\w*|CA_\w*)")
        kept = {name: value for name, value in os.environ.items() if named.fullmatch(name)}
        own = {"PATH": str(self.programs), "HOME": str(home), "HEADWAY_HOME": str(home / "headway")}
        return kept | own

    def run(self, *command: str | Path) -> str:
        """The output of a command, which must succeed."""
        done = subprocess.run(
            command, cwd=self.folder, env=self.variables, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def headway(self, *arguments: str | Path) -> str:
        """A command of the installed product."""
        return self.run(self.environment / "bin/headway", *arguments)

    @contextmanager
    def serving(self) -> Iterator[str]:
        """The address of the running server."""
        with socket.socket() as attempt:
            attempt.bind(("127.0.0.1", 0))
            port = attempt.getsockname()[1]
        command: list[str | Path] = [self.environment / "bin/headway", "serve", "--port", str(port)]
        with subprocess.Popen(
            command, cwd=self.folder, env=self.variables, stdout=subprocess.PIPE, text=True
        ) as server:
            assert server.stdout is not None
            assert any("ready at" in line for line in server.stdout)
            yield f"http://127.0.0.1:{port}"
            server.terminate()


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Machine:
    machine = Machine(tmp_path_factory.mktemp("machine"))
    sources = machine.folder / "headway"
    machine.run("git", "clone", "--quiet", ROOT, sources)
    machine.run(sys.executable, "-m", "venv", machine.environment)
    machine.run(machine.environment / "bin/pip", "install", "--quiet", sources)
    subprocess.run(["rm", "-r", sources], check=True)
    return machine


def test_there_is_no_node_on_this_machine(machine: Machine) -> None:
    with pytest.raises(FileNotFoundError):
        subprocess.run(["node"], env=machine.variables, check=False)


def test_a_plan_file_is_verified(machine: Machine) -> None:
    (machine.folder / "plan.xml").write_text(PLAN)
    assert '"2026-01-06T17:00' in machine.headway("plan", "schedule", "plan.xml", "--json")


def test_the_demo_is_loaded_and_the_server_answers_with_its_front_end(machine: Machine) -> None:
    assert "Tarnvale Utilities Group" in machine.headway("demo")
    assert "journal" in machine.headway("doctor", "--journal")
    with machine.serving() as address:
        for path in ("/accounts/login/", "/static/headway/app.js", "/static/headway/gantt.js"):
            with urllib.request.urlopen(address + path) as answer:
                assert answer.status == 200
