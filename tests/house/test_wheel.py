"""What people install holds everything it needs to run, and nothing else."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.house.repository import ROOT


@pytest.fixture(scope="module")
def files_of_the_wheel(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    folder = tmp_path_factory.mktemp("wheel")
    command: list[str | Path] = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-deps",
        "--no-build-isolation",
        "-w",
        folder,
        ROOT,
    ]
    subprocess.run(command, check=True, capture_output=True)
    (wheel,) = folder.glob("headway-*.whl")
    return set(zipfile.ZipFile(wheel).namelist())


@pytest.mark.slow
def test_the_wheel_brings_the_built_front_end_so_that_no_node_is_needed(files_of_the_wheel: set[str]) -> None:
    static = "headway/web/static/headway/"
    assert {static + "app.js", static + "app.css", static + "gantt.js"} <= files_of_the_wheel


@pytest.mark.slow
def test_the_wheel_brings_every_template_and_migration(files_of_the_wheel: set[str]) -> None:
    source = ROOT / "src"
    needed: set[Path] = {
        *source.rglob("*.html"),
        *source.rglob("migrations/*.py"),
        *source.rglob("locale/**/*.po"),
    }
    assert {str(path.relative_to(source)) for path in needed} - files_of_the_wheel == set()


@pytest.mark.slow
def test_the_wheel_brings_no_source_maps(files_of_the_wheel: set[str]) -> None:
    assert [name for name in files_of_the_wheel if name.endswith(".map")] == []


@pytest.mark.slow
def test_the_wheel_brings_no_tests(files_of_the_wheel: set[str]) -> None:
    assert [name for name in files_of_the_wheel if "/tests/" in name] == []
