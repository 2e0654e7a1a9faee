import json
import subprocess
import sys
from pathlib import Path

import pytest

from headway.cli.main import main
from headway.formats.tests.mspdi_text import after, dates, mspdi, task

DAY_ONE = ("2026-01-05T08:00", "2026-01-05T17:00")
DAY_TWO = ("2026-01-06T08:00", "2026-01-06T17:00")


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """Two days in a chain, of which the file has the second wrong."""
    path = tmp_path / "bridge.xml"
    path.write_bytes(
        mspdi(
            task(1, **dates(*DAY_ONE, *DAY_ONE)),
            task(2, LevelingDelay=14400, Mood="good", **after(1), **dates(*DAY_TWO, *DAY_TWO)),
        )
    )
    return path


def test_verify_prints_counts_mismatches_and_omissions(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["plan", "verify", str(plan), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert {key: said[key] for key in ("activities", "compared", "exact", "equal", "start_finish")} == {
        "activities": 2,
        "compared": 2,
        "exact": 0,
        "equal": 0,
        "start_finish": 1,
    }
    assert said["apart"]["open"]["compared"] == 2
    assert [(entry["id"], entry["name"], entry["reason"]) for entry in said["mismatches"]] == [
        (1, "Task 1", "neighbour"),
        (2, "Task 2", "not_leveled"),
    ]
    assert said["mismatches"][1]["stored"]["early_start"] == "2026-01-06T08:00:00"
    assert said["mismatches"][1]["computed"]["early_start"] == "2026-01-07T08:00:00"
    assert said["reasons"] == {"neighbour": 1, "not_leveled": 1}
    assert said["unexplained"] == 0
    left_out = [(row["id"], row["field"], row["value"], row["reason"]) for row in said["not_taken_over"]]
    assert left_out == [(2, "Mood", "good", "no_place")]


def test_schedule_prints_the_dates(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", "schedule", str(plan), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["project"] == {
        "name": "bridge",
        "start": "2026-01-05T08:00:00",
        "finish": "2026-01-07T17:00:00",
    } | {"name": "Bridge"}
    first, second = said["activities"]
    assert (first["start"], first["finish"], first["kind"]) == (
        "2026-01-05T08:00:00",
        "2026-01-05T17:00:00",
        "task",
    )
    assert (second["early_start"], second["late_finish"]) == ("2026-01-07T08:00:00", "2026-01-07T17:00:00")
    assert (second["total_float"], second["critical"]) == (0, True)


def test_people_get_sentences(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", "verify", str(plan)]) == 0
    printed = capsys.readouterr().out
    assert "2 activities, 2 compared" in printed
    assert "1 differ: The levelling delay is not applied" in printed
    assert main(["plan", "schedule", str(plan)]) == 0
    assert "Task 2  2026-01-07 08:00  2026-01-07 17:00" in capsys.readouterr().out


def test_a_folder_gives_an_answer_for_each_file(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = plan.parent / "broken.xml"
    broken.write_bytes(plan.read_bytes()[:-30])
    assert main(["plan", "verify", str(plan.parent), "--json"]) == 1
    captured = capsys.readouterr()
    said = json.loads(captured.out)
    assert said[str(plan)]["compared"] == 2
    assert said[str(broken)]["refused"]["line"] > 1
    assert f"{broken}, line" in captured.err


def test_a_missing_or_too_large_file_is_refused(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", "verify", str(plan.with_name("none.xml"))]) == 1
    assert "No such file" in capsys.readouterr().err
    assert main(["plan", "verify", str(plan), "--limit", "0"]) == 1
    assert "larger than 0 MB" in capsys.readouterr().err


def test_the_project_start_can_be_given(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", "schedule", str(plan), "--json", "--start", "2026-03-02T08:00"]) == 0
    assert json.loads(capsys.readouterr().out)["activities"][0]["start"] == "2026-03-02T08:00:00"
    with pytest.raises(SystemExit):
        main(["plan", "schedule", str(plan), "--start", "soon"])


def test_a_plan_is_verified_where_no_server_can_run(plan: Path) -> None:
    """On systems without file locks, and without Django being set up."""
    command = (
        "import sys; sys.modules['fcntl'] = None\n"
        "from headway.cli.main import main\n"
        f"assert main(['plan', 'verify', {str(plan)!r}]) == 0\n"
        "assert not [name for name in sys.modules if name.partition('.')[0] == 'django']"
    )
    subprocess.run([sys.executable, "-c", command], check=True)
