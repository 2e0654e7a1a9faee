"""kill -9 of web and job processes while people write: nothing acknowledged is lost, nothing is half."""

import http.client
import json
import os
import random
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from headway.exchange.tests.documents import PlanFile, Task

from .installation import Installation, own_database

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="finds its processes in /proc"),
]
FEW_KILLS = 5 if os.environ.get("HEADWAY_DATABASE") == "postgres" else 10
IMPORTED = 300
PATIENCE = 60.0


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    with own_database() as database:
        made = Installation(tmp_path_factory.mktemp("installation"), database)
        made.prepare()
        made.start()
        yield made
        if made.process is not None and made.process.poll() is None:
            made.stop()


class Writer(threading.Thread):
    """Adds pairs of activities, one request each, until told to stop; remembers what was acknowledged.

    What was not answered is sent again as it was, the way a page does it: it must be there once all the same.
    """

    def __init__(self, name: str, installation: Installation, project: int, session: str) -> None:
        super().__init__(name=name)
        self.installation, self.project, self.session = installation, project, session
        self.acknowledged: list[str] = []
        self.tried = self.repeated = 0
        self.stopping = threading.Event()
        self.refused: Counter[int] = Counter()

    def run(self) -> None:
        while not self.stopping.is_set():
            self.tried += 1
            self._write(f"{self.name}-{self.tried}")

    def _write(self, label: str) -> None:
        commands = [
            {"do": "add", "ref": f"n{half}", "fields": {"name": f"{label}-{half}", "duration": "2d"}}
            for half in "ab"
        ]
        address = f"/api/v1/projects/{self.project}/plan/changes"
        plan = self.installation.get(f"/api/v1/projects/{self.project}/plan", self.session)
        if plan.status != 200:
            self.refused[plan.status] += 1
            time.sleep(0.05)
            return
        body = {"revision": plan.body["revision"], "commands": commands}
        answer = self.installation.post(address, self.session, body)
        while answer.status == 0 and not self.stopping.is_set():
            self.repeated += 1
            time.sleep(0.05)
            answer = self.installation.post(address, self.session, body)
        if answer.status == 200:
            self.acknowledged += [f"{label}-a", f"{label}-b"]
        else:
            self.refused[answer.status] += 1


class Importer(threading.Thread):
    """Imports plan files as new projects, one after the other."""

    def __init__(self, installation: Installation) -> None:
        super().__init__(name="importer")
        self.installation, self.acknowledged = installation, {}  # type: Installation, dict[str, int]
        self.stopping = threading.Event()
        tasks = [
            Task(uid, f"Activity {uid}", after=[uid - 1] if uid > 1 else []) for uid in range(1, IMPORTED + 1)
        ]
        self.content = PlanFile(tasks=tasks).xml()

    def run(self) -> None:
        number = 0
        while not self.stopping.is_set():
            number += 1
            self._bring_in(f"I{number}")

    def _bring_in(self, code: str) -> None:
        seeded = self.installation.seeded
        answer = self.installation.send_file(
            "/api/v1/imports", seeded["pool"], self.content,
            portfolio=seeded["portfolio"], sponsor=seeded["sponsor"], code=code, name=code,
        )  # fmt: skip
        if answer.status != 200:
            time.sleep(0.1)
            return
        self.acknowledged[code] = answer.body["job"]
        while not self.stopping.is_set() and self.state(code) in {"queued", "running", ""}:
            time.sleep(0.2)

    def state(self, code: str) -> str:
        answer = self.installation.get(
            f"/api/v1/jobs/{self.acknowledged[code]}", self.installation.seeded["pool"]
        )
        return str(answer.body["state"]) if answer.status == 200 else ""


def ill_treat(installation: Installation, kills: int, seed: int) -> tuple[list[Writer], Importer]:
    """Four writers and an importer at work, while processes are killed at random moments."""
    chance = random.Random(seed)
    managers = installation.seeded["managers"]
    who = [*managers, managers[2]]
    writers = [Writer(f"w{at}", installation, *pair) for at, pair in enumerate(who)]
    importer = Importer(installation)
    threads: list[Writer | Importer] = [*writers, importer]
    for thread in threads:
        thread.start()
    try:
        killed = 0
        while killed < kills:
            _await_progress(installation, writers)
            time.sleep(chance.uniform(0.0, 0.7))
            killed += installation.kill_one(chance) != "nothing"
        _await_progress(installation, writers)
    finally:
        for thread in threads:
            thread.stopping.set()
        for thread in threads:
            thread.join()
    return writers, importer


