import json
from pathlib import Path
from typing import Any

import pytest

from headway.cli.main import main
from headway.formats.tests.mspdi_text import mspdi, task
from headway.formats.tests.protrack_text import FIRST, garden


@pytest.fixture
def wall(tmp_path: Path) -> Path:
    path = tmp_path / "wall.p2x"
    path.write_bytes(garden())
    return path


@pytest.fixture
def history(wall: Path) -> Path:
    """Nine ended projects, one that runs, one that cannot be read, and something else."""
    for number in range(9):
        (wall.parent / f"{number}.p2x").write_bytes(garden())
    (wall.parent / "running.p2x").write_bytes(garden(second=FIRST))
    (wall.parent / "broken.p2x").write_bytes(b"<Project><NAME>")
    (wall.parent / "notes.txt").write_text("no project")
    return wall.parent


def answer(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    assert main(["plan", "earned", *words, "--json"]) == 0
    said: dict[str, Any] = json.loads(capsys.readouterr().out)
    return said


def test_the_table_has_each_status_date(wall: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = answer(capsys, str(wall))
    assert (said["project"], said["start"], said["bac"], said["pd"]) == (
        "Garden wall",
        "2026-01-05T08:00:00",
        1550,
        32,
    )
    assert said["ended"] == {"hours": 64, "finish": "2026-01-15T17:00:00", "cost": 2595}
    first, second = said["dates"]
    assert (first["date"], first["pv"], first["ev"], first["ac"]) == ("2026-01-12T08:00:00", 1550, 260, 345)
    assert (first["es"], first["spi_t"], first["cpi"]) == (16, 0.5, 260 / 345)
    assert first["eac"]["1"] == 345 + 1290
    # Hour 48 by earned schedule and by the network: two working days from Monday.
    for way in ("ES, 1", "network", "expected"):
        assert first["eac_t"][way] == {"hours": 48, "date": "2026-01-13T17:00:00"}
    assert (first["outlook"], said["learnt_from"], said["coverage"]) == (None, 0, None)
    assert (second["complete"], second["eac"]["SCI(t)"]) == (1, 2595)


def test_ranges_are_learnt_from_the_ended_projects_of_a_folder(
    history: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = answer(capsys, str(history / "running.p2x"), "--history", str(history), "--coverage", "0.6")
    assert (said["learnt_from"], said["coverage"], said["ended"]) == (10, 0.6, None)
    view = said["dates"][0]["outlook"]
    # All ten stood where this one stands, and took 64 hours and 2,595.
    assert view["hours"] == {"from": 64, "expected": 48, "to": 64}
    assert (view["finish"]["from"], view["finish"]["to"]) == ("2026-01-15T17:00:00",) * 2
    assert (round(view["cost"]["from"], 6), round(view["cost"]["to"], 6)) == (2595, 2595)


def test_a_project_does_not_learn_from_itself_and_unreadable_ones_are_named(
    history: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["plan", "earned", str(history / "wall.p2x"), "--history", str(history)]) == 0
    said = capsys.readouterr()
    assert "ranges learnt from 9 ended projects" in said.out
    assert "80%: finish 2026-01-15 to 2026-01-15, cost 2,595.00 to 2,595.00" in said.out
    assert "ended 2026-01-15 at 2,595.00" in said.out
    assert "broken.p2x: The file ends before the plan does; it was cut off. It is left out." in said.err


def test_without_history_people_get_the_index_and_no_range(
    wall: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["plan", "earned", str(wall)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[2].split() == [
        "2026-01-12",
        "1,550.00",
        "260.00",
        "345.00",
        "0.500",
        "0.754",
        "2026-01-13",
        "2,056.73",
    ]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("plan.xml", mspdi(task(1)), "A Microsoft Project XML file tells no progress at status dates."),
        ("plan.p2x", b"<Project><NAME>x</NAME></Project>", "The file has no Agenda"),
        ("none.p2x", None, "No such file"),
    ],
)
def test_a_file_without_status_dates_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, content: bytes | None, reason: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    assert main(["plan", "earned", str(tmp_path / name)]) == 1
    said = capsys.readouterr()
    assert reason in said.err
    assert said.out == ""


def test_a_history_that_teaches_nothing_is_refused(wall: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", "earned", str(wall), "--history", str(wall.parent)]) == 1
    assert "No project there has ended" in capsys.readouterr().err
    assert main(["plan", "earned", str(wall), "--history", str(wall.parent / "nowhere")]) == 1


@pytest.mark.parametrize("coverage", ["0", "1", "much"])
def test_a_coverage_is_a_share(wall: Path, capsys: pytest.CaptureFixture[str], coverage: str) -> None:
    with pytest.raises(SystemExit):
        main(["plan", "earned", str(wall), "--coverage", coverage])
    assert "--coverage" in capsys.readouterr().err
