"""kill -9 of the server and its processes while people write: nothing acknowledged is lost, or half there."""

import http.client
import json
import random
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import pytest

from headway.exchange.tests.documents import PlanFile, Task

from .installation import Installation, own_database

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="finds its processes in /proc"),
]
FEW_KILLS = 10
VICTIMS = ("web", "worker", "server", "web", "worker")  # processes of the web, of jobs, and who starts both
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


class Reporter(threading.Thread):
    """Reports work and has it accepted, over and over; what was not answered is left alone."""

    def __init__(self, installation: Installation) -> None:
        super().__init__(name="reporter")
        self.installation = installation
        self.project, self.manager = installation.seeded["managers"][0]
        self.activity, self.member = installation.seeded["member"]
        self.reported: list[str] = []
        self.accepted: list[str] = []
        self.stopping = threading.Event()
        self.answers: Counter[int] = Counter()

    def run(self) -> None:
        tried = 0
        while not self.stopping.is_set():
            tried += 1
            self._report(f"r{tried}", percent=tried % 100)

    def _report(self, label: str, *, percent: int) -> None:
        address = f"/api/v1/projects/{self.project}"
        said = self.installation.post(
            f"{address}/activities/{self.activity}/progress", self.member, {"percent": percent, "note": label}
        )
        self.answers[said.status] += 1
        if said.status != 200:
            time.sleep(0.05)
            return
        self.reported.append(label)
        decided = self.installation.post(
            f"{address}/progress/accept", self.manager, {"reports": [said.body["id"]]}
        )
        self.answers[decided.status] += 1
        if decided.status == 200:
            self.accepted.append(label)

    def check(self, stored: list[tuple[str, str, bool]]) -> None:
        """What was answered is there, once, as it was answered; the plan says what was accepted last."""
        assert self.accepted, f"nothing got through: {self.answers}"
        once = Counter(note for note, _state, _in_plan in stored)
        assert set(once.values()) == {1}
        assert set(self.reported) <= once.keys()
        taken = [(note, in_plan) for note, state, in_plan in stored if state == "accepted"]
        assert set(self.accepted) <= {note for note, _in_plan in taken}
        assert taken[-1][1], taken[-1]


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
            "/api/v1/imports",
            seeded["pool"],
            self.content,
            portfolio=seeded["portfolio"],
            sponsor=seeded["sponsor"],
            code=code,
            name=code,
        )
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


@dataclass(frozen=True)
class Hands:
    """Everybody who is at work."""

    writers: list[Writer]
    importer: Importer
    reporter: Reporter

    @property
    def all(self) -> list[Writer | Importer | Reporter]:
        """In no order."""
        return [*self.writers, self.importer, self.reporter]


def ill_treat(installation: Installation, kills: int, seed: int) -> Hands:
    """Four writers, an importer and a reporter at work, while processes are killed at random moments."""
    chance = random.Random(seed)
    managers = installation.seeded["managers"]
    who = [*managers, managers[2]]
    writers = [Writer(f"w{at}", installation, *pair) for at, pair in enumerate(who)]
    hands = Hands(writers, Importer(installation), Reporter(installation))
    for thread in hands.all:
        thread.start()
    try:
        victims = list(islice(cycle(VICTIMS), kills))
        chance.shuffle(victims)
        while victims:
            _await_progress(installation, writers)
            time.sleep(chance.uniform(0.0, 0.7))
            if victims[-1] == "server":
                installation.kill_server()
            elif not installation.kill_one(victims[-1], chance):
                continue
            victims.pop()
        _await_progress(installation, writers)
    finally:
        for thread in hands.all:
            thread.stopping.set()
        for thread in hands.all:
            thread.join()
    return hands


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
        found: dict[str, Any] = json.loads(installation.run("-m", "tests.faults", "examine"))
        if not found["unfinished"]:
            return found
        assert time.monotonic() < until, found
        time.sleep(1.0)


def check(installation: Installation, hands: Hands) -> None:
    """Every promise, after the worst was done."""
    found = settled(installation)
    installation.headway("doctor", "--database")  # fails unless all is well
    assert "verify" in installation.headway("doctor", "--journal")
    stored = Counter(name for project in found["projects"].values() for name in project["names"])
    for writer in hands.writers:
        assert writer.acknowledged, f"{writer.name} got nothing through: {writer.refused}"
        assert [name for name in writer.acknowledged if stored[name] != 1] == []
        halves = [f"{writer.name}-{at}" for at in range(1, writer.tried + 1)]
        assert [label for label in halves if stored[f"{label}-a"] != stored[f"{label}-b"]] == []
    assert {error for _name, error in found["failed"]} == set()
    for code in hands.importer.acknowledged:
        project = found["projects"][code]
        assert (len(project["names"]), project["imports"], project["steps"]) == (IMPORTED, 1, 1), code
    for project in found["projects"].values():
        assert (project["dates"], project["health"]) == ([], [])
    hands.reporter.check([report for project in found["projects"].values() for report in project["reports"]])


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
    hands = ill_treat(installation, kills=FEW_KILLS, seed=1)
    check(installation, hands)
    assert hands.importer.acknowledged


@pytest.mark.prove
def test_fifty_kills_lose_nothing(installation: Installation) -> None:
    check(installation, ill_treat(installation, kills=50, seed=2))


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
