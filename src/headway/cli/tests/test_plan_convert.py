import json
from pathlib import Path

import pytest

from headway.cli.main import main
from headway.formats.detect import read_plan
from headway.formats.lost import lost_between
from headway.formats.tests.mspdi_text import after, mspdi, task


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "bridge.xml"
    path.write_bytes(mspdi(task(1), task(2, Mood="good", **after(1))))
    return path


def test_the_written_plan_is_the_same(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = plan.with_name("again.xml")
    assert main(["plan", "convert", str(plan), str(target), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["format"], said["activities"], said["lost"]) == ("mspdi", 2, [])
    assert [(entry["field"], entry["value"]) for entry in said["not_taken_over"]] == [("Mood", "good")]
    with plan.open("rb") as before, target.open("rb") as after_:
        assert lost_between(read_plan(before), read_plan(after_)) == ()


def test_people_get_a_line(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", "convert", str(plan), str(plan.with_name("again.xml"))]) == 0
    said = capsys.readouterr().out
    assert "again.xml: Microsoft Project XML, 2 activities" in said
    assert "1 facts of" in said


def test_what_is_there_stays_until_it_is_to_be_replaced(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = plan.with_name("again.xml")
    target.write_text("mine")
    assert main(["plan", "convert", str(plan), str(target)]) == 1
    assert "--overwrite" in capsys.readouterr().err
    assert target.read_text() == "mine"
    assert main(["plan", "convert", str(plan), str(target), "--overwrite"]) == 0
    assert target.read_text() != "mine"


def test_a_refused_plan_or_format_writes_nothing(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = sorted(plan.parent.iterdir())
    assert main(["plan", "convert", str(plan), str(plan.with_name("plan.pdf"))]) == 1
    assert "mspdi (.xml)" in capsys.readouterr().err
    assert main(["plan", "convert", str(plan), str(plan.with_name("nowhere") / "plan.xml")]) == 1
    plan.write_bytes(plan.read_bytes()[:-30])
    assert main(["plan", "convert", str(plan), str(plan.with_name("again.xml"))]) == 1
    assert ", line " in capsys.readouterr().err
    assert sorted(plan.parent.iterdir()) == before


def test_the_start_can_be_given(plan: Path) -> None:
    target = plan.with_name("later.xml")
    assert main(["plan", "convert", str(plan), str(target), "--start", "2026-03-02T08:00"]) == 0
    assert b"<StartDate>2026-03-02T08:00:00</StartDate>" in target.read_bytes()