def _await_progress(installation: Installation, writers: list[Writer]) -> None:
    """Until writes get through again and a job worker lives, so that each kill meets work."""
    before = sum(len(writer.acknowledged) for writer in writers)
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if sum(len(writer.acknowledged) for writer in writers) > before and installation.children()["worker"]:
            return
        time.sleep(0.05)
    raise AssertionError("nothing gets through any more: " + (installation.home / "server.log").read_text())


def settled(installation: Installation) -> dict[str, Any]:
    """What is stored once no job waits any more."""
    until = time.monotonic() + PATIENCE
    while True:
        found: dict[str, Any] = json.loads(installation.run("-m", "tests.faults.examine"))
        if not found["unfinished"]:
            return found
        assert time.monotonic() < until, found
        time.sleep(1.0)


def check(installation: Installation, writers: list[Writer], importer: Importer) -> None:
    """Every promise, after the worst was done."""
    found = settled(installation)
    installation.headway("doctor", "--database")  # fails unless all is well
    assert "verify" in installation.headway("doctor", "--journal")
    stored = Counter(name for project in found["projects"].values() for name in project["names"])
    for writer in writers:
        assert writer.acknowledged, f"{writer.name} got nothing through: {writer.refused}"
        assert [name for name in writer.acknowledged if stored[name] != 1] == []
        halves = [f"{writer.name}-{at}" for at in range(1, writer.tried + 1)]
        assert [label for label in halves if stored[f"{label}-a"] != stored[f"{label}-b"]] == []
    assert {error for _name, error in found["failed"]} == set()
    for code in importer.acknowledged:
        project = found["projects"][code]
        assert (len(project["names"]), project["imports"], project["steps"]) == (IMPORTED, 1, 1), code
    for project in found["projects"].values():
        assert (project["dates"], project["health"]) == ([], [])


def test_the_second_of_two_editors_is_told_who_changed_what(installation: Installation) -> None:
    (project, first), (_same, second), _third = installation.seeded["managers"]
    plan = installation.get(f"/api/v1/projects/{project}/plan", first).body
    activity, version = plan["activities"]["id"][0], plan["activities"]["version"][0]
    address = f"/api/v1/projects/{project}/plan/changes"

    def rename(session: str, name: str) -> Any:
        command = {"do": "set", "id": activity, "version": version, "fields": {"name": name}}
        return installation.post(address, session, {"revision": plan["revision"], "commands": [command]})

    assert rename(first, "Mine").status == 200
    refused = rename(second, "No, mine")
    assert refused.status == 409
    assert refused.body["changed_by"] == installation.seeded["names"][0]
    assert "Mine" in json.dumps(refused.body)
    names = installation.get(f"/api/v1/projects/{project}/plan", first).body["activities"]["name"]
    assert names[0] == "Mine"


def test_a_few_kills_lose_nothing(installation: Installation) -> None:
    writers, importer = ill_treat(installation, kills=FEW_KILLS, seed=1)
    check(installation, writers, importer)
    assert importer.acknowledged


@pytest.mark.prove
def test_fifty_kills_lose_nothing(installation: Installation) -> None:
    writers, importer = ill_treat(installation, kills=50, seed=2)
    check(installation, writers, importer)


def test_the_server_refuses_bodies_before_it_reads_them(installation: Installation) -> None:
    assert _announced(installation, {"Content-Length": str(200 * 1024 * 1024)}) == 413
    assert _announced(installation, {"Transfer-Encoding": "chunked"}) == 411
    file = {"Content-Length": str(50 * 1024 * 1024), "Content-Type": "multipart/form-data; boundary=x"}
    assert _announced(installation, file) == 401, "from a stranger"


def _announced(installation: Installation, headers: dict[str, str]) -> int:
    """Status of a request whose body is announced and never sent."""
    connection = http.client.HTTPConnection("127.0.0.1", installation.port, timeout=10)
    connection.putrequest("POST", "/api/v1/imports")
    for name, value in headers.items():
        connection.putheader(name, value)
    connection.endheaders()
    status = connection.getresponse().status
    connection.close()
    return status


def test_the_server_stops_when_asked_and_starts_again_within_ten_seconds(installation: Installation) -> None:
    """Counted in processor time, since other tests run beside it: two processors do 16 s in 8."""
    assert installation.stop() == 0
    assert installation.get("/healthz").status == 0
    installation.start()
    assert installation.get("/healthz").body == "ok"
    assert installation.processor_seconds() < 16
