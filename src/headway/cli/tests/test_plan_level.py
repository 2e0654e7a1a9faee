"""``headway plan level``."""

import json
from pathlib import Path

import pytest

from headway.cli.main import main
from headway.formats.tests.sm_text import SMALL


def test_a_levelled_schedule_is_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "small.sm"
    file.write_text(SMALL)
    assert main(["plan", "level", str(file), "--seconds", "0", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["makespan"], said["bound"]) == (7, 6)
    assert [row["id"] for row in said["activities"]] == [1, 2, 3, 4, 5]
    assert max(row["finish"] for row in said["activities"]) == 7


def test_a_file_that_is_none_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "small.sm"
    file.write_text("nothing")
    assert main(["plan", "level", str(file)]) == 1
    assert "no PSPLIB file" in capsys.readouterr().err
