"""A PostgreSQL server that crashes while people write, and comes back."""

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tools import with_postgres

from .installation import Installation
from .test_kills import Writer, settled

pytestmark = [pytest.mark.slow, pytest.mark.postgres]
PATIENCE = 30.0


@pytest.fixture
def server() -> Iterator[Path]:
    """The folder of a running server that keeps what it has acknowledged."""
    with tempfile.TemporaryDirectory(prefix="headway-postgres-") as name:
        folder = Path(name)
        yield folder
        if (folder / "data/postmaster.pid").exists():
            with_postgres.crash(folder)


def until(installation: Installation, path: str, session: str, status: int) -> float:
    """Wait until a page is answered so; how long that took."""
    began = time.monotonic()
    while (got := installation.get(path, session).status) != status:
        assert time.monotonic() - began < PATIENCE, f"{path} answers {got} instead of {status}"
        time.sleep(0.1)
    return time.monotonic() - began


def test_the_installation_says_so_and_goes_on_by_itself(server: Path, tmp_path: Path) -> None:
    database = with_postgres.start(server, synchronous_commit="on")
    installation = Installation(tmp_path, database)
    installation.prepare()
    installation.start()
    (project, session), *_others = installation.seeded["managers"]
    page, plan = f"/projects/{project}/plan/", f"/api/v1/projects/{project}/plan"
    writer = Writer("w", installation, project, session)
    writer.start()
    try:
        while len(writer.acknowledged) < 4:
            time.sleep(0.1)
        with_postgres.crash(server)
        until(installation, page, session, 503)
        assert "Back in a moment" in installation.get(page, session).body
        assert installation.get(plan, session).body["status"] == 503
        assert installation.get("/healthz").status == 200
        assert installation.get("/readyz").status == 503
        before = len(writer.acknowledged)
        with_postgres.again(server)
        assert until(installation, page, session, 200) < 5
        while len(writer.acknowledged) < before + 4:
            time.sleep(0.1)
    finally:
        writer.stopping.set()
        writer.join()
    found = settled(installation)
    names = next(row["names"] for row in found["projects"].values() if writer.acknowledged[0] in row["names"])
    assert [name for name in writer.acknowledged if names.count(name) != 1] == []
    assert "verify" in installation.headway("doctor", "--journal")
    assert installation.stop() == 0
